import { Arg, Ctx, Field, FieldResolver, ObjectType, Resolver, Root } from "type-graphql";
import type { AppContext } from "../../platform/context.js";
import { MoneyOutput } from "../../platform/schema/money.js";
import { CurrencyCodeScalar, LocalDateScalar } from "../../platform/schema/scalars.js";
import { viewerMemberOf } from "../groups/group.access.js";
import { Group } from "../groups/group.entity.js";
import { memberById, membersByGroup } from "../groups/group.loader.js";
import { Member } from "../groups/member.entity.js";
import { inOrder, type MemberBalance, simplifiedTransfers } from "./balance.js";
import { balancesAsOf, balancesByGroup, pairTransfers } from "./balance.loader.js";

@ObjectType({ description: "What a member is owed (positive) or owes in one currency." })
export class Balance {
  readonly memberId: string;

  @Field(() => MoneyOutput, { description: "Positive: is owed." })
  readonly net: MoneyOutput;

  constructor({ memberId, minor, currency }: MemberBalance) {
    this.memberId = memberId;
    this.net = new MoneyOutput(minor, currency);
  }
}

@ObjectType({ description: "A payment that would settle something." })
export class Transfer {
  readonly fromId!: string;
  readonly toId!: string;

  @Field(() => MoneyOutput, { description: "Above zero." })
  readonly amount!: MoneyOutput;
}

@Resolver(() => Group)
export class GroupBalanceFields {
  @FieldResolver(() => [Balance], {
    description:
      "One row per member and currency that is not zero, in the order of `members`, then of the currency codes; positive: is owed. Sums to zero per currency. `asOf` counts the expenses incurred and the confirmed settlements settled on or before that day, as they are known now; without it everything counts.",
  })
  async balances(
    @Root() group: Group,
    @Arg("asOf", () => LocalDateScalar, { nullable: true, description: "The last day that counts." })
    asOf: string | null | undefined,
    @Ctx() ctx: AppContext,
  ): Promise<Balance[]> {
    const balances = asOf
      ? await balancesAsOf(ctx.reader, group.id, asOf)
      : await ctx.loader(balancesByGroup).load(group.id);
    return balances.map((balance) => new Balance(balance));
  }

  @FieldResolver(() => [Balance], {
    description: "The viewer's own balances: a row for each currency that is not zero, by currency code.",
  })
  async viewerBalances(@Root() group: Group, @Ctx() ctx: AppContext): Promise<Balance[]> {
    const viewerMember = await viewerMemberOf(ctx, group.id);
    const balances = await ctx.loader(balancesByGroup).load(group.id);
    const own = balances.filter((balance) => balance.memberId === viewerMember?.id);
    return own.map((balance) => new Balance(balance));
  }

  @FieldResolver(() => [Transfer], {
    description:
      "The transfers that would settle the group now, simplified unless the group says otherwise; by currency code, then in the order of `members` (from, to).",
  })
  async suggestedTransfers(
    @Root() group: Group,
    @Arg("currency", () => CurrencyCodeScalar, { nullable: true, description: "Of this currency alone." })
    currency: string | null | undefined,
    @Ctx() ctx: AppContext,
  ): Promise<Transfer[]> {
    const transfers = group.simplifyDebts
      ? simplifiedTransfers(await ctx.loader(balancesByGroup).load(group.id))
      : await pairTransfers(ctx.reader, group.id);
    const members = await ctx.loader(membersByGroup).load(group.id);
    const wanted = transfers.filter((transfer) => !currency || transfer.currency === currency);
    return inOrder(
      wanted,
      members.map((member) => member.id),
    ).map(({ fromId, toId, minor, currency: code }) =>
      Object.assign(new Transfer(), { fromId, toId, amount: new MoneyOutput(minor, code) }),
    );
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
