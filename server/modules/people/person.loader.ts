import DataLoader from "dataloader";
import { groupBy } from "../../kernel/group-by.js";
import { isId } from "../../kernel/ids.js";
import type { Viewer } from "../../platform/actor.js";
import type { Reader } from "../../platform/reader.js";
import type { SharedLedger } from "./person.js";

/** Somebody with whom the viewer shares a group: an account, or a member who has none. */
export interface PersonRow {
  /** The account's id, or else the member's. */
  readonly id: string;
  readonly name: string;
  readonly userId: string | null;
}

/** Everybody else in a group that the viewer is in; whoever left is there as long as something is open. */
const PEOPLE = `
  select coalesce(m.user_id, m.id) as id, m.user_id, coalesce(u.name, m.name) as name, m.group_id, m.id as member_id,
    v.id as viewer_member_id
  from members v
  join members m on m.group_id = v.group_id and m.user_id is distinct from v.user_id
  left join users u on u.id = m.user_id
  where v.user_id = $1 and v.left_at is null
    and (m.left_at is null or exists (select from balances b where b.group_id = m.group_id and b.member_id = m.id and b.net <> 0))`;

/** A page of the viewer's people by name, one more than asked for; `after` is the last one's name and id. */
export function peoplePage(
  reader: Reader,
  viewer: Viewer,
  after: readonly string[] | null,
  limit: number,
): Promise<PersonRow[]> {
  return reader.rows<PersonRow>(
    `select distinct id, name collate "C" as name, user_id from (${PEOPLE}) p
     where $2::text is null or (name collate "C", id) > ($2, $3) order by name, id limit $4`,
    [viewer.userId, after?.[0] ?? null, after?.[1] ?? null, limit],
  );
}

/** One of the viewer's people by the id of the account or of the member; null for everybody else. */
export async function personOf(reader: Reader, viewer: Viewer, id: string): Promise<PersonRow | null> {
  if (!isId("usr", id) && !isId("mem", id)) return null;
  const [row] = await reader.rows<PersonRow>(
    `select id, name, user_id from (${PEOPLE}) p where id = $2 or member_id = $2 limit 1`,
    [viewer.userId, id],
  );
  return row ?? null;
}

/** The ledgers that the viewer shares with each of these people, oldest group first. */
export function ledgersByPerson(reader: Reader, viewer: Viewer | null) {
  return new DataLoader<string, SharedLedger[]>(async (ids) => {
    const rows = await reader.rows<SharedLedger & { id: string }>(
      `select id, group_id, member_id, viewer_member_id from (${PEOPLE}) p where id = any($2)
       order by group_id, member_id`,
      [viewer?.userId ?? null, ids],
    );
    const byPerson = groupBy(rows, (row) => row.id);
    return ids.map((id) => byPerson.get(id) ?? []);
  });
}
