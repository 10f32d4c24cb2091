import { limits } from "../../platform/rate-limit.js";

export const INVITE_LIMITS = limits({
  /** Mails that one person has us send. */
  MAILS: { points: 50, duration: 3600 },
});
