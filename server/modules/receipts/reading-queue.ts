import { z } from "zod";
import type { Enqueueable } from "../../platform/jobs/enqueueable.js";

/** A receipt that is to be read, and for which time: `Receipt.round`. */
export interface ReadingOrder {
  readonly receiptId: string;
  readonly round: number;
}

/** The reading of one receipt, as whoever asks for it knows it; `readJob` does it. */
export const READING: Enqueueable<ReadingOrder> = {
  name: "receipts.read",
  attempts: 20,
  payload: z.object({ receiptId: z.string(), round: z.int() }),
};
