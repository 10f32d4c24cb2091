import type { DayRange } from "../../kernel/calendar.js";
import { newId } from "../../kernel/ids.js";
import { made } from "../../platform/made.js";
import type { Tx } from "../../platform/write.js";
import { MAKING } from "./making.js";
import { Report, type ReportFormat, type ReportKind, ReportState } from "./report.entity.js";
import { reportFileName } from "./report-range.js";

const KEPT_MILLISECONDS = 7 * 86_400_000;

/** Which report somebody wants. */
export interface Wanted {
  readonly id?: string | null;
  readonly userId: string;
  readonly kind: ReportKind;
  readonly format: ReportFormat;
  readonly group: { readonly id: string; readonly name: string } | null;
  /** Of whom it is where it is of no group. */
  readonly userName: string;
  readonly range: DayRange;
  readonly currency: string;
  readonly isScheduled: boolean;
}

/** Writes down that a report is wanted, and has it made; answers its id. */
export async function orderReport(tx: Tx, wanted: Wanted): Promise<string> {
  const { userId, kind, format, group, range, currency, isScheduled } = wanted;
  const now = new Date();
  const report = made(Report, {
    id: wanted.id ?? newId("rpt"),
    userId,
    kind,
    format,
    groupId: group?.id ?? null,
    fromDay: range.from,
    toDay: range.to,
    currency,
    state: ReportState.QUEUED,
    progress: 0,
    problem: null,
    groupIds: group ? [group.id] : [],
    fileKey: null,
    fileName: reportFileName(group?.name ?? wanted.userName, range, format),
    isScheduled,
    createdAt: now,
    expiresAt: new Date(now.getTime() + KEPT_MILLISECONDS),
  });
  await tx.insert(Report, report);
  await tx.enqueue(MAKING, { reportId: report.id });
  return report.id;
}
