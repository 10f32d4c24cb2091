import type { Point, Size } from "./geometry.js";
import type { GrayImage } from "./gray-image.js";

/** Paper that lies on something darker. */
export interface Paper {
  /** Around it, clockwise as one looks at the picture, in pixels. */
  readonly outline: readonly Point[];
  /** Upper left, upper right, lower right, lower left; null where its corners are not all on the picture. */
  readonly corners: readonly Point[] | null;
}

/** On what size of picture paper is looked for: letters are blurred away there. */
const LOOKED_AT_SIDE = 240;
/** By how much paper is brighter than what it lies on, on average. */
const BRIGHTER = 45;
/** Paper takes this part of the picture at least; what takes nearly all of it is not cut out. */
const LEAST_PART = 0.15;
const MOST_PART = 0.93;
/** A sheet fills the outline around it, but for its print and a torn edge. */
const FILLED = 0.88;
/** Four sides fit a sheet where they enclose hardly more than its outline does. */
const FITS = 0.9;
/** Nearer to the picture's edge than this part of its side, a corner is not the paper's. */
const EDGE = 0.012;

/** The paper on a picture; null where it does not show clearly against something darker. */
export async function paperOn(gray: GrayImage): Promise<Paper | null> {
  const scale = LOOKED_AT_SIDE / Math.max(gray.width, gray.height);
  if (scale >= 1) return null;
  const small = await gray.resized(Math.ceil(gray.width * scale), Math.ceil(gray.height * scale));
  const threshold = thresholdOf(small.data);
  if (threshold === null) return null;
  const bright = largestBright(small, threshold);
  const part = bright.length / small.data.length;
  if (part < LEAST_PART || part > MOST_PART) return null;
  const outline = hullOf(bright.map((at) => ({ x: at % small.width, y: Math.floor(at / small.width) })));
  if (bright.length < FILLED * areaOf(outline)) return null;
  const corners = cornersOf(outline, small);
  const full = ({ x, y }: Point) => ({
    x: ((x + 0.5) * gray.width) / small.width,
    y: ((y + 0.5) * gray.height) / small.height,
  });
  return { outline: outline.map(full), corners: corners?.map(full) ?? null };
}

/** The brightness that parts pixels into two kinds that are as alike as can be (Otsu); null where there are not two. */
function thresholdOf(data: Uint8Array): number | null {
  const counts = new Float64Array(256);
  for (const value of data) counts[value]! += 1;
  const sum = counts.reduce((all, count, value) => all + count * value, 0);
  let [dark, darkSum, best] = [0, 0, { threshold: 0, between: 0, apart: 0 }];
  for (let value = 0; value < 255; value++) {
    dark += counts[value]!;
    darkSum += counts[value]! * value;
    const bright = data.length - dark;
    if (dark === 0 || bright === 0) continue;
    const apart = (sum - darkSum) / bright - darkSum / dark;
    const between = dark * bright * apart * apart;
    if (between > best.between) best = { threshold: value, between, apart };
  }
  return best.apart < BRIGHTER ? null : best.threshold;
}

/** The pixels of the largest connected bright area, with the print that it encloses being none of them. */
function largestBright({ data, width, height }: GrayImage, threshold: number): number[] {
  const left = Uint8Array.from(data, (value) => (value > threshold ? 1 : 0));
  let largest: number[] = [];
  for (let from = 0; from < left.length; from++) {
    if (left[from] === 0) continue;
    left[from] = 0;
    const area = [from];
    for (let next = 0; next < area.length; next++) {
      const at = area[next]!;
      const x = at % width;
      for (const to of [x > 0 ? at - 1 : -1, x < width - 1 ? at + 1 : -1, at - width, at + width]) {
        if (to < 0 || to >= width * height || left[to] === 0) continue;
        left[to] = 0;
        area.push(to);
      }
    }
    if (area.length > largest.length) largest = area;
  }
  return largest;
}

/** The convex outline of points, clockwise as one looks at it (Andrew's chain; y grows downwards). */
export function hullOf(points: readonly Point[]): Point[] {
  const sorted = [...points].sort((a, b) => a.x - b.x || a.y - b.y);
  const chain = (along: readonly Point[]) => {
    const hull: Point[] = [];
    for (const point of along) {
      while (hull.length > 1 && turnOf(hull.at(-2)!, hull.at(-1)!, point) <= 0) hull.pop();
      hull.push(point);
    }
    return hull.slice(0, -1);
  };
  return [...chain(sorted), ...chain(sorted.reverse())];
}

function turnOf(a: Point, b: Point, c: Point): number {
  return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

function areaOf(outline: readonly Point[]): number {
  const parts = outline.map(({ x, y }, at) => {
    const next = outline[(at + 1) % outline.length]!;
    return x * next.y - next.x * y;
  });
  return Math.abs(parts.reduce((sum, part) => sum + part, 0)) / 2;
}

/** The corners of the sheet, where four sides fit its outline and all corners are on the picture. */
function cornersOf(outline: readonly Point[], { width, height }: Size): Point[] | null {
  const sides = fourSides(outline);
  if (sides === null || areaOf(outline) < FITS * areaOf(sides)) return null;
  const [acrossEdge, downEdge] = [width * EDGE, height * EDGE];
  const isOn = ({ x, y }: Point) => x > acrossEdge && y > downEdge && x < width - acrossEdge && y < height - downEdge;
  if (!sides.every(isOn) || !sides.every((_, at) => isSquare(sides, at))) return null;
  // The upper left one has the least sum; the rest follow clockwise.
  const first = sides.indexOf(sides.reduce((a, b) => (b.x + b.y < a.x + a.y ? b : a)));
  return [...sides.slice(first), ...sides.slice(0, first)];
}

/** An outline with its sides taken away, one after another, whose neighbours meet with the least added; until there are four. */
function fourSides(outline: readonly Point[]): Point[] | null {
  let points = [...outline];
  while (points.length > 4) {
    let [best, least]: [Point[] | null, number] = [null, Number.POSITIVE_INFINITY];
    for (const at of points.keys()) {
      const without = withoutSide(points, at);
      if (without !== null && without.added < least) [best, least] = [without.points, without.added];
    }
    if (best === null) return null;
    points = best;
  }
  return points.length === 4 ? points : null;
}

/** The outline without the side that begins at a corner: those beside it are made longer until they meet. */
function withoutSide(points: readonly Point[], at: number): { points: Point[]; added: number } | null {
  const count = points.length;
  const [before, from, to, after] = [-1, 0, 1, 2].map((step) => points[(at + step + count) % count]!) as [
    Point,
    Point,
    Point,
    Point,
  ];
  const [ax, ay, bx, by] = [from.x - before.x, from.y - before.y, to.x - after.x, to.y - after.y];
  const cross = ax * by - ay * bx;
  if (Math.abs(cross) < 1e-6) return null;
  const along = ((to.x - from.x) * by - (to.y - from.y) * bx) / cross;
  if (along <= 0) return null;
  const meeting = { x: from.x + along * ax, y: from.y + along * ay };
  const added = Math.abs(turnOf(from, to, meeting)) / 2;
  const rest = points.filter((point) => point !== to);
  return { points: rest.map((point) => (point === from ? meeting : point)), added };
}

/** Whether the angle at a corner is one that a rectangle has, seen from not too far aside. */
function isSquare(points: readonly Point[], at: number): boolean {
  const [before, corner, after] = [points.at(at - 1)!, points[at]!, points[(at + 1) % points.length]!];
  const [ax, ay, bx, by] = [before.x - corner.x, before.y - corner.y, after.x - corner.x, after.y - corner.y];
  return Math.abs((ax * bx + ay * by) / (Math.hypot(ax, ay) * Math.hypot(bx, by))) < 0.45;
}

/** Whether a point is inside of a convex outline. */
export function isInside(outline: readonly Point[], point: Point): boolean {
  return outline.every((from, at) => turnOf(from, outline[(at + 1) % outline.length]!, point) >= 0);
}
