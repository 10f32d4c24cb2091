import { beforeAll, expect, test } from "@jest/globals";
import sharp, { type Sharp } from "sharp";
import { drawnReceipt } from "../test/receipt-files.js";
import { mapped } from "./geometry.js";
import { rasterOf } from "./images.js";
import type { StraightPage } from "./straight-page.js";
import { straighten } from "./straighten.js";

const ROWS = [
  "CORNER CAFE AND BAKERY",
  "12 Harbour Street",
  "Espresso doppio       2.50",
  "Cheese cake           4.20",
  "Orange juice fresh    3.80",
  "SUBTOTAL             10.50",
  "TAX                   0.84",
  "TOTAL EUR            11.34",
];
let receipt: Buffer;

beforeAll(async () => {
  receipt = await drawnReceipt(ROWS);
});

async function straightened(image: Sharp): Promise<StraightPage> {
  return straighten(await rasterOf(await image.removeAlpha().png().toBuffer()));
}

/** Where a row of the straight page falls to on the page, clockwise, in degrees. */
function leanOf({ toPage }: StraightPage): number {
  const [from, to] = [mapped(toPage, { x: 100, y: 100 }), mapped(toPage, { x: 300, y: 100 })];
  return (Math.atan2(to.y - from.y, to.x - from.x) * 180) / Math.PI;
}

test.each([-15, -1.5, 0, 10])("rows that lean by %d degrees are level then", async (degrees) => {
  const page = await straightened(sharp(receipt).rotate(degrees, { background: "#fff" }));
  expect(Math.abs(leanOf(page) - degrees)).toBeLessThan(0.4);
});

test("a page that lies on its side is turned so that its rows run across", async () => {
  for (const degrees of [90, 270]) {
    const page = await straightened(sharp(receipt).rotate(degrees));
    expect(page.gray.width).toBeGreaterThan(page.gray.height);
    expect(Math.abs(Math.abs(leanOf(page)) - 90)).toBeLessThan(0.4);
  }
});

test("the height of letters is told, whatever the size of the picture", async () => {
  const { textHeight } = await straightened(sharp(receipt));
  const { width } = await sharp(receipt).metadata();
  const large = await straightened(sharp(receipt).resize({ width: width * 2 }));
  expect(large.textHeight! / textHeight!).toBeGreaterThan(1.8);
  expect(large.textHeight! / textHeight!).toBeLessThan(2.2);
  expect(
    (await straightened(sharp({ create: { width: 300, height: 300, channels: 3, background: "#fff" } }))).textHeight,
  ).toBeNull();
});

test("paper on a table is cut out, and seen from above where its corners show", async () => {
  const { width, height } = await sharp(receipt).metadata();
  const onTable = sharp(receipt).extend({ top: 150, bottom: 200, left: 250, right: 120, background: "#3b2a1a" });
  const flat = await straightened(sharp(await onTable.png().toBuffer()));
  expect(Math.abs(flat.gray.width - width)).toBeLessThan(20);
  expect(Math.abs(flat.gray.height - height)).toBeLessThan(20);
  const corner = mapped(flat.toPage, { x: 0, y: 0 });
  expect(Math.hypot(corner.x - 250, corner.y - 150)).toBeLessThan(12);
  const leaning = await sharp(receipt)
    .extend({ top: 200, bottom: 200, left: 200, right: 200, background: "#3b2a1a" })
    .png()
    .toBuffer();
  const sheared = await sharp(leaning).affine([1, 0.12, 0.05, 1], { background: "#3b2a1a" }).png().toBuffer();
  const straight = await straightened(sharp(sheared));
  const right = mapped(straight.toPage, { x: straight.gray.width, y: 0 });
  const left = mapped(straight.toPage, { x: 0, y: 0 });
  expect((right.y - left.y) / (right.x - left.x)).toBeCloseTo(0.05, 1);
  expect(Math.abs(straight.gray.width - width)).toBeLessThan(30);
});
