import type { Place } from "./page-model.js";

/** A point in pixels, from the upper left. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Eight numbers that say where a point of a plane is on the picture of it: a perspective, or less than that. */
export type Mapping = readonly [number, number, number, number, number, number, number, number];

/** Every point where it is. */
export const SAME: Mapping = [1, 0, 0, 0, 1, 0, 0, 0];

export function mapped([a, b, c, d, e, f, g, h]: Mapping, { x, y }: Point): Point {
  const w = g * x + h * y + 1;
  return { x: (a * x + b * y + c) / w, y: (d * x + e * y + f) / w };
}

/** First `inner`, and where that leads to by `outer`. */
export function composed(outer: Mapping, inner: Mapping): Mapping {
  const [p, q] = [
    [...outer, 1],
    [...inner, 1],
  ];
  const cell = (row: number, column: number) =>
    p[row * 3]! * q[column]! + p[row * 3 + 1]! * q[3 + column]! + p[row * 3 + 2]! * q[6 + column]!;
  const last = cell(2, 2);
  const cells = [0, 1, 2, 3, 4, 5, 6, 7].map((at) => cell(at < 3 ? 0 : at < 6 ? 1 : 2, at % 3) / last);
  return cells as unknown as Mapping;
}

/** Turned about the origin, by radians, clockwise as one looks at the picture; then moved. */
export function turned(radians: number, by: Point): Mapping {
  const [cos, sin] = [Math.cos(radians), Math.sin(radians)];
  return [cos, -sin, by.x, sin, cos, by.y, 0, 0];
}

/** Made larger or smaller. */
export function scaledBy(factor: number): Mapping {
  return [factor, 0, 0, 0, factor, 0, 0, 0];
}

export function moved({ x, y }: Point): Mapping {
  return [1, 0, x, 0, 1, y, 0, 0];
}

/** The mapping that brings the corners of a rectangle (upper left, upper right, lower right, lower left) to these points. */
export function ontoCorners(width: number, height: number, corners: readonly Point[]): Mapping {
  const plane = [0, 1, 2, 3].map((at) => ({ x: at === 1 || at === 2 ? width : 0, y: at > 1 ? height : 0 }));
  const rows = plane.flatMap(({ x, y }, at) => {
    const to = corners[at]!;
    return [
      [x, y, 1, 0, 0, 0, -x * to.x, -y * to.x, to.x],
      [0, 0, 0, x, y, 1, -x * to.y, -y * to.y, to.y],
    ];
  });
  return solved(rows) as unknown as Mapping;
}

/** What rows of an equation have for their unknowns, by Gauss with pivots; the last of each row is its right side. */
function solved(rows: number[][]): number[] {
  const size = rows.length;
  for (let column = 0; column < size; column++) {
    const below = rows.slice(column);
    const pivot = column + below.indexOf(below.reduce((a, b) => (Math.abs(b[column]!) > Math.abs(a[column]!) ? b : a)));
    [rows[column], rows[pivot]] = [rows[pivot]!, rows[column]!];
    const row = rows[column]!;
    for (const other of rows) {
      if (other === row || other[column] === 0) continue;
      const factor = other[column]! / row[column]!;
      for (let at = column; at <= size; at++) other[at]! -= factor * row[at]!;
    }
  }
  return rows.map((row, at) => row[size]! / row[at]!);
}

/** A box of one picture as the box around it on another; both are parts of their pictures, 0 to 1. */
export function placeOn(place: Place, from: Size, by: Mapping, to: Size): Place {
  const [left, top] = [place.x * from.width, place.y * from.height];
  const [right, bottom] = [left + place.width * from.width, top + place.height * from.height];
  const corners = [
    { x: left, y: top },
    { x: right, y: top },
    { x: right, y: bottom },
    { x: left, y: bottom },
  ].map((corner) => mapped(by, corner));
  const xs = corners.map(({ x }) => within01(x / to.width));
  const ys = corners.map(({ y }) => within01(y / to.height));
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y };
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

function within01(value: number): number {
  return Math.min(1, Math.max(0, value));
}

/** Back from where a mapping leads to. */
export function inverted([a, b, c, d, e, f, g, h]: Mapping): Mapping {
  const last = a * e - b * d;
  const cells = [
    e - f * h,
    c * h - b,
    b * f - c * e,
    f * g - d,
    a - c * g,
    c * d - a * f,
    d * h - e * g,
    b * g - a * h,
  ];
  return cells.map((cell) => cell / last) as unknown as Mapping;
}
