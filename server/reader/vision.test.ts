import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "@jest/globals";
import sharp from "sharp";
import { SAME } from "./geometry.js";
import { GrayImage } from "./gray-image.js";
import type { StraightPage } from "./straight-page.js";
import { Vision } from "./vision.js";

const GRAY = new GrayImage(new Uint8Array(200 * 100).fill(255), 200, 100);
const PAGE: StraightPage = { gray: GRAY, toPage: SAME, page: { width: 200, height: 100 }, textHeight: null };

let servers: Server[] = [];

afterEach(() => {
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
  servers = [];
});

async function listening(server: Server): Promise<string> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/read`;
}

/** A model that answers so; what it was asked comes to `asked`. */
async function model(
  answer: string,
  { status = 200, asked }: { status?: number; asked?: (body: string) => void } = {},
) {
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      asked?.(body);
      response.writeHead(status, { "content-type": "application/json", location: "/elsewhere" }).end(answer);
    });
  });
  return listening(server);
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}

test("a model behind an address is given the page, and answers words with places", async () => {
  let asked = "";
  const answer = { words: [{ text: "TOTAL", confidence: 0.9, box: [0.1, 0.2, 0.3, 0.1] }] };
  const url = await model(JSON.stringify(answer), { asked: (body) => (asked = body) });
  const text = await new Vision(url).read(PAGE, "deu");
  expect(text).toMatchObject({ width: 200, height: 100, words: [{ text: "TOTAL", confidence: 0.9 }] });
  const { x, y, width, height } = text.words[0]!.place;
  for (const [is, should] of [
    [x, 0.1],
    [y, 0.2],
    [width, 0.3],
    [height, 0.1],
  ])
    expect(is).toBeCloseTo(should!, 10);
  const { image, ...rest } = JSON.parse(asked);
  expect(rest).toEqual({ version: 1, language: "deu", width: 200, height: 100, type: "image/jpeg" });
  expect(await sharp(Buffer.from(image, "base64")).metadata()).toMatchObject({
    format: "jpeg",
    width: 200,
    height: 100,
  });
});

test.each([
  ["no JSON", "nothing"],
  ["no words", "{}"],
  ["null", "null"],
  ["words without a place", JSON.stringify({ words: [{ text: "a", confidence: 1 }] })],
  ["a place beside the page", JSON.stringify({ words: [{ text: "a", confidence: 1, box: [0, 0, 2, 0] }] })],
  ["more than a page can hold", JSON.stringify({ words: [], more: "a".repeat(5 * 1024 * 1024) })],
])("an answer with %s is refused", async (_, answer) => {
  await expect(new Vision(await model(answer)).read(PAGE, "eng")).rejects.toHaveProperty("message");
});

test("an error, a way elsewhere and no answer in time are refused", async () => {
  for (const status of [500, 302])
    await expect(new Vision(await model("{}", { status })).read(PAGE, "eng")).rejects.toHaveProperty("message");
  const url = await listening(createServer(() => undefined));
  await expect(new Vision(url, 50).read(PAGE, "eng")).rejects.toMatchObject({ name: "TimeoutError" });
});
