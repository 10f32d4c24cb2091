import { Field, ID, InputType, ObjectType } from "type-graphql";
import { isId } from "../../../kernel/ids.js";
import type { Viewer } from "../../../platform/actor.js";
import { requestToChange } from "../../../platform/requests.js";
import { Cost } from "../../../platform/schema/cost.js";
import { mutation } from "../../../platform/schema/mutation.js";
import { ConflictError, InvalidInputError, invalidField } from "../../../platform/schema/refusals.js";
import type { Tx } from "../../../platform/write.js";
import { User } from "../../users/user.entity.js";
import { userById } from "../../users/user.loader.js";
import { lockPeople } from "../notice.service.js";
import { Notification } from "../notification.entity.js";
import { notificationForViewer } from "../notification.loader.js";
import { notificationTopic } from "../notification-topic.js";

/** As many as a page has. */
const IDS_MAX = 100;

@InputType({ description: "What was read: some notifications, or all that there are." })
export class NotificationReadInput {
  @Field(() => String, { nullable: true, description: "The same request id and input within 7 days is one effect." })
  requestId?: string | null;

  @Field(() => [ID], {
    nullable: true,
    description: `Of the notifications, 1 to ${IDS_MAX}; what is not the viewer's is passed over.`,
  })
  ids?: string[] | null;

  @Field(() => Boolean, { nullable: true, description: "True: all of them; instead of `ids`." })
  all?: boolean | null;
}

@ObjectType({ description: "They are read." })
export class NotificationReadPayload {
  @Field(() => User, { description: "The viewer, with what is still unread." })
  readonly user: User;

  @Cost(20)
  @Field(() => [Notification], { description: "Those that `ids` named, as they are now." })
  readonly notifications: readonly Notification[];

  constructor(user: User, notifications: readonly Notification[]) {
    this.user = user;
    this.notifications = notifications;
  }
}

async function readNotifications(tx: Tx, viewer: Viewer, input: NotificationReadInput): Promise<void> {
  const { userId } = viewer;
  const ids = idsFrom(input);
  const request = requestToChange(viewer, "notificationRead", input);
  // Nothing grows meanwhile: what is told from now on is new.
  await lockPeople(tx, [userId]);
  if ((await tx.replayOf(request)) !== null) return;
  const read = await tx.rows(
    `with read as (
       update notifications n set read_at = now()
       where n.user_id = $1 and n.read_at is null and ($2::text[] is null or n.id = any($2))
       returning n.id, n.at),
     told as (
       select id, row_number() over (order by at desc, id desc) as place from read order by place limit $3),
     counted as (
       update notification_people set number = number + (select count(*) from told) where user_id = $1
       returning number - (select count(*) from told) as before)
     select told.id, c.before + told.place as number from told, counted c`,
    [userId, ids, ids === null ? 1 : IDS_MAX],
  );
  await tx.run(
    `update notifications n set number = r.number from unnest($1::text[], $2::bigint[]) r (id, number) where n.id = r.id`,
    [read.map((row) => (row as { id: string }).id), read.map((row) => (row as { number: bigint }).number)],
  );
  if (read.length > 0) tx.wake(notificationTopic(userId));
  await tx.remember(request, userId);
}

/** The ids; null for all. */
function idsFrom({ ids, all }: NotificationReadInput): string[] | null {
  const named = ids ?? null;
  if ((named === null) === (all !== true)) {
    throw invalidField(["ids"], named === null ? "REQUIRED" : "NOT_ALLOWED", "Name some, or say that all are meant.");
  }
  if (named === null) return null;
  if (named.length === 0) throw invalidField(["ids"], "REQUIRED", "Name at least one.");
  if (named.length > IDS_MAX) throw invalidField(["ids"], "TOO_LONG", `At most ${IDS_MAX}.`);
  return named.filter((id) => isId("ntf", id));
}

export const NotificationReadResolver = mutation({
  name: "notificationRead",
  description: "Notes that the viewer has read notifications; what is read before it leaves does not leave any more.",
  input: NotificationReadInput,
  inputDescription: "Which.",
  answers: [NotificationReadPayload, InvalidInputError, ConflictError],
  scope: "ACCOUNT",
  write: readNotifications,
  payload: async (ctx, _answer, { ids }) => {
    const known = (ids ?? []).filter((id) => isId("ntf", id));
    const read = await ctx.loader(notificationForViewer).loadMany(known);
    const user = (await ctx.loader(userById).load(ctx.viewer.userId))!;
    return new NotificationReadPayload(
      user,
      read.filter((each) => each instanceof Notification),
    );
  },
});
