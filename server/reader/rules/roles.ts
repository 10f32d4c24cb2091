import { holdsPhrase, lettersOf, phraseOf } from "./letters.js";
import { CONCEPTS, type Concept } from "./vocabulary.js";

/** What the amount at the end of a row is, by the words in front of it. */
export type Role =
  | "TOTAL"
  | "SUBTOTAL"
  | "TAX"
  | "TIP"
  | "SERVICE"
  | "FEE"
  | "DISCOUNT"
  | "ROUNDING"
  | "DEPOSIT"
  | "CASH"
  | "CHANGE"
  | "CARD"
  | "COUNT"
  | "SAVED"
  | "AMOUNT"
  | "NONE";

export interface Label {
  readonly role: Role;
  /** Of totals: 3 what is left to pay in the end, 2 a total, 1 a word that may be one. */
  readonly strength: number;
  readonly concepts: ReadonlySet<Concept>;
  /** Which part of its letters that is, 0 to 1: where it is little, the row rather names something that was bought. */
  readonly covered: number;
}

/** Words that are right as they are read. */
const KNOWN = new Set([
  ...Object.values(CONCEPTS).flatMap((phrases) => phrases.flatMap((phrase) => phrase.split(" "))),
  "charges",
  "orange",
]);

/** From how many letters on a word is known with one of them read wrongly: where it is worth it, and takes no dish for a payment. */
const NEARLY: Readonly<Partial<Record<Concept, number>>> = {
  TOTAL: 5,
  FINAL: 7,
  SUB: 7,
  CHANGE: 6,
  ROUNDING: 7,
  SERVICE: 8,
  DISCOUNT: 8,
  CASH: 7,
};
const UNITS = new Set("eur euro euros usd gbp chf myr rm cad aud nzd sgd mxn clp inr jpy dkk sek nok pln".split(" "));

const SOUGHT = (Object.keys(CONCEPTS) as Concept[]).map((name) => ({
  name,
  phrases: CONCEPTS[name].map(phraseOf),
  nearly: NEARLY[name] ?? Number.POSITIVE_INFINITY,
}));

/** What a text speaks of. */
export function conceptsOf(text: string): { concepts: Set<Concept>; covered: number; words: readonly string[] } {
  const words = lettersOf(text);
  const concepts = new Set<Concept>();
  let covered = 0;
  if (words.length === 0) return { concepts, covered, words };
  const searched = { words, run: words.join("") };
  for (const { name, phrases, nearly } of SOUGHT) {
    const held = phrases.filter((phrase) => holdsPhrase(searched, phrase, KNOWN, nearly));
    if (held.length === 0) continue;
    concepts.add(name);
    covered += Math.max(...held.map((phrase) => phrase.letters.length));
  }
  // Single letters are marks of taxes and specks on the paper; currencies say nothing of a label.
  const letters = words.filter((word) => word.length > 1 && !UNITS.has(word)).join("").length;
  return { concepts, covered: letters === 0 ? 0 : Math.min(1, covered / letters), words };
}

/** What the words of a row say about its amount. */
export function labelOf(text: string): Label {
  const { concepts, covered, words } = conceptsOf(text);
  const role = roleOf(concepts, words);
  const strength =
    role === "TOTAL" ? (concepts.has("FINAL") || concepts.has("ROUNDING") ? 3 : 2) : role === "AMOUNT" ? 1 : 0;
  return { role, strength, concepts, covered };
}

/** In order: what is said first beats what is said after it, as in "total tax", "total saved", "subtotal excluding tax". */
function roleOf(concepts: ReadonlySet<Concept>, words: readonly string[]): Role {
  const has = (...sought: Concept[]) => sought.some((concept) => concepts.has(concept));
  const total = has("TOTAL", "FINAL");
  if (has("SAVED") && !has("CASH")) return "SAVED";
  if (has("CHANGE")) return "CHANGE";
  if (total && has("COUNT") && !has("FINAL")) return "COUNT";
  if (has("STAY")) return "FEE";
  if (has("SUB") && !(total && isTotalAfter(words))) return "SUBTOTAL";
  if (has("TAX")) return taxRole(concepts, total);
  if (has("EXCLUDED") && total) return "SUBTOTAL";
  if (has("DISCOUNT")) return total && has("FINAL") && /(?:after|net)/u.test(words.join(" ")) ? "TOTAL" : "DISCOUNT";
  if (has("ROUNDING")) return total ? "TOTAL" : "ROUNDING";
  if (has("TIP")) return "TIP";
  if (has("DEPOSIT") && !total) return has("CASH") ? "CASH" : "DEPOSIT";
  if (total && has("CASH") && /tender|paid|receiv/u.test(words.join(""))) return "CASH";
  if (total) return "TOTAL";
  if (has("SERVICE")) return "SERVICE";
  if (has("FEE")) return "FEE";
  if (has("CARD")) return "CARD";
  if (has("CASH")) return "CASH";
  if (has("COUNT")) return "COUNT";
  return has("AMOUNT") ? "AMOUNT" : "NONE";
}

function taxRole(concepts: ReadonlySet<Concept>, total: boolean): Role {
  const isSum = total || concepts.has("AMOUNT");
  if (isSum && concepts.has("EXCLUDED")) return "SUBTOTAL";
  if (total && concepts.has("INCLUDED")) return "TOTAL";
  return "TAX";
}

/** "Net total" and "gross total" are what is paid; "netto" alone is not. */
function isTotalAfter(words: readonly string[]): boolean {
  const run = words.join("");
  if (/sub|sous|zwischen|parcial|before|item|food|beverage|taxable/u.test(run)) return false;
  return /(?:net|nett|gross|gesamt)/u.test(run);
}
