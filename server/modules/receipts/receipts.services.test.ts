import { request } from "node:http";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import sharp from "sharp";
import { type Answer, type Person, TestApi, type TestGroup } from "../../test/api.js";
import { type RealS3, startMinio } from "../../test/real-servers.js";
import { drawnReceipt } from "../../test/receipt-files.js";

let minio: RealS3;
let one: TestApi;
let two: TestApi;
let ana: Person;
let group: TestGroup;
let photo: Buffer;

const LINES = ["CORNER INN", "01/31/2026", "Soup          5.00", "Bread         2.50", "TOTAL         7.50"];

beforeAll(async () => {
  minio = await startMinio({ mayBeKilled: true });
  const { url, accessKey, secretKey } = minio;
  const env = { S3_ENDPOINT: url, S3_ACCESS_KEY: accessKey, S3_SECRET_KEY: secretKey, S3_BUCKET: "receipts" };
  one = await TestApi.start(env);
  const address = (one.dataSource.options as { url: string }).url;
  two = await TestApi.start(env, async () => address);
  for (const api of [one, two]) await ready(api);
  photo = await sharp(await drawnReceipt(LINES))
    .jpeg()
    .toBuffer();
  ana = await one.person("Ana");
  group = await one.group([ana]);
});
afterAll(async () => {
  await two.close();
  await one.close();
  await minio.stop();
});

async function ready(api: TestApi): Promise<void> {
  const response = await fetch(`${api.url}/readyz`);
  expect([response.status, await response.json()]).toEqual([200, { ready: true, away: [] }]);
}

async function announced(size: number, contentType = "image/jpeg"): Promise<Answer> {
  const file = { purpose: "RECEIPT", fileName: "receipt.jpg", contentType, size };
  return (await ana.mutate("uploadStart", file)).upload;
}

/** As a browser sends a form. */
async function post(upload: Answer, bytes: Uint8Array, change: Record<string, string> = {}): Promise<number> {
  const form = new FormData();
  for (const { name, value } of upload.fields) form.append(name, change[name] ?? value);
  form.append("file", new Blob([bytes as BlobPart], { type: change["Content-Type"] ?? "image/jpeg" }), "receipt.jpg");
  return (await fetch(upload.url, { method: "POST", body: form })).status;
}

const create = (uploadIds: string[]) => ({ groupId: group.id, uploadIds });

async function sent(): Promise<Answer> {
  const upload = await announced(photo.length);
  expect(await post(upload, photo)).toBe(204);
  return (await ana.mutate("receiptCreate", create([upload.id]))).receipt;
}

test("what is sent to S3 is looked into by one process, read by another, and shown by S3 to who has a link", async () => {
  const receipt = await sent();
  const [{ url }] = receipt.pages;
  expect(new URL(url).origin).toBe(minio.url);
  const shown = await fetch(url);
  expect([shown.status, shown.headers.get("content-type")]).toEqual([200, "image/jpeg"]);
  // Without its signature, and with another's, it is nobody's to read.
  const { origin, pathname, search } = new URL(url);
  expect((await fetch(origin + pathname)).status).toBe(403);
  expect((await fetch(origin + pathname.replace(/.$/, "x") + search)).status).toBe(403);
  const late = new URL(url);
  late.searchParams.set("X-Amz-Expires", "604800");
  expect((await fetch(late)).status).toBe(403);
  const mallory = await one.person("Mallory");
  const query = "query ($id: ID!) { receipt(id: $id) { pages { url } } }";
  expect(await mallory.ask(query, { id: receipt.id })).toEqual({ receipt: null });
  await two.doJobs();
  const { receipt: read } = await ana.ask(
    "query ($id: ID!) { receipt(id: $id) { state reading { total { value { amount } } engines } } }",
    { id: receipt.id },
  );
  expect(read).toMatchObject({ state: "READ", reading: { total: { value: { amount: "7.50" } } } });
});

test("another type, more bytes, or a form that was changed is refused by S3; nothing arrives", async () => {
  const upload = await announced(photo.length - 1);
  expect(await post(upload, photo)).toBe(400);
  const other = await announced(photo.length);
  expect(await post(other, photo, { "Content-Type": "text/html" })).toBe(403);
  expect(await post(other, photo, { key: "uploads/upl_01kbbkb100e008000000000001" })).toBe(403);
  for (const { id } of [upload, other]) {
    expect(await ana.try("receiptCreate", create([id]))).toMatchObject({ fields: [{ code: "REQUIRED" }] });
  }
});

test("a sender who is cut off has sent nothing, and sends it again", async () => {
  const upload = await announced(photo.length);
  const { hostname, port, pathname } = new URL(upload.url);
  const boundary = "cut";
  const head = upload.fields
    .map(
      ({ name, value }: Answer) =>
        `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
    )
    .join("");
  await new Promise<void>((resolve) => {
    const headers = {
      "content-type": `multipart/form-data; boundary=${boundary}`,
      "content-length": photo.length + 9000,
    };
    const sending = request({ method: "POST", hostname, port, path: pathname, headers });
    sending.on("error", () => resolve());
    sending.write(`${head}--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"\r\n\r\n`);
    sending.write(photo.subarray(0, photo.length / 2), () => sending.destroy(new Error("cut")));
  });
  expect(await ana.try("receiptCreate", create([upload.id]))).toMatchObject({ fields: [{ code: "REQUIRED" }] });
  expect(await post(upload, photo)).toBe(204);
  expect((await ana.mutate("receiptCreate", create([upload.id]))).receipt.pages).toHaveLength(1);
});

test("while S3 is dead nothing is lost: what waits is read, and what was not made is made, once it is back", async () => {
  const upload = await announced(photo.length);
  expect(await post(upload, photo)).toBe(204);
  const waiting = await sent();
  await minio.kill9();
  const { errors } = await ana.send(one.mutation("receiptCreate", "receipt { id }"), { input: create([upload.id]) });
  expect(errors).toMatchObject([{ extensions: { code: "UNAVAILABLE" } }]);
  await two.doJobs();
  const state = async () =>
    (await ana.ask("query ($id: ID!) { receipt(id: $id) { state problem } }", { id: waiting.id })).receipt;
  expect(await state()).toEqual({ state: "READING", problem: null });
  await minio.start();
  await ready(one);
  await one.dataSource.query("update graphile_worker._private_jobs set run_at = now()");
  await two.doJobs();
  expect(await state()).toEqual({ state: "READ", problem: null });
  expect((await ana.mutate("receiptCreate", create([upload.id]))).receipt.state).toBe("QUEUED");
});
