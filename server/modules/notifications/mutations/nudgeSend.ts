import { Field, ID, InputType, ObjectType } from "type-graphql";
import { DryRun } from "../../../platform/schema/dry-run.js";
import { mutation } from "../../../platform/schema/mutation.js";
import {
  ConflictError,
  ForbiddenError,
  forbidden,
  InvalidInputError,
  invalidField,
  NotFoundError,
  wrongState,
} from "../../../platform/schema/refusals.js";
import { CurrencyCodeScalar } from "../../../platform/schema/scalars.js";
import type { Tx } from "../../../platform/write.js";
import { suggestionsByGroup } from "../../balances/suggestion.loader.js";
import type { LockedGroup } from "../../groups/group.access.js";
import { memberById } from "../../groups/group.loader.js";
import { groupWrite } from "../../groups/group-write.js";
import { Member } from "../../groups/member.entity.js";
import { isGuest } from "../../users/user.loader.js";
import { announce } from "../notice.service.js";
import { nudgeText } from "../nudge.loader.js";
import { NotificationKind } from "../preference.js";

@InputType({ description: "Who is to be reminded of what they owe the viewer." })
export class NudgeSendInput {
  @Field(() => String, { nullable: true, description: "The same request id and input within 7 days is one effect." })
  requestId?: string | null;

  @Field(() => ID, { description: "In which group." })
  groupId!: string;

  @Field(() => ID, { description: "Who owes the viewer something; a member with an account." })
  toMemberId!: string;

  @Field(() => CurrencyCodeScalar, { description: "In which currency." })
  currency!: string;

  @DryRun()
  dryRun?: boolean | null;
}

@ObjectType({ description: "They are reminded, by the ways that they chose." })
export class NudgeSendPayload {
  @Field({ description: "What they are told, in their language." })
  readonly text: string;

  @Field(() => Member, { description: "Who is told." })
  readonly member: Member;

  constructor(text: string, member: Member) {
    this.text = text;
    this.member = member;
  }
}

const DAYS_BETWEEN = 3;
/** Until addresses are verified. */
const REMINDERS_A_DAY = 5;

const sendNudge = groupWrite<NudgeSendInput>({
  mutation: "nudgeSend",
  act: "settle",
  group: ({ groupId }) => groupId,
  async work({ tx, viewer, locked, input }) {
    if (await isGuest(tx, viewer)) throw forbidden("Guests send no reminders; keep the account first.");
    const debtor = debtorFrom(locked, input);
    const minor = await owed(tx, locked, input);
    await requirePause(tx, viewer.userId, locked, input);
    await tx.run(
      `insert into nudges (group_id, currency, from_member_id, to_member_id, sender_id, amount, at)
       values ($1, $2, $3, $4, $5, $6, now())
       on conflict (group_id, currency, from_member_id, to_member_id) do update set sender_id = $5, amount = $6, at = now()`,
      [input.groupId, input.currency, debtor.id, locked.viewerMember.id, viewer.userId, minor],
    );
    await announce(tx, {
      userIds: [debtor.userId],
      kind: NotificationKind.REMINDER,
      groupId: input.groupId,
      subjectId: locked.viewerMember.id,
      what: {
        of: "reminder",
        fromId: locked.viewerMember.id,
        amount: { minor: String(minor), currency: input.currency },
      },
    });
    return { type: null, subjectId: debtor.id };
  },
});

function debtorFrom(locked: LockedGroup, { toMemberId }: NudgeSendInput): { id: string; userId: string } {
  const member = locked.member(toMemberId);
  const path = ["toMemberId"];
  if (!member || member.leftAt !== null) throw invalidField(path, "UNKNOWN_MEMBER", "The group has no such member.");
  const { id, userId } = member;
  if (userId === null) throw invalidField(path, "NOT_ALLOWED", "Whoever has no account cannot be reminded here.");
  if (id === locked.viewerMember.id) throw invalidField(path, "NOT_ALLOWED", "Nobody owes themselves anything.");
  return { id, userId };
}

/** What the group suggests that they pay the viewer, in minor units. */
async function owed(tx: Tx, { group, viewerMember }: LockedGroup, input: NudgeSendInput): Promise<bigint> {
  const suggested = await suggestionsByGroup(tx).load(group.id);
  const debt = suggested.find(
    ({ fromId, toId, currency }) =>
      fromId === input.toMemberId && toId === viewerMember.id && currency === input.currency,
  );
  if (!debt) throw wrongState("This person owes you nothing in this currency now.", input.toMemberId);
  return debt.minor;
}

async function requirePause(
  tx: Tx,
  userId: string,
  { group, viewerMember }: LockedGroup,
  { toMemberId, currency }: NudgeSendInput,
): Promise<void> {
  // Groups are locked one by one: whoever reminds in several of them at once is counted one reminder after the other.
  await tx.run("select pg_advisory_xact_lock(hashtextextended($1, 0))", [`nudges of ${userId}`]);
  const [counted] = await tx.rows<{ reminded: boolean; sent: number }>(
    `select exists (select from nudges where group_id = $1 and currency = $2 and from_member_id = $3 and to_member_id = $4
         and at > now() - interval '${DAYS_BETWEEN} days') as reminded,
       (select count(*)::int from nudges where sender_id = $5 and at > now() - interval '1 day') as sent`,
    [group.id, currency, toMemberId, viewerMember.id, userId],
  );
  const { reminded, sent } = counted!;
  if (reminded) throw wrongState(`They were reminded of this less than ${DAYS_BETWEEN} days ago.`, toMemberId);
  if (sent >= REMINDERS_A_DAY) throw wrongState(`You have sent ${REMINDERS_A_DAY} reminders within a day.`, null);
}

export const NudgeSendResolver = mutation({
  name: "nudgeSend",
  description: `Reminds somebody of what the group suggests that they pay the viewer: at most once in ${DAYS_BETWEEN} days for each debt, and ${REMINDERS_A_DAY} a day of one person. Guests send none.`,
  input: NudgeSendInput,
  inputDescription: "Whom, and of what.",
  answers: [NudgeSendPayload, InvalidInputError, NotFoundError, ForbiddenError, ConflictError],
  write: sendNudge,
  payload: async (ctx, toMemberId, input) => {
    const text = await nudgeText(ctx.reader, ctx.viewer, { ...input, toMemberId });
    return new NudgeSendPayload(text, await ctx.loader(memberById).load(toMemberId));
  },
});
