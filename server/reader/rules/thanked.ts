import { plainSigns, plainText } from "./letters.js";
import type { Row } from "./rows.js";

/** A greeting that ends with whom one was at, or says so in the next row. */
const THANKS =
  /\b(?:(?:thank(?:s| ?you) for|enjoyed) (?:your )?(?:dining|shopping|eating|visiting|visit|choosing|stopping|coming|business|custom)(?: (?:at|with|by|to|in))?|besuch (?:im|in der|bei|beim)|einkauf (?:im|in der|bei|beim)|visite (?:chez|au)|visita (?:a|al)|bezoek (?:aan|bij))\b[\s:,.]*/u;
const ENDS_OPEN = /(?:\b(?:at|with|by|to|im|in der|bei|beim|chez|au|a|al|aan|visiting|choosing))[\s:,.]*$/u;
const NOBODY = /^(?:us|our|you|your|again|today|please|come|and|here|this|see|we|the following)\b|^\P{L}*$/u;
const NAME_MAX = 40;

/** The names that a receipt thanks for, in the rows that it ends with: some print theirs there alone. */
export function thankedNames(rows: readonly Row[]): { readonly name: string; readonly row: Row }[] {
  return rows.flatMap((row, index) => {
    const plain = plainSigns(row.text);
    const match = THANKS.exec(plain);
    if (match === null) return [];
    const rest = row.text.slice(match.index + match[0].length);
    if (isName(rest)) return [{ name: cleaned(rest), row }];
    const next = rows[index + 1];
    const isOpen = rest.trim() === "" && ENDS_OPEN.test(plain);
    return isOpen && next !== undefined && isName(next.text) ? [{ name: cleaned(next.text), row: next }] : [];
  });
}

function isName(text: string): boolean {
  const name = cleaned(text);
  return name.length <= NAME_MAX && name.replace(/\P{L}/gu, "").length >= 3 && !NOBODY.test(plainText(name));
}

function cleaned(text: string): string {
  return text.replace(/^[^\p{L}\d"']+|[^\p{L}\d)"']+$/gu, "").replace(/\s+/gu, " ");
}
