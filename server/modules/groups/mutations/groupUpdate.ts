import { Field, ID, InputType, Int, ObjectType } from "type-graphql";
import type { RecordedChange } from "../../../platform/events/event.js";
import { made } from "../../../platform/made.js";
import { requireCurrency } from "../../../platform/schema/money.js";
import { mutation } from "../../../platform/schema/mutation.js";
import {
  ConflictError,
  ForbiddenError,
  InvalidFields,
  InvalidInputError,
  invalidField,
  NotFoundError,
} from "../../../platform/schema/refusals.js";
import { CurrencyCodeScalar } from "../../../platform/schema/scalars.js";
import { textFrom } from "../../../platform/schema/texts.js";
import { requireVersion } from "../../../platform/version.js";
import { timeZoneFrom } from "../../users/profile.js";
import { knownGroup } from "../group.access.js";
import { Group, GroupKind } from "../group.entity.js";
import { groupUpdated } from "../group.events.js";
import { groupWrite } from "../group-write.js";
import { colourOf, colourOfId, emojiFrom, GroupColour } from "../look.js";
import { GROUP_NAME_MAX } from "./groupCreate.js";

@InputType({ description: "What to change of a group's settings; what is left out stays." })
export class GroupUpdateInput {
  @Field(() => ID, { description: "Of the group." })
  id!: string;

  @Field(() => Int, { description: "The version that the change was made from." })
  version!: number;

  @Field(() => String, { nullable: true, description: "The same request id and input within 7 days is one effect." })
  requestId?: string | null;

  @Field(() => String, { nullable: true, description: "1 to 100 characters." })
  name?: string | null;

  @Field(() => String, { nullable: true, description: "One emoji that stands for the group; null takes it away." })
  emoji?: string | null;

  @Field(() => GroupColour, {
    nullable: true,
    description: "What its pages wear; null is the one that its id gives it.",
  })
  colour?: GroupColour | null;

  @Field(() => CurrencyCodeScalar, { nullable: true, description: "Proposed for new expenses; old ones keep theirs." })
  currency?: string | null;

  @Field(() => String, { nullable: true, description: "An IANA time zone." })
  timeZone?: string | null;

  @Field(() => Boolean, { nullable: true, description: "Whether suggested transfers go across who paid for whom." })
  simplifyDebts?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: "Whether settlements wait for their receiver." })
  confirmSettlements?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: "Puts the group away, or takes it back into use." })
  archived?: boolean | null;
}

@ObjectType({ description: "The settings were changed." })
export class GroupUpdatePayload {
  @Field(() => Group, { description: "The group as it is now." })
  readonly group: Group;

  constructor(group: Group) {
    this.group = group;
  }
}

const SETTINGS = ["name", "currency", "timeZone", "simplifyDebts", "confirmSettlements", "archived"] as const;

const updateGroup = groupWrite<GroupUpdateInput, GroupForm>({
  mutation: "groupUpdate",
  // Whoever brings a group back may change its settings with that.
  act: ({ archived }) => (archived === false ? "archive" : "administer"),
  group: ({ id }) => id,
  form: settingsFrom,
  async work({ tx, locked: { group }, input, form: { name, emoji }, invalid }) {
    requireVersion(group, input.version);
    if (name !== null && group.kind === GroupKind.PAIR) {
      throw invalidField(["name"], "NOT_ALLOWED", "A ledger of two is called after the other one.");
    }
    if (input.currency && input.currency !== group.currency) {
      requireCurrency(input.currency, [], invalid, ["currency"]);
      invalid.refuse();
    }

    const look = {
      emoji: emoji === undefined ? group.emoji : emoji,
      colour: input.colour === undefined ? group.colour : input.colour,
    };
    const changes = [...changesOf(group, { ...input, name: name ?? undefined }), ...changesOfLook(group, look)];
    const settings = {
      name: name ?? group.name,
      currency: input.currency ?? group.currency,
      timeZone: input.timeZone ?? group.timeZone,
      simplifyDebts: input.simplifyDebts ?? group.simplifyDebts,
      confirmSettlements: input.confirmSettlements ?? group.confirmSettlements,
      ...look,
      archivedAt: (input.archived ?? group.archivedAt !== null) ? (group.archivedAt ?? new Date()) : null,
      version: group.version + 1,
    };
    await tx.update(Group, group.id, settings);
    return {
      type: groupUpdated,
      subjectId: group.id,
      subjectVersion: settings.version,
      changes,
      things: () => [{ before: group, after: made(Group, { ...group, ...settings }) }],
    };
  },
});

interface GroupForm {
  readonly name: string | null;
  /** Undefined where it stays. */
  readonly emoji: string | null | undefined;
}

function settingsFrom(input: GroupUpdateInput, invalid: InvalidFields): GroupForm {
  for (const field of SETTINGS) {
    if (input[field] === null) invalid.add([field], "REQUIRED", "This cannot be empty.");
  }
  const name =
    typeof input.name === "string" ? textFrom(input.name, { min: 1, max: GROUP_NAME_MAX }, invalid, ["name"]) : null;
  if (typeof input.timeZone === "string") timeZoneFrom(input.timeZone, invalid, ["timeZone"]);
  return { name, emoji: typeof input.emoji === "string" ? emojiFrom(input.emoji, invalid) : input.emoji };
}

function changesOfLook(group: Group, { emoji, colour }: Pick<Group, "emoji" | "colour">): RecordedChange[] {
  const changes = [
    { field: "emoji", before: group.emoji, after: emoji },
    { field: "colour", before: colourOf(group), after: colour ?? colourOfId(group.id) },
  ];
  return changes.filter(({ before, after }) => before !== after);
}

function changesOf(group: Group, input: Partial<GroupUpdateInput>): RecordedChange[] {
  const before: Record<(typeof SETTINGS)[number], string | boolean> = {
    name: group.name,
    currency: group.currency,
    timeZone: group.timeZone,
    simplifyDebts: group.simplifyDebts,
    confirmSettlements: group.confirmSettlements,
    archived: group.archivedAt !== null,
  };
  return SETTINGS.filter((field) => input[field] !== undefined && input[field] !== before[field]).map((field) => ({
    field,
    before: String(before[field]),
    after: String(input[field]),
  }));
}

export const GroupUpdateResolver = mutation({
  name: "groupUpdate",
  description: "Changes a group's settings; takes an ADMIN.",
  input: GroupUpdateInput,
  inputDescription: "What to change.",
  answers: [GroupUpdatePayload, InvalidInputError, NotFoundError, ForbiddenError, ConflictError],
  write: updateGroup,
  payload: async (ctx, _answer, input) => new GroupUpdatePayload(await knownGroup(ctx, input.id)),
});
