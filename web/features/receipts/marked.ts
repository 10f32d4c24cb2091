import type { Place, Reading } from "./receipt-parts.js";

/** Something on a page that can be pointed at. */
export interface Marked {
  readonly key: string;
  readonly box: Place | null;
}

const FIELDS = ["merchant", "date", "currency", "subtotal", "tax", "tip", "total"] as const;

/** What stands where on the pages: the fields by their names, the lines by their ids. */
export function markedIn(reading: Reading | null | undefined): readonly Marked[] {
  if (!reading) return [];
  const fields = FIELDS.map((key) => ({ key, box: reading[key]?.box ?? null }));
  return [...fields, ...reading.lines.map(({ id, box }) => ({ key: id, box: box ?? null }))];
}
