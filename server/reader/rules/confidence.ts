import { CURVES } from "./calibration.js";
import { type FieldName, featuresOf } from "./features.js";
import type { Findings } from "./findings.js";

/** How probable it is that each field is right, 0 to 1. */
export type Confidences = Readonly<Record<FieldName, number>>;

/** What was concluded, and does not stand on the receipt, is never filled in without asking. */
const CONCLUDED_MAX = 0.85;

/** What has so little of a name about it was never the merchant where this was measured: its score, and how sure it is at most. */
const UNLIKE_A_NAME = 1.5;
const UNLIKE_A_NAME_MAX = 0.3;

export function confidencesOf(findings: Findings): Confidences {
  const features = featuresOf(findings);
  const names = Object.keys(features) as FieldName[];
  const confidences = Object.fromEntries(names.map((name) => [name, confidenceOf(name, features[name])])) as Record<
    FieldName,
    number
  >;
  if (findings.total.stands === null) confidences.total = Math.min(CONCLUDED_MAX, confidences.total);
  const [merchant] = findings.merchants;
  if (merchant !== undefined && merchant.score < UNLIKE_A_NAME && !findings.learned?.name)
    confidences.merchant = Math.min(UNLIKE_A_NAME_MAX, confidences.merchant);
  return confidences;
}

/** By the field's curve, to three decimals: more of them would say nothing. */
export function confidenceOf(name: FieldName, features: readonly number[]): number {
  const { bias, weights } = CURVES[name];
  const sum = weights.reduce((all, weight, index) => all + weight * (features[index] ?? 0), bias);
  return Math.floor(1_000 / (1 + Math.exp(-sum)) + 0.5) / 1_000;
}

/** Whether that is enough to fill the field in without asking. */
export function isFilled(name: FieldName, confidence: number): boolean {
  return confidence >= CURVES[name].filledFrom;
}
