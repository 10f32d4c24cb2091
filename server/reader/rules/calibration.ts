import type { FieldName } from "./features.js";

/** A logistic curve over the features of a field, and from which confidence on the field is filled in without asking. */
export interface Curve {
  readonly bias: number;
  readonly weights: readonly number[];
  readonly filledFrom: number;
}

/**
 * Logistic regressions with a small ridge and weights of the sign that each feature must have, fitted to two thirds of the
 * development receipts as both engines read them, each receipt in one fold of five (`docs/receipts.md` has the curve).
 * The features are those of `features.ts`, in their order. Of the currency, which is nearly always right where the
 * receipts are from, and of taxes and tips, of which too few are known, the curve is flattened by hand.
 */
export const CURVES: Readonly<Record<FieldName, Curve>> = {
  merchant: { bias: -2.65, weights: [1.8, 1.75, 0.9, 2], filledFrom: 0.8 },
  date: { bias: -2.7, weights: [1.45, 2.2, 0, 3], filledFrom: 0.9 },
  currency: { bias: -0.5, weights: [4], filledFrom: 0.8 },
  total: { bias: -1.95, weights: [2.65, 0, 2.45, -0.5, -0.15, 1.35, 1.25, -2.3], filledFrom: 0.9 },
  subtotal: { bias: 0, weights: [0.4, 2.4, 0.55, 0], filledFrom: 0.8 },
  tax: { bias: 0.4, weights: [1, 1.5, 0.5, 0], filledFrom: 0.8 },
  tip: { bias: 0.4, weights: [1, 1.5, 0.5, 0], filledFrom: 0.8 },
  lines: { bias: 1.2, weights: [1.7, 0, 0.5, 0], filledFrom: 0.8 },
};
