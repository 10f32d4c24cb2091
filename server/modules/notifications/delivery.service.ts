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
