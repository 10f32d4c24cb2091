import DataLoader from "dataloader";
import type { Viewer } from "../../platform/actor.js";
import { entities, type Reader } from "../../platform/reader.js";
import { Report, StoredSchedule } from "./report.entity.js";

/** All of a report's row, which is called `r`. */
export const REPORT_COLUMNS = `r.id, r.user_id, r.kind, r.format, r.group_id, r.from_day, r.to_day, r.currency, r.state,
  r.progress, r.problem, r.group_ids, r.file_key, r.file_name, r.is_scheduled, r.created_at, r.expires_at`;

/** The viewer's own reports by id, while they are kept; null for all others. */
export function reportForViewer(reader: Reader, viewer: Viewer | null) {
  return new DataLoader<string, Report | null>(async (ids) => {
    const rows = await reader.rows(
      `select ${REPORT_COLUMNS} from reports r where r.id = any($1) and r.user_id = $2 and r.expires_at > now()`,
      [ids, viewer?.userId ?? null],
    );
    const byId = new Map(entities(Report, rows).map((report) => [report.id, report]));
    return ids.map((id) => byId.get(id) ?? null);
  });
}

/** Whether all groups that reports speak of are still their reader's, by the reports' ids. */
export function stillReadable(reader: Reader) {
  return new DataLoader<string, boolean>(async (ids) => {
    const rows = await reader.rows<{ id: string }>(
      `select r.id from reports r where r.id = any($1) and not exists (
         select from unnest(r.group_ids) as g (id) where not exists (
           select from members m where m.group_id = g.id and m.user_id = r.user_id and m.left_at is null))`,
      [ids],
    );
    const readable = new Set(rows.map(({ id }) => id));
    return ids.map((id) => readable.has(id));
  });
}

/** A page of somebody's reports, newest first, one more than asked for. */
export async function reportsPage(
  reader: Reader,
  userId: string,
  after: readonly string[] | null,
  limit: number,
): Promise<Report[]> {
  const rows = await reader.rows(
    `select ${REPORT_COLUMNS} from reports r
     where r.user_id = $1 and r.expires_at > now()
       and ($2::timestamptz is null or (r.created_at, r.id) < ($2, $3))
     order by r.created_at desc, r.id desc limit $4`,
    [userId, after?.[0] ?? null, after?.[1] ?? null, limit],
  );
  return entities(Report, rows);
}

/** What comes by itself to somebody, in groups that they are in, the oldest wish first. */
export async function schedulesOf(reader: Reader, userId: string): Promise<StoredSchedule[]> {
  const rows = await reader.rows(
    `select s.* from report_schedules s
     where s.user_id = $1 and (s.group_id is null or exists (
       select from members m where m.group_id = s.group_id and m.user_id = $1 and m.left_at is null))
     order by s.created_at, s.kind, s.format, s.group_id`,
    [userId],
  );
  return entities(StoredSchedule, rows);
}
