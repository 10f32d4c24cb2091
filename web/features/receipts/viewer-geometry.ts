import type { Place } from "./receipt-parts.js";

/** A quarter turn to the right each. */
export type Turn = 0 | 1 | 2 | 3;

export const ZOOM_MIN = 1;
export const ZOOM_MAX = 6;
const ZOOM_STEP = 1.25;

/** The next turn to the right. */
export function turnedOn(turn: Turn): Turn {
  return ((turn + 1) % 4) as Turn;
}

/** So much larger, or smaller, within what makes sense; 1 is as wide as there is room. */
export function zoomedBy(zoom: number, factor: number): number {
  return Math.min(ZOOM_MAX, Math.max(ZOOM_MIN, zoom * factor));
}

/** One step of the buttons. */
export function zoomStep(zoom: number, way: 1 | -1): number {
  const next = zoomedBy(zoom, ZOOM_STEP ** way);
  // A step that almost ends at the whole width ends there.
  return Math.abs(next - ZOOM_MIN) < 0.1 ? ZOOM_MIN : next;
}

/** A place as parts of 100, for a style. */
export function percentsOf({ x, y, width, height }: Place) {
  const percent = (part: number) => `${part * 100}%`;
  return { left: percent(x), top: percent(y), width: percent(width), height: percent(height) };
}

/** What a tap at a point of a page means: the smallest place that it is in, or so near that a finger meant it. */
export function placeAt<Marked extends { readonly box: Place | null }>(
  marked: readonly Marked[],
  point: { readonly page: number; readonly x: number; readonly y: number },
  reach = 0.012,
): Marked | null {
  const near = marked.filter(({ box }) => {
    if (box?.page !== point.page) return false;
    const isBeside = point.x >= box.x - reach && point.x <= box.x + box.width + reach;
    return isBeside && point.y >= box.y - reach && point.y <= box.y + box.height + reach;
  });
  const sizeOf = ({ box }: Marked) => box!.width * box!.height;
  const distanceOf = ({ box }: Marked) => Math.abs(point.y - (box!.y + box!.height / 2));
  const [best] = near.toSorted((one, other) => distanceOf(one) - distanceOf(other) || sizeOf(one) - sizeOf(other));
  return best ?? null;
}
