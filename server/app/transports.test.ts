import { connect } from "node:net";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { type Person, TestApi, type TestGroup } from "../test/api.js";
import { threeAndAStranger } from "../test/seed.js";
import { listen, socketOf } from "../test/socket.js";
import { LIMITS } from "./limits.js";

let api: TestApi;
let ana: Person;
let group: TestGroup;

beforeAll(async () => {
  api = await TestApi.start();
  ({ ana, group } = await threeAndAStranger(api));
});
afterAll(() => api.close());

const many = (count: number, text: (index: number) => string) =>
  Array.from({ length: count }, (_, i) => text(i)).join(" ");

/** One query that is just beyond each limit, and nothing but that limit. */
const BEYOND: Partial<Record<keyof typeof LIMITS, () => string>> = {
  TOKENS: () => `{ viewer { ${"id ".repeat(LIMITS.TOKENS)} } }`,
  DEPTH: () =>
    `{ group(id: "${group.id}") { ${"expenses { edges { node { group { ".repeat(5)} id ${"} } } } ".repeat(5)} } }`,
  FIELDS: () => `{ viewer { ${"id ".repeat(LIMITS.FIELDS)} } }`,
  ALIASES: () => `{ viewer { ${many(LIMITS.ALIASES + 1, (i) => `a${i}: id`)} } }`,
  DIRECTIVES: () => `{ viewer { id ${"@include(if: true) ".repeat(LIMITS.DIRECTIVES + 1)} } }`,
  QUERY_ROOTS: () => `{ ${"viewer { id } ".repeat(LIMITS.QUERY_ROOTS + 1)} }`,
  INTROSPECTION: () => {
    const fields = Array.from({ length: 24 }, (_, index) => `a${index}: fields { name type { name } }`).join(" ");
    return `{ __schema { types { fields { type { ofType { ${fields} } } } } } }`;
  },
  COST: () =>
    `{ groups { edges { node { expenses(first: 100) { edges { node { shares { allocation { exact } } } } } } } } }`,
};

/** What each way of asking answers: the message of the first error, or "data". */
async function answers(query: string): Promise<Record<string, string>> {
  const headers = { authorization: `Bearer ${ana.token}`, "apollo-require-preflight": "1" };
  const get = async (padding: string) => {
    const response = await fetch(`${api.url}/graphql?${padding}query=${encodeURIComponent(query)}`, { headers });
    return (await response.json()) as Awaited<ReturnType<typeof ana.send>>;
  };
  const client = socketOf(api.url, ana.token);
  const heard = listen(client, query, {});
  await heard.until(() => heard.ended !== null);
  await client.dispose();
  const { error } = heard.ended as { error?: { message: string }[] };
  const overSocket = error ? { errors: error } : heard.results[0];
  const said = ({ errors }: { errors?: readonly { message: string }[] }) => errors?.[0]?.message ?? "data";
  return {
    post: said(await ana.send(query)),
    get: said(await get("")),
    padded: said(await get("a&".repeat(1000))),
    socket: said(overSocket),
  };
}

test.each(Object.keys(BEYOND) as (keyof typeof LIMITS)[])("%s holds on every way in", async (limit) => {
  const refusal = `This operation is beyond the limit ${limit} (${LIMITS[limit]}).`;
  const said = await answers(BEYOND[limit]!());
  expect(said).toEqual({ post: refusal, get: refusal, padded: refusal, socket: refusal });
});

test("what is within the limits is answered on every way in", async () => {
  expect(await answers("{ viewer { id name } }")).toEqual({
    post: "data",
    get: "data",
    padded: "data",
    socket: "data",
  });
});

test("a parameter that is given twice, or is no JSON, is refused; what is weighed is what runs", async () => {
  const ask = async (search: string) => {
    const response = await fetch(`${api.url}/graphql?${search}`, { headers: { "apollo-require-preflight": "1" } });
    return { status: response.status, body: (await response.json()) as Awaited<ReturnType<typeof ana.send>> };
  };
  const small = encodeURIComponent("{ __typename }");
  for (const search of [`query=${small}&query=${small}`, `query=${small}&variables=%7B`]) {
    expect(await ask(search)).toMatchObject({
      status: 400,
      body: { errors: [{ extensions: { code: "BAD_REQUEST" } }] },
    });
  }
  const query = encodeURIComponent(
    "query ($n: Int) { groups(first: $n) { edges { node { expenses(first: $n) { edges { node { id } } } } } } }",
  );
  const costly = await ask(`query=${query}&variables=${encodeURIComponent('{"n":100}')}`);
  expect(costly.body.errors![0]!.extensions.code).toBe("OPERATION_TOO_COSTLY");
});

test("whoever asks for the newer media type is refused in it, and what is no address harms nobody", async () => {
  const headers = { accept: "application/graphql-response+json", "apollo-require-preflight": "1" };
  const refused = await fetch(`${api.url}/graphql?query=${encodeURIComponent(BEYOND.ALIASES!())}`, { headers });
  expect([refused.status, refused.headers.get("content-type")]).toEqual([
    400,
    expect.stringContaining("application/graphql-response+json"),
  ]);
  const { hostname, port } = new URL(api.url);
  const answered = new Promise<string>((resolve) => {
    const socket = connect(Number(port), hostname, () =>
      socket.write(
        "GET http://[::::]/graphql?query=%7B__typename%7D HTTP/1.1\r\nHost: x\r\nConnection: close\r\napollo-require-preflight: 1\r\n\r\n",
      ),
    );
    socket.on("data", (data) => resolve(data.toString().split("\r\n")[0]!));
  });
  expect(await answered).toMatch(/HTTP\/1.1 (200|400|404)/);
});

test("mutations are not run by GET", async () => {
  const mutation = encodeURIComponent(
    'mutation { sessionCreate(input: { email: "a@b.cd", password: "x" }) { __typename } }',
  );
  const response = await fetch(`${api.url}/graphql?query=${mutation}`, {
    headers: { "apollo-require-preflight": "1" },
  });
  expect(response.status).toBe(405);
});

test("five mutations in one operation, and no more, by POST and socket", async () => {
  const query = `mutation { ${many(6, (i) => `m${i}: sessionCreate(input: { email: "a@b.cd", password: "x" }) { __typename }`)} }`;
  const { post, socket } = await answers(query);
  expect([post, socket]).toEqual(
    Array(2).fill(`This operation is beyond the limit MUTATION_ROOTS (${LIMITS.MUTATION_ROOTS}).`),
  );
});

test("JSON is read as UTF-8 alone, and what is wrong in one way is said once", async () => {
  const odd = await fetch(`${api.url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json; charset=utf-7" },
    body: "+AHsAIgBxAHUAZQByAHkAIg- ",
  });
  expect(odd.status).toBe(415);
  const { errors } = await ana.send(`{ viewer { id ${"@nonsense ".repeat(10)} } }`);
  expect(errors!.filter(({ extensions }) => extensions.code === "GRAPHQL_VALIDATION_FAILED")).toHaveLength(
    errors!.length,
  );
  expect(new Set(errors!.map(({ message }) => message)).size).toBe(errors!.length);
});

test("a subscription that hangs on a variable at its root is refused, and no bug; its socket stays", async () => {
  const field = `groupEvents(groupId: "${group.id}")`;
  const client = socketOf(api.url, ana.token);
  for (const root of [
    `${field} @include(if: $with) { seq }`,
    `...F @skip(if: $with) } fragment F on Subscription { ${field} { seq }`,
  ]) {
    const query = `subscription ($with: Boolean!) { ${root} }`;
    const reply = await ana.send(query, { with: true });
    expect([reply.status, reply.errors?.[0]?.extensions.code]).toEqual([400, "GRAPHQL_VALIDATION_FAILED"]);
    const heard = listen(client, query, { with: true });
    await heard.until(() => heard.ended !== null);
    const { error } = heard.ended as { error?: { extensions: { code: string } }[] };
    expect(error?.[0]?.extensions.code).toBe("GRAPHQL_VALIDATION_FAILED");
  }
  await client.dispose();
});
