import { createContext } from "react";

/** One thing that a chart shows: a bar, a slice, a day. */
export interface Mark {
  /** Which one it is, also in the address where it can be chosen. */
  readonly key: string;
  /** Its name beside it. */
  readonly name: string;
  /** How large it is drawn. It is only ever drawn: whatever is read stands in `amount` and `said`, exactly. */
  readonly value: number;
  /** What it comes to, beside it. */
  readonly amount: string;
  /** All of it in one sentence. */
  readonly said: string;
  readonly fill: string;
  /** Whether the rest of the page is narrowed to it, or to another of this chart. */
  readonly state?: "chosen" | "faded";
  /** Whether the page can be narrowed to it. */
  readonly canChoose?: boolean;
}

export interface MarksShown {
  /** The one that the Tab key comes to. */
  readonly current: string | undefined;
  readonly show: (mark: Mark | null) => void;
  readonly choose: (mark: Mark) => void;
}

/** What the marks of a chart know of it. */
export const MarksContext = createContext<MarksShown>({
  current: undefined,
  show: () => undefined,
  choose: () => undefined,
});

/** Where a key leads from a place among so many; null where it is none that moves. */
export function placeAfter(key: string, place: number, count: number): number | null {
  if (key === "Home") return 0;
  if (key === "End") return count - 1;
  if (key === "ArrowRight" || key === "ArrowDown") return Math.min(place + 1, count - 1);
  if (key === "ArrowLeft" || key === "ArrowUp") return Math.max(place - 1, 0);
  return null;
}

/** How many have a name and a colour of their own: what is less comes together as one. */
const SERIES_MAX = 6;

/** The largest, and all others as one; `others` makes it of them, and is not asked where it would be a single one. */
export function withOther<Item>(largestFirst: readonly Item[], others: (rest: readonly Item[]) => Item): Item[] {
  if (largestFirst.length <= SERIES_MAX + 1) return [...largestFirst];
  return [...largestFirst.slice(0, SERIES_MAX), others(largestFirst.slice(SERIES_MAX))];
}

/** Numbers for whoever draws: as large as an amount, and never written. */
export function drawn({ amount }: { readonly amount: string }): number {
  return Number(amount);
}

export interface LabelPlace {
  readonly side: "left" | "right";
  /** Where the line to it begins, on the rim. */
  readonly rim: { readonly x: number; readonly y: number };
  readonly y: number;
}

/**
 * Where the labels of a ring stand: beside the middle of their part, and so far from each other that two lines of each
 * can be read. The middle of the ring is 0, 0.
 *
 * @param apart how far the labels of one side are from each other at least.
 * @param room how far from the middle the first and the last may be.
 */
export function labelPlaces(values: readonly number[], radius: number, apart: number, room: number): LabelPlace[] {
  const whole = values.reduce((total, value) => total + value, 0) || 1;
  let before = 0;
  const places = values.map((value) => {
    const angle = ((before + value / 2) / whole) * 2 * Math.PI;
    before += value;
    const rim = { x: Math.sin(angle) * radius, y: -Math.cos(angle) * radius };
    return { side: angle < Math.PI ? "right" : "left", rim, y: rim.y } as const;
  });
  const spread = new Map<number, number>();
  for (const side of ["left", "right"]) {
    const own = [...places.keys()].filter((at) => places[at]!.side === side);
    own.sort((a, b) => places[a]!.y - places[b]!.y);
    // Down one after the other, and up again where the last are too low.
    let free = Number.NEGATIVE_INFINITY;
    for (const at of own) {
      free = Math.max(places[at]!.y, free);
      spread.set(at, free);
      free += apart;
    }
    let limit = room;
    for (const at of own.reverse()) {
      limit = Math.min(spread.get(at)!, limit);
      spread.set(at, limit);
      limit -= apart;
    }
  }
  return places.map((place, at) => ({ ...place, y: spread.get(at)! }));
}
