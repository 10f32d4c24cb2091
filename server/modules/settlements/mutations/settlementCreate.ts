import { Field, ID, InputType, ObjectType } from "type-graphql";
import { newId } from "../../../kernel/ids.js";
import { type Money } from "../../../kernel/money.js";
import { changedMoney } from "../../../platform/events/event.js";
import { made } from "../../../platform/made.js";
import { DryRun } from "../../../platform/schema/dry-run.js";
import { newIdFrom } from "../../../platform/schema/ids.js";
import { MoneyInput, moneyFrom, requireCurrency } from "../../../platform/schema/money.js";
import { mutation } from "../../../platform/schema/mutation.js";
import {
  ConflictError,
  ForbiddenError,
  InvalidFields,
  InvalidInputError,
  NotFoundError,
} from "../../../platform/schema/refusals.js";
import { LocalDateScalar } from "../../../platform/schema/scalars.js";
import { textFrom } from "../../../platform/schema/texts.js";
import { conversionRate } from "../../currencies/conversion.service.js";
import { type LockedGroup } from "../../groups/group.access.js";
import { groupWrite } from "../../groups/group-write.js";
import { currenciesOf, postEntries } from "../../ledger/ledger.service.js";
import { knownSettlement } from "../settlement.access.js";
import { Settlement, SettlementStatus } from "../settlement.entity.js";
import { settlementCreated } from "../settlement.events.js";
import { settlementEntry } from "../settlement.service.js";

export const SETTLEMENT_NOTE_MAX = 500;

@InputType({ description: "A payment from one member to another. It may exceed the debt: the rest is credit." })
export class SettlementCreateInput {
  @Field(() => ID, { nullable: true, description: "Made by the client; sending it twice records one settlement." })
  id?: string | null;

  @Field(() => ID, { description: "In which group." })
  groupId!: string;

  @Field(() => ID, { description: "Who paid." })
  fromMemberId!: string;

  @Field(() => ID, { description: "Who received it." })
  toMemberId!: string;

  @Field(() => MoneyInput, { description: "What was paid: above zero, in any currency." })
  amount!: MoneyInput;

  @Field(() => MoneyInput, {
    nullable: true,
    description:
      "What it takes off the balances, where that is another currency than was paid; else `amount`. The rate between the two goes on record.",
  })
  settles?: MoneyInput | null;

  @Field(() => LocalDateScalar, { description: "The day it was paid." })
  settledOn!: string;

  @Field(() => String, { nullable: true, description: "At most 500 characters." })
  note?: string | null;

  @DryRun()
  dryRun?: boolean | null;
}

@ObjectType({ description: "The settlement was recorded." })
export class SettlementCreatePayload {
  @Field(() => Settlement, { description: "The new settlement." })
  readonly settlement: Settlement;

  constructor(settlement: Settlement) {
    this.settlement = settlement;
  }
}

/** What a settlement is a part of, and where that stands. */
export interface PartOf {
  readonly paymentId: string;
  readonly status: SettlementStatus;
}

interface SettlementForm {
  readonly amount: Money;
  readonly settles: Money | null;
  readonly note: string | null;
}

function formFrom(input: SettlementCreateInput, invalid: InvalidFields): SettlementForm {
  newIdFrom("stl", input.id, invalid);
  const amount = moneyFrom(input.amount, invalid, ["amount"]);
  if (input.amount.amount.units <= 0n) {
    invalid.add(["amount", "amount"], "OUT_OF_RANGE", "A settlement is above zero.");
  }
  const settles = input.settles ? settlesFrom(input.settles, amount, invalid) : null;
  const note =
    typeof input.note === "string"
      ? textFrom(input.note, { min: 0, max: SETTLEMENT_NOTE_MAX, multiline: true }, invalid, ["note"]) || null
      : null;
  return { amount, settles, note };
}

/** Also used by the demo, and for the parts of a payment across groups. Answers the settlement's id. */
export const createSettlement = groupWrite<SettlementCreateInput & { partOf?: PartOf }, SettlementForm>({
  mutation: "settlementCreate",
  act: "settle",
  group: ({ groupId }) => groupId,
  creates: "settlements",
  form: formFrom,
  async work({ tx, locked, input, form: { amount, settles, note }, invalid }) {
    requireTwoMembers(locked, input, invalid);
    const currencies = await currenciesOf(tx, locked.group.id);
    requireCurrency(amount.currency, currencies, invalid, ["amount", "currency"]);
    if (settles) requireCurrency(settles.currency, currencies, invalid, ["settles", "currency"]);
    invalid.refuse();

    const settlement = made(Settlement, {
      id: input.id ?? newId("stl"),
      groupId: locked.group.id,
      fromMemberId: input.fromMemberId,
      toMemberId: input.toMemberId,
      ...amount,
      settledMinor: settles?.minor ?? null,
      settledCurrency: settles?.currency ?? null,
      rate: settles && (await conversionRate(tx, locked.group.id, amount, settles, input.settledOn)),
      status: input.partOf?.status ?? firstStatus(locked, input.toMemberId),
      settledOn: input.settledOn,
      note,
      rejectReason: null,
      importId: null,
      paymentId: input.partOf?.paymentId ?? null,
      createdById: locked.viewerMember.id,
      version: 1,
      createdAt: new Date(),
    });
    await tx.insert(Settlement, settlement);
    return {
      type: settlementCreated,
      subjectId: settlement.id,
      subjectVersion: settlement.version,
      changes: [
        { field: "amount", before: null, after: changedMoney(amount) },
        ...(settles ? [{ field: "settles", before: null, after: changedMoney(settles) }] : []),
        { field: "status", before: null, after: settlement.status },
      ],
      things: () => [{ before: null, after: settlement }],
      async post(eventSeq) {
        if (settlement.status !== SettlementStatus.CONFIRMED) return;
        await postEntries(tx, locked.group, eventSeq, [settlementEntry(settlement)]);
      },
    };
  },
});

/** Another currency than was paid; the same amount in the same currency says nothing, and null says so. */
function settlesFrom(input: MoneyInput, amount: Money, invalid: InvalidFields): Money | null {
  const settles = moneyFrom(input, invalid, ["settles"]);
  if (input.amount.units <= 0n) {
    invalid.add(["settles", "amount"], "OUT_OF_RANGE", "A settlement settles more than nothing.");
  }
  if (settles.currency !== amount.currency) return settles;
  if (settles.minor !== amount.minor) {
    invalid.add(["settles", "amount"], "SUM_MISMATCH", "In the same currency it settles what was paid.");
  }
  return null;
}

/** Whoever left can still pay and be paid. */
function requireTwoMembers(locked: LockedGroup, input: SettlementCreateInput, invalid: InvalidFields): void {
  for (const field of ["fromMemberId", "toMemberId"] as const) {
    if (!locked.member(input[field])) {
      invalid.add([field], "UNKNOWN_MEMBER", "There is no such person in this group.");
    }
  }
  if (input.fromMemberId === input.toMemberId) {
    invalid.add(["toMemberId"], "DUPLICATE", "Nobody pays themself.");
  }
}

/** Where a settlement begins: the receiver's own word needs no other. */
export function firstStatus(locked: Pick<LockedGroup, "group" | "viewerMember">, toMemberId: string): SettlementStatus {
  const byReceiver = locked.viewerMember.id === toMemberId;
  return byReceiver || !locked.group.confirmSettlements ? SettlementStatus.CONFIRMED : SettlementStatus.PENDING;
}

export const SettlementCreateResolver = mutation({
  name: "settlementCreate",
  description: "Records a payment. It counts at once, unless the group waits for the receiver's word.",
  input: SettlementCreateInput,
  inputDescription: "The payment.",
  answers: [SettlementCreatePayload, InvalidInputError, NotFoundError, ForbiddenError, ConflictError],
  write: createSettlement,
  payload: async (ctx, id) => new SettlementCreatePayload(await knownSettlement(ctx, id)),
});
