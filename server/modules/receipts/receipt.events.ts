import { quietEvent } from "../../platform/events/event-type.js";
import type { Receipt } from "./receipt.entity.js";

export const receiptCreated = quietEvent<Receipt>("receipt.created");
export const receiptRead = quietEvent<Receipt>("receipt.read", { replaces: true });
export const receiptFailed = quietEvent<Receipt>("receipt.failed", { replaces: true });
export const receiptUpdated = quietEvent<Receipt>("receipt.updated");
/** Somebody tapped a line: everybody at the table sees it, and nobody is told of it. */
export const receiptClaimed = quietEvent<Receipt>("receipt.claimed", { concerns: "NOBODY" });
export const receiptAttached = quietEvent<Receipt>("receipt.attached");
export const receiptDeleted = quietEvent<Receipt>("receipt.deleted", { replaces: true });

export const receiptEvents = [
  receiptCreated,
  receiptRead,
  receiptFailed,
  receiptUpdated,
  receiptClaimed,
  receiptAttached,
  receiptDeleted,
];
