import { isId } from "../../kernel/ids.js";
import type { AppContext } from "../../platform/context.js";
import { notFound } from "../../platform/schema/refusals.js";
import type { Report } from "./report.entity.js";
import { reportForViewer } from "./report.loader.js";

/** The report, if it is the viewer's own and still kept; null for every other id. */
export async function visibleReport(ctx: AppContext, id: string): Promise<Report | null> {
  void ctx.viewer;
  return isId("rpt", id) ? ctx.loader(reportForViewer).load(id) : null;
}

/** The report that this operation has just written. */
export async function knownReport(ctx: AppContext, id: string): Promise<Report> {
  const report = await visibleReport(ctx, id);
  if (!report) throw notFound();
  return report;
}
