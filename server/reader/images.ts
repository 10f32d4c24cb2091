import sharp, { type Channels, type OutputInfo, type Raw, type Sharp } from "sharp";
import type { FileProblem, PreparedPage } from "./readers.js";

/**
 * More than this many pixels are refused by what the file's head says, before any is decoded: phones make 12 to 50
 * million, and a photo that cannot be read from its beginning to its end takes six bytes of each at once.
 */
const MOST_PIXELS = 64_000_000;
/** The longer side of any file: a panorama of 64 million pixels may not be one row. */
const LONGEST_SIDE = 16_384;
/**
 * What is kept of a page. Print is read best at 25 to 40 pixels of height, and a receipt has 40 to 50 characters in a row,
 * so the paper is to be 1,000 pixels wide or more; on a photo it takes half of the width, and a long receipt is four times
 * as long as it is wide.
 */
const FULL_PIXELS = 8_000_000;
const FULL_SIDE = 4_096;
const SCREEN_WIDTH = 1_280;
const THUMBNAIL_WIDTH = 320;

/** Pixels of three bytes: red, green, blue. */
export interface Raster {
  readonly data: Buffer;
  readonly width: number;
  readonly height: number;
}

// One reader is one core, and nothing is decoded twice.
sharp.concurrency(1);
sharp.cache(false);

/** An image file as a page: upright, in sRGB, and without anything but its pixels. */
export async function preparedImage(file: Buffer): Promise<PreparedPage | FileProblem> {
  const options = { limitInputPixels: MOST_PIXELS, failOn: "truncated", sequentialRead: true, pages: 1 } as const;
  try {
    const { width, height, orientation } = await sharp(file, { ...options, limitInputPixels: false }).metadata();
    if (width * height > MOST_PIXELS || Math.max(width, height) > LONGEST_SIDE) return "TOO_MANY_PIXELS";
    const size = within(width, height, FULL_PIXELS, FULL_SIDE);
    // What is turned is held as a whole, so it is made smaller first.
    const small = sharp(file, options)
      .resize({ ...size, fit: "fill" })
      .flatten({ background: "white" });
    const { data, info } = await small.toColourspace("srgb").raw().toBuffer({ resolveWithObject: true });
    return await preparedRaster(upright(sharp(data, { raw: rawOf(info) }), orientation ?? 1));
  } catch (error) {
    if (error instanceof Error && /pixel limit|too large/i.test(error.message)) return "TOO_MANY_PIXELS";
    return "DAMAGED";
  }
}

/** Pixels as a page: what is read, what is shown on a screen, and what stands in a list. */
export async function preparedRaster(image: Sharp): Promise<PreparedPage> {
  const { data, info } = await image.removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const pixels = () => sharp(data, { raw: rawOf(info) }).toColourspace("srgb");
  const jpeg = async (width: number, quality: number) =>
    (width < info.width ? pixels().resize({ width }) : pixels()).jpeg({ quality }).toBuffer();
  const screenWidth = Math.min(SCREEN_WIDTH, info.width);
  const thumbnailWidth = Math.min(THUMBNAIL_WIDTH, info.width);
  return {
    full: await jpeg(info.width, 90),
    width: info.width,
    height: info.height,
    screen: await jpeg(screenWidth, 82),
    screenWidth,
    thumbnail: await jpeg(thumbnailWidth, 75),
    thumbnailWidth,
  };
}

/** The pixels of a page that was prepared. Throws where they cannot be decoded. */
export async function rasterOf(full: Buffer): Promise<Raster> {
  const image = sharp(full, { limitInputPixels: MOST_PIXELS, failOn: "truncated" });
  const { data, info } = await image.toColourspace("srgb").removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}

/** The largest size of the same shape with at most so many pixels, and no longer side than that. */
export function within(width: number, height: number, pixels: number, side: number): { width: number; height: number } {
  const scale = Math.min(1, Math.sqrt(pixels / (width * height)), side / Math.max(width, height));
  return { width: Math.max(1, Math.floor(width * scale)), height: Math.max(1, Math.floor(height * scale)) };
}

function rawOf({ width, height, channels }: OutputInfo): Raw {
  return { width, height, channels: channels as Channels };
}

/** Turned as its orientation of EXIF says, 1 to 8; what is mirrored as well is so before it is turned. */
function upright(image: Sharp, orientation: number): Sharp {
  const turn = [0, 0, 0, 180, 180, 270, 90, 90, 270][orientation] ?? 0;
  const turned = turn === 0 ? image : image.rotate(turn);
  return [2, 4, 5, 7].includes(orientation) ? turned.flop() : turned;
}
