import { fingerprints } from "./fingerprint.js";
import { inTurns, type Pieces } from "./pieces.js";
import type { SplitwiseFile } from "./splitwise.js";

/** So many rows, people and members are looked at: enough to recognise somebody, too few to keep anybody waiting. */
const ROWS_LOOKED_AT = 200;
const PEOPLE_LOOKED_AT = 10;
const MEMBERS_LOOKED_AT = 30;

/**
 * Finds people who were renamed since an earlier export: whoever, taken for this member, makes rows of the file known.
 *
 * @param memberIds who is known by name already; null for the others.
 * @param free members who are nobody of the file yet.
 * @param knownOf answers which of these fingerprints the group has.
 */
export async function recogniseByRows(
  file: SplitwiseFile,
  memberIds: readonly (string | null)[],
  free: readonly string[],
  knownOf: (prints: readonly string[]) => Promise<ReadonlySet<string>>,
): Promise<(string | null)[]> {
  const recognised = [...memberIds];
  const strangers = [...memberIds.keys()].filter((person) => memberIds[person] === null).slice(0, PEOPLE_LOOKED_AT);
  for (const person of strangers) {
    const options = free.filter((id) => !recognised.includes(id)).slice(0, MEMBERS_LOOKED_AT);
    const prints: string[][] = [];
    for (const id of options) prints.push(await inTurns(printsWith(file, recognised, person, id)));
    const known = prints.some((list) => list.length > 0) ? await knownOf(prints.flat()) : new Set<string>();
    const scores = prints.map((list) => list.filter((print) => known.has(print)).length);
    const best = Math.max(0, ...scores);
    const winners = options.filter((_, index) => scores[index] === best);
    if (best > 0 && winners.length === 1) recognised[person] = winners[0]!;
  }
  return recognised;
}

/** The fingerprints of rows in which this person, taken for the member, is the only one who was not known yet. */
function* printsWith(
  file: SplitwiseFile,
  memberIds: readonly (string | null)[],
  person: number,
  memberId: string,
): Pieces<string[]> {
  const supposed = memberIds.map((id, index) => (index === person ? memberId : (id ?? `new ${index}`)));
  // Identical rows are counted from the file's beginning, so a part of it must begin there too.
  const rows = file.rows.slice(0, ROWS_LOOKED_AT);
  const isTelling = rows.map(
    ({ cells }) =>
      cells.every((cell, index) => cell === 0n || index === person || memberIds[index] !== null) &&
      cells[person] !== 0n,
  );
  if (!isTelling.includes(true)) return [];
  const prints = yield* fingerprints(rows, supposed);
  return prints.filter((_, index) => isTelling[index]);
}
