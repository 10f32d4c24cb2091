import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { beforeEach, expect, test } from "@jest/globals";
import { newId } from "../kernel/ids.js";
import type { PostForm, Storage } from "../platform/storage.js";

/** A storage, and what a browser does with it. */
export interface KeptBy {
  readonly storage: Storage;
  /** Sends the form with these bytes; whether they were taken. */
  send(form: PostForm, bytes: Uint8Array): Promise<boolean>;
  /** Reads from a link: what it says it is, what it is called, and the bytes; null where it is refused, or nothing is there. */
  get(link: string): Promise<{ type: string; name: string; bytes: Buffer } | null>;
}

const FILE = Buffer.from("date,cost\n2026-01-31,10.00\n");
const OTHER = Buffer.from("something else\n");

/** Tests what every storage promises, whatever keeps its files. */
export function testsOfStorage(open: () => Promise<KeptBy>): void {
  let kept: KeptBy;
  let storage: Storage;
  let key: string;

  beforeEach(async () => {
    kept = await open();
    ({ storage } = kept);
    key = `uploads/${newId("upl")}`;
  });

  const soon = () => new Date(Date.now() + 60_000);
  const formFor = (change: object = {}) =>
    storage.postForm({ key, contentType: "text/csv", maxSize: FILE.length, expiresAt: soon(), ...change });
  const send = async (bytes: Uint8Array = FILE) => kept.send(await formFor(), bytes);
  const linkTo = (of: string, change: object = {}) =>
    storage.signedUrl({ key: of, contentType: "text/csv", fileName: "Flat £ (1).csv", expiresAt: soon(), ...change });
  const changed = (form: PostForm, name: string, value: string): PostForm => ({
    ...form,
    fields: form.fields.map((field) => (field.name === name ? { name, value } : field)),
  });

  test("gives back what was sent, whole and in pieces, and says how much it is", async () => {
    expect([await storage.head(key), await storage.read(key), await storage.stream(key)]).toEqual([null, null, null]);
    expect(await send()).toBe(true);
    expect(await storage.head(key)).toEqual({ size: FILE.length, writtenAt: expect.any(Date) });
    expect(await storage.read(key)).toEqual(FILE);
    expect(await buffer((await storage.stream(key))!)).toEqual(FILE);
  });

  test("takes a form again, and the last file counts", async () => {
    await send(FILE);
    await send(OTHER);
    expect(await storage.read(key)).toEqual(OTHER);
  });

  test("what is settled stays as it is, whatever is sent later", async () => {
    expect(await storage.settled(key)).toBeNull();
    await send(FILE);
    const first = await storage.settled(key);
    await send(OTHER);
    const second = await storage.settled(key);
    expect(first).not.toBe(second);
    expect(await storage.read(first!)).toEqual(FILE);
    expect(await storage.read(second!)).toEqual(OTHER);
    expect(await storage.head(first!)).toMatchObject({ size: FILE.length });
  });

  test("of what is settled while others send, each copy is one whole file", async () => {
    const files = [FILE, OTHER];
    await send(FILE);
    const sending = Promise.all(Array.from({ length: 10 }, (_, index) => send(files[index % 2])));
    const copies = await Promise.all(Array.from({ length: 10 }, () => storage.settled(key)));
    await sending;
    for (const copy of copies) {
      const bytes = await storage.read(copy!);
      expect(files.some((file) => file.equals(bytes!))).toBe(true);
    }
  });

  test("forgets what was sent with all that was settled of it, and nothing of another", async () => {
    await send();
    const settled = await storage.settled(key);
    const mine = key;
    key = `uploads/${newId("upl")}`;
    await send();
    await storage.remove(mine);
    await storage.remove(mine);
    expect([await storage.read(mine), await storage.read(settled!)]).toEqual([null, null]);
    expect(await storage.read(key)).toEqual(FILE);
  });

  test("throws away what was sent and never settled, and not before its time", async () => {
    await send();
    const settled = await storage.settled(key);
    await storage.removeDrafts(new Date(Date.now() - 60_000));
    expect(await storage.read(key)).toEqual(FILE);
    expect(await storage.removeDrafts(new Date(Date.now() + 60_000))).toBeGreaterThan(0);
    expect(await storage.read(key)).toBeNull();
    expect(await storage.read(settled!)).toEqual(FILE);
  });

  test("names every file, and keeps what it is given under such a name", async () => {
    await send();
    const settled = (await storage.settled(key))!;
    const names = async () => {
      const found: string[] = [];
      for await (const name of storage.keys()) if (name.startsWith(key)) found.push(name);
      return found.sort();
    };
    expect(await names()).toEqual([key, settled].sort());
    await storage.remove(key);
    for (const name of [key, settled]) await storage.put(name, Readable.from([OTHER]), OTHER.length);
    expect(await names()).toEqual([key, settled].sort());
    expect([await storage.read(key), await storage.read(settled)]).toEqual([OTHER, OTHER]);
  });

  test("refuses more than was signed, and keeps nothing of it", async () => {
    expect(await send(Buffer.alloc(FILE.length + 1))).toBe(false);
    expect(await storage.head(key)).toBeNull();
  });

  test.each([
    ["key", "uploads/upl_01kbbkb100e008000000000001"],
    ["Content-Type", "text/html"],
    ["policy", Buffer.from('{"expiration":"2999-01-01T00:00:00.000Z","conditions":[]}').toString("base64")],
  ])("refuses a form whose %s was changed", async (name, value) => {
    expect(await kept.send(changed(await formFor(), name, value), FILE)).toBe(false);
    expect(await storage.head(key)).toBeNull();
  });

  test("refuses a form that has expired, and one of another secret", async () => {
    expect(await kept.send(await formFor({ expiresAt: new Date(Date.now() - 1000) }), FILE)).toBe(false);
    const form = await formFor();
    const { name, value } = form.fields.find((field) => field.name.endsWith("signature"))!;
    const forged = value.replace(/^./, (digit) => (digit === "0" ? "1" : "0"));
    expect(await kept.send(changed(form, name, forged), FILE)).toBe(false);
    expect(await storage.head(key)).toBeNull();
  });

  test("gives a file to whoever has a link, as what was signed, and settled ones too", async () => {
    await send();
    const settled = (await storage.settled(key))!;
    for (const each of [key, settled]) {
      const got = await kept.get(await linkTo(each, { contentType: "image/png" }));
      expect(got).toEqual({ type: "image/png", name: "Flat £ (1).csv", bytes: FILE });
    }
  });

  test("gives nothing by a link that was changed, or to a file that is not there", async () => {
    await send();
    expect(await kept.get(await linkTo(`uploads/${newId("upl")}`))).toBeNull();
    const link = new URL(await linkTo(key));
    for (const [name, value] of link.searchParams) {
      const other = new URL(link);
      other.searchParams.set(
        name,
        value.replace(/.$/, (last) => (last === "0" ? "1" : "0")),
      );
      expect(await kept.get(other.href)).toBeNull();
    }
    const elsewhere = new URL(link);
    elsewhere.pathname = elsewhere.pathname.replace(key, `uploads/${newId("upl")}`);
    expect(await kept.get(elsewhere.href)).toBeNull();
  });

  test("says that files can be kept, as often as it is asked", async () => {
    await storage.check();
    await storage.check();
  });

  test("takes no path for a key", async () => {
    for (const bad of ["../secret", "uploads/../../etc/passwd", "/etc/passwd", "uploads/upl_", "", `${key}/../x`]) {
      await expect((async () => storage.read(bad))()).rejects.toThrow("Not a storage key");
    }
  });
}
