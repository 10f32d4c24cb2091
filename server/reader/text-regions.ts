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

/** Regions of text from what DBNet says of each pixel: connected ones, as the rectangles around them. */
export function textRegions(probabilities: Float32Array, { width, height }: Size): TextRegion[] {
  const seen = new Uint8Array(width * height);
  const regions: TextRegion[] = [];
  for (let at = 0; at < seen.length; at++) {
    if (seen[at] === 1 || probabilities[at]! < TEXT) continue;
    const pixels = connected(probabilities, width, height, at, seen);
    const region = pixels.length < LEAST_PIXELS ? null : regionOf(pixels, probabilities, width);
    if (region !== null) regions.push(region);
  }
  return regions;
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

function regionOf(pixels: readonly number[], probabilities: Float32Array, width: number): TextRegion | null {
  let [sum, sumX, sumY] = [0, 0, 0];
  for (const at of pixels) {
    sum += probabilities[at]!;
    sumX += at % width;
    sumY += Math.floor(at / width);
  }
  if (sum / pixels.length < REGION) return null;
  const mean = { x: sumX / pixels.length, y: sumY / pixels.length };
  const level = around(pixels, width, mean, 0);
  if (level.length < TELLS_LEAN * level.height) return level;
  return around(pixels, width, mean, leanOf(pixels, width, mean));
}

/** The direction along which pixels are spread most. */
function leanOf(pixels: readonly number[], width: number, mean: { x: number; y: number }): number {
  let [xx, xy, yy] = [0, 0, 0];
  for (const at of pixels) {
    const [x, y] = [(at % width) - mean.x, Math.floor(at / width) - mean.y];
    xx += x * x;
    xy += x * y;
    yy += y * y;
  }
  return Math.atan2(2 * xy, xx - yy) / 2;
}

/** The rectangle around pixels that leans so, with what DBNet had taken off it. */
function around(pixels: readonly number[], width: number, mean: { x: number; y: number }, radians: number): TextRegion {
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
  const [length, height] = [right - left + 1, bottom - top + 1];
  const grow = (length * height * GROWN) / (2 * (length + height));
  const [along, across] = [(left + right) / 2, (top + bottom) / 2];
  const centre = { x: mean.x + 0.5 + along * cos - across * sin, y: mean.y + 0.5 + along * sin + across * cos };
  return { centre, length: length + 2 * grow, height: height + 2 * grow, radians };
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
