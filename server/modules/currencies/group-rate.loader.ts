import DataLoader from "dataloader";
import { Decimal } from "../../kernel/decimal.js";
import { rateFrom } from "../../kernel/exchange.js";
import { groupBy } from "../../kernel/group-by.js";
import type { Viewer } from "../../platform/actor.js";
import { entities, type Reader } from "../../platform/reader.js";
import type { AgreedRate } from "./exchange-rate.js";
import { GroupRate } from "./group-rate.entity.js";

export const GROUP_RATE_COLUMNS = `r.id, r.group_id, r.from_currency as "from", r.to_currency as "to", r.rate, r.valid_from,
  r.created_by_id, r.created_at, r.removed_at`;

/** Rates by id, removed or not, if the viewer is in their group; null for all others. */
export function rateForViewer(reader: Reader, viewer: Viewer | null) {
  return new DataLoader<string, GroupRate | null>(async (ids) => {
    const rows = await reader.rows(
      `select ${GROUP_RATE_COLUMNS} from group_rates r
       join members v on v.group_id = r.group_id and v.user_id = $2 and v.left_at is null where r.id = any($1)`,
      [ids, viewer?.userId ?? null],
    );
    const byId = new Map(entities(GroupRate, rows).map((rate) => [rate.id, rate]));
    return ids.map((id) => byId.get(id) ?? null);
  });
}

/** The rates of a group that count, by their currencies, the latest first. */
export function ratesByGroup(reader: Reader) {
  return new DataLoader<string, GroupRate[]>(async (groupIds) => {
    const rows = await reader.rows(
      `select ${GROUP_RATE_COLUMNS} from group_rates r where r.group_id = any($1) and r.removed_at is null
       order by r.group_id, r.from_currency collate "C", r.to_currency collate "C", r.valid_from desc nulls last, r.id`,
      [groupIds],
    );
    const byGroup = groupBy(entities(GroupRate, rows), (rate) => rate.groupId);
    return groupIds.map((groupId) => byGroup.get(groupId) ?? []);
  });
}

/** What choosing among a group's rates takes. */
export function agreedFrom({ from, to, rate, validFrom, createdAt }: GroupRate): AgreedRate {
  const enteredOn = createdAt.toISOString().slice(0, 10);
  return { from, to, rate: rateFrom(Decimal.parse(rate)!)!, validFrom, enteredOn };
}
