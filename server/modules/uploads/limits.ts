import { limits } from "../../platform/rate-limit.js";

export const UPLOAD_LIMITS = limits({
  /** Files that one person sends. */
  UPLOADS: { points: 120, duration: 3600 },
});
