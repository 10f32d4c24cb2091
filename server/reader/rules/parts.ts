import type { LineKind } from "../receipt-reading.js";
import type { FoundLine, Region } from "./items.js";
import type { NamedSum } from "./sums.js";

/** Something that comes on top of the items, or off them, below the lines: a tax, a tip, a discount on all. */
export interface Part {
  readonly kind: LineKind;
  /** What it adds to the bill, if it is not in the prices already. */
  readonly effect: bigint;
  readonly sum: NamedSum;
  /** What it costs to leave it out: little for a tax, which prices often include. */
  readonly weight: number;
}

/** How a sum of lines, or a subtotal, becomes a total. */
export interface Fit {
  readonly parts: readonly Part[];
  /** How much had to be left out, or turned around. */
  readonly cost: number;
}

/** More parts than this no receipt has; all ways to choose of them are tried. */
const PARTS_MAX = 9;
const KINDS: Readonly<Partial<Record<NamedSum["role"], LineKind>>> = {
  TAX: "TAX",
  TIP: "TIP",
  SERVICE: "FEE",
  FEE: "FEE",
  DISCOUNT: "DISCOUNT",
  ROUNDING: "FEE",
  DEPOSIT: "FEE",
};

/** The parts below the lines, each once though it may be printed again. */
export function partsOf(sums: readonly NamedSum[], region: Region): Part[] {
  const found: Part[] = [];
  const known = new Set<string>();
  for (const sum of sums) {
    const kind = KINDS[sum.role];
    const { minor } = sum.amount;
    if (kind === undefined || sum.row.index < region.to || minor === 0n || found.length === PARTS_MAX) continue;
    const key = `${kind} ${minor} ${sum.row.words
      .replace(/[^\p{L}]/gu, "")
      .slice(0, 5)
      .toLowerCase()}`;
    if (known.has(key)) continue;
    known.add(key);
    const effect = kind === "DISCOUNT" && minor > 0n ? -minor : minor;
    found.push({ kind, effect, sum, weight: kind === "TAX" ? 0.25 : sum.role === "ROUNDING" ? 0.4 : 0.6 });
  }
  return found;
}

/** The way with the least cost in which some of the parts make `total` of `base`; null where none does. */
export function fitOf(base: bigint, total: bigint, parts: readonly Part[]): Fit | null {
  let best: Fit | null = null;
  for (let chosen = 0; chosen < 2 ** parts.length; chosen++) {
    const taken = parts.filter((_, index) => chosen & (1 << index));
    const cost = parts.reduce((sum, part, index) => (chosen & (1 << index) ? sum : sum + part.weight), 0);
    if (best !== null && cost >= best.cost) continue;
    const fit = fitting(base, total, taken, cost);
    if (fit !== null && (best === null || fit.cost < best.cost)) best = fit;
  }
  return best;
}

/** Of a rounding an engine easily loses the sign. */
function fitting(base: bigint, total: bigint, taken: readonly Part[], cost: number): Fit | null {
  const made = taken.reduce((sum, { effect }) => sum + effect, base);
  if (made === total) return { parts: taken, cost };
  const turned = taken.findIndex(({ sum, effect }) => sum.role === "ROUNDING" && made - 2n * effect === total);
  if (turned < 0) return null;
  const parts = taken.map((part, index) => (index === turned ? { ...part, effect: -part.effect } : part));
  return { parts, cost: cost + 0.1 };
}

/**
 * The lines with one amount as the other engine read it, where just one such change makes them fit the total; as they are
 * where none does, or several do.
 */
export function mended(
  lines: readonly FoundLine[],
  total: bigint,
  parts: readonly Part[],
): { lines: readonly FoundLine[]; fit: Fit | null } {
  const sum = sumOf(lines);
  const changes = lines.flatMap((line, at) => {
    const { other } = line.amount;
    if (other === null) return [];
    const effect = line.effect === line.amount.minor ? other : -other;
    const fit = fitOf(sum - line.effect + effect, total, parts);
    return fit === null ? [] : [{ lines: lines.with(at, { ...line, effect }), fit }];
  });
  const [change] = changes;
  return changes.length === 1 && change ? change : { lines, fit: null };
}

/** What the lines come to. */
export function sumOf(lines: readonly FoundLine[]): bigint {
  return lines.reduce((sum, { effect }) => sum + effect, 0n);
}
