import { limits } from "../../platform/rate-limit.js";

export const GUEST_LIMITS = limits({
  /** New guests from one address, each with a group of their own. */
  GUESTS: { points: 20, duration: 3600 },
});
