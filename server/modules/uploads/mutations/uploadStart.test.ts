import { createHmac } from "node:crypto";
import { readdirSync } from "node:fs";
import { type ClientRequest, request } from "node:http";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { write } from "../../../platform/write.js";
import { type Answer, type Person, TestApi } from "../../../test/api.js";
import { postFile } from "../../../test/upload.js";
import { storageKey } from "../upload.entity.js";
import { claimUpload, releaseUploads, uploadRetention, useUpload } from "../upload.service.js";

const MIB = 1024 * 1024;
const FILE = { purpose: "IMPORT", fileName: "flat.csv", contentType: "text/csv", size: 10 };

let api: TestApi;
let ana: Person;

beforeAll(async () => {
  api = await TestApi.start({ PUBLIC_URL: "https://money.example" });
  ana = await api.person("Ana");
});
afterAll(() => api.close());

async function started(input: object = {}): Promise<Answer> {
  return (await ana.mutate("uploadStart", { ...FILE, ...input })).upload;
}

const files = () => readdirSync(join(api.dataDir, "files"), { recursive: true }).map(String);

async function messageOf(response: Response): Promise<string> {
  const { errors } = (await response.json()) as { errors: { message: string }[] };
  return errors[0]!.message;
}

/** The form with one field changed. */
function tampered(upload: Answer, name: string, value: string): Answer {
  const fields = upload.fields.map((field: { name: string }) => (field.name === name ? { name, value } : field));
  return { ...upload, fields };
}

test("answers a form that takes the announced file once it is sent", async () => {
  const upload = await started();

  expect(upload.id).toMatch(/^upl_/);
  expect(new URL(upload.url).origin).toBe("https://money.example");
  expect(Date.parse(upload.expiresAt)).toBeGreaterThan(Date.now());
  const response = await postFile(api, upload, "0123456789");
  expect([response.status, await response.text()]).toEqual([204, ""]);
  expect(files()).toContain(`uploads/${upload.id}`);
});

test("a form may be sent again, as long as nothing has made use of the file", async () => {
  const upload = await started();
  expect((await postFile(api, upload, "first")).status).toBe(204);
  expect((await postFile(api, upload, "second")).status).toBe(204);

  await ana.try("importStart", { uploadId: upload.id, format: "SPLITWISE_CSV" });

  expect((await postFile(api, upload, "third")).status).toBe(403);
});

test.each([
  ["an empty name", { fileName: " " }, "fileName", "REQUIRED"],
  ["a name of 10,000 characters", { fileName: "n".repeat(10_000) }, "fileName", "TOO_LONG"],
  ["a name that cannot be shown", { fileName: "a\u0000b" }, "fileName", "MALFORMED"],
  ["a picture", { contentType: "image/png" }, "contentType", "NOT_ALLOWED"],
  ["no type", { contentType: "" }, "contentType", "NOT_ALLOWED"],
  ["an endless type", { contentType: "t".repeat(10_000) }, "contentType", "NOT_ALLOWED"],
  ["nothing", { size: 0 }, "size", "OUT_OF_RANGE"],
  ["less than nothing", { size: -1 }, "size", "OUT_OF_RANGE"],
  ["more than 10 MiB", { size: 10 * MIB + 1 }, "size", "OUT_OF_RANGE"],
])("refuses %s", async (_, change, field, code) => {
  const answer = await ana.try("uploadStart", { ...FILE, ...change });

  expect(answer).toMatchObject({ __typename: "InvalidInputError", fields: [{ path: [field], code }] });
});

test("takes what browsers call a CSV file", async () => {
  for (const contentType of ["Text/CSV; charset=utf-8", "application/vnd.ms-excel", "text/plain"]) {
    expect(await ana.try("uploadStart", { ...FILE, contentType })).toMatchObject({ __typename: "UploadStartPayload" });
  }
});

test("names the field of what cannot be parsed, and asks strangers to sign in", async () => {
  const [error] = await ana.fail("uploadStart", { ...FILE, size: "many" });
  expect(error!.extensions).toMatchObject({ code: "BAD_USER_INPUT", details: [{ field: "input.size" }] });
  const [unknown] = await ana.fail("uploadStart", { ...FILE, purpose: "MISCHIEF" });
  expect(unknown!.extensions).toMatchObject({ code: "BAD_USER_INPUT", details: [{ field: "input.purpose" }] });
  const [unsigned] = await api.nobody.fail("uploadStart", FILE);
  expect(unsigned!.extensions.code).toBe("UNAUTHENTICATED");
});

describe("the form", () => {
  test.each([
    ["key", "uploads/upl_01kbbkb100e008000000000001"],
    ["key", "../../postgres/PG_VERSION"],
    ["Content-Type", "text/html"],
    ["policy", Buffer.from('{"maxSize":1000000000}').toString("base64")],
    ["policy", "%%%"],
    ["signature", "00".repeat(32)],
    ["signature", ""],
  ])("is refused where %s is %s", async (name, value) => {
    const upload = await started();
    const response = await postFile(api, tampered(upload, name, value), "0123456789");

    expect(response.status).toBe(403);
    expect(await messageOf(response)).toMatch(/form|field/);
    expect(files()).not.toContain(`uploads/${upload.id}`);
  });

  test("is refused with a field more, with one twice, or with one less", async () => {
    const upload = await started();
    const [key, ...others] = upload.fields;

    for (const fields of [[...upload.fields, { name: "acl", value: "public" }], [key, key, ...others], others]) {
      expect((await postFile(api, { ...upload, fields }, "0123456789")).status).toBe(403);
    }
  });

  test("is refused where it was signed with another secret", async () => {
    const upload = await started();
    const { value } = upload.fields.find((field: { name: string }) => field.name === "policy");
    const forged = createHmac("sha256", "guessed").update(value).digest("hex");

    expect((await postFile(api, tampered(upload, "signature", forged), "0123456789")).status).toBe(403);
  });

  test("is refused once it has expired", async () => {
    const upload = await started();
    await api.dataSource.query("update uploads set expires_at = now() - interval '1 second' where id = $1", [
      upload.id,
    ]);
    expect((await postFile(api, upload, "0123456789")).status).toBe(403);
  });

  test("refuses more bytes than were announced, and keeps none of them", async () => {
    const upload = await started();
    const response = await postFile(api, upload, "0123456789a");

    expect([response.status, await messageOf(response)]).toEqual([413, "More than 10 bytes."]);
    expect(files().filter((file) => file.includes(upload.id))).toEqual([]);
  });

  test("refuses ten times ten megabytes before they have all arrived", async () => {
    const upload = await started();
    const response = await postFile(api, upload, "x".repeat(20 * MIB));

    expect(response.status).toBe(413);
    expect(files().filter((file) => file.includes(upload.id))).toEqual([]);
  });

  test("refuses a file of another kind than was announced", async () => {
    const upload = await started();
    const response = await postFile(api, upload, "0123456789", "image/png");

    expect([response.status, await messageOf(response)]).toEqual([
      400,
      "The file is image/png, but text/csv was announced.",
    ]);
  });

  test("refuses what is no form, a form without a file, and a file under another name", async () => {
    const upload = await started();
    const url = new URL("/uploads", api.url);
    const form = new FormData();
    for (const { name, value } of upload.fields) form.append(name, value);

    expect((await fetch(url, { method: "POST", body: "key=value" })).status).toBe(400);
    expect((await fetch(url, { method: "POST", body: form })).status).toBe(400);
    form.append("picture", new Blob(["0123456789"], { type: "text/csv" }), "flat.csv");
    expect((await fetch(url, { method: "POST", body: form })).status).toBe(400);
    const headers = { "content-type": "multipart/form-data; boundary=b" };
    expect((await fetch(url, { method: "POST", headers, body: "--b\r\nrubbish" })).status).toBe(400);
  });

  /** Begins to send the file, and does the rest of it once `isTime` has resolved; answers the status, null for none. */
  async function slowly(
    upload: Answer,
    isTime: () => Promise<unknown>,
    rest: (post: ClientRequest) => void,
  ): Promise<number | null> {
    const parts = upload.fields.map(
      ({ name, value }: { name: string; value: string }) =>
        `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
    );
    const head = `${parts.join("")}--b\r\nContent-Disposition: form-data; name="file"; filename="f"\r\nContent-Type: text/csv\r\n\r\n`;
    const { hostname, port } = new URL(api.url);
    const headers = { "content-type": "multipart/form-data; boundary=b" };
    return new Promise((resolve) => {
      const post = request({ hostname, port, path: "/uploads", method: "POST", headers });
      post.on("error", () => resolve(null));
      post.on("response", (response) => resolve(response.resume().statusCode!));
      post.write(head + "x".repeat(1000), () => void isTime().then(() => rest(post)));
    });
  }

  const cutOff = (upload: Answer, isTime: () => Promise<unknown>) =>
    slowly(upload, isTime, (post) => post.destroy(new Error("cut off")));

  test("a slow sender changes nothing that somebody has made use of meanwhile", async () => {
    const upload = await started({ size: MIB });
    expect((await postFile(api, upload, "first")).status).toBe(204);
    const isTime = async () => {
      while (!files().some((file) => file.startsWith(`uploads/${upload.id}.`)))
        await new Promise((resolve) => setTimeout(resolve, 5));
      await ana.try("importStart", { uploadId: upload.id, format: "SPLITWISE_CSV" }, "__typename");
    };
    expect(await slowly(upload, isTime, (post) => post.end("\r\n--b--\r\n"))).toBe(403);
    const [{ keptAs }] = await api.dataSource.query(`select kept_as as "keptAs" from uploads where id = $1`, [
      upload.id,
    ]);
    expect(files().filter((file) => file.startsWith(`uploads/${upload.id}`))).toEqual([`uploads/${upload.id}`]);
    for (const key of [storageKey(upload.id), keptAs]) {
      expect(String(await api.services.storage.read(key))).toBe("first");
    }
  });

  async function untilNothingIsLeftOf(upload: Answer): Promise<void> {
    while (files().some((file) => file.includes(upload.id))) await new Promise((resolve) => setTimeout(resolve, 20));
  }

  test("a sender who is cut off leaves nothing behind", async () => {
    const upload = await started({ size: MIB });
    await cutOff(upload, async () => {
      while (!files().some((file) => file.includes(upload.id))) await new Promise((resolve) => setTimeout(resolve, 5));
    });
    await untilNothingIsLeftOf(upload);
  });

  test("a sender who is cut off while the form is looked at harms nobody", async () => {
    const upload = await started({ size: MIB });
    const holder = api.dataSource.createQueryRunner();
    await holder.startTransaction();
    await holder.query("lock table uploads in access exclusive mode");
    const waiting = `select count(*)::int as waiting from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock' and query like '%uploads%'`;
    await cutOff(upload, async () => {
      for (let count = 0; count === 0; ) [{ waiting: count }] = await api.dataSource.query(waiting);
    });
    await holder.rollbackTransaction();
    await holder.release();
    await untilNothingIsLeftOf(upload);
    expect((await fetch(`${api.url}/readyz`)).status).toBe(200);
  });
});

test("one person's files have a limit together, until they are forgotten", async () => {
  const eve = await api.person("Eve");
  for (let file = 0; file < 20; file++) await eve.mutate("uploadStart", { ...FILE, size: 10 * MIB });

  expect(await eve.try("uploadStart", FILE)).toMatchObject({ fields: [{ path: ["size"], code: "OUT_OF_RANGE" }] });
  await api.dataSource.query("update uploads set expires_at = now() - interval '2 hours' where user_id = $1", [eve.id]);
  expect(await eve.try("uploadStart", FILE)).toMatchObject({ __typename: "UploadStartPayload" });
});

test("old files are forgotten as new ones come", async () => {
  const upload = await started();
  await postFile(api, upload, "0123456789");
  await api.dataSource.query("update uploads set expires_at = now() - interval '2 days' where id = $1", [upload.id]);

  await started();
  await api.doJobs();

  expect(files()).not.toContain(`uploads/${upload.id}`);
  expect((await postFile(api, upload, "0123456789")).status).toBe(403);
});

describe("a link to a file", () => {
  async function linkTo(upload: Answer, change: object = {}): Promise<URL> {
    const policy = { key: storageKey(upload.id), contentType: "text/csv", fileName: "Flat £.csv" };
    const expiresAt = new Date(Date.now() + 60_000);
    const link = await api.services.storage.signedUrl({ ...policy, expiresAt, ...change });
    return new URL(link.replace("https://money.example", api.url));
  }

  test("gives what was sent to whoever has it, and no browser runs it", async () => {
    const upload = await started();
    await postFile(api, upload, "0123456789");
    const response = await fetch(await linkTo(upload));
    expect([response.status, await response.text()]).toEqual([200, "0123456789"]);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "content-type": "text/csv",
      "content-length": "10",
      "content-disposition": expect.stringContaining("attachment; filename="),
      "content-security-policy": "default-src 'none'; sandbox",
      "x-content-type-options": "nosniff",
      "cache-control": expect.stringContaining("private"),
    });
    const head = await fetch(await linkTo(upload), { method: "HEAD" });
    expect([head.status, head.headers.get("content-length"), await head.text()]).toEqual([200, "10", ""]);
  });

  test("gives nothing to others: changed, too old, of another file, or of one that has gone", async () => {
    const [upload, other] = [await started(), await started()];
    await postFile(api, upload, "0123456789");
    const changed = await linkTo(upload);
    changed.searchParams.set("type", "text/html");
    const elsewhere = await linkTo(other);
    elsewhere.pathname = elsewhere.pathname.replace(other.id, upload.id);
    const statuses = [];
    for (const link of [changed, elsewhere, await linkTo(upload, { expiresAt: new Date(0) })]) {
      statuses.push((await fetch(link)).status);
    }
    expect(statuses).toEqual([403, 403, 403]);
    expect((await fetch(await linkTo(other))).status).toBe(404);
    expect((await fetch(new URL(`/files/uploads/${upload.id}`, api.url))).status).toBe(403);
    expect((await fetch(new URL("/files/..%2F..%2Fsecret/x", api.url))).status).toBe(403);
  });
});

describe("a file that something claims", () => {
  const which = (id: string, change: object) => ({ id, userId: ana.id, purpose: "IMPORT", ...change });
  const use = (id: string, change: object = {}) => useUpload(api.services, which(id, change));
  const claim = async (id: string, by: string, change: object = {}) => {
    await use(id, change);
    return write(api.services, (tx) => claimUpload(tx, which(id, change), by));
  };
  const forget = async () => {
    await uploadRetention.forget(api.services, new AbortController().signal);
    await api.doJobs();
  };
  const age = (id: string) =>
    api.dataSource.query("update uploads set expires_at = now() - interval '2 days' where id = $1", [id]);

  test("lives as long as that", async () => {
    const upload = await started();
    await postFile(api, upload, "0123456789");
    expect(await claim(upload.id, "exp_1")).toMatchObject({ id: upload.id, claimedBy: "exp_1" });
    await age(upload.id);
    await forget();
    expect(files()).toContain(`uploads/${upload.id}`);
    expect((await postFile(api, upload, "another 10")).status).toBe(403);

    await write(api.services, (tx) => releaseUploads(tx, "exp_1"));
    await forget();
    expect(files()).not.toContain(`uploads/${upload.id}`);
  });

  test("can be claimed again by the same, and by nothing else; not for another purpose, nor by another person", async () => {
    const upload = await started();
    await postFile(api, upload, "0123456789");
    await claim(upload.id, "exp_1");
    expect(await claim(upload.id, "exp_1")).toMatchObject({ claimedBy: "exp_1" });
    expect(await claim(upload.id, "exp_2")).toBeNull();
    const free = await started();
    await postFile(api, free, "0123456789");
    expect(await claim(free.id, "exp_1", { purpose: "RECEIPT" })).toBeNull();
    expect(await claim(free.id, "exp_1", { userId: (await api.person("Mallory")).id })).toBeNull();
  });

  test("must have arrived, and can still be sent until then", async () => {
    const upload = await started();
    expect(await use(upload.id)).toMatchObject({ id: upload.id, keptAs: null, usedAt: null });
    expect(await claim(upload.id, "exp_1")).toBeNull();
    expect((await postFile(api, upload, "0123456789")).status).toBe(204);
    expect(await claim(upload.id, "exp_1")).toMatchObject({ claimedBy: "exp_1" });
  });

  test("has the same bytes for all who use it at once", async () => {
    const upload = await started();
    await postFile(api, upload, "0123456789");
    const used = await Promise.all(Array.from({ length: 8 }, () => use(upload.id)));
    expect(new Set(used.map((each) => each!.keptAs)).size).toBe(1);
    expect(String(await api.services.storage.read(used[0]!.keptAs!))).toBe("0123456789");
  });

  test("that nobody claims stays until it has expired", async () => {
    const upload = await started();
    await postFile(api, upload, "0123456789");
    await forget();
    expect(files()).toContain(`uploads/${upload.id}`);
  });
});
