import type { Mapping, Size } from "./geometry.js";

/** Where a row of text, or a part of one, stands: a rectangle that may lean. */
export interface TextRegion {
  readonly centre: { readonly x: number; readonly y: number };
  /** Along the text. */
  readonly length: number;
  readonly height: number;
  /** By which the text leans, clockwise. */
  readonly radians: number;
}

/** From this probability on, a pixel belongs to text: as DBNet was taught. */
const TEXT = 0.3;
/** A region whose pixels are less probable than this on average is none. */
const REGION = 0.5;
/** DBNet is taught on regions shrunk by a part of area by circumference; this much gives them back. */
const GROWN = 1.6;
const LEAST_PIXELS = 12;
/** Longer than this by its height, a region tells by itself how it leans. */
const TELLS_LEAN = 2;

/** Text that fills less of the rectangle around it than this is bent, as on a page that is not flat. */
const BENT = 0.5;
/** A region that is less than so many times as long as its text is high is a few words, or a logo, and not cut. */
const LONG = 10;
/** A row is cut into so many pieces at most, as halves of halves. */
const HALVINGS = 3;

/** Regions of text from what DBNet says of each pixel: connected ones, as the rectangles around them. */
export function textRegions(probabilities: Float32Array, { width, height }: Size): TextRegion[] {
  const seen = new Uint8Array(width * height);
  const regions: TextRegion[] = [];
  for (let at = 0; at < seen.length; at++) {
    if (seen[at] === 1 || probabilities[at]! < TEXT) continue;
    const pixels = connected(probabilities, width, height, at, seen);
    if (pixels.length >= LEAST_PIXELS && isProbable(pixels, probabilities))
      regions.push(...regionsOf({ pixels, startsCut: false, endsCut: false }, width, HALVINGS));
  }
  return regions;
}

/** Pixels of text that touch one another, or what is between two cuts of them. */
interface Piece {
  readonly pixels: readonly number[];
  readonly startsCut: boolean;
  readonly endsCut: boolean;
}

function isProbable(pixels: readonly number[], probabilities: Float32Array): boolean {
  return pixels.reduce((sum, at) => sum + probabilities[at]!, 0) / pixels.length >= REGION;
}

/** The rectangle around a piece; where its text is bent, those of its halves, which are less so. */
function regionsOf(piece: Piece, width: number, halvings: number): TextRegion[] {
  const { pixels } = piece;
  const mean = meanOf(pixels, width);
  const level = boundsOf(pixels, width, mean, 0);
  const asLevel = around(piece, level, mean);
  const tellsLean = asLevel.length >= TELLS_LEAN * asLevel.height;
  const bounds = tellsLean ? boundsOf(pixels, width, mean, leanOf(pixels, width, mean)) : level;
  if (halvings === 0 || !isBent(pixels, bounds)) return [around(piece, bounds, mean)];
  return halves(piece, bounds, mean, width).flatMap((half) => regionsOf(half, width, halvings - 1));
}

/** Whether text is much thinner than the rectangle around it is high, and long enough to be several words. */
function isBent(pixels: readonly number[], { left, right, top, bottom }: Bounds): boolean {
  const [length, height] = [right - left + 1, bottom - top + 1];
  const thickness = pixels.length / length;
  return length >= LONG * thickness && thickness < BENT * height;
}

/** A piece cut where the least text is, about in its middle: between two words, if there are two. */
function halves({ pixels, startsCut, endsCut }: Piece, bounds: Bounds, mean: Point, width: number): Piece[] {
  const { left, right, radians } = bounds;
  const along = (at: number) => (at % width) - mean.x;
  const across = (at: number) => Math.floor(at / width) - mean.y;
  const steps = pixels.map((at) => Math.floor(along(at) * Math.cos(radians) + across(at) * Math.sin(radians) - left));
  const counts = Array.from({ length: Math.ceil(right - left) + 1 }, () => 0);
  for (const step of steps) counts[step] = (counts[step] ?? 0) + 1;
  const [from, to] = [Math.floor(counts.length / 3), Math.ceil((counts.length * 2) / 3)];
  const least = Math.min(...counts.slice(from, to));
  const middle = (counts.length - 1) / 2;
  const [cut = middle] = counts
    .flatMap((count, step) => (count === least && step >= from && step < to ? [step] : []))
    .sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle));
  return [
    { pixels: pixels.filter((_, index) => steps[index]! < cut), startsCut, endsCut: true },
    { pixels: pixels.filter((_, index) => steps[index]! >= cut), startsCut: true, endsCut },
  ].filter((half) => half.pixels.length >= LEAST_PIXELS);
}

/** The pixels of text that touch this one, also by a corner. */
function connected(values: Float32Array, width: number, height: number, from: number, seen: Uint8Array): number[] {
  const pixels = [from];
  seen[from] = 1;
  for (let next = 0; next < pixels.length; next++) {
    const at = pixels[next]!;
    const x = at % width;
    const y = (at - x) / width;
    for (let row = Math.max(0, y - 1); row <= Math.min(height - 1, y + 1); row++) {
      for (let column = Math.max(0, x - 1); column <= Math.min(width - 1, x + 1); column++) {
        const to = row * width + column;
        if (seen[to] === 1 || values[to]! < TEXT) continue;
        seen[to] = 1;
        pixels.push(to);
      }
    }
  }
  return pixels;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

function meanOf(pixels: readonly number[], width: number): Point {
  let [x, y] = [0, 0];
  for (const at of pixels) {
    x += at % width;
    y += Math.floor(at / width);
  }
  return { x: x / pixels.length, y: y / pixels.length };
}

/** The direction along which pixels are spread most. */
function leanOf(pixels: readonly number[], width: number, mean: Point): number {
  let [xx, xy, yy] = [0, 0, 0];
  for (const at of pixels) {
    const [x, y] = [(at % width) - mean.x, Math.floor(at / width) - mean.y];
    xx += x * x;
    xy += x * y;
    yy += y * y;
  }
  return Math.atan2(2 * xy, xx - yy) / 2;
}

/** How far pixels reach from their mean along a direction and across it. */
interface Bounds {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly radians: number;
}

function boundsOf(pixels: readonly number[], width: number, mean: Point, radians: number): Bounds {
  const [cos, sin] = [Math.cos(radians), Math.sin(radians)];
  let [left, right, top, bottom] = [0, 0, 0, 0];
  for (const at of pixels) {
    const [x, y] = [(at % width) - mean.x, Math.floor(at / width) - mean.y];
    const [along, across] = [x * cos + y * sin, y * cos - x * sin];
    left = Math.min(left, along);
    right = Math.max(right, along);
    top = Math.min(top, across);
    bottom = Math.max(bottom, across);
  }
  return { left, right, top, bottom, radians };
}

/** The rectangle around a piece, with what DBNet had taken off it: nothing where it was cut. */
function around({ startsCut, endsCut }: Piece, { left, right, top, bottom, radians }: Bounds, mean: Point): TextRegion {
  const [cos, sin] = [Math.cos(radians), Math.sin(radians)];
  const [length, height] = [right - left + 1, bottom - top + 1];
  const grow = (length * height * GROWN) / (2 * (length + height));
  const [before, after] = [startsCut ? 0 : grow, endsCut ? 0 : grow];
  const [along, across] = [(left - before + right + after) / 2, (top + bottom) / 2];
  const centre = { x: mean.x + 0.5 + along * cos - across * sin, y: mean.y + 0.5 + along * sin + across * cos };
  return { centre, length: length + before + after, height: height + 2 * grow, radians };
}

/** From a picture of the region alone, made level and so many pixels high, to the picture that it stands in. */
export function ontoRegion({ centre, length, height, radians }: TextRegion, pixelsHigh: number): Mapping {
  const scale = height / pixelsHigh;
  const [cos, sin] = [Math.cos(radians) * scale, Math.sin(radians) * scale];
  const [halfLength, halfHeight] = [length / 2 / scale, pixelsHigh / 2];
  const x = centre.x - halfLength * cos + halfHeight * sin;
  const y = centre.y - halfLength * sin - halfHeight * cos;
  return [cos, -sin, x, sin, cos, y, 0, 0];
}
