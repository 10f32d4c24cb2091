import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { afterAll, describe, expect, test } from "@jest/globals";
import { testsOfStorage } from "../test/storage-contract.js";
import { LocalStorage } from "./local-storage.js";
import { FileTooLarge, type PostForm } from "./storage.js";

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

test("says what it knows of a file, and gives it piece by piece", async () => {
  expect([await storage.head(key), await storage.stream(key)]).toEqual([null, null]);
  await storage.write(policy, Readable.from([Buffer.from("abcde")]));
  expect(await storage.head(key)).toEqual({ size: 5, writtenAt: expect.any(Date) });
  const read = await storage.stream(key);
  // A file that goes while it is read is read to its end.
  await storage.remove(key);
  const chunks: Buffer[] = [];
  for await (const chunk of read!) chunks.push(chunk as Buffer);
  expect(Buffer.concat(chunks).toString()).toBe("abcde");
});

describe("a link", () => {
  const link = {
    key,
    contentType: "image/png",
    fileName: "Bérénice & co.png",
    expiresAt: new Date(Date.now() + 60_000),
  };
  const queryOf = async (signer = storage) => new URL(await signer.signedUrl(link)).searchParams;

  test("that it signed is granted what was signed", async () => {
    expect(await storage.signedUrl(link)).toMatch(`https://money.example/files/${key}?type=image%2Fpng&name=B`);
    expect(storage.acceptsLink(key, await queryOf())).toEqual({ policy: link });
  });

  test.each([
    ["another type", { type: "text/html" }],
    ["another name", { name: "x.html" }],
    ["another day", { until: "2999-01-01T00:00:00.000Z" }],
    ["no signature", { signature: "" }],
    ["half a signature", { signature: "00" }],
  ])("is refused with %s", async (_, change: Record<string, string>) => {
    const query = await queryOf();
    for (const [name, value] of Object.entries(change)) query.set(name, value);
    expect(storage.acceptsLink(key, query)).toEqual({ refusal: expect.any(String) });
  });

  test("is refused for another file, of another secret, and once it has expired", async () => {
    const other = new LocalStorage(folder, "https://money.example", Buffer.alloc(32, 2));
    const refused = { refusal: expect.any(String) };
    expect(storage.acceptsLink("uploads/upl_01kbbkb100e008000000000002", await queryOf())).toEqual(refused);
    expect(storage.acceptsLink(key, await queryOf(other))).toEqual(refused);
    expect(storage.acceptsLink(key, new URLSearchParams())).toEqual(refused);
    expect(storage.acceptsLink(key, await queryOf(), link.expiresAt)).toEqual(refused);
  });

  test("is no form, and a form no link", async () => {
    const query = await queryOf();
    const text = JSON.stringify([key, query.get("type"), query.get("name"), query.get("until")]);
    const forged = new Map([
      ["policy", text],
      ["signature", query.get("signature")!],
    ]);
    expect(storage.acceptsPosts(forged)).toEqual({ refusal: "The form's signature is not ours." });
  });
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
  expect(storage.acceptsPosts(await fieldsOf())).toEqual({ policy });
});

test.each([
  ["another type", { "Content-Type": "text/html" }],
  ["another key", { key: "uploads/upl_01kbbkb100e008000000000002" }],
  ["another policy", { policy: Buffer.from(JSON.stringify({ ...policy, maxSize: 10 ** 9 })).toString("base64") }],
  ["no signature", { signature: "" }],
  ["half a signature", { signature: "00" }],
  ["a field more", { acl: "public-read" }],
])("refuses %s", async (_, change) => {
  expect(storage.acceptsPosts(await fieldsOf(change))).toEqual({ refusal: expect.any(String) });
});

test("refuses a form of somebody with another secret, and one that has expired", async () => {
  const other = new LocalStorage(folder, "https://money.example", Buffer.alloc(32, 2));
  expect(storage.acceptsPosts(await fieldsOf({}, other))).toEqual({ refusal: expect.any(String) });
  expect(storage.acceptsPosts(await fieldsOf(), policy.expiresAt)).toEqual({ refusal: expect.any(String) });
});

describe("promises what every storage does:", () => {
  const checkedPolicy = (form: PostForm) => storage.acceptsPosts(new Map(form.fields.map((f) => [f.name, f.value])));
  testsOfStorage(async () => ({
    storage,
    async send(form, bytes) {
      const checked = checkedPolicy(form);
      if ("refusal" in checked) return false;
      return storage.write(checked.policy, Readable.from([bytes])).then(
        () => true,
        () => false,
      );
    },
    async get(link) {
      const { pathname, searchParams } = new URL(link);
      const checked = storage.acceptsLink(pathname.replace("/files/", ""), searchParams);
      const bytes = "refusal" in checked ? null : await storage.read(checked.policy.key);
      if ("refusal" in checked || !bytes) return null;
      return { type: checked.policy.contentType, name: checked.policy.fileName, bytes };
    },
  }));
});
