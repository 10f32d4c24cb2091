import { moneyEvent } from "../../platform/events/event-type.js";
import type { Settlement } from "./settlement.entity.js";

export const settlementCreated = moneyEvent<Settlement>("settlement.created");
export const settlementConfirmed = moneyEvent<Settlement>("settlement.confirmed", { replaces: true });
export const settlementRejected = moneyEvent<Settlement>("settlement.rejected", { replaces: true });
export const settlementCancelled = moneyEvent<Settlement>("settlement.cancelled", { replaces: true });

/** Each posts under its settlement's own id, and is a payment or takes one back. */
export const settlementEvents = [settlementCreated, settlementConfirmed, settlementRejected, settlementCancelled];
