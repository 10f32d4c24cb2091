import type { Reader } from "./reader.js";

/** Something that must not be: a rule of the ledger, and where it is broken. */
export interface Violation {
  readonly rule: string;
  readonly message: string;
  readonly groupId: string;
  readonly subjectId: string | null;
}

/** Looks for violations in one group, or in all where it is null. */
export type Check = (reader: Reader, groupId: string | null) => Promise<Violation[]>;

/** A rule as a query that must answer no rows of `group_id`, `subject_id` and `message`; $1 is one group, or null. */
export function sqlCheck(rule: string, sql: string): Check {
  return async (reader, groupId) => {
    const rows = await reader.rows<Omit<Violation, "rule">>(sql, [groupId]);
    return rows.map((row) => ({ ...row, rule }));
  };
}
