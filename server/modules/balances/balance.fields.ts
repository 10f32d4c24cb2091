import { Arg, Ctx, Field, FieldResolver, ID, Int, ObjectType, Resolver, Root, registerEnumType } from "type-graphql";
import { groupBy } from "../../kernel/group-by.js";
import type { CurrencyTransfer, MemberBalance } from "../../kernel/settle.js";
import { settlementPlan } from "../../kernel/settle-exact.js";
import { openAfter } from "../../kernel/settle-options.js";
import type { AppContext } from "../../platform/context.js";
import { made } from "../../platform/made.js";
import { Cost } from "../../platform/schema/cost.js";
import { MoneyOutput } from "../../platform/schema/money.js";
import { CurrencyCodeScalar, LocalDateScalar } from "../../platform/schema/scalars.js";
import { ViewersOwn } from "../../platform/schema/viewers-own.js";
import { viewerMemberOf } from "../groups/group.access.js";
import { Group } from "../groups/group.entity.js";
import { memberById, membersByGroup } from "../groups/group.loader.js";
import { Member } from "../groups/member.entity.js";
import { asOne, passedOn } from "../households/household.js";
import { payersByGroup } from "../households/household-payers.loader.js";
import { inOrder } from "./balance.js";
import { balancesAsOf, balancesByGroup } from "./balance.loader.js";
import type { SuggestedPlan } from "./explanation.loader.js";
import { plansByGroup } from "./plan.loader.js";
import { planWithin, SettlementOptionsInput, wishesFrom, wishesOfPayers } from "./settlement-options.input.js";
import { suggestionsByGroup } from "./suggestion.loader.js";

@ObjectType({ description: "What a member is owed (positive) or owes in one currency." })
export class Balance {
  readonly groupId: string;
  readonly memberId: string;
  /** The last day that counts; null where everything does. */
  readonly asOf: string | null;

  @Field(() => MoneyOutput, { description: "Positive: is owed." })
  readonly net: MoneyOutput;

  constructor(groupId: string, { memberId, minor, currency }: MemberBalance, asOf: string | null = null) {
    this.groupId = groupId;
    this.memberId = memberId;
    this.asOf = asOf;
    this.net = new MoneyOutput(minor, currency);
  }
}

@ObjectType({ description: "A payment that would settle something." })
export class Transfer {
  readonly fromId!: string;
  readonly toId!: string;
  readonly minor!: bigint;
  /** All transfers that it was suggested with. */
  readonly plan!: SuggestedPlan;

  @Field(() => MoneyOutput, { description: "Above zero." })
  readonly amount!: MoneyOutput;
}

export enum SettlementMethod {
  EXACT = "EXACT",
  GREEDY = "GREEDY",
}
registerEnumType(SettlementMethod, {
  name: "SettlementMethod",
  description: "How a plan was found.",
  valuesConfig: {
    EXACT: { description: "No plan has fewer transfers: this is proven." },
    GREEDY: { description: "There may be a plan with fewer transfers." },
  },
});

@ObjectType("SettlementPlan", {
  description: "The transfers that would settle one currency of a group, as few as can be found.",
})
export class SettlementPlanOutput {
  @Field(() => CurrencyCodeScalar, { description: "Of which currency." })
  readonly currency!: string;

  @Cost(20)
  @Field(() => [Transfer], { description: "In the order of `members` (from, to)." })
  readonly transfers!: Transfer[];

  @Field(() => SettlementMethod, { description: "Whether there is certainly no shorter plan." })
  readonly method!: SettlementMethod;

  @Field(() => Int, {
    description:
      "No plan has fewer transfers than this; with options, no plan within them that leaves as little open, where that is known.",
  })
  readonly lowerBound!: number;

  @Cost(20)
  @Field(() => [Balance], {
    description:
      "What stays open when all transfers are paid, in the order of `members`: nothing, unless options leave something open.",
  })
  readonly remaining!: Balance[];
}

@Resolver(() => Group)
export class GroupBalanceFields {
  @Cost(10, { asOf: 1000 })
  @FieldResolver(() => [Balance], {
    description:
      "One row per member and currency that is not zero, in the order of `members`, then of the currency codes; positive: is owed. Sums to zero per currency. `asOf` counts the expenses incurred and the confirmed settlements settled on or before that day, as they are known now (what was changed about a closed period counts from the day of the change); without it everything counts.",
  })
  async balances(
    @Root() group: Group,
    @Arg("asOf", () => LocalDateScalar, { nullable: true, description: "The last day that counts." })
    asOf: string | null | undefined,
    @Ctx() ctx: AppContext,
  ): Promise<Balance[]> {
    const balances = asOf
      ? await ctx.once(["balancesAsOf", group.id, asOf], () => balancesAsOf(ctx.reader, group.id, asOf))
      : await ctx.loader(balancesByGroup).load(group.id);
    return balances.map((balance) => new Balance(group.id, balance, asOf ?? null));
  }

  @Cost(20, { asOf: 1000 })
  @FieldResolver(() => Balance, {
    nullable: true,
    description: "One member's balance in one currency, zero included; null where there is no such member.",
  })
  async balance(
    @Root() group: Group,
    @Arg("memberId", () => ID, { description: "Whose." }) memberId: string,
    @Arg("currency", () => CurrencyCodeScalar, { description: "In which currency." }) currency: string,
    @Arg("asOf", () => LocalDateScalar, { nullable: true, description: "The last day that counts." })
    asOf: string | null | undefined,
    @Ctx() ctx: AppContext,
  ): Promise<Balance | null> {
    const members = await ctx.loader(membersByGroup).load(group.id);
    if (!members.some((member) => member.id === memberId)) return null;
    const balances = await this.balances(group, asOf, ctx);
    const open = balances.find((balance) => balance.memberId === memberId && balance.net.currency === currency);
    return open ?? new Balance(group.id, { memberId, currency, minor: 0n }, asOf ?? null);
  }

  @Cost(2)
  @ViewersOwn()
  @FieldResolver(() => [Balance], {
    description: "The viewer's own balances: a row for each currency that is not zero, by currency code.",
  })
  async viewerBalances(@Root() group: Group, @Ctx() ctx: AppContext): Promise<Balance[]> {
    const viewerMember = await viewerMemberOf(ctx, group.id);
    const balances = await ctx.loader(balancesByGroup).load(group.id);
    const own = balances.filter((balance) => balance.memberId === viewerMember?.id);
    return own.map((balance) => new Balance(group.id, balance));
  }

  @Cost(10)
  @FieldResolver(() => [Transfer], {
    description:
      "The transfers that would settle the group now, simplified unless the group says otherwise; by currency code, then in the order of `members` (from, to). A household settles as one: the first of it to join pays and is paid for all.",
  })
  async suggestedTransfers(
    @Root() group: Group,
    @Arg("currency", () => CurrencyCodeScalar, { nullable: true, description: "Of this currency alone." })
    currency: string | null | undefined,
    @Ctx() ctx: AppContext,
  ): Promise<Transfer[]> {
    const transfers = await ctx.once(["suggestedTransfers", group.id], async () =>
      this.outputs(group, await ctx.loader(suggestionsByGroup).load(group.id), ctx),
    );
    return transfers.filter(({ amount }) => !currency || amount.currency === currency);
  }

  @Cost(50)
  @FieldResolver(() => Transfer, {
    nullable: true,
    description: "One of `suggestedTransfers`; null where no such transfer is suggested now.",
  })
  async suggestedTransfer(
    @Root() group: Group,
    @Arg("fromId", () => ID, { description: "The member who would pay." }) fromId: string,
    @Arg("toId", () => ID, { description: "The member who would be paid." }) toId: string,
    @Arg("currency", () => CurrencyCodeScalar, { description: "In which currency." }) currency: string,
    @Ctx() ctx: AppContext,
  ): Promise<Transfer | null> {
    const transfers = await this.suggestedTransfers(group, currency, ctx);
    return transfers.find((transfer) => transfer.fromId === fromId && transfer.toId === toId) ?? null;
  }

  @Cost(3000)
  @FieldResolver(() => SettlementPlanOutput, {
    description:
      "The fewest transfers that would settle one currency, across who paid for whom: proven up to 18 balances that have no exact opposite. Once a suggestion is paid, wholly or partly, the others stay as they are.",
  })
  async settlementPlan(
    @Root() group: Group,
    @Arg("currency", () => CurrencyCodeScalar, { description: "Of which currency." }) currency: string,
    @Arg("options", () => SettlementOptionsInput, { nullable: true, description: "What else people want of it." })
    options: SettlementOptionsInput | null | undefined,
    @Ctx() ctx: AppContext,
  ): Promise<SettlementPlanOutput> {
    const [plan] = await ctx.once(["settlementPlan", group.id, currency, options ?? {}], () =>
      this.plans(group, [currency], options, ctx),
    );
    return plan!;
  }

  @Cost(5, {}, 3000)
  @FieldResolver(() => [SettlementPlanOutput], {
    description: "The `settlementPlan` of each currency that has open balances, by currency code.",
  })
  async settlementPlans(
    @Root() group: Group,
    @Arg("options", () => SettlementOptionsInput, { nullable: true, description: "What else people want of them." })
    options: SettlementOptionsInput | null | undefined,
    @Ctx() ctx: AppContext,
  ): Promise<SettlementPlanOutput[]> {
    const balances = await ctx.loader(balancesByGroup).load(group.id);
    const currencies = new Set(balances.map((balance) => balance.currency));
    return ctx.once(["settlementPlans", group.id, options ?? {}], () =>
      this.plans(group, [...currencies].sort(), options, ctx),
    );
  }

  private async plans(
    group: Group,
    currencies: readonly string[],
    options: SettlementOptionsInput | null | undefined,
    ctx: AppContext,
  ): Promise<SettlementPlanOutput[]> {
    const members = await ctx.loader(membersByGroup).load(group.id);
    const payers = await ctx.loader(payersByGroup).load(group.id);
    const wishes = wishesOfPayers(wishesFrom(options ?? {}, new Set(members.map((member) => member.id))), payers);
    const units = asOne(await ctx.loader(balancesByGroup).load(group.id), payers);
    const standing = await ctx.loader(plansByGroup).load(group.id);
    return Promise.all(
      currencies.map(async (currency) => {
        const nets = units.filter((unit) => unit.currency === currency);
        const usual = standing.get(currency) ?? settlementPlan([]);
        const { transfers, method, lowerBound } = planWithin(nets, usual, wishes, currency);
        const own = transfers.map((transfer) => ({ ...transfer, currency }));
        const open = new Map(openAfter(nets, transfers).map(({ memberId, minor }) => [memberId, minor]));
        const remaining = members.flatMap(({ id: memberId }) => {
          const minor = open.get(memberId);
          return minor === undefined ? [] : new Balance(group.id, { memberId, currency, minor });
        });
        const outputs = await this.outputs(group, own, ctx);
        return made(SettlementPlanOutput, {
          currency,
          transfers: outputs,
          method: SettlementMethod[method],
          lowerBound,
          remaining,
        });
      }),
    );
  }

  private async outputs(group: Group, transfers: readonly CurrencyTransfer[], ctx: AppContext): Promise<Transfer[]> {
    const members = await ctx.loader(membersByGroup).load(group.id);
    const memberIds = members.map((member) => member.id);
    const passed = passedOn(
      await ctx.loader(balancesByGroup).load(group.id),
      await ctx.loader(payersByGroup).load(group.id),
    );
    // A transfer is explained beside what the people of a household pass on among themselves.
    const byCurrency = groupBy([...transfers, ...passed], (transfer) => transfer.currency);
    const plans = new Map(
      [...byCurrency].map(([currency, own]) => [currency, { groupId: group.id, currency, transfers: own }]),
    );
    return inOrder(transfers, memberIds).map(({ fromId, toId, minor, currency }) => {
      const amount = new MoneyOutput(minor, currency);
      return made(Transfer, { fromId, toId, minor, amount, plan: plans.get(currency)! });
    });
  }
}

@Resolver(() => Balance)
export class BalanceFields {
  @FieldResolver(() => Member, { description: "Whose balance it is." })
  member(@Root() balance: Balance, @Ctx() ctx: AppContext): Promise<Member> {
    return ctx.loader(memberById).load(balance.memberId);
  }
}

@Resolver(() => Transfer)
export class TransferFields {
  @FieldResolver(() => Member, { description: "Who would pay." })
  from(@Root() transfer: Transfer, @Ctx() ctx: AppContext): Promise<Member> {
    return ctx.loader(memberById).load(transfer.fromId);
  }

  @FieldResolver(() => Member, { description: "Who would be paid." })
  to(@Root() transfer: Transfer, @Ctx() ctx: AppContext): Promise<Member> {
    return ctx.loader(memberById).load(transfer.toId);
  }
}
