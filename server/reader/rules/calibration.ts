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
  merchant: { bias: -3.9, weights: [2.15, 1.3, 0.6, 3.2], filledFrom: 0.8 },
  date: { bias: -1.5, weights: [1.2, 1.55, 0, 2.35], filledFrom: 0.8 },
  currency: { bias: -0.5, weights: [4], filledFrom: 0.8 },
  total: { bias: -3.15, weights: [3.2, 0, 2.55, -1, -0.13, 2.2, 2.2], filledFrom: 0.9 },
  subtotal: { bias: 0.4, weights: [0, 2.4, 0.3, 0], filledFrom: 0.8 },
  tax: { bias: 0.4, weights: [1, 1.5, 0.5, 0], filledFrom: 0.8 },
  tip: { bias: 0.4, weights: [1, 1.5, 0.5, 0], filledFrom: 0.8 },
  lines: { bias: 1.4, weights: [0.3, 0.5, 0.8, 0], filledFrom: 0.8 },
};
