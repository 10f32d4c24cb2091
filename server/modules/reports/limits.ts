import { limits } from "../../platform/rate-limit.js";

export const REPORT_LIMITS = limits({
  /** Reports that one person asks for: each may read all that they have. */
  REPORTS: { points: 60, duration: 3600 },
});
