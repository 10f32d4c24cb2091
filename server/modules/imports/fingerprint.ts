import { createHash } from "node:crypto";
import { Pace, type Pieces } from "./pieces.js";
import type { SplitwiseRow } from "./splitwise.js";

/**
 * What makes rows the same from one export to the next, so that the same row is never booked twice.
 *
 * It names members, not columns: renamed people and another order of columns change nothing. Words that Splitwise
 * itself writes in the exporter's language (the category, "Jane D. paid John D.") are left out. Identical rows of one
 * file are counted, so that two are two expenses, and a third in a longer file is the only new one.
 *
 * @param memberOf what each column's person is called in the group: a member's id, or any text for a newcomer.
 */
export function* fingerprints(rows: readonly SplitwiseRow[], memberOf: readonly string[]): Pieces<string[]> {
  const seen = new Map<string, number>();
  const pace = new Pace();
  const prints: string[] = [];
  for (const row of rows) {
    const content = contentOf(row, memberOf);
    const occurrence = (seen.get(content) ?? 0) + 1;
    seen.set(content, occurrence);
    prints.push(createHash("sha256").update(`${occurrence}\n${content}`).digest("base64url"));
    if (pace.isDue(row.cells.length)) yield;
  }
  return prints;
}

function contentOf(row: SplitwiseRow, memberOf: readonly string[]): string {
  // What was rounded is compared as it was written: who got the odd cent follows from the rows before.
  const written = row.exact ?? row.cells.map(String);
  const cells = written.flatMap((cell, person) => (cell === "0" ? [] : [[memberOf[person]!, cell]]));
  cells.sort(([a], [b]) => (a! < b! ? -1 : 1));
  const about = row.isPayment ? ["payment"] : ["expense", row.description.normalize("NFC").replace(/\s+/g, " ")];
  return JSON.stringify([row.date, ...about, row.cost?.toString() ?? null, row.currency, cells]);
}
