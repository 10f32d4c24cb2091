import type { Services } from "../../platform/context.js";
import { poolOf } from "../../platform/database.js";
import { poolReader } from "../../platform/reader.js";
import { type DataKey, keysFrom, newDataKey } from "./sealing.js";
import { NotificationSettings } from "./settings.js";

/** A secret that the first process makes that needs it, and that all processes of this database share. */
export async function madeOnce({ reserved }: Services, name: string, make: () => Buffer): Promise<Buffer> {
  const reader = poolReader(poolOf(reserved));
  const known = () => reader.rows<{ value: Buffer }>("select value from secrets where name = $1", [name]);
  const [there] = await known();
  if (there) return there.value;
  await reader.rows("insert into secrets (name, value) values ($1, $2) on conflict do nothing", [name, make()]);
  return (await known())[0]!.value;
}

/** What addresses of devices are sealed with: DATA_KEYS, or one key that is made once. */
export async function dataKeys(services: Services): Promise<readonly DataKey[]> {
  const configured = services.settings.of(NotificationSettings).DATA_KEYS;
  const own = async () => ({ name: "own", key: await madeOnce(services, "data", newDataKey) });
  // What was sealed before somebody set DATA_KEYS can still be opened.
  return configured === undefined ? [await own()] : [...keysFrom(configured)!, await own()];
}
