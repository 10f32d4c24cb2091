import { limits } from "../../platform/rate-limit.js";

export const INVITE_LIMITS = limits({
  /** Letters that one person has us send. */
  LETTERS: { points: 50, duration: 3600 },
});
