import { createHmac } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { Router } from "express";
import { getIntrospectionQuery } from "graphql";
import { WebSocket } from "ws";
import { type Person, TestApi, type TestGroup } from "../test/api.js";
import { expenseInput, threeAndAStranger } from "../test/seed.js";
import { listen, socketOf } from "../test/socket.js";
import { readConfig } from "./config.js";
import { serve } from "./http.js";

let api: TestApi;
let ana: Person;
let group: TestGroup;

beforeAll(async () => {
  api = await TestApi.start();
  ({ ana, group } = await threeAndAStranger(api));
  await ana.mutate("expenseCreate", expenseInput(group));
});
afterAll(() => api.close());

/** The code of the first error, asked over HTTP and over WebSocket: it must be the same. */
async function codeOf(query: string, variables: object = {}): Promise<string | undefined> {
  const { errors } = await ana.send(query, variables);
  const client = socketOf(api.url, ana.token);
  const heard = listen(client, query, variables as Record<string, unknown>);
  await heard.until(() => heard.ended !== null);
  await client.dispose();
  const ended = heard.ended as { error?: { extensions: { code: string } }[] };
  const overSocket = ended.error?.[0]?.extensions.code ?? heard.results[0]?.errors?.[0]?.extensions.code;
  expect(overSocket).toBe(errors?.[0]?.extensions.code);
  return overSocket;
}

describe("the process", () => {
  test("says that it is alive and ready, and shows its schema", async () => {
    expect((await fetch(`${api.url}/healthz`)).status).toBe(200);
    expect((await fetch(`${api.url}/readyz`)).status).toBe(200);
    const schema = await (await fetch(`${api.url}/schema.graphql`)).text();
    expect(schema).toContain("type Mutation");
  });

  test("sends security headers, and no hint of what it is made of", async () => {
    const { headers } = await fetch(`${api.url}/healthz`);
    expect(headers.get("x-powered-by")).toBeNull();
    const page = await fetch(`${api.url}/schema.graphql`);
    expect(page.headers.get("content-security-policy")).toContain("default-src 'none';script-src 'self'");
    expect(page.headers.get("x-content-type-options")).toBe("nosniff");
    const reply = await ana.send("{ viewer { id } }");
    expect(reply.headers.get("cache-control")).toBe("no-store");
    expect(reply.headers.get("access-control-allow-origin")).toBeNull();
  });

  test("what is not there is JSON with 404", async () => {
    const response = await fetch(`${api.url}/no/such/file.js`);
    expect([response.status, response.headers.get("content-type")]).toEqual([404, "application/json; charset=utf-8"]);
    // The app's page answers most addresses, but not that of numbers which nobody asked for.
    expect((await fetch(`${api.url}/metrics`, { headers: { accept: "text/html" } })).status).toBe(404);
  });
});

describe("a module's own routes", () => {
  /** As a payment provider's webhook is: what came is signed byte by byte, so it must not have been read and written anew. */
  const webhook = (): Router => {
    const router = Router();
    router.post("/paid", async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const signature = createHmac("sha256", "whsec").update(Buffer.concat(chunks)).digest("hex");
      response.status(signature === request.headers["x-signature"] ? 204 : 400).end();
    });
    return router;
  };

  test("get the body as it came, JSON or not", async () => {
    const config = { ...readConfig({ RATE_LIMITS: "off", LOG_LEVEL: "silent", DATA_DIR: api.dataDir }), port: 0 };
    const server = await serve(config, api.dataSource, { routes: [{ path: "/webhooks", router: webhook }] });
    try {
      for (const body of ['{ "paid" : 1.00 }', '{"paid":', ""]) {
        const signature = createHmac("sha256", "whsec").update(body).digest("hex");
        const headers = { "content-type": "application/json", "x-signature": signature };
        const { status } = await fetch(`${server.url}/webhooks/paid`, { method: "POST", headers, body });
        expect([body, status]).toEqual([body, 204]);
      }
      expect((await fetch(`${server.url}/webhooks/other`, { method: "POST" })).status).toBe(404);
    } finally {
      await server.close();
    }
  });
});

describe("what fits", () => {
  test("introspection, as every tool asks for it", async () => {
    const query = getIntrospectionQuery({ descriptions: true, inputValueDeprecation: true, specifiedByUrl: true });
    expect(await codeOf(query)).toBeUndefined();
  });

  test("a page of 100 expenses with payers and shares", async () => {
    const member = "member { id name role leftAt user { id name } }";
    const amount = "amount { amount currency }";
    const query = `query Page($id: ID!, $first: Int) { group(id: $id) { id name members { id name } balances { member { id } net { amount currency } }
      suggestedTransfers { from { id } to { id } ${amount} } expenses(first: $first) { pageInfo { hasNextPage endCursor } edges { cursor node {
      id title notes total { amount currency } incurredOn category { id name icon } version createdBy { id name }
      payers { ${member} ${amount} } shares { ${member} ${amount} } split { mode parts { member { id } value } } } } } } }`;
    expect(await codeOf(query, { id: group.id, first: 100 })).toBeUndefined();
  });
});

describe("what does not", () => {
  const nested = (depth: number) =>
    `{ group(id: "x") ${"{ expenses { edges { node { group ".repeat(depth)}{ id }${" } } } }".repeat(depth)} }`;

  test.each([
    ["depth", nested(5), "OPERATION_TOO_COSTLY"],
    ["depth without end", `{ ${"a { ".repeat(300)} b ${"}".repeat(300)} }`, "OPERATION_TOO_COSTLY"],
    [
      "aliases",
      `{ ${Array.from({ length: 31 }, (_, index) => `a${index}: viewer { id }`).join(" ")} }`,
      "OPERATION_TOO_COSTLY",
    ],
    ["root fields", `{ ${"viewer { id } ".repeat(16)} }`, "OPERATION_TOO_COSTLY"],
    [
      "mutations",
      `mutation { ${Array.from({ length: 6 }, (_, index) => `m${index}: sessionCreate(input: { email: "a@b.cd", password: "x" }) { __typename }`).join(" ")} }`,
      "OPERATION_TOO_COSTLY",
    ],
    ["directives", `{ viewer { id ${"@include(if: true) ".repeat(21)} } }`, "OPERATION_TOO_COSTLY"],
    ["tokens", `{ viewer { ${"id ".repeat(2001)} } }`, "OPERATION_TOO_COSTLY"],
    [
      "pages of pages",
      `{ groups(first: 100) { edges { node { expenses(first: 100) { edges { node { id } } } } } } }`,
      "OPERATION_TOO_COSTLY",
    ],
    [
      "pages of pages by a variable's default",
      `query ($n: Int = 100) { groups(first: $n) { edges { node { expenses(first: $n) { edges { node { id } } } } } } }`,
      "OPERATION_TOO_COSTLY",
    ],
    [
      "fragments of fragments",
      `{ viewer { ...f0 } } ${Array.from({ length: 20 }, (_, index) => `fragment f${index} on User { ...f${index + 1} ...f${index + 1} }`).join(" ")} fragment f20 on User { id }`,
      "OPERATION_TOO_COSTLY",
    ],
    ["a fragment within itself", "{ viewer { ...f } } fragment f on User { id ...f }", "GRAPHQL_VALIDATION_FAILED"],
    ["an unknown field", "{ nonsense }", "GRAPHQL_VALIDATION_FAILED"],
    ["no GraphQL", "{", "GRAPHQL_PARSE_FAILED"],
  ])("%s is refused on both ways", async (_, query, code) => {
    expect(await codeOf(query)).toBe(code);
  });

  test("pages outside 1 to 100, also as a variable, and cursors that are none of ours", async () => {
    const query = "query ($first: Int, $after: String) { groups(first: $first, after: $after) { edges { cursor } } }";
    for (const first of [0, -1, 101]) expect(await codeOf(query, { first })).toBe("BAD_USER_INPUT");
    for (const after of ["", "x", "bm90IGpzb24", Buffer.from('["a","\\u0000"]').toString("base64url")]) {
      expect(await codeOf(query, { after })).toBe("BAD_USER_INPUT");
    }
  });

  test("bodies that are too large, or no JSON", async () => {
    const post = (body: string, headers: Record<string, string> = {}) =>
      fetch(`${api.url}/graphql`, {
        method: "POST",
        headers: { "content-type": "application/json", ...headers },
        body,
      });
    const large = await post(JSON.stringify({ query: "{ viewer { id } }", variables: { x: "x".repeat(90_000) } }));
    expect([large.status, ((await large.json()) as { errors: unknown[] }).errors.length]).toEqual([413, 1]);
    const broken = await post("{");
    expect(broken.status).toBe(400);
    expect(JSON.stringify(await broken.json())).not.toMatch(/node_modules|at .*\.js/);
    const zipped = await post("{}", { "content-encoding": "gzip" });
    expect(zipped.status).toBe(415);
  });

  test("a form from a foreign page cannot run anything", async () => {
    const response = await fetch(`${api.url}/graphql`, {
      method: "POST",
      headers: { "content-type": "text/plain" },
      body: JSON.stringify({ query: "{ viewer { id } }" }),
    });
    expect(response.status).toBeGreaterThanOrEqual(400);
    const get = await fetch(`${api.url}/graphql?query=${encodeURIComponent("{ viewer { id } }")}`);
    expect(get.status).toBe(400);
  });
});

describe("errors", () => {
  test("carry code, request id, time and the fields at fault", async () => {
    const { errors } = await ana.send("query ($id: ID!) { group(id: $id) { id } }", {});
    expect(errors![0]!.extensions).toEqual({
      code: "BAD_USER_INPUT",
      requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      details: [{ field: "id", message: expect.any(String) }],
    });
  });

  test("a bug of ours is masked", async () => {
    await api.dataSource.query("alter table groups rename to hidden");
    try {
      const { errors } = await ana.send("query ($id: ID!) { group(id: $id) { id } }", { id: group.id });
      expect(errors![0]).toMatchObject({
        message: "Something went wrong on our side.",
        extensions: { code: "INTERNAL_SERVER_ERROR" },
      });
      expect(JSON.stringify(errors)).not.toMatch(/select|relation|hidden/);
    } finally {
      await api.dataSource.query("alter table hidden rename to groups");
    }
  });

  test("a socket that sends more than any client would is cut off, unless rate limits are off", async () => {
    const limited = await TestApi.start({ RATE_LIMITS: "on" });
    try {
      for (const [url, survives] of [
        [limited.url, false],
        [api.url, true],
      ] as const) {
        const socket = new WebSocket(`${url.replace("http", "ws")}/graphql`, "graphql-transport-ws");
        await new Promise((resolve) => socket.once("open", resolve));
        const closed = new Promise((resolve) => socket.once("close", () => resolve(false)));
        const answered = new Promise((resolve) => {
          let pongs = 0;
          socket.on("message", (data) => {
            if ((data as Buffer).includes("pong")) pongs += 1;
            if (pongs === 300) resolve(true);
          });
        });
        socket.send(JSON.stringify({ type: "connection_init" }));
        for (let count = 0; count < 300; count++) socket.send(JSON.stringify({ type: "ping" }));
        expect(await Promise.race([closed, answered])).toBe(survives);
        socket.terminate();
      }
    } finally {
      await limited.close();
    }
  });

  test("too much of everything is RATE_LIMITED", async () => {
    const limited = await TestApi.start({ RATE_LIMITS: "on" });
    try {
      let refused: Awaited<ReturnType<typeof limited.send>> | undefined;
      for (let count = 0; count < 1300 && !refused; count += 50) {
        const replies = await Promise.all(Array.from({ length: 50 }, () => limited.send("{ viewer { id } }")));
        refused = replies.find((reply) => reply.errors);
      }
      expect(refused).toMatchObject({ status: 429, errors: [{ extensions: { code: "RATE_LIMITED" } }] });
      expect(Number(refused!.headers.get("retry-after"))).toBeGreaterThan(0);
    } finally {
      await limited.close();
    }
  });
});
