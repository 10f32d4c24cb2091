import type { Services } from "../../platform/context.js";
import type { RetentionRule } from "../../platform/retention.js";
import { write } from "../../platform/write.js";
import { isSealedWithNewest, seal, unseal } from "./sealing.js";
import { dataKeys } from "./secret.service.js";

const AT_ONCE = 200;

/** Seals with the newest key what older ones sealed, so that those can be taken away a day after a new one was added. */
export const sealsAnew: RetentionRule = {
  name: "seals of older keys",
  async forget(services, signal) {
    let sealed = 0;
    for (let after: string | null = ""; after !== null && !signal.aborted; ) {
      const step: { count: number; last: string | null } = await sealSome(services, after);
      sealed += step.count;
      after = step.last;
    }
    return sealed;
  },
};

async function sealSome(services: Services, after: string): Promise<{ count: number; last: string | null }> {
  const keys = await dataKeys(services);
  return write(services, async (tx) => {
    const devices = await tx.rows<{ id: string; sealed: string }>(
      "select id, sealed from devices where sealed is not null and id > $1 order by id limit $2 for update",
      [after, AT_ONCE],
    );
    const old = devices.filter(({ sealed }) => !isSealedWithNewest(keys, sealed));
    for (const { id, sealed } of old) {
      await tx.run("update devices set sealed = $2 where id = $1", [id, seal(keys, unseal(keys, sealed, id), id)]);
    }
    return { count: old.length, last: devices.length < AT_ONCE ? null : devices.at(-1)!.id };
  });
}
