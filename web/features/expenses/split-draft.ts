import { sum } from "../../../server/kernel/allocate.js";
import { withoutPercent } from "../../../server/kernel/amount-input.js";
import { Decimal, decimalText } from "../../../server/kernel/decimal.js";
import { amountText } from "../../../server/kernel/money.js";
import { type SplitMode, type SplitPart, splitShares, WEIGHT_DECIMALS } from "../../../server/kernel/split.js";
import {
  type DraftContext,
  inCurrency,
  isNothing,
  leftOf,
  minorIn,
  type Remainder,
  readValues,
  type TypedAmounts,
} from "./draft-amounts.js";

export type ValueMode = Exclude<SplitMode, "EQUAL">;

/** What stands in the fields of a split among people who each have a line. */
export interface PartsDraft {
  /** Who takes part where the split is equal or by adjustment; in the other modes whoever has a value does. */
  readonly taking: readonly string[];
  /** Kept for each mode, so that looking at another loses nothing. */
  readonly values: Readonly<Record<ValueMode, TypedAmounts>>;
}

/** Values that nobody has typed yet. */
export const NO_VALUES: PartsDraft["values"] = { EXACT: {}, PERCENTAGE: {}, SHARES: {}, ADJUSTMENT: {} };

export interface PartsReading {
  readonly parts: readonly { readonly memberId: string; readonly value: string | null }[];
  readonly left: Remainder | null;
  readonly shares: ReadonlyMap<string, string> | null;
}

/** Understands everybody's line as far as it goes; what is wrong is a problem at "part:mem_…" or "split". */
export function readParts(
  draft: PartsDraft & { readonly mode: SplitMode; readonly currency: string },
  total: string | null,
  context: DraftContext,
  problems: Record<string, string>,
): PartsReading {
  const parts = partsOf(draft, context, problems);
  const left = total === null ? null : partsLeft(draft, total, parts);
  const readable = Object.keys(problems).every((spot) => !spot.startsWith("part:"));
  if (parts.length === 0) problems.split = "REQUIRED";
  if (total === null || isNothing(total) || !readable || parts.length === 0) return { parts, left, shares: null };
  const money = { minor: minorIn(draft.currency, total), currency: draft.currency };
  const decimals: SplitPart[] = parts.map(({ memberId, value }) => ({
    memberId,
    value: value === null ? null : Decimal.parse(value),
  }));
  const answer = splitShares(draft.mode, money, decimals, context.expenseId);
  if ("shares" in answer) {
    return {
      parts,
      left,
      shares: new Map(answer.shares.map((share) => [share.memberId, amountText(share.minor, draft.currency)])),
    };
  }
  for (const problem of answer.problems) {
    const spot = problem.part === undefined ? "split" : `part:${parts[problem.part]!.memberId}`;
    problems[spot] ??= problem.code === "OUT_OF_RANGE" && draft.mode === "EXACT" ? "SIGN" : problem.code;
  }
  return { parts, left, shares: null };
}

function partsOf(
  draft: PartsDraft & { readonly mode: SplitMode; readonly currency: string },
  context: DraftContext,
  problems: Record<string, string>,
) {
  const { mode } = draft;
  const taking = context.memberIds.filter((memberId) => draft.taking.includes(memberId));
  if (mode === "EQUAL") return taking.map((memberId) => ({ memberId, value: null }));
  const inMoney = mode === "EXACT" || mode === "ADJUSTMENT";
  const kind = inMoney ? inCurrency(draft.currency) : { digits: WEIGHT_DECIMALS };
  const typed =
    mode === "ADJUSTMENT"
      ? Object.fromEntries(taking.map((id) => [id, draft.values[mode][id] ?? ""]))
      : draft.values[mode];
  const bare = mode === "PERCENTAGE" ? mapped(typed, withoutPercent) : typed;
  const values = readValues(bare, "part", kind, context, problems);
  if (mode === "ADJUSTMENT") return taking.map((memberId) => ({ memberId, value: values.get(memberId) ?? null }));
  return [...values].map(([memberId, value]) => ({
    memberId,
    value: inMoney ? value : Decimal.parse(value)!.canonical(),
  }));
}

function mapped(typed: TypedAmounts, each: (text: string) => string): TypedAmounts {
  return Object.fromEntries(Object.entries(typed).map(([memberId, text]) => [memberId, each(text)]));
}

function partsLeft(
  draft: { readonly mode: SplitMode; readonly currency: string },
  total: string,
  parts: readonly { readonly value: string | null }[],
): Remainder | null {
  const values = parts.map((part) => part.value ?? "0");
  if (draft.mode === "EXACT") return leftOf(draft.currency, total, values);
  if (draft.mode !== "PERCENTAGE") return null;
  const scaled = values.map((value) => Decimal.parse(value)!.scaledTo(WEIGHT_DECIMALS) ?? 0n);
  const left = 100n * 10n ** BigInt(WEIGHT_DECIMALS) - sum(scaled);
  const text = Decimal.parse(decimalText(left, WEIGHT_DECIMALS))!.canonical();
  return { amount: text, unit: "percent", zero: left === 0n };
}
