import { Arg, Ctx, Field, FieldResolver, Int, ObjectType, Resolver, Root, registerEnumType } from "type-graphql";
import type { AppContext } from "../../platform/context.js";
import { made } from "../../platform/made.js";
import { Cost } from "../../platform/schema/cost.js";
import { MoneyOutput } from "../../platform/schema/money.js";
import { Node } from "../../platform/schema/node.js";
import { LocalDateScalar } from "../../platform/schema/scalars.js";
import { badInput } from "../../platform/schema/top-level-errors.js";
import { Group } from "../groups/group.entity.js";
import { memberById } from "../groups/group.loader.js";
import { Member } from "../groups/member.entity.js";
import { Balance, Transfer } from "./balance.fields.js";
import { movedBalances } from "./explanation.loader.js";
import { changedLines, type Explained, explainBalance, explainDebts, explainTransfer } from "./explanation.service.js";

export enum ExplanationKind {
  EXPENSE = "EXPENSE",
  SETTLEMENT = "SETTLEMENT",
  YEAR = "YEAR",
  EARLIER = "EARLIER",
  PAID = "PAID",
  SHARE = "SHARE",
  ROUNDED = "ROUNDED",
  ODD_UNITS = "ODD_UNITS",
  OTHERS = "OTHERS",
  DEBT = "DEBT",
  SUBSTITUTION = "SUBSTITUTION",
  REST = "REST",
}
registerEnumType(ExplanationKind, {
  name: "ExplanationKind",
  description: "What a row of an explanation stands for.",
  valuesConfig: {
    EXPENSE: { description: "One expense: what it moved on one day." },
    SETTLEMENT: { description: "One payment between two members." },
    YEAR: { description: "All entries of one year, where there are too many to list each of them." },
    EARLIER: { description: "All entries of a year and of those before it." },
    PAID: { description: "What the member paid." },
    SHARE: { description: "What the member bears." },
    ROUNDED: { description: "The exact share, rounded towards zero." },
    ODD_UNITS: { description: "The minor unit that rounding left over, and that came to this member." },
    OTHERS: { description: "What the debtor owes somebody else who paid for the same expense." },
    DEBT: { description: "What two members owe each other, expense by expense." },
    SUBSTITUTION: { description: "One step of simplification: some payments instead of others." },
    REST: { description: "Further steps of simplification, where there are too many to tell each of them." },
  },
});

export enum ExplanationOrder {
  ENTRIES = "ENTRIES",
  MEMBERS = "MEMBERS",
}
registerEnumType(ExplanationOrder, {
  name: "ExplanationOrder",
  description: "What the rows of a balance's explanation go by.",
  valuesConfig: {
    ENTRIES: { description: "A row for each expense and each settlement, oldest first." },
    MEMBERS: { description: "A row for each other member: what the two owe each other." },
  },
});

@ObjectType({ simpleResolvers: true, description: "One payment of a step of simplification." })
export class SubstitutionHop {
  readonly fromId!: string;
  readonly toId!: string;
}

@ObjectType("Substitution", {
  simpleResolvers: true,
  description: "One step from who owes whom to the fewest transfers. It moves nobody's balance.",
})
export class SubstitutionOutput {
  @Field(() => MoneyOutput, { description: "How much less is paid along each old way, and more along each new one." })
  readonly amount!: MoneyOutput;

  @Cost(2)
  @Field(() => [SubstitutionHop], { description: "The payments that it saves, as they would lead on to one another." })
  readonly instead!: SubstitutionHop[];

  @Cost(2)
  @Field(() => [SubstitutionHop], {
    description: "The payments that take their place; none where debts form a circle.",
  })
  readonly now!: SubstitutionHop[];

  @Field(() => SubstitutionHop, {
    nullable: true,
    description: "Who goes on owing and who goes on being owed, where the plan leaves something open.",
  })
  readonly open!: SubstitutionHop | null;
}

@ObjectType({ simpleResolvers: true, description: "One row of an explanation." })
export class ExplanationRow {
  readonly memberIds!: readonly string[];

  @Field(() => ExplanationKind, { description: "What it stands for." })
  readonly kind!: ExplanationKind;

  @Field(() => MoneyOutput, { description: "What it adds." })
  readonly amount!: MoneyOutput;

  @Field(() => MoneyOutput, { description: "The sum of the rows of this level up to and including this one." })
  readonly running!: MoneyOutput;

  @Field({ description: "What it is: an expense's title, or plain English." })
  readonly label!: string;

  @Field(() => LocalDateScalar, {
    nullable: true,
    description: "The day on which it counts, the last one of several; null where it has none of its own.",
  })
  readonly on!: string | null;

  @Field({ description: "Whether it corrects something of a closed period." })
  readonly correction!: boolean;

  @Field(() => Int, {
    nullable: true,
    description: "How many entries stand in this one row; null for a row of its own.",
  })
  readonly entries!: number | null;

  @Field(() => Node, { nullable: true, description: "The expense or settlement that it comes from." })
  readonly source!: Node | null;

  @Field(() => SubstitutionOutput, { nullable: true, description: "The step of simplification that it is." })
  readonly substitution!: SubstitutionOutput | null;

  @Cost(2)
  @Field(() => [ExplanationRow], { description: "What it is made of: they sum to `amount`, or there are none." })
  readonly rows!: readonly Explained[];
}

@ObjectType({ simpleResolvers: true, description: "Why an amount is what it is, to the last minor unit." })
export class Explanation {
  @Field(() => MoneyOutput, { description: "The amount that is explained." })
  readonly amount!: MoneyOutput;

  @Cost(4)
  @Field(() => [ExplanationRow], {
    description:
      "They sum to `amount`. At most 500 entries are listed one by one, the newest (fewer where very many explanations are asked for at once); older ones are one row a year.",
  })
  readonly rows!: readonly Explained[];
}

@ObjectType({ description: "How one member's balance moved between two days." })
export class BalanceChange {
  readonly memberId!: string;

  @Field(() => MoneyOutput, { description: "The balance at the end of the day before the first one." })
  readonly before!: MoneyOutput;

  @Field(() => MoneyOutput, { description: "The balance at the end of the last day." })
  readonly after!: MoneyOutput;

  @Cost(5)
  @Field(() => [ExplanationRow], {
    description: "What moved it, oldest first, listed like those of an explanation; they sum to `after` less `before`.",
  })
  readonly rows!: readonly Explained[];
}

/** What a row is worth of the budget: it is made of several objects before anybody asks for any of them. */
const ROW_WORTH = 5;

function explanation(ctx: AppContext, amount: MoneyOutput, rows: readonly Explained[]): Explanation {
  ctx.budget.take(rows.length * ROW_WORTH);
  return made(Explanation, { amount, rows });
}

@Resolver(() => Balance)
export class BalanceExplanationFields {
  @Cost(60)
  @FieldResolver(() => Explanation, { description: "Why the balance is what it is." })
  async explanation(
    @Root() balance: Balance,
    @Arg("by", () => ExplanationOrder, {
      nullable: true,
      defaultValue: ExplanationOrder.ENTRIES,
      description: "What the rows go by.",
    })
    by: ExplanationOrder | null | undefined,
    @Ctx() ctx: AppContext,
  ): Promise<Explanation> {
    const explain = by === ExplanationOrder.MEMBERS ? explainDebts : explainBalance;
    return explanation(ctx, balance.net, await explain(ctx, balance));
  }
}

@Resolver(() => Transfer)
export class TransferExplanationFields {
  @Cost(10)
  @FieldResolver(() => Explanation, {
    description:
      "Why this transfer: what the two owe each other, and each step of simplification that adds to it or takes from it.",
  })
  async explanation(@Root() transfer: Transfer, @Ctx() ctx: AppContext): Promise<Explanation> {
    return explanation(ctx, transfer.amount, await explainTransfer(ctx, transfer));
  }
}

@Resolver(() => Group)
export class GroupChangeFields {
  @Cost(10, { from: 1000 })
  @FieldResolver(() => [BalanceChange], {
    description:
      "What moved each balance between two days, both included: the difference of `balances(asOf:)` of the last one and of the day before the first, in the order of `members`, then of the currency codes.",
  })
  async changes(
    @Root() group: Group,
    @Arg("from", () => LocalDateScalar, { description: "The first day." }) from: string,
    @Arg("to", () => LocalDateScalar, { description: "The last day." }) to: string,
    @Ctx() ctx: AppContext,
  ): Promise<BalanceChange[]> {
    if (from > to) throw badInput("to", "The last day must not be before the first.");
    return ctx.once(["changes", group.id, from, to], () => this.changesBetween(ctx, group.id, from, to));
  }

  private async changesBetween(ctx: AppContext, groupId: string, from: string, to: string): Promise<BalanceChange[]> {
    const moved = await movedBalances(ctx.reader, groupId, from, to);
    const lists = await Promise.all(moved.map((each) => changedLines(ctx, { ...each, groupId, from, to })));
    ctx.budget.take(lists.reduce((rows, list) => rows + list.length, 0) * ROW_WORTH);
    return moved.flatMap(({ memberId, currency, before, moved: minor }, index) => {
      const rows = lists[index]!;
      if (rows.length === 0) return [];
      const money = { before: new MoneyOutput(before, currency), after: new MoneyOutput(before + minor, currency) };
      return made(BalanceChange, { memberId, ...money, rows });
    });
  }
}

@Resolver(() => BalanceChange)
export class BalanceChangeFields {
  @FieldResolver(() => Member, { description: "Whose balance it is." })
  member(@Root() change: BalanceChange, @Ctx() ctx: AppContext): Promise<Member> {
    return ctx.loader(memberById).load(change.memberId);
  }
}

@Resolver(() => ExplanationRow)
export class ExplanationRowFields {
  @Cost(2)
  @FieldResolver(() => [Member], {
    description: "Whom it is about: the payer and the receiver, the debtor and the creditor, everybody in a step.",
  })
  members(@Root() row: ExplanationRow, @Ctx() ctx: AppContext): Promise<Member[]> {
    return Promise.all(row.memberIds.map((id) => ctx.loader(memberById).load(id)));
  }
}

@Resolver(() => SubstitutionHop)
export class SubstitutionHopFields {
  @FieldResolver(() => Member, { description: "Who pays." })
  from(@Root() hop: SubstitutionHop, @Ctx() ctx: AppContext): Promise<Member> {
    return ctx.loader(memberById).load(hop.fromId);
  }

  @FieldResolver(() => Member, { description: "Who is paid." })
  to(@Root() hop: SubstitutionHop, @Ctx() ctx: AppContext): Promise<Member> {
    return ctx.loader(memberById).load(hop.toId);
  }
}
