import { readFileSync } from "node:fs";
import { get, type IncomingMessage } from "node:http";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { brotliDecompressSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { type Product, startProduct } from "../test/product.js";
import { type RealServer, startNginx } from "../test/real-servers.js";
import { EVENTS, listen, socketOf } from "../test/socket.js";
import { PASSWORD } from "../test/visitor.js";

/** The product behind the real nginx, with the settings of ops/nginx as they are shipped. */

let product: Product;
let nginx: RealServer;

beforeAll(async () => {
  product = await startProduct({ env: { TRUST_PROXY: "1" } });
  nginx = await startNginx(configured);
});
afterAll(async () => {
  await nginx?.stop();
  await product?.stop();
});

/** What only the containers have in their places is put where it is here: names, ports, and the files that it writes. */
function configured(port: number, folder: string): string {
  const moved = (name: string, changes: [string, string][]) =>
    changes.reduce(
      (text, [from, to]) => {
        expect(text).toContain(from);
        return text.replaceAll(from, to);
      },
      readFileSync(name, "utf8"),
    );
  const locations = moved("ops/nginx/locations.conf", [["http://api:4000", product.url]]);
  const site = moved("ops/nginx/sites/http.conf", [
    ["listen 8080;", `listen 127.0.0.1:${port};`],
    ["include locations.conf;", locations],
  ]);
  return moved("ops/nginx/nginx.conf", [
    ["include site.conf;", site],
    ["/tmp/", `${folder}/`],
    ["/dev/stdout", join(folder, "access.log")],
  ]);
}

async function asked(path: string, headers: Record<string, string> = {}) {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    get(`${nginx.url}${path}`, { headers, agent: false }, resolve).on("error", reject);
  });
  return { status: response.statusCode, headers: response.headers, body: await buffer(response) };
}

async function scriptOfApp(): Promise<string> {
  const page = await asked("/sign-up");
  return /\/assets\/[^"]+\.js/.exec(page.body.toString())![0];
}

test("scripts come as the build packed them, for a year, and from nginx's own the second time", async () => {
  const script = await scriptOfApp();
  const headers = { "accept-encoding": "gzip, deflate, br" };
  const first = await asked(script, headers);
  expect(first.headers).toMatchObject({
    "content-encoding": "br",
    "cache-control": "public, max-age=31536000, immutable",
    "x-cache": "MISS",
  });
  const plain = await asked(script);
  expect(plain.headers).not.toHaveProperty("content-encoding");
  expect(brotliDecompressSync(first.body).equals(plain.body)).toBe(true);
  const again = await asked(script, { "accept-encoding": "br;q=1.0, gzip;q=0.8" });
  expect(again.headers).toMatchObject({ "content-encoding": "br", "x-cache": "HIT" });
  expect((await asked("/assets/of-another-release.js")).status).toBe(404);
});

test("a socket is opened through it, and hears what is written through it", async () => {
  const email = "ana@example.com";
  const { userRegister } = await ask(
    `mutation ($input: UserRegisterInput!) { userRegister(input: $input) {
      ... on UserRegisterPayload { session { accessToken } } } }`,
    { email, password: PASSWORD, name: "Ana" },
  );
  const token = userRegister.session.accessToken as string;
  const created = await ask(
    "mutation ($input: GroupCreateInput!) { groupCreate(input: $input) { ... on GroupCreatePayload { group { id } } } }",
    { name: "Flat", currency: "EUR" },
    token,
  );
  const client = socketOf(nginx.url, token);
  const heard = listen(client, EVENTS, { groupId: created.groupCreate.group.id, after: 0 });
  await heard.until(() => heard.results.length > 0);
  expect(heard.results[0].data.groupEvents).toMatchObject({ seq: 1 });
  await client.dispose();
});

test("only where files are sent a body may be large", async () => {
  const send = async (path: string, bytes: number) => {
    const response = await fetch(`${nginx.url}${path}`, { method: "POST", body: "x".repeat(bytes) });
    await response.arrayBuffer();
    return response.status;
  };
  expect(await send("/graphql", 2_000_000)).toBe(413);
  // It reaches the product, which says that this is no form.
  expect(await send("/uploads", 20_500_000)).toBe(400);
  expect(await send("/uploads", 22_500_000)).toBe(413);
});

test("it says that it is there while no process is, and gives what it has", async () => {
  const script = await scriptOfApp();
  await asked(script, { "accept-encoding": "br" });
  await product.kill9();
  expect((await asked("/nginx")).status).toBe(200);
  expect((await asked("/readyz")).status).toBe(502);
  expect((await asked(script, { "accept-encoding": "br" })).status).toBe(200);
  expect((await asked("/metrics")).status).toBe(404);
});

// oxlint-disable-next-line typescript/no-explicit-any
async function ask(query: string, input: object, token?: string): Promise<any> {
  const headers = { "content-type": "application/json", ...(token && { authorization: `Bearer ${token}` }) };
  const body = JSON.stringify({ query, variables: { input } });
  const response = await fetch(`${nginx.url}/graphql`, { method: "POST", headers, body });
  const { data, errors } = await response.json();
  expect(errors).toBeUndefined();
  return data;
}
