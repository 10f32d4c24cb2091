import type DataLoader from "dataloader";
import { z } from "zod";
import { commandActor } from "../../platform/actor.js";
import type { LoaderFactory, Services } from "../../platform/context.js";
import { isConnectionLost, poolOf } from "../../platform/database.js";
import { type Job, TryAgainLater } from "../../platform/jobs/job.js";
import { entities, Snapshot } from "../../platform/reader.js";
import { isNotFound, isUnavailable } from "../../platform/schema/top-level-errors.js";
import { type Tx, write } from "../../platform/write.js";
import type { SpendingReader } from "../analytics/spending-scope.js";
import { groupNameFor } from "../groups/group.loader.js";
import { announce } from "../notifications/notice.service.js";
import { NotificationKind } from "../notifications/preference.js";
import { userById } from "../users/user.loader.js";
import { MAKING } from "./making.js";
import { Report, ReportKind } from "./report.entity.js";
import { REPORT_COLUMNS } from "./report.loader.js";
import type { WritingProgress } from "./report-content.js";
import { contentOf } from "./report-content.service.js";
import { keepReport } from "./report-file.service.js";

/** A spreadsheet has about a million rows; nobody reads so many. */
const ROWS_MAX = 500_000;
/** How far it is, is told so often at most. */
const TELL_MILLISECONDS = 500;

/** Makes one report: in one state of the database, as its reader may see it when it is made. */
export const makeReportJob: Job<{ reportId: string }> = {
  ...MAKING,
  kind: "reports",
  async run(services, signal, { reportId }) {
    const report = await beginReport(services, reportId);
    if (!report) return;
    const outcome = await madeReport(services, report, signal);
    await finishReport(services, report, outcome);
  },
};

/** What came of it: where its file is and which groups it speaks of, or why there is none. */
type Outcome = { readonly fileKey: string; readonly groupIds: readonly string[] } | { readonly problem: string };

/** Says that it is being written; null where nobody waits for it any more. */
async function beginReport(services: Services, reportId: string): Promise<Report | null> {
  return write(services, async (tx) => {
    const rows = await tx.rows(
      `update reports r set state = 'RUNNING', progress = 0
       where r.id = $1 and r.state in ('QUEUED', 'RUNNING') and r.expires_at > now() returning ${REPORT_COLUMNS}`,
      [reportId],
    );
    tx.wake(reportId);
    return entities(Report, rows)[0] ?? null;
  });
}

async function madeReport(services: Services, report: Report, signal: AbortSignal): Promise<Outcome> {
  const { source, end } = sourceFor(services, report.userId);
  try {
    const user = (await source.loader(userById).load(report.userId))!;
    const { content, groupIds } = await contentOf(source, report, user);
    if (content.count > ROWS_MAX) return { problem: "TOO_LARGE" };
    const fileKey = await keepReport(services, report, content, teller(services, report, signal));
    return { fileKey, groupIds };
  } catch (error) {
    if (isNotFound(error)) return { problem: "NOT_YOURS" };
    if (signal.aborted || isUnavailable(error) || isConnectionLost(error)) {
      throw new TryAgainLater("The report could not be made now.", { cause: error });
    }
    services.log.error({ err: error, reportId: report.id }, "a report could not be made");
    return { problem: "FAILED" };
  } finally {
    await end();
  }
}

/** One state of the database, read as this person may. */
function sourceFor({ dataSource }: Services, userId: string): { source: SpendingReader; end: () => Promise<void> } {
  const viewer = commandActor(userId);
  const reader = new Snapshot(poolOf(dataSource), undefined, "bulk");
  const loaders = new Map<unknown, unknown>();
  const loader = <Key, Value>(factory: LoaderFactory<Key, Value>) => {
    if (!loaders.has(factory)) loaders.set(factory, factory(reader, viewer));
    return loaders.get(factory) as DataLoader<Key, Value>;
  };
  return { source: { reader, loader, viewer }, end: () => reader.end() };
}

/** Writes down how far it is, a few times, and rings; whatever fails here is no matter. Ends the work with the process. */
function teller(services: Services, { id }: Report, signal: AbortSignal): WritingProgress {
  let told = Date.now();
  return (part) => {
    signal.throwIfAborted();
    if (Date.now() - told < TELL_MILLISECONDS) return;
    told = Date.now();
    void write(services, async (tx) => {
      await tx.run("update reports set progress = $2 where id = $1 and state = 'RUNNING'", [id, Math.min(1, part)]);
      tx.wake(id);
    }).catch(() => undefined);
  };
}

/** Once: where somebody else was faster, or it has expired meanwhile, the file of this try goes. */
async function finishReport(services: Services, report: Report, outcome: Outcome): Promise<void> {
  await write(services, async (tx) => {
    const isReady = "fileKey" in outcome;
    const { length } = await tx.rows(
      `update reports set state = $2, progress = 1, problem = $3, file_key = $4, group_ids = $5
       where id = $1 and state = 'RUNNING' returning id`,
      [
        report.id,
        isReady ? "READY" : "FAILED",
        isReady ? null : outcome.problem,
        isReady ? outcome.fileKey : null,
        isReady ? outcome.groupIds : report.groupIds,
      ],
    );
    if (length === 0 && isReady) await tx.enqueue(removeReportFilesJob, { keys: [outcome.fileKey] });
    if (length > 0 && report.isScheduled) await announceReport(tx, report, outcome);
    tx.wake(report.id);
  });
}

/** Nobody waits for what comes by itself, so it is told; but not that one has left the group. */
async function announceReport(tx: Tx, report: Report, outcome: Outcome): Promise<void> {
  const { id, userId, groupId, kind, format, fromDay, expiresAt } = report;
  const isReady = "fileKey" in outcome;
  if (!isReady && outcome.problem === "NOT_YOURS") return;
  const [group] = await tx.rows<{ name: string }>(
    `select ${groupNameFor("$2")} as name from groups g where g.id = $1`,
    [groupId, userId],
  );
  const about = group?.name ?? (kind === ReportKind.YEAR ? fromDay.slice(0, 4) : null);
  const what = { of: "report", about, format, isReady, until: expiresAt.toISOString() } as const;
  await announce(tx, { userIds: [userId], kind: NotificationKind.REPORT, groupId, subjectId: id, what, once: id });
}

export const removeReportFilesJob: Job<{ keys: string[] }> = {
  name: "reports.remove-files",
  kind: "upkeep",
  attempts: 12,
  payload: z.object({ keys: z.array(z.string()) }),
  async run({ storage }, _signal, { keys }) {
    for (const key of keys) await storage.remove(key);
  },
};
