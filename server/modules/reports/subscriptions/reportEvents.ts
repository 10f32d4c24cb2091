import { Arg, ID, Resolver, Root, Subscription } from "type-graphql";
import { isId } from "../../../kernel/ids.js";
import type { AppContext } from "../../../platform/context.js";
import { poolOf } from "../../../platform/database.js";
import { LiveSource, type Look } from "../../../platform/live/live-source.js";
import { entities, poolReader, type Reader } from "../../../platform/reader.js";
import { Cost } from "../../../platform/schema/cost.js";
import { topLevel } from "../../../platform/schema/top-level-errors.js";
import { Report } from "../report.entity.js";
import { REPORT_COLUMNS } from "../report.loader.js";

@Resolver()
export class ReportEventsResolver {
  @Cost(5)
  @Subscription(() => Report, {
    description: "A report of the viewer's own: at once, and whenever more of it is written, until it is gone.",
    subscribe: ({ args, context }: { args: unknown; context: unknown }) =>
      reportEventsFrom(context as AppContext, (args as { reportId: string }).reportId),
  })
  reportEvents(
    @Root() report: Report,
    @Arg("reportId", () => ID, { description: "Of the report." }) _reportId: string,
  ): Report {
    return report;
  }
}

async function reportEventsFrom({ session, services }: AppContext, reportId: string): Promise<LiveSource<string>> {
  const reader = poolReader(poolOf(services.reserved));
  const seen = isId("rpt", reportId) ? await lookAt(reader, reportId, [session.sessionId]) : null;
  if (!seen?.allowed.includes(session.sessionId)) {
    throw topLevel("NOT_FOUND", "There is no such report, or it is not yours to see.");
  }
  return new ReportEvents(reportId, "");
}

/** A ring may be lost with the process that would have rung. */
const QUIET_MILLISECONDS = 5_000;

/** A report as a whole each time; the cursor is what of it was told last. */
class ReportEvents extends LiveSource<string> {
  override readonly pause = 100;

  async look(reader: Reader, told: string, sessionIds: readonly string[]): Promise<Look<string>> {
    const seen = await lookAt(reader, this.topic, sessionIds);
    if (!seen) return { cursor: told, more: false, allowed: new Set() };
    const { report, allowed } = seen;
    const cursor = JSON.stringify([report.state, report.progress]);
    const news = cursor === told ? {} : { root: report };
    return { cursor, more: false, allowed: new Set(allowed), again: QUIET_MILLISECONDS, ...news };
  }
}

async function lookAt(
  reader: Reader,
  reportId: string,
  sessionIds: readonly string[],
): Promise<{ readonly report: Report; readonly allowed: readonly string[] } | null> {
  const [row] = await reader.rows<{ allowed: string[] }>(
    `select ${REPORT_COLUMNS}, array(
       select s.id from sessions s where s.id = any($2) and s.user_id = r.user_id and s.revoked_at is null) as allowed
     from reports r where r.id = $1 and r.expires_at > now()`,
    [reportId, sessionIds],
  );
  return row ? { report: entities(Report, [row])[0]!, allowed: row.allowed } : null;
}
