import { Field, ID, InputType, ObjectType } from "type-graphql";
import type { Decimal } from "../../../kernel/decimal.js";
import { newId } from "../../../kernel/ids.js";
import type { RecordedChange } from "../../../platform/events/event.js";
import { made } from "../../../platform/made.js";
import { entities } from "../../../platform/reader.js";
import { newIdFrom } from "../../../platform/schema/ids.js";
import { mutation } from "../../../platform/schema/mutation.js";
import {
  ConflictError,
  ForbiddenError,
  InvalidFields,
  InvalidInputError,
  invalidField,
  NotFoundError,
} from "../../../platform/schema/refusals.js";
import { CurrencyCodeScalar, DecimalScalar, LocalDateScalar } from "../../../platform/schema/scalars.js";
import type { Tx } from "../../../platform/write.js";
import { knownGroup, type LockedGroup } from "../../groups/group.access.js";
import { Group } from "../../groups/group.entity.js";
import { groupWrite } from "../../groups/group-write.js";
import { knownRate } from "../group-rate.access.js";
import { GroupRate } from "../group-rate.entity.js";
import { rateSet } from "../group-rate.events.js";
import { GROUP_RATE_COLUMNS } from "../group-rate.loader.js";

/** More rates than this count at no time in one group. */
const RATES_MAX = 200;
/** A rate above this, or with more decimals, is a slip of the keyboard. */
const RATE_MAX = 10n ** 9n;
const RATE_DECIMALS = 12;

@InputType({ description: "A rate that counts inside one group, in both directions, before every reference rate." })
export class GroupRateSetInput {
  @Field(() => ID, { nullable: true, description: "Made by the client; sending it twice sets one rate." })
  id?: string | null;

  @Field(() => ID, { description: "In which group." })
  groupId!: string;

  @Field(() => CurrencyCodeScalar, { description: "The currency that is converted." })
  from!: string;

  @Field(() => CurrencyCodeScalar, { description: "The currency that comes out." })
  to!: string;

  @Field(() => DecimalScalar, {
    description: "Units of `to` for one of `from`: above zero, at most a thousand million, and at most 12 decimals.",
  })
  rate!: Decimal;

  @Field(() => LocalDateScalar, { nullable: true, description: "The first day that it is for; else for every day." })
  validFrom?: string | null;
}

@ObjectType({ description: "The rate counts." })
export class GroupRateSetPayload {
  @Field(() => GroupRate, { description: "The new rate." })
  readonly rate: GroupRate;

  @Field(() => Group, { description: "The group that it counts in." })
  readonly group: Group;

  constructor(rate: GroupRate, group: Group) {
    this.rate = rate;
    this.group = group;
  }
}

const setRate = groupWrite<GroupRateSetInput>({
  mutation: "groupRateSet",
  act: "record",
  group: ({ groupId }) => groupId,
  creates: "group_rates",
  form(input, invalid) {
    newIdFrom("rat", input.id, invalid);
    checkRate(input, invalid);
  },
  async work({ tx, locked, input }) {
    const replaced = await takeAway(tx, input);
    await requireRoom(tx, locked);
    const rate = newRate(input, locked);
    await tx.insert(GroupRate, rate);
    const changes = changesOf(replaced, rate);
    return { type: rateSet, subjectId: rate.id, changes, things: () => [{ before: replaced, after: rate }] };
  },
});

function checkRate({ from, to, rate }: GroupRateSetInput, invalid: InvalidFields): void {
  if (from === to) invalid.add(["to"], "NOT_ALLOWED", "A rate is between two currencies.");
  if (rate.units <= 0n) invalid.add(["rate"], "OUT_OF_RANGE", "A rate is above zero.");
  else if (rate.units > RATE_MAX * 10n ** BigInt(rate.scale))
    invalid.add(["rate"], "OUT_OF_RANGE", "This rate is too large.");
  else if (rate.decimals > RATE_DECIMALS)
    invalid.add(["rate"], "TOO_MANY_DECIMALS", `A rate has at most ${RATE_DECIMALS} decimals.`);
}

/** The rate that the new one takes the place of stays on record, but counts no longer. */
async function takeAway(tx: Tx, { groupId, from, to, validFrom }: GroupRateSetInput): Promise<GroupRate | null> {
  const rows = await tx.rows(
    `update group_rates r set removed_at = clock_timestamp()
     where r.group_id = $1 and r.removed_at is null and r.valid_from is not distinct from $4::date
       and ((r.from_currency = $2 and r.to_currency = $3) or (r.from_currency = $3 and r.to_currency = $2))
     returning ${GROUP_RATE_COLUMNS}`,
    [groupId, from, to, validFrom ?? null],
  );
  return entities(GroupRate, rows)[0] ?? null;
}

async function requireRoom(tx: Tx, { group }: LockedGroup): Promise<void> {
  const [row] = await tx.rows<{ count: bigint }>(
    "select count(*) from group_rates where group_id = $1 and removed_at is null",
    [group.id],
  );
  if (row!.count >= BigInt(RATES_MAX)) throw invalidField(["groupId"], "OUT_OF_RANGE", `At most ${RATES_MAX} rates.`);
}

function newRate(input: GroupRateSetInput, { group, viewerMember }: LockedGroup): GroupRate {
  return made(GroupRate, {
    id: input.id ?? newId("rat"),
    groupId: group.id,
    from: input.from,
    to: input.to,
    rate: input.rate.canonical(),
    validFrom: input.validFrom ?? null,
    createdById: viewerMember.id,
    createdAt: new Date(),
    removedAt: null,
  });
}

const FIELDS = ["from", "to", "rate", "validFrom"] as const;

function changesOf(before: GroupRate | null, after: GroupRate): RecordedChange[] {
  return FIELDS.filter((field) => (before?.[field] ?? null) !== after[field]).map((field) => ({
    field,
    before: before?.[field] ?? null,
    after: after[field],
  }));
}

export const GroupRateSetResolver = mutation({
  name: "groupRateSet",
  description:
    "Sets a rate for a group; takes a MEMBER, like the expenses that it is for. It moves no balance. One for the same two currencies and the same first day takes the place of the other.",
  input: GroupRateSetInput,
  inputDescription: "The rate.",
  answers: [GroupRateSetPayload, InvalidInputError, NotFoundError, ForbiddenError, ConflictError],
  write: setRate,
  payload: async (ctx, id) => {
    const rate = await knownRate(ctx, id);
    return new GroupRateSetPayload(rate, await knownGroup(ctx, rate.groupId));
  },
});
