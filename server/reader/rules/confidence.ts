import type { Findings } from "./findings.js";

export interface Confidences {
  readonly merchant: number;
  readonly date: number;
  readonly currency: number;
  readonly total: number;
  readonly subtotal: number;
  readonly tax: number;
  readonly tip: number;
  readonly lines: number;
}

export function confidencesOf({ totals, total, merchants, dates, currency }: Findings): Confidences {
  const margin = total.points - (totals[1]?.points ?? 0);
  const logistic = (x: number) => 1 / (1 + Math.exp(-x));
  return {
    merchant: logistic((merchants[0]?.score ?? 0) - 2),
    date: logistic((dates[0]?.score ?? 0) - 1),
    currency: currency.weight,
    total: logistic(margin * 0.6 + total.points * 0.4 - 2),
    subtotal: 0.5,
    tax: 0.5,
    tip: 0.5,
    lines: total.linesFit === null ? 0.5 : 0.9,
  };
}

export function isFilled(name: keyof Confidences, confidence: number): boolean {
  return confidence >= (name === "total" ? 0.9 : 0.7);
}
