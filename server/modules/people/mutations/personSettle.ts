import { Field, ID, InputType, ObjectType } from "type-graphql";
import { Decimal } from "../../../kernel/decimal.js";
import { isId, newId } from "../../../kernel/ids.js";
import { amountText, type Money } from "../../../kernel/money.js";
import type { Viewer } from "../../../platform/actor.js";
import { requestToChange } from "../../../platform/requests.js";
import { Cost } from "../../../platform/schema/cost.js";
import { DryRun } from "../../../platform/schema/dry-run.js";
import { MoneyInput, moneyFrom } from "../../../platform/schema/money.js";
import { mutation } from "../../../platform/schema/mutation.js";
import {
  ConflictError,
  ForbiddenError,
  InvalidFields,
  InvalidInputError,
  invalidField,
  NotFoundError,
  notFound,
  wrongState,
} from "../../../platform/schema/refusals.js";
import { LocalDateScalar } from "../../../platform/schema/scalars.js";
import type { Tx } from "../../../platform/write.js";
import { suggestionsByGroup } from "../../balances/suggestion.loader.js";
import { type LockedGroup, lockGroup } from "../../groups/group.access.js";
import { Group } from "../../groups/group.entity.js";
import { groupForViewer } from "../../groups/group.loader.js";
import { createSettlement, firstStatus } from "../../settlements/mutations/settlementCreate.js";
import { visibleSettlements } from "../../settlements/settlement.access.js";
import { Settlement, SettlementStatus } from "../../settlements/settlement.entity.js";
import { between, netOf, type SharedLedger, type Suggestion } from "../person.js";
import { ledgersByPerson, personOf } from "../person.loader.js";

@InputType({ description: "One payment that settles everything between the viewer and a person in one currency." })
export class PersonSettleInput {
  @Field(() => ID, { description: "Of the person: the account's, or a member's." })
  personId!: string;

  @Field(() => MoneyInput, {
    description:
      "What was paid: exactly what is open between the two, archived groups left out. Zero where the groups cancel each other out.",
  })
  amount!: MoneyInput;

  @Field(() => Boolean, { description: "Whether the viewer paid; else the viewer was paid." })
  fromViewer!: boolean;

  @Field(() => LocalDateScalar, { description: "The day it was paid." })
  settledOn!: string;

  @Field(() => String, { nullable: true, description: "At most 500 characters; everybody in these groups reads it." })
  note?: string | null;

  @Field(() => String, { nullable: true, description: "The same request id and input within 7 days is one effect." })
  requestId?: string | null;

  @DryRun()
  dryRun?: boolean | null;
}

@ObjectType({ description: "The payment was booked." })
export class PersonSettlePayload {
  @Cost(3)
  @Field(() => [Settlement], { description: "One for each transfer that it settles, each in its own group." })
  readonly settlements: readonly Settlement[];

  @Cost(2)
  @Field(() => [Group], {
    description:
      "Archived groups in which something stays open between the two in this currency: they take no payment.",
  })
  readonly leftOut: readonly Group[];

  constructor(settlements: readonly Settlement[], leftOut: readonly Group[]) {
    this.settlements = settlements;
    this.leftOut = leftOut;
  }
}

interface Booked {
  readonly settlementIds: readonly string[];
  /** Archived groups in which something stays open. */
  readonly leftOutIds: readonly string[];
}

async function settleWith(tx: Tx, viewer: Viewer, input: PersonSettleInput): Promise<Booked> {
  const invalid = new InvalidFields();
  const amount = moneyFrom(input.amount, invalid, ["amount"]);
  if (amount.minor < 0n) invalid.add(["amount", "amount"], "OUT_OF_RANGE", "What was paid is not below zero.");
  invalid.refuse();
  const request = requestToChange(viewer, "personSettle", input);
  const person = await personOf(tx.before, viewer, input.personId);
  const shared = person ? await lockedLedgers(tx, viewer, person.id) : [];
  // Asked also where there is no such person: whoever left with a debt is none once it is paid.
  const earlier = await tx.answerOf(request);
  if (earlier) return bookedOf(earlier.answerIds);
  if (!person) throw notFound();

  const ledgers = shared.filter(({ locked }) => locked.group.archivedAt === null);
  await refuseWhilePending(tx, ledgers, amount.currency);
  const open = await openBetween(tx, ledgers, amount.currency);
  const left = await openBetween(tx, notIn(shared, ledgers), amount.currency);
  if (open.length === 0) {
    throw wrongState(`Nothing is open between you in this currency${exceptArchived(left)}.`, null);
  }
  requireWhole(ledgers, open, left, amount, input.fromViewer);
  const settlementIds = await bookPayment(tx, viewer, input, { ledgers, open });
  const leftOutIds = [...new Set(left.map(({ groupId }) => groupId))];
  await tx.remember(request, settlementIds[0]!, [...settlementIds, ...leftOutIds]);
  return { settlementIds, leftOutIds };
}

/** What was kept with the request. */
function bookedOf(answerIds: readonly string[]): Booked {
  return {
    settlementIds: answerIds.filter((id) => isId("stl", id)),
    leftOutIds: answerIds.filter((id) => isId("grp", id)),
  };
}

/** A ledger of the two whose group is locked. */
interface LockedLedger extends SharedLedger {
  readonly locked: LockedGroup;
}

/** All groups that the two share, locked in the order of their ids, so that nobody waits for us while we wait for them. */
async function lockedLedgers(tx: Tx, viewer: Viewer, personId: string): Promise<LockedLedger[]> {
  const ledgers = await ledgersByPerson(tx.before, viewer).load(personId);
  const groupIds = new Set(ledgers.map((ledger) => ledger.groupId));
  await tx.takeTurn([...groupIds]);
  const groups = new Map<string, LockedGroup>();
  for (const groupId of groupIds) {
    // An archived one is looked at, so that it can be said what stays open there.
    groups.set(groupId, await lockGroup(tx, viewer, groupId, "look"));
  }
  return ledgers.map((ledger) => ({ ...ledger, locked: groups.get(ledger.groupId)! }));
}

function notIn(all: readonly LockedLedger[], some: readonly LockedLedger[]): LockedLedger[] {
  return all.filter((ledger) => !some.includes(ledger));
}

interface Booking {
  readonly ledgers: readonly LockedLedger[];
  readonly open: readonly OpenTransfer[];
}

/** Records the payment and its parts, which all count or all wait; answers the ids of the parts. */
async function bookPayment(tx: Tx, viewer: Viewer, input: PersonSettleInput, booking: Booking): Promise<string[]> {
  const paymentId = newId("pay");
  await tx.run("insert into person_payments (id, recorded_by_id) values ($1, $2)", [paymentId, viewer.userId]);
  const partOf = { paymentId, status: statusAtFirst(booking, input) };
  const ids: string[] = [];
  for (const transfer of booking.open) {
    ids.push(await createSettlement(tx, viewer, { ...settlementInput(transfer, input), partOf }));
  }
  return ids;
}

/** What the viewer receives they need nobody's word for; what they pay waits as soon as one of the groups wants one. */
function statusAtFirst({ ledgers, open }: Booking, input: PersonSettleInput): SettlementStatus {
  const receives = !input.fromViewer && input.amount.amount.units > 0n;
  const waits = open.some(({ groupId, toId }) => {
    const { locked } = ledgers.find((ledger) => ledger.groupId === groupId)!;
    return firstStatus(locked, toId) === SettlementStatus.PENDING;
  });
  return waits && !receives ? SettlementStatus.PENDING : SettlementStatus.CONFIRMED;
}

/** A payment that waits for the receiver's word does not count yet, and what is open would be paid a second time. */
async function refuseWhilePending(tx: Tx, ledgers: readonly SharedLedger[], currency: string): Promise<void> {
  const [pending] = await tx.rows<{ id: string }>(
    `select s.id from unnest($1::text[], $2::text[], $3::text[]) as ledger (group_id, a, b)
     join settlements s on s.group_id = ledger.group_id
       and (s.from_member_id, s.to_member_id) in ((ledger.a, ledger.b), (ledger.b, ledger.a))
     where s.status = 'PENDING' and coalesce(s.settled_currency, s.currency) = $4 order by s.id limit 1`,
    [
      ledgers.map(({ groupId }) => groupId),
      ledgers.map(({ memberId }) => memberId),
      ledgers.map(({ viewerMemberId }) => viewerMemberId),
      currency,
    ],
  );
  if (pending) throw wrongState("A payment between you waits to be confirmed; that comes first.", pending.id);
}

async function openBetween(tx: Tx, ledgers: readonly SharedLedger[], currency: string): Promise<OpenTransfer[]> {
  const groupIds = [...new Set(ledgers.map((ledger) => ledger.groupId))];
  const loader = suggestionsByGroup(tx);
  const suggestions = await Promise.all(groupIds.map((groupId) => loader.load(groupId)));
  return groupIds.flatMap((groupId, index) =>
    between(ledgers, suggestions[index]!)
      .filter((suggestion) => suggestion.currency === currency)
      .map((suggestion) => ({ ...suggestion, groupId })),
  );
}

interface OpenTransfer extends Suggestion {
  readonly groupId: string;
}

/** What was paid is what is open by now, in the direction that was meant. */
function requireWhole(
  ledgers: readonly SharedLedger[],
  open: readonly Suggestion[],
  left: readonly Suggestion[],
  amount: Money,
  fromViewer: boolean,
): void {
  const viewerMemberIds = new Set(ledgers.map((ledger) => ledger.viewerMemberId));
  const net = netOf(viewerMemberIds, open)[0]?.minor ?? 0n;
  if (net === (fromViewer ? -amount.minor : amount.minor)) return;
  const size = `${amountText(net < 0n ? -net : net, amount.currency)} ${amount.currency}`;
  const message =
    net === 0n
      ? `By now the groups cancel each other out${exceptArchived(left)}.`
      : `By now ${size} are open, and ${net < 0n ? "the viewer pays" : "the viewer is paid"}${exceptArchived(left)}.`;
  throw invalidField(["amount", "amount"], "SUM_MISMATCH", message);
}

/** Archived groups take no payment; where something is open in one, it is said. */
function exceptArchived(left: readonly Suggestion[]): string {
  return left.length === 0 ? "" : "; archived groups are left out";
}

function settlementInput({ groupId, fromId, toId, minor, currency }: OpenTransfer, input: PersonSettleInput) {
  const amount = { amount: Decimal.parse(amountText(minor, currency))!, currency };
  const { settledOn, note } = input;
  return { groupId, fromMemberId: fromId, toMemberId: toId, amount, settledOn, note };
}

export const PersonSettleResolver = mutation({
  name: "personSettle",
  description:
    "Books one payment into every group in which something is open between the two, in one transaction: debts of opposite directions cancel out, and only their difference is paid. It stays one payment: all its settlements wait, count or are taken back together. Archived groups are left out. Nobody sees in one group what was settled in another.",
  input: PersonSettleInput,
  inputDescription: "Who paid what.",
  answers: [PersonSettlePayload, InvalidInputError, NotFoundError, ForbiddenError, ConflictError],
  write: settleWith,
  payload: async (ctx, { settlementIds, leftOutIds }) => {
    const leftOut = await ctx.loader(groupForViewer).loadMany(leftOutIds);
    return new PersonSettlePayload(
      await visibleSettlements(ctx, settlementIds),
      leftOut.filter((group) => group instanceof Group),
    );
  },
});
