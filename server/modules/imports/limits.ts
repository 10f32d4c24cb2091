import { limits } from "../../platform/rate-limit.js";

export const IMPORT_LIMITS = limits({
  /** Commits of imports of one person, those included that are only tried out. */
  IMPORTS: { points: 240, duration: 3600 },
});
