import { Decimal } from "../../../server/kernel/decimal.js";
import { billTotal, shareBill, unclaimedSum } from "../../../server/kernel/itemize.js";
import { amountText, minorFrom } from "../../../server/kernel/money.js";
import type { Line } from "./receipt-parts.js";

/** What a line says of who had it. */
type ClaimedLine = Pick<Line, "amount" | "kind"> & {
  readonly claims: readonly { readonly member: { readonly id: string }; readonly weight: string }[];
};

export interface ClaimSums {
  /** What of the items nobody has claimed. */
  readonly unclaimed: string;
  readonly isAllClaimed: boolean;
  /** What the lines come to. */
  readonly total: string;
  /** What each person has come to so far, taxes, tips and discounts with it; null where that cannot be said. */
  readonly shares: ReadonlyMap<string, string> | null;
}

/** Stands for whoever will have had what nobody has claimed; no member is called so. */
const NOBODY = "mem_nobody";

function minorsOf(lines: readonly Pick<Line, "amount">[], currency: string): bigint[] {
  return lines.map(({ amount }) => {
    const minor = minorFrom(Decimal.parse(amount.amount)!, currency);
    return typeof minor === "bigint" ? minor : 0n;
  });
}

/** What lines come to together, discounts taken off. */
export function linesTotal(lines: readonly Pick<Line, "amount" | "kind">[], currency: string): string {
  return amountText(billTotal(lines, minorsOf(lines, currency)), currency);
}

/**
 * What the claims of a receipt come to. What each person bears of taxes and tips is in proportion to what they had of all
 * that was had, so it does not change as others claim: by the arithmetic of the itemised split that it becomes, under
 * the receipt's id.
 */
export function claimSums(receiptId: string, lines: readonly ClaimedLine[], currency: string): ClaimSums {
  const minors = minorsOf(lines, currency);
  const total = billTotal(lines, minors);
  const unclaimed = unclaimedSum(lines, minors);
  const items = lines.map(({ amount, kind, claims }) => ({
    amount: Decimal.parse(amount.amount)!,
    kind,
    claims: kind === "ITEM" ? claimsOf(claims) : [],
  }));
  // Of nothing nobody has a part.
  const answer = total === 0n ? null : shareBill({ minor: total, currency }, items, receiptId);
  const isAllClaimed = lines.every(({ kind, claims }) => kind !== "ITEM" || claims.length > 0);
  return {
    unclaimed: amountText(unclaimed, currency),
    isAllClaimed,
    total: amountText(total, currency),
    shares:
      answer && "shares" in answer
        ? new Map(
            answer.shares
              .filter(({ memberId }) => memberId !== NOBODY)
              .map(({ memberId, minor }) => [memberId, amountText(minor, currency)]),
          )
        : null,
  };
}

function claimsOf(claims: ClaimedLine["claims"]) {
  if (claims.length === 0) return [{ memberId: NOBODY, weight: Decimal.parse("1")! }];
  return claims.map(({ member, weight }) => ({ memberId: member.id, weight: Decimal.parse(weight)! }));
}
