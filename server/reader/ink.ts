import type { GrayImage } from "./gray-image.js";

/** A connected patch of ink: its box in pixels, and how many of these it has. */
export interface Patch {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly pixels: number;
}

/** Ink is darker than its surroundings by this part of them, and by this much at least. */
const DARKER = 0.15;
const DARKER_LEAST = 12;
/** How far the surroundings of a pixel reach, by the shorter side of the page: some letters, and no row of paper's edge. */
const SURROUNDINGS = 1 / 45;

/**
 * Where there is ink, as 1 for each pixel: what is darker than its surroundings. This finds letters on paper that lies half
 * in the shade; it is only measured by, and never read.
 */
export function inkOf({ data, width, height }: GrayImage): Uint8Array {
  const sums = integral(data, width, height);
  const ink = new Uint8Array(width * height);
  const reach = Math.max(6, Math.floor(Math.min(width, height) * SURROUNDINGS));
  const row = width + 1;
  for (let y = 0, at = 0; y < height; y++) {
    const [top, bottom] = [Math.max(0, y - reach) * row, Math.min(height, y + reach + 1) * row];
    const rows = (bottom - top) / row;
    for (let x = 0; x < width; x++, at++) {
      const [left, right] = [Math.max(0, x - reach), Math.min(width, x + reach + 1)];
      const sum = sums[bottom + right]! - sums[bottom + left]! - sums[top + right]! + sums[top + left]!;
      const mean = sum / (rows * (right - left));
      if (data[at]! < mean - Math.max(DARKER_LEAST, mean * DARKER)) ink[at] = 1;
    }
  }
  return ink;
}

/** The sum of all pixels above and left of each corner between pixels. */
function integral(data: Uint8Array, width: number, height: number): Uint32Array {
  const row = width + 1;
  const sums = new Uint32Array(row * (height + 1));
  for (let y = 1, from = 0; y <= height; y++) {
    let sum = 0;
    for (let x = 1; x <= width; x++, from++) {
      sum += data[from]!;
      sums[y * row + x] = sums[(y - 1) * row + x]! + sum;
    }
  }
  return sums;
}

/** The patches of ink, each of pixels that touch one another, also by a corner. */
export function patchesOf(ink: Uint8Array, width: number, height: number): Patch[] {
  const left = ink.slice();
  const patches: Patch[] = [];
  const stack: number[] = [];
  for (let from = 0; from < left.length; from++) {
    if (left[from] === 0) continue;
    let [minX, maxX, minY, maxY, pixels] = [width, 0, height, 0, 0];
    left[from] = 0;
    stack.push(from);
    while (stack.length > 0) {
      const at = stack.pop()!;
      const x = at % width;
      const y = (at - x) / width;
      pixels++;
      if (x < minX) minX = x;
      if (x > maxX) maxX = x;
      if (y < minY) minY = y;
      if (y > maxY) maxY = y;
      for (let row = y > 0 ? y - 1 : 0; row <= y + 1 && row < height; row++) {
        for (let column = x > 0 ? x - 1 : 0; column <= x + 1 && column < width; column++) {
          const to = row * width + column;
          if (left[to] === 0) continue;
          left[to] = 0;
          stack.push(to);
        }
      }
    }
    patches.push({ x: minX, y: minY, width: maxX - minX + 1, height: maxY - minY + 1, pixels });
  }
  return patches;
}

/** Patches of the shape and size of a letter or two that have run together: no dots, rules, edges and pictures. */
export function lettersAmong(patches: readonly Patch[]): Patch[] {
  return patches.filter(({ width, height, pixels }) => {
    const [long, short] = [Math.max(width, height), Math.min(width, height)];
    return long >= 6 && long <= 90 && short >= 3 && long <= 5 * short && pixels >= 0.1 * width * height;
  });
}
