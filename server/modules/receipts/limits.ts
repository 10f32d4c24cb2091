import { limits } from "../../platform/rate-limit.js";

export const RECEIPT_LIMITS = limits({
  /** Receipts that one person sends or has read again: each takes seconds of a core. */
  RECEIPTS: { points: 120, duration: 3600 },
});
