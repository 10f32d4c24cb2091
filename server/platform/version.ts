import { ConflictError, ConflictReason, Refusal } from "./schema/refusals.js";

/** Refuses a change that was made from another version than the one that is there now. */
export function requireVersion(current: { id: string; version: number }, version: number): void {
  if (current.version === version) return;
  const message = "Somebody changed this in the meantime.";
  throw new Refusal(new ConflictError(ConflictReason.STALE_VERSION, message, current.id));
}
