import { homeToday } from "../../kernel/today.js";
import type { Job } from "../../platform/jobs/job.js";
import { type Tx, write } from "../../platform/write.js";
import { groupNameFor } from "../groups/group.loader.js";
import type { ReportFormat, ReportKind } from "./report.entity.js";
import { orderReport } from "./report.service.js";
import { nextTurn, rangeBehind } from "./report-range.js";

const AT_ONCE = 50;

/** Orders the reports whose day has come where their readers live; each once, whoever asks. */
export const scheduledReportsJob: Job = {
  name: "reports.scheduled",
  kind: "upkeep",
  schedule: "7 * * * *",
  attempts: 5,
  async run(services, signal) {
    for (let count = AT_ONCE; count === AT_ONCE && !signal.aborted; ) {
      count = await write(services, orderDue);
    }
  },
};

interface Due {
  readonly userId: string;
  readonly userName: string;
  readonly timeZone: string;
  readonly kind: ReportKind;
  readonly format: ReportFormat;
  readonly nextOn: string;
  readonly groupId: string | null;
  readonly groupName: string | null;
  readonly currency: string;
  /** Whether its reader is still in the group. */
  readonly isTheirs: boolean;
}

const DUE = `
  select s.user_id, u.name as user_name, u.time_zone, s.kind, s.format, s.next_on, s.group_id, ${groupNameFor("s.user_id")} as group_name,
    coalesce(g.currency, u.preferred_currency) as currency,
    s.group_id is null or exists (
      select from members m where m.group_id = s.group_id and m.user_id = s.user_id and m.left_at is null) as is_theirs
  from report_schedules s join users u on u.id = s.user_id left join groups g on g.id = s.group_id
  where s.next_on <= (now() at time zone u.time_zone)::date
  order by s.next_on, s.user_id, s.kind, s.format, s.group_id limit ${AT_ONCE} for update of s skip locked`;

async function orderDue(tx: Tx): Promise<number> {
  const due = await tx.rows<Due>(DUE);
  for (const each of due) {
    const { userId, userName, kind, format, groupId, groupName, currency } = each;
    const which = [userId, kind, format, groupId];
    if (!each.isTheirs) {
      await tx.run(`delete from report_schedules where ${SAME}`, which);
      continue;
    }
    // After a long pause the last one comes, and not all that were missed.
    const today = homeToday(each);
    const next = nextTurn(kind, today);
    const range = rangeBehind(kind, lastTurn(kind, today));
    const group = groupId === null ? null : { id: groupId, name: groupName! };
    await orderReport(tx, { userId, kind, format, group, userName, range, currency, isScheduled: true });
    await tx.run(`update report_schedules set next_on = $5 where ${SAME}`, [...which, next]);
  }
  return due.length;
}

const SAME = "user_id = $1 and kind = $2 and format = $3 and group_id is not distinct from $4";

/** The first of this month, or year. */
function lastTurn(kind: ReportKind, today: string): string {
  return kind === "YEAR" ? `${today.slice(0, 4)}-01-01` : `${today.slice(0, 7)}-01`;
}
