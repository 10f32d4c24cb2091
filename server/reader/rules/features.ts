import type { Findings } from "./findings.js";
import { placeOf, sureOf } from "./rows.js";
import type { TotalCandidate } from "./totals.js";

/** The fields of a reading that have a confidence. */
export type FieldName = "merchant" | "date" | "currency" | "total" | "subtotal" | "tax" | "tip" | "lines";

/** What tells how probable it is that a field is right: numbers of about 0 to 1, of which `calibration.ts` has the weights. */
export type Features = Readonly<Record<FieldName, readonly number[]>>;

export function featuresOf(findings: Findings): Features {
  const sums = sumFeatures(findings);
  return {
    merchant: merchantFeatures(findings),
    date: dateFeatures(findings),
    currency: [findings.currency.weight],
    total: totalFeatures(findings),
    subtotal: sums,
    tax: sums,
    tip: sums,
    lines: sums,
  };
}

/** Sums that agree with the total; its label; how far ahead of the next it is; how it was read. */
function totalFeatures({ totals, total }: Findings): number[] {
  const { evidence } = total;
  const next = totals[1]?.points ?? 0;
  return [
    Math.min(3, agreements(total)) / 3,
    evidence.label / 3,
    within((total.points - next) / 6),
    evidence.concluded > 0 ? 1 : 0,
    evidence.unsure,
    sureOfTotal(total),
    evidence.largest,
    evidence.unread,
  ];
}

/** How many independent sums come to the total. */
function agreements({ evidence }: TotalCandidate): number {
  const { lines, subtotal, cash, card, taxes, again } = evidence;
  return lines + Math.max(0, subtotal - 0.3) + cash + card + taxes + again / 2;
}

function sureOfTotal({ stands }: TotalCandidate): number {
  return stands === null ? 0 : stands.amount.sure;
}

function dateFeatures({ dates }: Findings): number[] {
  const [best] = dates;
  if (best === undefined) return [0, 0, 0, 0];
  const next = dates.find(({ day }) => day !== best.day);
  return [
    within(best.score / 5),
    within((best.score - (next?.score ?? 0)) / 4),
    best.other === null ? 1 : 0,
    sureOf(best.row, best.from, best.to),
  ];
}

function merchantFeatures({ merchants, learned }: Findings): number[] {
  const [best, next] = merchants;
  if (best === undefined) return [0, 0, 0, 0];
  const sure = best.row.words.reduce((sum, { confidence }) => sum + confidence, 0) / best.row.words.length;
  const isTop = placeOf(best.row).y < 0.15 && best.row.page === 0 ? 1 : 0;
  const margin = within((best.score - (next?.score ?? 0)) / 3);
  return learned?.name ? [1, 1, 1, 1] : [within(best.score / 6), margin, isTop, sure];
}

/** Whether the lines and the subtotal make the total, and how sure that is itself. */
function sumFeatures({ bill, total }: Findings): number[] {
  const { linesFit, subtotalFit } = total;
  return [
    linesFit === null ? 0 : Math.max(0, 1 - linesFit.cost),
    subtotalFit === null ? 0 : Math.max(0, 1 - subtotalFit.fit.cost),
    Math.min(3, agreements(total)) / 3,
    bill.lines.length > 1 ? 1 : 0,
  ];
}

function within(value: number): number {
  return Math.min(1, Math.max(0, value));
}
