import { z } from "zod";
import type { Enqueueable } from "../../platform/jobs/enqueueable.js";

/** The making of one report, as whoever asks for it knows it; `makeReportJob` does it. */
export const MAKING: Enqueueable<{ readonly reportId: string }> = {
  name: "reports.make",
  // For about a day.
  attempts: 11,
  payload: z.object({ reportId: z.string() }),
};

/** Everything of a report is under one key. */
export function reportFolder(reportId: string): string {
  return `reports/${reportId}`;
}
