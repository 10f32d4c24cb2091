import { Arg, Args, Ctx, Field, FieldResolver, ID, ObjectType, Query, Resolver, Root } from "type-graphql";
import type { AppContext } from "../../platform/context.js";
import { PageArguments } from "../../platform/schema/arguments.js";
import { Cost } from "../../platform/schema/cost.js";
import { MoneyOutput } from "../../platform/schema/money.js";
import { type Connection, connectionOf, cursorOf, pageOf, pageSize, valuesOf } from "../../platform/schema/pages.js";
import { ViewersOwn } from "../../platform/schema/viewers-own.js";
import { suggestionsByGroup } from "../balances/suggestion.loader.js";
import { shownGroup } from "../groups/group.access.js";
import { Group } from "../groups/group.entity.js";
import { memberById } from "../groups/group.loader.js";
import { Member } from "../groups/member.entity.js";
import { User } from "../users/user.entity.js";
import { userById } from "../users/user.loader.js";
import { between, netOf, type SharedLedger, type Suggestion } from "./person.js";
import { ledgersByPerson, type PersonRow, peoplePage, personOf } from "./person.loader.js";

@ObjectType({ description: "Somebody with whom the viewer shares a group, across all groups." })
export class Person {
  @Field(() => ID, { description: "The account's id, or that of the member who has none." })
  readonly id: string;

  @Field({ description: "The account's name where there is one." })
  readonly name: string;

  readonly userId: string | null;

  constructor({ id, name, userId }: PersonRow) {
    this.id = id;
    this.name = name;
    this.userId = userId;
  }
}

@ObjectType({ description: "One group that the viewer shares with a person." })
export class PersonLedger {
  readonly shared: SharedLedger;
  /** What the group suggests between the two. */
  readonly suggestions: readonly Suggestion[];

  constructor(shared: SharedLedger, suggestions: readonly Suggestion[]) {
    this.shared = shared;
    this.suggestions = suggestions;
  }
}

const PersonConnection = connectionOf(Person, "Person");

/** The person's ledgers with what each of them suggests between the two. */
export async function ledgersOf(ctx: AppContext, person: Person): Promise<PersonLedger[]> {
  const shared = await ctx.loader(ledgersByPerson).load(person.id);
  return Promise.all(
    shared.map(async (ledger) => {
      const suggestions = await ctx.loader(suggestionsByGroup).load(ledger.groupId);
      return new PersonLedger(ledger, between([ledger], suggestions));
    }),
  );
}

function netMoney(ledgers: readonly PersonLedger[]): MoneyOutput[] {
  const viewerMemberIds = new Set(ledgers.map(({ shared }) => shared.viewerMemberId));
  const nets = netOf(
    viewerMemberIds,
    ledgers.flatMap(({ suggestions }) => suggestions),
  );
  return nets.map(({ minor, currency }) => new MoneyOutput(minor, currency));
}

@Resolver(() => Person)
export class PersonFields {
  @Query(() => PersonConnection, { description: "Everybody with whom the viewer shares a group, by name." })
  async people(@Args() { first, after }: PageArguments, @Ctx() ctx: AppContext): Promise<Connection<Person>> {
    const { viewer } = ctx;
    const size = pageSize(first);
    const rows = await peoplePage(ctx.reader, viewer, valuesOf(after, ["text", "text"]), size + 1);
    const people = rows.map((row) => new Person(row));
    return pageOf(people, size, after, (person) => cursorOf([person.name, person.id]));
  }

  @Cost(5)
  @Query(() => Person, {
    nullable: true,
    description:
      "One of the viewer's people, by the id of the account or of any of its members; null for everybody else.",
  })
  async person(
    @Arg("id", () => ID, { description: "Of the account, or of a member." }) id: string,
    @Ctx() ctx: AppContext,
  ): Promise<Person | null> {
    const { viewer } = ctx;
    const row = await personOf(ctx.reader, viewer, id);
    return row ? new Person(row) : null;
  }

  @FieldResolver(() => User, { nullable: true, description: "The account, where there is one." })
  user(@Root() person: Person, @Ctx() ctx: AppContext): Promise<User | null> | null {
    return person.userId === null ? null : ctx.loader(userById).load(person.userId);
  }

  @Cost(2)
  @FieldResolver(() => [MoneyOutput], {
    description:
      "What is open between the two over all groups, by currency code; positive: the viewer is owed. What nets to zero is left out.",
  })
  async nets(@Root() person: Person, @Ctx() ctx: AppContext): Promise<MoneyOutput[]> {
    return netMoney(await ledgersOf(ctx, person));
  }

  @Cost(3)
  @FieldResolver(() => [PersonLedger], { description: "The groups that the two share, oldest first." })
  ledgers(@Root() person: Person, @Ctx() ctx: AppContext): Promise<PersonLedger[]> {
    return ledgersOf(ctx, person);
  }
}

@Resolver(() => PersonLedger)
export class PersonLedgerFields {
  @FieldResolver(() => Group, { description: "Which group." })
  group(@Root() ledger: PersonLedger, @Ctx() ctx: AppContext): Promise<Group> {
    return shownGroup(ctx, ledger.shared.groupId);
  }

  @FieldResolver(() => Member, { description: "The person's member there." })
  member(@Root() ledger: PersonLedger, @Ctx() ctx: AppContext): Promise<Member> {
    return ctx.loader(memberById).load(ledger.shared.memberId);
  }

  @ViewersOwn()
  @FieldResolver(() => Member, { description: "The viewer's own member there." })
  viewerMember(@Root() ledger: PersonLedger, @Ctx() ctx: AppContext): Promise<Member> {
    return ctx.loader(memberById).load(ledger.shared.viewerMemberId);
  }

  @Cost(2)
  @FieldResolver(() => [MoneyOutput], {
    description:
      "What the group suggests between the two, by currency code; positive: the viewer is owed. In a group that simplifies its debts the rest may go through others.",
  })
  nets(@Root() ledger: PersonLedger): MoneyOutput[] {
    return netMoney([ledger]);
  }
}
