import type { LineKind, ReadLine } from "../receipt-reading.js";
import type { FoundLine } from "./items.js";
import type { Fit, Part } from "./parts.js";
import { placeOf } from "./rows.js";

/** No itemised split has more lines. */
const LINES_MAX = 200;
const NAME_MAX = 120;

/**
 * The lines as an itemised split takes them. Every line has the sign of the total; what goes against it is a discount,
 * which is given with the total's sign and taken off, or, of bottles and goods that were brought back, an item.
 */
export function readLines(found: readonly FoundLine[], fit: Fit, total: bigint, confidence: number): ReadLine[] {
  // "BOGO FREE 0.00-" takes nothing off.
  const items = found
    .filter(({ kind, effect }) => kind === "ITEM" || effect !== 0n)
    .map((line) => itemLine(line, total, confidence));
  const parts = fit.parts.filter(({ effect }) => effect !== 0n).map((part) => partLine(part, total, confidence));
  return [...items, ...parts].slice(0, LINES_MAX);
}

function itemLine(
  { name, quantity, effect, kind, amount, row, regular }: FoundLine,
  total: bigint,
  confidence: number,
): ReadLine {
  const place = placeOf(row.row, 0, row.row.text.length);
  const sure = confidence * (regular ? 1 : 0.8) * (0.6 + 0.4 * amount.sure);
  return { name: name.slice(0, NAME_MAX), quantity, ...signed(effect, kind, total), confidence: sure, place };
}

function partLine({ kind, effect, sum }: Part, total: bigint, confidence: number): ReadLine {
  const { row, words } = sum.row;
  const name = words.replace(/[\s.:_*=-]+$/u, "").slice(0, NAME_MAX);
  return { name, quantity: "1", ...signed(effect, kind, total), confidence, place: placeOf(row) };
}

/** What adds `effect` to the bill, by its kind and its amount. */
export function signed(effect: bigint, kind: LineKind, total: bigint): { kind: LineKind; minor: bigint } {
  const opposes = total < 0n ? effect > 0n : effect < 0n;
  if (!opposes) return kind === "DISCOUNT" ? { kind: "FEE", minor: effect } : { kind, minor: effect };
  return kind === "ITEM" ? { kind, minor: effect } : { kind: "DISCOUNT", minor: -effect };
}

/**
 * Where there are no items over which taxes, fees and discounts could be spread, as on the receipt of a parking fee, each
 * line is one that somebody had: an itemised split would not take it otherwise.
 */
export function withItems(lines: readonly ReadLine[], total: bigint): readonly ReadLine[] {
  const items = lines.reduce((sum, { kind, minor }) => (kind === "ITEM" ? sum + minor : sum), 0n);
  if (total < 0n ? items < 0n : items > 0n) return lines;
  return lines.map((line) => ({ ...line, kind: "ITEM", minor: line.kind === "DISCOUNT" ? -line.minor : line.minor }));
}
