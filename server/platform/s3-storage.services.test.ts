import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { uploadRetention } from "../modules/uploads/upload.service.js";
import { TestApi } from "../test/api.js";
import { emptyDatabase } from "../test/database.js";
import { runToEnd } from "../test/product.js";
import { type RealS3, startMinio } from "../test/real-servers.js";
import { testsOfStorage } from "../test/storage-contract.js";
import { splitwiseText } from "../test/upload.js";
import { LocalStorage } from "./local-storage.js";
import { type S3Settings, S3Storage } from "./s3-storage.js";
import type { PostForm, Storage } from "./storage.js";

let minio: RealS3;
let storage: S3Storage;

const silent = { warn: () => undefined };
const UNAVAILABLE = { extensions: { code: "UNAVAILABLE", retryAfter: 2 } };
const KEY = "uploads/upl_01kbbkb100e008000000000001";

function settings(change: Partial<S3Settings> = {}): S3Settings {
  const { url: endpoint, accessKey, secretKey } = minio;
  return { endpoint, publicUrl: endpoint, bucket: "contract", region: "us-east-1", accessKey, secretKey, ...change };
}

/** As a browser sends a form. */
async function post(form: PostForm, bytes: Uint8Array | string): Promise<number> {
  const body = new FormData();
  for (const { name, value } of form.fields) body.append(name, value);
  body.append("file", new Blob([bytes as string], { type: "text/csv" }), "file.csv");
  return (await fetch(form.url, { method: "POST", body })).status;
}

beforeAll(async () => {
  minio = await startMinio({ mayBeKilled: true });
  storage = new S3Storage(settings(), silent);
  await storage.check();
});
afterAll(() => minio.stop());

describe("S3 promises what every storage does:", () => {
  testsOfStorage(async () => ({
    storage,
    send: async (form, bytes) => (await post(form, bytes)) === 204,
    async get(link) {
      const response = await fetch(link);
      const bytes = Buffer.from(await response.arrayBuffer());
      if (!response.ok) return null;
      const [, name] = /^attachment; filename\*=UTF-8''(.*)$/.exec(response.headers.get("content-disposition")!)!;
      return { type: response.headers.get("content-type")!, name: decodeURIComponent(name!), bytes };
    },
  }));
});

test("a bucket is made once by however many processes begin at once, and is private", async () => {
  const processes = Array.from({ length: 4 }, () => new S3Storage(settings({ bucket: "made-at-once" }), silent));
  await Promise.all(processes.map((each) => each.check()));
  for (const path of ["", "/", "/ready"]) expect((await fetch(`${minio.url}/made-at-once${path}`)).status).toBe(403);
});

test("before there is a bucket there is nothing to list or to throw away", async () => {
  const fresh = new S3Storage(settings({ bucket: "not-there-yet" }), silent);
  expect(await fresh.removeDrafts(new Date())).toBe(0);
  const keys: string[] = [];
  for await (const key of fresh.keys()) keys.push(key);
  expect(keys).toEqual([]);
});

test("who is refused is told what to look at, and no secret", async () => {
  const { secretKey } = minio;
  const refused = new S3Storage(settings({ secretKey: `${secretKey}x` }), silent).check();
  await expect(refused).rejects.toThrow(/keeps nothing in the bucket contract \(SignatureDoesNotMatch\)/);
  await expect(refused).rejects.not.toThrow(secretKey);
});

/** An S3 server that answers so; answers its address and how to end it. */
async function pretender(answer: RequestListener): Promise<{ url: string; end(): void }> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const end = () => {
    server.closeAllConnections();
    server.close();
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, end };
}

test("a server that is not there, says nothing, or is too busy is away, whatever it is asked", async () => {
  const mute = await pretender(() => undefined);
  const busy = await pretender((_, response) => void response.writeHead(503).end());
  for (const endpoint of ["http://127.0.0.1:9", mute.url, busy.url]) {
    const away = new S3Storage(settings({ endpoint }), silent);
    const asked = [away.check(), away.head(KEY), away.read(KEY), away.stream(KEY), away.settled(KEY), away.remove(KEY)];
    const begun = Date.now();
    for (const answer of await Promise.allSettled(asked)) expect(answer).toMatchObject({ reason: UNAVAILABLE });
    // Only ends what waits for ever: a silence of five seconds is told.
    expect(Date.now() - begun).toBeLessThan(60_000);
  }
  mute.end();
  busy.end();
});

describe("two processes on one database and one S3", () => {
  let one: TestApi;
  let two: TestApi;

  beforeAll(async () => {
    const { url, accessKey, secretKey } = minio;
    const env = { S3_ENDPOINT: url, S3_ACCESS_KEY: accessKey, S3_SECRET_KEY: secretKey, S3_BUCKET: "product" };
    one = await TestApi.start(env);
    const address = (one.dataSource.options as { url: string }).url;
    two = await TestApi.start(env, async () => address);
    for (const api of [one, two]) await ready(api);
  });
  afterAll(async () => {
    await two.close();
    await one.close();
  });

  async function ready(api: TestApi): Promise<void> {
    const response = await fetch(`${api.url}/readyz`);
    expect([response.status, await response.json()]).toEqual([200, { ready: true, away: [] }]);
  }

  const CSV = splitwiseText("Ana,Ben", "2026-01-01,Dinner,General,10.00,EUR,5.00,-5.00");
  const FILE = { purpose: "IMPORT", fileName: "flat.csv", contentType: "text/csv", size: CSV.length };

  test("what is announced to one is sent to S3, read by the other, and imported by the first", async () => {
    const ana = await one.person("Ana");
    const { upload } = await ana.mutate("uploadStart", FILE);
    expect(new URL(upload.url).origin).toBe(minio.url);
    expect(await post(upload, CSV)).toBe(204);
    const other = (query: string, variables: object) => two.send(query, variables, ana.token);
    const input = { uploadId: upload.id, format: "SPLITWISE_CSV" };
    const started = await other(two.mutation("importStart", "import { id expenseCount }"), { input });
    expect(started.data.importStart.import).toMatchObject({ expenseCount: 1 });
    // Sent again, while the form is good: what was read stays what was read.
    expect(await post(upload, CSV.replace("10.00", "20.00"))).toBe(204);
    const again = await other(two.mutation("importStart", "import { id expenseCount }"), { input });
    expect(again.errors).toBeUndefined();
    const [{ keptAs }] = await one.dataSource.query(`select kept_as as "keptAs" from uploads where id = $1`, [
      upload.id,
    ]);
    expect(String(await one.services.storage.read(keptAs))).toBe(CSV);
    const { id } = started.data.importStart.import;
    expect(await ana.mutate("importCommit", { id }, "import { state }")).toMatchObject({
      import: { state: "COMMITTED" },
    });
  });

  test("pages may send to S3 and show what is there, and no other origin", async () => {
    const policy = (await fetch(`${one.url}/`, { headers: { accept: "text/html" } })).headers.get(
      "content-security-policy",
    )!;
    expect(policy).toContain(`connect-src 'self' ${minio.url};`);
    expect(policy).toContain(`img-src 'self' data: blob: ${minio.url};`);
  });

  test("a backup has what is on S3, and can be put back on another bucket, or into a folder and back", async () => {
    const folder = mkdtempSync(join(tmpdir(), "expense-tracker-backup-"));
    const { url, accessKey, secretKey } = minio;
    const s3 = { S3_ENDPOINT: url, S3_ACCESS_KEY: accessKey, S3_SECRET_KEY: secretKey };
    const cli = async (env: Record<string, string>, ...args: string[]) => {
      const ended = await runToEnd(["dist/server/cli.js", ...args], { DATA_DIR: folder, ...env });
      expect(ended).toMatchObject({ code: 0, error: "" });
      return ended.standard;
    };
    const filesOf = async (kept: Storage) => {
      const files: Record<string, string> = {};
      for await (const key of kept.keys()) files[key] = String(await kept.read(key));
      return files;
    };
    const first = (one.dataSource.options as { url: string }).url;
    const [second, third] = [await emptyDatabase(), await emptyDatabase()];
    const archives = ["one", "two"].map((name) => join(folder, name)) as [string, string];
    await cli({ DATABASE_URL: first, ...s3, S3_BUCKET: "product" }, "backup", archives[0]);
    await cli({ DATABASE_URL: second.url }, "restore", archives[0]);
    await cli({ DATABASE_URL: second.url }, "backup", archives[1]);
    await cli({ DATABASE_URL: third.url, ...s3, S3_BUCKET: "restored" }, "restore", archives[1]);
    const files = await filesOf(one.services.storage);
    expect(Object.keys(files).length).toBeGreaterThan(1);
    expect(await filesOf(new LocalStorage(join(folder, "files"), "http://localhost", Buffer.alloc(32)))).toEqual(files);
    expect(await filesOf(new S3Storage(settings({ bucket: "restored" }), silent))).toEqual(files);
    for (const database of [second, third]) await database.drop();
    rmSync(folder, { recursive: true });
  });

  test("while S3 is dead, what needs it is UNAVAILABLE, and all else goes on; then it is as before", async () => {
    const ana = await one.person("Ana");
    const { upload } = await ana.mutate("uploadStart", FILE);
    expect(await post(upload, CSV)).toBe(204);
    await minio.kill9();
    const input = { uploadId: upload.id, format: "SPLITWISE_CSV" };
    const { errors } = await ana.send(one.mutation("importStart", "import { id }"), { input });
    expect(errors).toMatchObject([{ extensions: { code: "UNAVAILABLE" } }]);
    await one.group([ana]);
    // What is forgotten meanwhile is removed by a job, when there is somebody to remove it.
    await one.dataSource.query("update uploads set expires_at = now() - interval '2 days' where id <> $1", [upload.id]);
    await uploadRetention.forget(one.services, new AbortController().signal);
    await one.doJobs();
    const response = await fetch(`${one.url}/readyz`);
    expect([response.status, await response.json()]).toEqual([200, { ready: true, away: ["storage"] }]);
    await minio.start();
    await ready(one);
    const [{ left }] = await one.dataSource.query("select count(*)::int as left from uploads");
    expect(left).toBe(1);
    await one.dataSource.query("update graphile_worker._private_jobs set run_at = now()");
    await one.doJobs();
    for await (const key of one.services.storage.keys()) expect(key).toMatch(upload.id);
    expect(await ana.mutate("importStart", input, "import { expenseCount }")).toMatchObject({
      import: { expenseCount: 1 },
    });
  });
});
