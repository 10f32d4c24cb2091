import type { Tx } from "../../platform/write.js";
import { fileFrom, rowFrom, type StoredContent, type StoredRow, storedRow } from "./import.entity.js";
import { partsOf } from "./pieces.js";
import type { SplitwiseFile, SplitwiseRow } from "./splitwise.js";

/** Keeps the rows of a file until the commit, a few hundred at a time. */
export async function writeContentRows(tx: Tx, importId: string, rows: readonly SplitwiseRow[]): Promise<void> {
  let position = 0;
  for (const part of partsOf(rows)) {
    await tx.run("insert into import_content (import_id, position, rows) values ($1, $2, $3)", [
      importId,
      position++,
      JSON.stringify(part.map(storedRow)),
    ]);
  }
}

/** The file that an import was made from, as it was read. */
export async function readContent(tx: Tx, importId: string, content: StoredContent): Promise<SplitwiseFile> {
  const rows = (content.rows ?? []).map(rowFrom);
  for (let position = 0; ; position++) {
    const [part] = await tx.rows<{ rows: StoredRow[] }>(
      "select rows from import_content where import_id = $1 and position = $2",
      [importId, position],
    );
    if (!part) return fileFrom(content, rows);
    for (const row of part.rows) rows.push(rowFrom(row));
  }
}

/** What was kept for the commit goes with it. */
export async function forgetContentRows(tx: Tx, importId: string): Promise<void> {
  await tx.run("delete from import_content where import_id = $1", [importId]);
}
