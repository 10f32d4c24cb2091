import { limits } from "../../platform/rate-limit.js";

export const PRESENCE_LIMITS = limits({
  /** How often one person says where they are, from all tabs together. */
  PRESENCE: { points: 240, duration: 60, alone: 240 },
});
