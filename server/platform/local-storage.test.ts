import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { afterAll, expect, test } from "@jest/globals";
import { FileTooLarge, LocalStorage } from "./local-storage.js";

const folder = mkdtempSync(join(tmpdir(), "expense-tracker-storage-"));
const storage = new LocalStorage(folder, "https://money.example/tracker/", Buffer.alloc(32, 1));
const key = "uploads/upl_01kbbkb100e008000000000001";
const policy = { key, contentType: "text/csv", maxSize: 5, expiresAt: new Date(Date.now() + 60_000) };

afterAll(() => rmSync(folder, { recursive: true }));

async function fieldsOf(change: Record<string, string> = {}, signer = storage): Promise<Map<string, string>> {
  const { fields } = await signer.postForm(policy);
  return new Map([...fields.map(({ name, value }) => [name, value] as const), ...Object.entries(change)]);
}

test("keeps a file whole, gives it back, and forgets it", async () => {
  await storage.write(policy, Readable.from([Buffer.from("ab"), Buffer.from("cde")]));
  expect((await storage.read(key))?.toString()).toBe("abcde");
  await storage.remove(key);
  await storage.remove(key);
  expect(await storage.read(key)).toBeNull();
});

test("a file that is too large leaves nothing behind, nor does one that breaks off", async () => {
  await expect(storage.write(policy, Readable.from([Buffer.from("abcdef")]))).rejects.toThrow(FileTooLarge);
  const broken = Readable.from(
    (async function* () {
      yield Buffer.from("ab");
      throw new Error("cut off");
    })(),
  );
  await expect(storage.write(policy, broken)).rejects.toThrow("cut off");
  expect(readdirSync(join(folder, "uploads"))).toEqual([]);
});

test("a form that it signed is granted what was signed", async () => {
  const { url } = await storage.postForm(policy);
  expect(url).toBe("https://money.example/uploads");
  expect(storage.check(await fieldsOf())).toEqual({ policy });
});

test.each([
  ["another type", { "Content-Type": "text/html" }],
  ["another key", { key: "uploads/upl_01kbbkb100e008000000000002" }],
  ["another policy", { policy: Buffer.from(JSON.stringify({ ...policy, maxSize: 10 ** 9 })).toString("base64") }],
  ["no signature", { signature: "" }],
  ["half a signature", { signature: "00" }],
  ["a field more", { acl: "public-read" }],
])("refuses %s", async (_, change) => {
  expect(storage.check(await fieldsOf(change))).toEqual({ refusal: expect.any(String) });
});

test("refuses a form of somebody with another secret, and one that has expired", async () => {
  const other = new LocalStorage(folder, "https://money.example", Buffer.alloc(32, 2));
  expect(storage.check(await fieldsOf({}, other))).toEqual({ refusal: expect.any(String) });
  expect(storage.check(await fieldsOf(), policy.expiresAt)).toEqual({ refusal: expect.any(String) });
});

test("a key is never a path", async () => {
  for (const bad of ["../secret", "uploads/../../etc/passwd", "/etc/passwd", "uploads/upl_", ""]) {
    await expect(storage.read(bad)).rejects.toThrow("Not a storage key");
  }
});
