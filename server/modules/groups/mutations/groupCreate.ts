import { Field, ID, InputType, ObjectType } from "type-graphql";
import { newId } from "../../../kernel/ids.js";
import type { Viewer } from "../../../platform/actor.js";
import { requestToCreate } from "../../../platform/requests.js";
import { newIdFrom } from "../../../platform/schema/ids.js";
import { requireCurrency } from "../../../platform/schema/money.js";
import { mutation } from "../../../platform/schema/mutation.js";
import { ConflictError, InvalidFields, InvalidInputError, wrongState } from "../../../platform/schema/refusals.js";
import { CurrencyCodeScalar } from "../../../platform/schema/scalars.js";
import { textFrom } from "../../../platform/schema/texts.js";
import type { Tx } from "../../../platform/write.js";
import { timeZoneFrom } from "../../users/profile.js";
import { userOf } from "../../users/user.loader.js";
import { Group, GroupKind } from "../group.entity.js";
import { groupCreated } from "../group.events.js";
import { newGroup } from "../group.js";
import { groupForViewer } from "../group.loader.js";
import { emojiFrom, GroupColour } from "../look.js";
import { Member, MemberRole } from "../member.entity.js";
import { MEMBERS_MAX, type NewPerson, newMember, personFrom } from "../member.js";

export const GROUP_NAME_MAX = 100;

@InputType({ description: "Somebody of the new group." })
export class GroupCreateMemberInput {
  @Field({ description: "1 to 100 characters." })
  name!: string;

  @Field(() => String, { nullable: true, description: "Where an admin would reach this person." })
  email?: string | null;
}

@InputType({ description: "The viewer becomes its first ADMIN; `members` are the others." })
export class GroupCreateInput {
  @Field(() => ID, { nullable: true, description: "Made by the client; sending it twice makes one group." })
  id?: string | null;

  @Field({ description: "1 to 100 characters." })
  name!: string;

  @Field(() => CurrencyCodeScalar, { description: "Proposed for new expenses." })
  currency!: string;

  @Field(() => String, { nullable: true, description: "An IANA time zone; the viewer's, where it is left out." })
  timeZone?: string | null;

  @Field(() => String, { nullable: true, description: "One emoji that stands for the group." })
  emoji?: string | null;

  @Field(() => GroupColour, { nullable: true, description: "What its pages wear; from its id, where it is left out." })
  colour?: GroupColour | null;

  @Field(() => [GroupCreateMemberInput], { nullable: true, defaultValue: [], description: "The others." })
  members?: GroupCreateMemberInput[] | null;
}

@ObjectType({ description: "The group was made." })
export class GroupCreatePayload {
  @Field(() => Group, { description: "The new group." })
  readonly group: Group;

  constructor(group: Group) {
    this.group = group;
  }
}

/** Also used by imports and by the demo. Answers the group's id. */
export async function createGroup(tx: Tx, viewer: Viewer, input: GroupCreateInput): Promise<string> {
  const { name, emoji, people } = groupFrom(input);
  const request = requestToCreate(viewer, "groupCreate", "groups", input);
  const earlier = await tx.replayOf(request);
  if (earlier) return earlier;

  const id = await insertGroup(tx, viewer, { ...input, kind: GroupKind.GROUP, name: () => name, emoji, people });
  await tx.remember(request, id);
  return id;
}

interface NewGroup {
  readonly id?: string | null;
  readonly kind: GroupKind;
  /** What it is called, given the name of who makes it. */
  readonly name: (maker: string) => string;
  readonly currency: string;
  readonly timeZone?: string | null;
  readonly emoji?: string | null;
  readonly colour?: GroupColour | null;
  /** The others. */
  readonly people: readonly NewPerson[];
}

/** Makes a group whose first ADMIN is the viewer, and answers its id. */
export async function insertGroup(tx: Tx, viewer: Viewer, group: NewGroup): Promise<string> {
  const { kind, currency, people } = group;
  const user = await userOf(tx, viewer);
  const id = group.id ?? newId("grp");
  const name = group.name(user.name);
  tx.makesGroup(id);
  const row = newGroup({
    id,
    kind,
    name,
    currency,
    timeZone: group.timeZone ?? user.timeZone,
    emoji: group.emoji ?? null,
    colour: group.colour ?? null,
  });
  await tx.insert(Group, row);
  const admin = { name: user.name, email: null, userId: viewer.userId, role: MemberRole.ADMIN };
  const members = [admin, ...people.map((person) => ({ ...person, role: MemberRole.MEMBER }))];
  const rows = members.map((person, position) => newMember(id, position, person));
  await tx.insert(Member, rows);
  await tx.record({
    type: groupCreated,
    groupId: id,
    actorId: rows[0]!.id,
    subjectId: id,
    changes: [
      { field: "name", before: null, after: name },
      { field: "currency", before: null, after: currency },
      ...(row.emoji === null ? [] : [{ field: "emoji", before: null, after: row.emoji }]),
      ...(row.colour === null ? [] : [{ field: "colour", before: null, after: row.colour }]),
    ],
    things: () => [{ before: null, after: row }],
  });
  return id;
}

function groupFrom(input: GroupCreateInput): { name: string; emoji: string | null; people: NewPerson[] } {
  const invalid = new InvalidFields();
  newIdFrom("grp", input.id, invalid);
  const name = textFrom(input.name, { min: 1, max: GROUP_NAME_MAX }, invalid, ["name"]);
  const emoji = typeof input.emoji === "string" ? emojiFrom(input.emoji, invalid) : null;
  requireCurrency(input.currency, [], invalid, ["currency"]);
  if (typeof input.timeZone === "string") timeZoneFrom(input.timeZone, invalid, ["timeZone"]);
  const members = input.members ?? [];
  if (members.length >= MEMBERS_MAX) invalid.add(["members"], "TOO_LONG", `At most ${MEMBERS_MAX} people.`);
  invalid.refuse();
  const people = members.map((member, index) => personFrom(member, invalid, ["members", String(index)]));
  refuseSameAddress(people, invalid);
  invalid.refuse();
  return { name, emoji, people };
}

function refuseSameAddress(people: readonly NewPerson[], invalid: InvalidFields): void {
  const seen = new Set<string>();
  for (const [index, { email }] of people.entries()) {
    if (email === null) continue;
    if (seen.has(email)) invalid.add(["members", String(index), "email"], "DUPLICATE", "This address is here twice.");
    seen.add(email);
  }
}

export const GroupCreateResolver = mutation({
  name: "groupCreate",
  description: "Makes a group.",
  input: GroupCreateInput,
  inputDescription: "The new group.",
  answers: [GroupCreatePayload, InvalidInputError, ConflictError],
  write: createGroup,
  payload: async (ctx, id) => {
    const group = await ctx.loader(groupForViewer).load(id);
    // The request came before, and whoever sent it has left the group since.
    if (!group) throw wrongState("This group was made, and you are no longer in it.", null);
    return new GroupCreatePayload(group);
  },
});
