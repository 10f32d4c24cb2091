import { Arg, Ctx, Field, ID, InputType, Mutation, ObjectType, Resolver } from "type-graphql";
import { isId } from "../../../kernel/ids.js";
import type { AppContext } from "../../../platform/context.js";
import { NotFoundError, notFound, resultOf } from "../../../platform/schema/refusals.js";
import { badInput } from "../../../platform/schema/top-level-errors.js";
import { Expense } from "../../expenses/expense.entity.js";
import { knownGroup, viewerMemberOf } from "../../groups/group.access.js";
import { Member } from "../../groups/member.entity.js";
import { Settlement } from "../../settlements/settlement.entity.js";
import { userById } from "../../users/user.loader.js";
import { PRESENCE_LIMITS } from "../limits.js";
import { PRESENT_MILLISECONDS, presenceKey, presenceTopic, type SaidPresence } from "../presence.js";

const TAB_MAX = 64;

@InputType({
  description:
    "Says where the viewer looks. Said again within 30 seconds while it holds; without a subject and not editing, the tab is not there any more.",
})
export class PresenceSetInput {
  @Field(() => ID, { description: "In which group." })
  groupId!: string;

  @Field(() => ID, {
    nullable: true,
    description: "At what: the group itself, an expense, a settlement or a member of it.",
  })
  subjectId?: string | null;

  @Field({ description: "Whether it is being changed, and not only looked at." })
  editing!: boolean;

  @Field({ description: "What the client calls this tab: 1 to 64 characters, the same as long as it is open." })
  tab!: string;
}

@ObjectType({ description: "It is said, unless the viewer does not want to be seen." })
export class PresenceSetPayload {
  @Field({ description: "Always true." })
  readonly ok: boolean = true;
}

const PresenceSetResult = resultOf("PresenceSetResult", PresenceSetPayload, NotFoundError);

@Resolver()
export class PresenceSetResolver {
  @Mutation(() => PresenceSetResult, {
    description: "Says where the viewer is looking just now; nothing of it is kept. Doing it twice is one effect.",
  })
  async presenceSet(
    @Arg("input", { description: "Where." }) input: PresenceSetInput,
    @Ctx() ctx: AppContext,
  ): Promise<typeof PresenceSetResult> {
    const { userId, sessionId } = ctx.session;
    if (input.tab.length < 1 || input.tab.length > TAB_MAX) throw badInput("tab", `1 to ${TAB_MAX} characters.`);
    await ctx.services.rateLimits.take(PRESENCE_LIMITS.PRESENCE, userId);
    if (!isId("grp", input.groupId)) throw notFound();
    const { id: groupId } = await knownGroup(ctx, input.groupId);
    const subjectId = input.subjectId ?? groupId;
    await requireOfGroup(ctx, subjectId, groupId);
    const isThere = input.editing || typeof input.subjectId === "string";
    const { showsPresence } = (await ctx.loader(userById).load(userId))!;
    const member = await viewerMemberOf(ctx, groupId);
    const [topic, key] = [presenceTopic(groupId), presenceKey(sessionId, input.tab)];
    if (!isThere || !showsPresence || !member) await leave(ctx, topic, key);
    else await say(ctx, topic, key, { memberId: member.id, subjectId, editing: input.editing });
    return new PresenceSetPayload();
  }
}

/** The group itself, or a thing of it that everybody in it may see: who looks at an invite is not for all. */
async function requireOfGroup(ctx: AppContext, subjectId: string, groupId: string): Promise<void> {
  if (subjectId === groupId) return;
  const subject = await ctx.services.node(ctx, subjectId);
  const isForAll = subject instanceof Expense || subject instanceof Settlement || subject instanceof Member;
  if (!isForAll || subject.groupId !== groupId) throw notFound();
}

async function leave({ services }: AppContext, topic: string, key: string): Promise<void> {
  if (await services.shortLived.remove(topic, key)) services.wakeUps.publish(topic);
}

/** Saying the same again only puts off its end, and is nobody's news. */
async function say(
  { services }: AppContext,
  topic: string,
  key: string,
  said: Omit<SaidPresence, "since">,
): Promise<void> {
  const now = Date.now();
  const until = now + PRESENT_MILLISECONDS;
  const earlier = await services.shortLived.get(topic, key);
  const before = earlier === null ? null : (JSON.parse(earlier) as SaidPresence);
  const isSame = before?.subjectId === said.subjectId && before.editing === said.editing;
  const value = JSON.stringify({ ...said, since: isSame ? before.since : now });
  await services.shortLived.set(topic, { key, value, until });
  if (!isSame) services.wakeUps.publish(topic);
}
