import { Field, ID, InputType } from "type-graphql";
import { minorDigits } from "../../kernel/currency.js";
import type { Decimal } from "../../kernel/decimal.js";
import type { Net } from "../../kernel/settle.js";
import type { SettlementPlan } from "../../kernel/settle-exact.js";
import { settleWithin } from "../../kernel/settle-options.js";
import { DecimalScalar } from "../../platform/schema/scalars.js";
import { badInput } from "../../platform/schema/top-level-errors.js";
import { type Payers, payerOf } from "../households/household.js";

@InputType({ description: "With whom one member wants to settle." })
export class SettlementPartnersInput {
  @Field(() => ID, { description: "Who wants it." })
  memberId!: string;

  @Field(() => [ID], { description: "The members whom this one pays, or is paid by, and nobody else." })
  partnerIds!: string[];
}

@InputType({
  description:
    "What people want of a plan beside few transfers. `through` and `partners` exclude each other; `smallest` goes with both.",
})
export class SettlementOptionsInput {
  @Field(() => ID, {
    nullable: true,
    description: "Everybody pays, or is paid by, this member alone. Nothing stays open.",
  })
  through?: string | null;

  @Field(() => [SettlementPartnersInput], {
    nullable: true,
    description:
      "These members pay, and are paid by, only the ones named for them; others may pass money on. Members who deal among themselves alone can settle only what they owe each other: the difference stays open at one of them.",
  })
  partners?: SettlementPartnersInput[] | null;

  @Field(() => DecimalScalar, {
    nullable: true,
    description:
      "No transfer is smaller than this, in the currency of the plan: smaller ones are left out, and stay open at both ends.",
  })
  smallest?: Decimal | null;
}

/** The options as they were understood. */
export interface Wishes {
  readonly throughId?: string;
  readonly partners?: ReadonlyMap<string, ReadonlySet<string>>;
  readonly smallest: Decimal | null;
}

/** The options for this group; what cannot be meant is a BAD_USER_INPUT. */
export function wishesFrom(options: SettlementOptionsInput, memberIds: ReadonlySet<string>): Wishes {
  const { through, partners, smallest = null } = options;
  const known = (id: string, field: string) => {
    if (!memberIds.has(id)) throw badInput(field, "This is not a member of the group.");
  };
  if (smallest !== null && smallest.units < 0n) throw badInput("options.smallest", "This cannot be below zero.");
  if (through && partners?.length)
    throw badInput("options.partners", "Choose one member for all, or partners for some.");
  if (through) {
    known(through, "options.through");
    return { throughId: through, smallest };
  }
  const rules = new Map<string, Set<string>>();
  for (const [index, { memberId, partnerIds }] of (partners ?? []).entries()) {
    const field = `options.partners.${index}`;
    known(memberId, `${field}.memberId`);
    if (rules.has(memberId)) throw badInput(`${field}.memberId`, "This member is named twice.");
    for (const [place, id] of partnerIds.entries()) known(id, `${field}.partnerIds.${place}`);
    rules.set(memberId, new Set(partnerIds));
  }
  return rules.size > 0 ? { partners: rules, smallest } : { smallest };
}

/** The same wishes where households settle as one: what is wished of any of them is wished of who pays for all. */
export function wishesOfPayers({ throughId, partners, smallest }: Wishes, payers: Payers): Wishes {
  if (throughId !== undefined) return { throughId: payerOf(payers, throughId), smallest };
  if (!partners) return { smallest };
  const rules = new Map<string, Set<string>>();
  for (const [memberId, partnerIds] of partners) {
    const payerId = payerOf(payers, memberId);
    const rule = rules.get(payerId) ?? new Set();
    for (const id of partnerIds) rule.add(payerOf(payers, id));
    rules.set(payerId, rule);
  }
  return { partners: rules, smallest };
}

/** The usual plan, or the one that keeps to what is wished. */
export function planWithin(
  nets: readonly Net[],
  usual: SettlementPlan,
  wishes: Wishes,
  currency: string,
): SettlementPlan {
  const { throughId, partners } = wishes;
  const smallest = wishes.smallest === null ? 0n : minorAtLeast(wishes.smallest, currency);
  if (throughId !== undefined) return settleWithin(nets, { throughId, smallest });
  if (partners) return settleWithin(nets, { partners, smallest });
  const transfers = usual.transfers.filter(({ minor }) => minor >= smallest);
  return transfers.length === usual.transfers.length ? usual : { transfers, method: "GREEDY", lowerBound: 0 };
}

/** As minor units; what falls between two of them counts as the larger. */
function minorAtLeast({ units, scale }: Decimal, currency: string): bigint {
  const digits = minorDigits(currency);
  if (digits >= scale) return units * 10n ** BigInt(digits - scale);
  const one = 10n ** BigInt(scale - digits);
  return (units + one - 1n) / one;
}
