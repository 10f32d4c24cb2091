import { CURVES } from "./calibration.js";
import { type FieldName, featuresOf } from "./features.js";
import type { Findings } from "./findings.js";
import type { TotalCandidate } from "./totals.js";

/** How probable it is that each field is right, 0 to 1. */
export type Confidences = Readonly<Record<FieldName, number>>;

/** What was concluded, and does not stand on the receipt, is never filled in without asking. */
const CONCLUDED_MAX = 0.85;

/** An amount that nothing says is the total, but that it is the largest, was so four times of sixteen: less sure than a bill whose sums agree. */
const UNSAID_MAX = 0.6;
const LITTLE_SAID = 0.3;
/** What is called a total, and no sum nor payment says so too, may be misread: of five that were filled in two were. */
const NAMED_ALONE_MAX = 0.89;
/** Of lines without a name of their sum some may not have been read, and that they make the amount below them says little. */
const LINES_ALONE_MAX = 0.85;

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
  confidences.total = Math.min(mostOfTotal(findings.total), confidences.total);
  const [merchant] = findings.merchants;
  if (merchant !== undefined && merchant.score < UNLIKE_A_NAME && !findings.learned?.name)
    confidences.merchant = Math.min(UNLIKE_A_NAME_MAX, confidences.merchant);
  return confidences;
}

/** How sure a total is at most, by what kinds of evidence there are. */
function mostOfTotal({ stands, evidence }: TotalCandidate): number {
  const { label, again, lines, subtotal, cash, card, taxes, repeated } = evidence;
  if (stands === null) return CONCLUDED_MAX;
  const others = subtotal + cash + card + taxes;
  if (label > 0) return others + lines + again < LITTLE_SAID ? NAMED_ALONE_MAX : 1;
  if (others > LITTLE_SAID) return 1;
  return lines + repeated < LITTLE_SAID ? UNSAID_MAX : LINES_ALONE_MAX;
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
