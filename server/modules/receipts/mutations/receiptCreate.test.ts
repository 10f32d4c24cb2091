import { Readable } from "node:stream";
import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import sharp from "sharp";
import { newId } from "../../../kernel/ids.js";
import { withAgedFiles } from "../../../test/aged-files.js";
import { type Answer, type Person, TestApi, type TestGroup } from "../../../test/api.js";
import { drawnReceipt, tinyPdf } from "../../../test/receipt-files.js";
import { sendReceipt, uploadPhoto, uploadReceipt } from "../../../test/receipts.js";
import { stateOf, threeAndAStranger } from "../../../test/seed.js";
import { tested } from "../../../test/tested.js";
import { uploadText } from "../../../test/upload.js";

let api: TestApi;
let ana: Person;
let ben: Person;
let mallory: Person;
let group: TestGroup;

beforeAll(async () => {
  api = await TestApi.start();
});
beforeEach(async () => {
  ({ ana, ben, mallory, group } = await threeAndAStranger(api));
});
afterAll(() => api.close());

/** What stands behind a link, as a browser would get it. */
async function fetched(url: string): Promise<Response> {
  const { pathname, search } = new URL(url);
  return fetch(new URL(pathname + search, api.url));
}

/** A photo as a phone takes it: lying on its side, with where it was taken. */
async function photoFromAPhone(): Promise<Buffer> {
  return sharp(await drawnReceipt(["INN", "TOTAL 12.00"]))
    .rotate(-90)
    .withExif({ IFD0: { Orientation: "6" }, IFD3: { GPSLatitude: "52/1 31/1 12/1", GPSLatitudeRef: "N" } })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();
}

test("a photo is kept upright, in three sizes, without where it was taken; the file that was sent is not kept", async () => {
  const photo = await photoFromAPhone();
  expect((await sharp(photo).metadata()).exif).toBeDefined();
  const uploadId = await uploadReceipt(api, ana, photo);
  const { receipt } = await ana.mutate(
    "receiptCreate",
    { groupId: group.id, uploadIds: [uploadId] },
    `receipt { id state problem version expense { id } uploadedBy { id } group { id } documentUrl sameAs { id } reading { engines }
      pages { width height full: url screen: url(width: 1000) small: url(width: 100) } }`,
  );
  expect(receipt).toMatchObject({
    state: "QUEUED",
    problem: null,
    version: 1,
    expense: null,
    reading: null,
    documentUrl: null,
    sameAs: null,
    uploadedBy: { id: group.memberIds[0] },
    group: { id: group.id },
  });
  const [page] = receipt.pages;
  expect(page.width).toBeGreaterThan(page.height);
  for (const url of [page.full, page.screen, page.small]) {
    const response = await fetched(url);
    expect([response.status, response.headers.get("content-type")]).toEqual([200, "image/jpeg"]);
    const bytes = Buffer.from(await response.arrayBuffer());
    const { exif, orientation, format } = await sharp(bytes).metadata();
    expect({ exif, orientation, format }).toEqual({ exif: undefined, orientation: undefined, format: "jpeg" });
    expect(bytes.includes("GPS")).toBe(false);
  }
  expect(
    (await sharp(Buffer.from(await (await fetched(page.small)).arrayBuffer())).metadata()).width,
  ).toBeLessThanOrEqual(320);
  await api.doJobs();
  const kept: string[] = [];
  for await (const key of api.services.storage.keys()) if (key.includes(uploadId)) kept.push(key);
  expect(kept).toEqual([]);
});

test("links are good for a while, for what they name, and for nobody else's", async () => {
  const { pages, id } = await sendReceipt(api, ana, group);
  const link = new URL(pages[0].url);
  expect((await fetched(link.href)).status).toBe(200);
  const until = new Date(link.searchParams.get("until")!).getTime();
  expect(until - Date.now()).toBeGreaterThan(14 * 60_000);
  expect(until - Date.now()).toBeLessThan(31 * 60_000);
  link.searchParams.set("until", new Date(until + 3_600_000).toISOString());
  expect((await fetched(link.href)).status).toBe(403);
  const query = "query ($id: ID!) { receipt(id: $id) { id } node(id: $id) { id } }";
  expect(await mallory.ask(query, { id })).toEqual({ receipt: null, node: null });
  expect(await ben.ask(query, { id })).toEqual({ receipt: { id }, node: { id } });
});

test("the same photo again is known, and is a receipt of its own", async () => {
  const first = await sendReceipt(api, ana, group);
  const uploadIds = [await uploadPhoto(api, ben)];
  const again = await ben.mutate("receiptCreate", { groupId: group.id, uploadIds }, "receipt { id sameAs { id } }");
  expect(again.receipt.sameAs).toEqual({ id: first.id });
  const elsewhere = await api.group([ben]);
  const other = await ben.mutate(
    "receiptCreate",
    { groupId: elsewhere.id, uploadIds: [await uploadPhoto(api, ben)] },
    "receipt { sameAs { id } }",
  );
  expect(other.receipt.sameAs).toBeNull();
});

test("several photos are the pages of one receipt, in their order", async () => {
  const uploadIds = [await uploadPhoto(api, ana, ["A WIDE FIRST PAGE OF ITS OWN"]), await uploadPhoto(api, ana)];
  const { receipt } = await ana.mutate("receiptCreate", { groupId: group.id, uploadIds });
  expect(receipt.pages).toHaveLength(2);
  expect(receipt.pages[0].width).toBeGreaterThan(receipt.pages[1].width);
});

test("a PDF is shown page by page, read, and given back as it was sent", async () => {
  const pdf = tinyPdf({ pages: ["Corner Inn", "Total 12.50"] });
  const uploadIds = [await uploadReceipt(api, ana, pdf, "application/pdf")];
  const { receipt } = await ana.mutate(
    "receiptCreate",
    { groupId: group.id, uploadIds },
    "receipt { id documentUrl pages { url } }",
  );
  expect(receipt.pages).toHaveLength(2);
  const document = await fetched(receipt.documentUrl);
  expect(document.headers.get("content-disposition")).toMatch(/^attachment/);
  expect(Buffer.from(await document.arrayBuffer())).toEqual(pdf);
  await api.doJobs();
  const query = "query ($id: ID!) { receipt(id: $id) { state reading { total { value { amount } box { page } } } } }";
  expect((await ana.ask(query, { id: receipt.id })).receipt).toEqual({
    state: "READ",
    reading: { total: { value: { amount: "12.50" }, box: { page: 1 } } },
  });
});

test.each([
  ["what is no image", Buffer.from("Total 12.00\n".repeat(20)), "no image"],
  ["a HEIC photo", Buffer.from("\0\0\0\x18ftypheic\0\0\0\0mif1heic", "latin1"), "HEIC"],
  ["half of an image", null, "damaged"],
  [
    "a PDF with a script",
    Buffer.from(
      "%PDF-1.4\n1 0 obj<</Type/Catalog/OpenAction<</S/JavaScript/JS(x)>>>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF",
    ),
    "scripts",
  ],
])("%s is refused by what it is, in a sentence, and nothing is written", async (_, bytes, words) => {
  const whole = await drawnReceipt(["INN", "TOTAL 12.00"]);
  const file = bytes ?? whole.subarray(0, whole.length / 2);
  const before = await stateOf(ana, group);
  // What is announced decides nothing.
  const uploadId = await uploadReceipt(api, ana, file, "image/jpeg");
  const answer = await ana.try("receiptCreate", { groupId: group.id, uploadIds: [uploadId] });
  expect(answer).toMatchObject({
    __typename: "InvalidInputError",
    fields: [{ path: ["uploadIds", "0"], code: "MALFORMED", message: expect.stringContaining(words) }],
  });
  expect(await stateOf(ana, group)).toEqual(before);
});

test("a file that has not arrived, that is somebody else's, or for something else", async () => {
  const file = { purpose: "RECEIPT", fileName: "a.jpg", contentType: "image/jpeg", size: 100 };
  const { upload } = await ana.mutate("uploadStart", file);
  const create = (uploadIds: string[]) => ana.try("receiptCreate", { groupId: group.id, uploadIds });
  expect(await create([upload.id])).toMatchObject({ fields: [{ code: "REQUIRED" }] });
  expect((await create([await uploadPhoto(api, ben)])).__typename).toBe("NotFoundError");
  expect((await create([await uploadText(api, ana, "Date")])).__typename).toBe("NotFoundError");
  expect(await create([])).toMatchObject({ fields: [{ path: ["uploadIds"], code: "REQUIRED" }] });
  const many = Array.from({ length: 11 }, () => newId("upl"));
  expect(await create(many)).toMatchObject({ fields: [{ path: ["uploadIds"], code: "TOO_LONG" }] });
  const id = await uploadPhoto(api, ana);
  expect(await create([id, id])).toMatchObject({ fields: [{ path: ["uploadIds", "1"], code: "DUPLICATE" }] });
});

test("what is announced must be of a kind and a size that a receipt may have", async () => {
  const file = { purpose: "RECEIPT", fileName: "a.gif", contentType: "image/gif", size: 21 * 1024 * 1024 };
  expect(await ana.try("uploadStart", file)).toMatchObject({
    fields: [
      { path: ["contentType"], code: "NOT_ALLOWED" },
      { path: ["size"], code: "OUT_OF_RANGE" },
    ],
  });
});

test("files that were kept for a receipt that was never written down go a day later", async () => {
  const { storage } = api.services;
  const { id } = await sendReceipt(api, ana, group);
  const key = `receipts/${newId("rcp")}/00000000-0000-0000-0000-000000000000`;
  await storage.put(key, Readable.from([Buffer.from("left by a crash")]), 15);
  const { receiptFileRetention } = await tested("modules/receipts/receipt-files.job.js");
  const forget = (ageHours: number) =>
    receiptFileRetention.forget(withAgedFiles(api.services, ageHours), new AbortController().signal);
  expect(await forget(23)).toBe(0);
  expect(await storage.head(key)).not.toBeNull();
  expect(await forget(25)).toBe(1);
  expect(await storage.head(key)).toBeNull();
  const { receipt } = await ana.ask("query ($id: ID!) { receipt(id: $id) { pages { url } } }", { id });
  expect((await fetched(receipt.pages[0].url)).status).toBe(200);
});

test("a group's receipts, the newest first, those without an expense, and page by page", async () => {
  const ids: string[] = [];
  for (const word of ["ONE", "TWO", "THREE"]) ids.unshift((await sendReceipt(api, ana, group, [word])).id);
  const query = `query ($id: ID!, $after: String, $unfiled: Boolean) { group(id: $id) {
    receipts(first: 2, after: $after, unfiled: $unfiled) { edges { node { id } } pageInfo { hasNextPage endCursor } } } }`;
  const page = async (variables: object) => {
    const { receipts } = (await ben.ask(query, { id: group.id, ...variables })).group;
    return { ids: receipts.edges.map(({ node }: Answer) => node.id), ...receipts.pageInfo };
  };
  const first = await page({});
  expect(first).toMatchObject({ ids: ids.slice(0, 2), hasNextPage: true });
  expect(await page({ after: first.endCursor })).toMatchObject({ ids: ids.slice(2), hasNextPage: false });
  expect(await page({ unfiled: false })).toMatchObject({ ids: [] });
  expect((await page({ unfiled: true })).ids).toEqual(ids.slice(0, 2));
});
