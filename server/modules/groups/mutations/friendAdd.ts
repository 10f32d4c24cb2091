import { Field, ID, InputType, ObjectType } from "type-graphql";
import type { Viewer } from "../../../platform/actor.js";
import { requestToCreate } from "../../../platform/requests.js";
import { newIdFrom } from "../../../platform/schema/ids.js";
import { requireCurrency } from "../../../platform/schema/money.js";
import { mutation } from "../../../platform/schema/mutation.js";
import {
  ConflictError,
  InvalidFields,
  InvalidInputError,
  invalidField,
  wrongState,
} from "../../../platform/schema/refusals.js";
import { CurrencyCodeScalar } from "../../../platform/schema/scalars.js";
import type { Tx } from "../../../platform/write.js";
import { Group, GroupKind } from "../group.entity.js";
import { groupForViewer } from "../group.loader.js";
import { type NewPerson, personFrom } from "../member.js";
import { GROUP_NAME_MAX, insertGroup } from "./groupCreate.js";

@InputType({ description: "Somebody with whom the viewer shares expenses outside of any group." })
export class FriendAddInput {
  @Field(() => ID, { nullable: true, description: "Of the ledger; made by the client, twice makes one ledger." })
  id?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: "The account of somebody with whom the viewer shares a group; then there is nothing to claim.",
  })
  userId?: string | null;

  @Field(() => String, {
    nullable: true,
    description: "1 to 100 characters; needed without an account, whose own name shows once there is one.",
  })
  name?: string | null;

  @Field(() => String, { nullable: true, description: "For an invitation; it gives nobody any right." })
  email?: string | null;

  @Field(() => CurrencyCodeScalar, { description: "Proposed for new expenses; each expense has its own." })
  currency!: string;
}

@ObjectType({ description: "The two have a ledger." })
export class FriendAddPayload {
  @Field(() => Group, { description: "The new ledger: a group of the kind PAIR." })
  readonly group: Group;

  constructor(group: Group) {
    this.group = group;
  }
}

/** Also used by the demo. Answers the ledger's id. */
export async function addFriend(tx: Tx, viewer: Viewer, input: FriendAddInput): Promise<string> {
  const invalid = new InvalidFields();
  newIdFrom("grp", input.id, invalid);
  const named = typeof input.userId === "string" ? null : personFrom({ ...input, name: input.name ?? "" }, invalid, []);
  requireCurrency(input.currency, [], invalid, ["currency"]);
  invalid.refuse();
  const request = requestToCreate(viewer, "friendAdd", "groups", input);
  const earlier = await tx.replayOf(request);
  if (earlier) return earlier;
  const person = named ?? (await acquaintance(tx, viewer, input.userId!));
  // Nobody in the ledger reads this name, but whoever is invited to it does.
  const name = (maker: string) => [...`${maker} & ${person.name}`].slice(0, GROUP_NAME_MAX).join("");
  const id = await insertGroup(tx, viewer, { ...input, kind: GroupKind.PAIR, name, people: [person] });
  await tx.remember(request, id);
  return id;
}

/** The account of somebody who is in a group with the viewer, and never had a ledger with them. */
async function acquaintance(tx: Tx, viewer: Viewer, userId: string): Promise<NewPerson> {
  // One at a time for these two, whoever of them asks: they shall not get two ledgers at once.
  await tx.run("select id from users where id in ($1, $2) order by id for no key update", [viewer.userId, userId]);
  const [person] = await tx.rows<{ name: string }>(
    `select u.name from members v join members m on m.group_id = v.group_id join users u on u.id = m.user_id
     where v.user_id = $1 and v.left_at is null and m.user_id = $2 and m.left_at is null and $1 <> $2 limit 1`,
    [viewer.userId, userId],
  );
  if (!person) throw invalidField(["userId"], "UNKNOWN_MEMBER", "You share no group with this person.");
  const [pair] = await tx.rows<{ groupId: string; left: boolean }>(
    `select v.group_id, v.left_at is not null or m.left_at is not null as left
     from members v join members m on m.group_id = v.group_id join groups g on g.id = v.group_id
     where v.user_id = $1 and m.user_id = $2 and g.kind = 'PAIR' order by v.group_id limit 1`,
    [viewer.userId, userId],
  );
  // Nobody is put back into what they have left.
  if (pair?.left) throw wrongState("You had a ledger; whoever left it comes back by an invite.", pair.groupId);
  if (pair) throw wrongState("The two of you have a ledger already.", pair.groupId);
  return { name: person.name, email: null, userId };
}

export const FriendAddResolver = mutation({
  name: "friendAdd",
  description:
    "Makes the private ledger of two people. It works as a group does, and has room for nobody else; the other one claims their side by an invite.",
  input: FriendAddInput,
  inputDescription: "With whom.",
  answers: [FriendAddPayload, InvalidInputError, ConflictError],
  write: addFriend,
  payload: async (ctx, id) => {
    const group = await ctx.loader(groupForViewer).load(id);
    if (!group) throw wrongState("This ledger was made, and you are no longer in it.", null);
    return new FriendAddPayload(group);
  },
});
