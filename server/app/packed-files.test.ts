import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { get, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import express from "express";
import { packedFiles } from "./packed-files.js";

const SCRIPT = "export const answer = 42;";
const PACKED = { br: brotliCompressSync(SCRIPT), gzip: gzipSync(SCRIPT) };

let folder: string;
let server: Server;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "expense-tracker-packed-"));
  writeFileSync(join(folder, "app-1a2b.js"), SCRIPT);
  writeFileSync(join(folder, "app-1a2b.js.br"), PACKED.br);
  writeFileSync(join(folder, "app-1a2b.js.gz"), PACKED.gzip);
  writeFileSync(join(folder, "plain.js"), SCRIPT);
  const app = express().use("/assets", packedFiles(folder), express.static(folder));
  server = app.listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
});

afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  rmSync(folder, { recursive: true });
});

async function ask(name: string, accepted?: string) {
  const { port } = server.address() as AddressInfo;
  const headers = accepted === undefined ? {} : { "accept-encoding": accepted };
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    get({ port, host: "127.0.0.1", path: `/assets/${name}`, headers, agent: false }, resolve).on("error", reject);
  });
  return { status: response.statusCode, headers: response.headers, body: await buffer(response) };
}

test.each([
  ["gzip, deflate, br, zstd", "br", PACKED.br],
  ["gzip, deflate", "gzip", PACKED.gzip],
  ["br;q=0, gzip", "gzip", PACKED.gzip],
  ["identity", undefined, Buffer.from(SCRIPT)],
  [undefined, undefined, Buffer.from(SCRIPT)],
])("whoever takes %p gets the script as %p", async (accepted, coding, body) => {
  const answer = await ask("app-1a2b.js", accepted);
  expect(answer.headers["content-encoding"]).toBe(coding);
  expect(answer.headers["content-type"]).toBe("text/javascript; charset=utf-8");
  expect(answer.headers.vary).toBe("Accept-Encoding");
  expect(answer.body).toEqual(body);
});

test("what was not packed goes out as it is, and what is not there is not there", async () => {
  const plain = await ask("plain.js", "br");
  expect(plain.headers).not.toHaveProperty("content-encoding");
  expect(plain.body.toString()).toBe(SCRIPT);
  expect((await ask("other.js", "br")).status).toBe(404);
});
