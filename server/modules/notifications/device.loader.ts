import DataLoader from "dataloader";
import { groupBy } from "../../kernel/group-by.js";
import type { Viewer } from "../../platform/actor.js";
import { entities, type Reader } from "../../platform/reader.js";
import { Device } from "./device.entity.js";

const DEVICE_COLUMNS = `d.id, d.user_id, d.kind, d.state, d.name, d.sealed, d.fingerprint, d.code_hash, d.code_until,
  d.code_tries, d.created_at, d.last_used_at`;

/** Everybody's devices, the newest first. */
export function devicesByUser(reader: Reader) {
  return new DataLoader<string, Device[]>(async (userIds) => {
    const rows = await reader.rows(
      `select ${DEVICE_COLUMNS} from devices d where d.user_id = any($1) order by d.user_id, d.created_at desc, d.id`,
      [userIds],
    );
    const byUser = groupBy(entities(Device, rows), (device) => device.userId);
    return userIds.map((userId) => byUser.get(userId) ?? []);
  });
}

/** The viewer's own devices by id; null for what is nobody's or somebody else's. */
export function deviceForViewer(reader: Reader, viewer: Viewer | null) {
  return new DataLoader<string, Device | null>(async (ids) => {
    const rows = await reader.rows(`select ${DEVICE_COLUMNS} from devices d where d.id = any($1) and d.user_id = $2`, [
      ids,
      viewer?.userId ?? null,
    ]);
    const byId = new Map(entities(Device, rows).map((device) => [device.id, device]));
    return ids.map((id) => byId.get(id) ?? null);
  });
}

/** One of somebody's own devices, locked; null for any other id. */
export async function lockedDevice(tx: Reader, userId: string, id: string): Promise<Device | null> {
  const rows = await tx.rows(`select ${DEVICE_COLUMNS} from devices d where d.id = $1 and d.user_id = $2 for update`, [
    id,
    userId,
  ]);
  return entities(Device, rows)[0] ?? null;
}
