import { poolOf } from "../../platform/database.js";
import { poolReader } from "../../platform/reader.js";
import type { RetentionRule } from "../../platform/retention.js";
import type { Writer } from "../../platform/writer.js";
import type { DeliveryState } from "./notification.entity.js";

/** What became of a delivery. */
export interface Delivered {
  readonly notificationId: string;
  readonly channel: string;
  readonly deviceId: string;
  readonly state: DeliveryState;
  readonly problem: string | null;
}

/** Notes what became of deliveries that waited. */
export async function noteDelivered(tx: Writer, delivered: readonly Delivered[]): Promise<void> {
  if (delivered.length === 0) return;
  await tx.run(
    `update deliveries d set state = n.state, problem = n.problem, at = now()
     from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[])
       n (notification_id, channel, device_id, state, problem)
     where d.notification_id = n.notification_id and d.channel = n.channel and d.device_id = n.device_id
       and d.state = 'WAITING'`,
    [
      delivered.map(({ notificationId }) => notificationId),
      delivered.map(({ channel }) => channel),
      delivered.map(({ deviceId }) => deviceId),
      delivered.map(({ state }) => state),
      delivered.map(({ problem }) => problem),
    ],
  );
}

/**
 * What could not be handed over for so long is no news any more, and its person can see that it was not. Quiet hours put it
 * off each night: what is older than a week, for which the mail of a week waits, and those days is given up all the same.
 */
export const deliveriesGivenUp: RetentionRule = {
  name: "deliveries that came to nothing",
  async forget({ dataSource }) {
    const rows = await poolReader(poolOf(dataSource)).rows(
      `update deliveries d set state = 'FAILED', problem = 'It could not be handed over for days.', at = now()
       from notifications n where n.id = d.notification_id and d.state = 'WAITING'
         and (d.due_at < now() - interval '3 days' or n.at < now() - interval '11 days') returning 1`,
    );
    return rows.length;
  },
};
