import { Resolver, Root, Subscription } from "type-graphql";
import type { AppContext } from "../../../platform/context.js";
import { poolOf } from "../../../platform/database.js";
import { LiveSource, type Look } from "../../../platform/live/live-source.js";
import { entities, poolReader, type Reader } from "../../../platform/reader.js";
import { ViewersOwn } from "../../../platform/schema/viewers-own.js";
import { Notification } from "../notification.entity.js";
import { NOTIFICATION_COLUMNS, STILL_THEIRS } from "../notification.loader.js";
import { notificationTopic } from "../notification-topic.js";

@Resolver()
export class ViewerNotificationsResolver {
  @ViewersOwn()
  @Subscription(() => Notification, {
    description:
      "What the viewer is told from now on: each notification when it is made, when it grows, and when it was read elsewhere; of all that are read at once the newest alone. It begins with those of the last minute, so that whoever has asked for `User.unreadNotifications` just before misses none in between.",
    subscribe: ({ context }: { context: unknown }) => viewerNotificationsFrom(context as AppContext),
  })
  viewerNotifications(@Root() { notification }: { readonly notification: Notification }): Notification {
    return notification;
  }
}

async function viewerNotificationsFrom({ session, services }: AppContext): Promise<LiveSource<bigint>> {
  const { userId } = session;
  const [row] = await poolReader(poolOf(services.reserved)).rows<{ from: bigint }>(FROM, [userId]);
  return new ViewerNotifications(userId, row!.from);
}

/**
 * The number before what was changed in the last minute, of the latest hundred. A page reads how many are unread, and listens
 * a moment later; what came in between would be told by neither.
 */
const FROM = `
  select coalesce(min(n.number) - 1, (select p.number from notification_people p where p.user_id = $1), 0)::bigint as from
  from (select number, at, read_at from notifications where user_id = $1 order by number desc limit 100) n
  where greatest(n.at, n.read_at) > now() - interval '1 minute'`;

/** A person's notifications by the numbers of their changes. */
class ViewerNotifications extends LiveSource<bigint> {
  private readonly userId: string;

  constructor(userId: string, from: bigint) {
    super(notificationTopic(userId), from);
    this.userId = userId;
  }

  async look(reader: Reader, after: bigint, sessionIds: readonly string[]): Promise<Look<bigint>> {
    const { notification, last, allowed } = await nextNotification(reader, this.userId, after, sessionIds);
    return notification
      ? { cursor: notification.number, root: { notification }, more: notification.number < last, allowed }
      : { cursor: last, more: false, allowed };
  }
}

interface Next {
  readonly notification: Notification | null;
  /** The number of the last change. */
  readonly last: bigint;
  readonly allowed: ReadonlySet<string>;
}

/** The first that was changed behind a number and is still theirs, and in the same moment which of their sessions live. */
async function nextNotification(
  reader: Reader,
  userId: string,
  after: bigint | null,
  sessionIds: readonly string[],
): Promise<Next> {
  const [row] = await reader.rows<Notification & { last: bigint; allowed: string[] }>(
    `select coalesce(p.number, 0) as last,
       array(select id from sessions where id = any($3) and user_id = $1 and revoked_at is null) as allowed, n.*
     from (select) one
     left join notification_people p on p.user_id = $1
     left join lateral (
       select ${NOTIFICATION_COLUMNS} from notifications n
       where n.user_id = $1 and n.number > $2 and n.in_app and ${STILL_THEIRS} order by n.number limit 1) n on true`,
    [userId, after, sessionIds],
  );
  const { last, allowed, ...notification } = row!;
  return {
    last,
    allowed: new Set(allowed),
    notification: notification.id === null ? null : entities(Notification, [notification])[0]!,
  };
}
