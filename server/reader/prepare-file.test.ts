import { beforeAll, describe, expect, test } from "@jest/globals";
import sharp from "sharp";
import { tinyPdf } from "../test/receipt-files.js";
import { prepareFile } from "./prepare-file.js";
import type { PreparedPage } from "./readers.js";

/** Left half black and right half white, and the upper left corner red: so that turning it shows. */
const SCENE = `<svg xmlns="http://www.w3.org/2000/svg" width="300" height="200"><rect width="300" height="200" fill="#fff"/>
  <rect width="150" height="200"/><rect width="60" height="60" fill="#f00"/></svg>`;
let scene: Buffer;

beforeAll(async () => {
  scene = await sharp(Buffer.from(SCENE)).removeAlpha().raw().toBuffer();
});

const raw = () => sharp(scene, { raw: { width: 300, height: 200, channels: 3 } });

async function onePage(file: Buffer): Promise<PreparedPage> {
  const prepared = await prepareFile(file);
  if ("problem" in prepared) throw new Error(prepared.problem);
  expect(prepared.pages).toHaveLength(1);
  return prepared.pages[0]!;
}

/** The colours of a page's corners: upper left, upper right, lower right, lower left. */
async function corners(page: Buffer): Promise<string> {
  const { data, info } = await sharp(page).raw().toBuffer({ resolveWithObject: true });
  const colour = (x: number, y: number) => {
    const [red, green] = data.subarray((y * info.width + x) * info.channels);
    return red! < 100 ? "black" : green! > 150 ? "white" : "red";
  };
  const [right, bottom] = [info.width - 5, info.height - 5];
  return [colour(5, 5), colour(right, 5), colour(right, bottom), colour(5, bottom)].join(" ");
}

describe("an image", () => {
  test("keeps nothing that it said beside its pixels, where it was taken least of all", async () => {
    const exif = {
      IFD0: { Copyright: "A SECRET" },
      IFD3: { GPSLatitudeRef: "N", GPSLatitude: "52/1 31/1 0/1", GPSLongitudeRef: "E", GPSLongitude: "13/1 24/1 0/1" },
    };
    const xmp = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/></x:xmpmeta>`;
    const taken = await raw().withExif(exif).withXmp(xmp).withIccProfile("p3").jpeg().toBuffer();
    expect((await sharp(taken).metadata()).exif?.includes("A SECRET")).toBe(true);
    const page = await onePage(taken);
    for (const image of [page.full, page.screen, page.thumbnail]) {
      const { exif, xmp, icc, iptc, orientation } = await sharp(image).metadata();
      expect({ exif, xmp, icc, iptc, orientation }).toEqual({});
    }
  });

  test.each([
    [1, 300, "red white white black"],
    [2, 300, "white red black white"],
    [3, 300, "white black red white"],
    [4, 300, "black white white red"],
    [5, 200, "red black white white"],
    [6, 200, "black red white white"],
    [7, 200, "white white red black"],
    [8, 200, "white white black red"],
  ])("stands upright, whichever way the phone was held: %d", async (orientation, width, colours) => {
    const page = await onePage(await raw().withMetadata({ orientation }).jpeg().toBuffer());
    expect([page.width, await corners(page.full)]).toEqual([width, colours]);
  });

  test("is white where it is transparent", async () => {
    const page = await onePage(
      await sharp({ create: { width: 40, height: 40, channels: 4, background: "#0000" } })
        .png()
        .toBuffer(),
    );
    expect(await corners(page.full)).toBe("white white white white");
  });

  test("is kept in three sizes, none larger than it was", async () => {
    const large = await onePage(await raw().resize(4_200, 2_800).jpeg().toBuffer());
    expect(large.width * large.height).toBeLessThanOrEqual(8_000_000);
    expect(large.width * large.height).toBeGreaterThan(7_900_000);
    expect([large.screenWidth, large.thumbnailWidth]).toEqual([1_280, 320]);
    const sizes = [large.full, large.screen, large.thumbnail].map(async (each) => (await sharp(each).metadata()).width);
    expect(await Promise.all(sizes)).toEqual([large.width, 1_280, 320]);
    const small = await onePage(await raw().png().toBuffer());
    expect([small.width, small.screenWidth, small.thumbnailWidth]).toEqual([300, 300, 300]);
  });

  test("of too many pixels is refused by what it says of itself", async () => {
    const bomb = await sharp({ create: { width: 16_000, height: 16_000, channels: 3, background: "#fff" } })
      .png()
      .toBuffer();
    expect(bomb.length).toBeLessThan(2_000_000);
    expect(await prepareFile(bomb)).toEqual({ problem: "TOO_MANY_PIXELS" });
  });

  test("whose pixels are not what its head says is damaged", async () => {
    const png = await raw().png().toBuffer();
    png.fill(0x55, 80, 200);
    expect(await prepareFile(png)).toEqual({ problem: "DAMAGED" });
    const jpeg = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0]), Buffer.from([0xff, 0xd9])]);
    expect(await prepareFile(jpeg)).toEqual({ problem: "DAMAGED" });
  });
});

describe("a PDF", () => {
  test("is as many images as it has pages, black on white", async () => {
    const prepared = await prepareFile(tinyPdf({ pages: ["Total 12.50", "Page two"] }));
    if ("problem" in prepared) throw new Error(prepared.problem);
    expect([prepared.kind, prepared.pages.length]).toEqual(["PDF", 2]);
    for (const { full, width, height } of prepared.pages) {
      expect([width, height]).toEqual([1_283, 1_818]);
      const { channels } = await sharp(full).stats();
      for (const { min, max, mean } of channels) expect([min < 60, max, mean > 240]).toEqual([true, 255, true]);
    }
  });

  test("shows what was filled into its form", async () => {
    const text = "BT /F1 24 Tf 0 g 10 15 Td (TOTAL 12.50) Tj ET";
    const form = tinyPdf({
      pages: [""],
      page: "/Annots [900 0 R]",
      catalogue: "/AcroForm << /Fields [900 0 R] >>",
      objects: [
        "<< /Type /Annot /Subtype /Widget /FT /Tx /T (total) /V (12.50) /Rect [50 400 350 450] /F 4 /AP << /N 901 0 R >> >>",
        `<< /Type /XObject /Subtype /Form /BBox [0 0 300 50] /Resources << /Font << /F1 3 0 R >> >> /Length ${text.length} >>\nstream\n${text}\nendstream`,
      ],
    });
    const prepared = await prepareFile(form);
    if ("problem" in prepared) throw new Error(prepared.problem);
    const { channels } = await sharp(prepared.pages[0]!.full).stats();
    expect(channels[0]!.min).toBeLessThan(60);
  });

  test("of more than ten pages is refused", async () => {
    expect(await prepareFile(tinyPdf({ pages: Array.from({ length: 11 }, () => "a") }))).toEqual({
      problem: "TOO_MANY_PAGES",
    });
  });

  test("with a page as large as a house is drawn small", async () => {
    const prepared = await prepareFile(tinyPdf({ pages: ["a"], size: [14_400, 14_400] }));
    if ("problem" in prepared) throw new Error(prepared.problem);
    expect(prepared.pages[0]!.width * prepared.pages[0]!.height).toBeLessThanOrEqual(6_000_000);
  });

  test("that is none, behind its first line, is damaged", async () => {
    expect(await prepareFile(Buffer.from("%PDF-1.4\nnothing\n%%EOF\n"))).toEqual({ problem: "DAMAGED" });
  });
});
