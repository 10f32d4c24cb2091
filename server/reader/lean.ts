import type { Patch } from "./ink.js";

/** How rows of text lie on a picture. */
export interface Lean {
  /** By which rows fall to the right, clockwise; between -20° and 20° of level or, where `isUpended`, of upright. */
  readonly radians: number;
  /** Whether rows run from top to bottom, or from bottom to top. */
  readonly isUpended: boolean;
}

const DEGREE = Math.PI / 180;
const MOST_DEGREES = 20;
const COARSE = 0.5;
const FINE = 0.05;
/** Fewer letters than this say nothing about rows. */
const FEWEST = 30;
/** How many letters must say that rows are upended, for one that says they are level. */
const MOSTLY = 1.5;

/** How rows lie, by where letters stand: seen along its rows, a text is bands with gaps between them. */
export function leanOf(letters: readonly Patch[]): Lean {
  if (letters.length < FEWEST) return { radians: 0, isUpended: false };
  const heights = letters.map(({ height, width }) => Math.max(height, width)).sort((a, b) => a - b);
  const band = Math.max(2, heights[heights.length >> 1]! / 3);
  const centres = letters.map(({ x, y, width, height }) => ({ x: x + width / 2, y: y + height / 2 }));
  const isUpended = areUpended(letters);
  const across = isUpended ? centres.map(({ x, y }) => ({ x: y, y: -x })) : centres;
  return { radians: clearest(across, band).radians, isUpended };
}

/** Letters stand nearer to the next one of their row than to the next row: most of them tell in which direction that is. */
function areUpended(letters: readonly Patch[]): boolean {
  const sorted = [...letters].sort((a, b) => a.y - b.y);
  let [beside, below] = [0, 0];
  for (const [at, letter] of sorted.entries()) {
    const nearest = nearestOf(sorted, at);
    if (nearest === null) continue;
    const [x, y] = [
      gap(letter.x, letter.width, nearest.x, nearest.width),
      gap(letter.y, letter.height, nearest.y, nearest.height),
    ];
    if (x > y) beside += 1;
    else below += 1;
  }
  return below > MOSTLY * beside;
}

/** The nearest letter of about the same size, among those that begin no more than a few letters higher or lower. */
function nearestOf(sorted: readonly Patch[], at: number): Patch | null {
  const letter = sorted[at]!;
  const size = Math.max(letter.width, letter.height);
  let [nearest, least]: [Patch | null, number] = [null, size * 3];
  const look = (other: Patch | undefined): boolean => {
    if (other === undefined || Math.abs(other.y - letter.y) > size * 4) return false;
    const [x, y] = [
      gap(letter.x, letter.width, other.x, other.width),
      gap(letter.y, letter.height, other.y, other.height),
    ];
    const isAlike =
      Math.max(other.width, other.height) < size * 1.6 && Math.max(other.width, other.height) > size / 1.6;
    if (isAlike && Math.max(x, y) < least) [nearest, least] = [other, Math.max(x, y)];
    return true;
  };
  for (let before = at - 1; look(sorted[before]); before--);
  for (let after = at + 1; look(sorted[after]); after++);
  return nearest;
}

/** Between two stretches; negative where they overlap. */
function gap(from: number, length: number, otherFrom: number, otherLength: number): number {
  return Math.max(from, otherFrom) - Math.min(from + length, otherFrom + otherLength);
}

type Points = readonly { readonly x: number; readonly y: number }[];

function clearest(points: Points, band: number): { radians: number; clearness: number } {
  const coarse = best(points, band, 0, MOST_DEGREES, COARSE);
  return best(points, band / 2, coarse.radians / DEGREE, COARSE, FINE);
}

/** The angle near `around` under which rows are clearest; of angles that are alike, the one nearest to it. */
function best(points: Points, band: number, around: number, reach: number, step: number) {
  let found = { radians: around * DEGREE, clearness: clearnessOf(points, band, around * DEGREE) };
  for (let by = step; by <= reach + step / 2; by += step) {
    for (const degrees of [around - by, around + by]) {
      const clearness = clearnessOf(points, band, degrees * DEGREE);
      if (clearness > found.clearness) found = { radians: degrees * DEGREE, clearness };
    }
  }
  return found;
}

/** How unevenly points fill bands that lean so: the sum of squares, by what an even filling would have. */
function clearnessOf(points: Points, band: number, radians: number): number {
  const [cos, sin] = [Math.cos(radians), Math.sin(radians)];
  const across = points.map(({ x, y }) => (y * cos - x * sin) / band);
  const least = Math.min(...across);
  const counts = new Float64Array(Math.floor(Math.max(...across) - least) + 2);
  for (const value of across) {
    const at = Math.floor(value - least);
    const part = value - least - at;
    counts[at]! += 1 - part;
    counts[at + 1]! += part;
  }
  return (counts.reduce((sum, count) => sum + count * count, 0) * counts.length) / points.length ** 2;
}
