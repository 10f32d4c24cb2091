import { moneyEvent } from "../../platform/events/event-type.js";

/** What an import took out of the balances, or brought into them: ids of expenses and settlements. */
export interface ImportedSubjects {
  readonly subjectIds: readonly string[];
}

const ofManyThings = { concerns: "EVERYBODY", isBulk: true, changesWhoIsThere: true } as const;

export const importCommitted = moneyEvent<ImportedSubjects>("import.committed", ofManyThings);
export const importUndone = moneyEvent<ImportedSubjects>("import.undone", { ...ofManyThings, replaces: true });

export const importEvents = [importCommitted, importUndone];
