import { lettersOf, plainText } from "./letters.js";
import { COMPANY_WORDS } from "./vocabulary.js";

/**
 * What stands in front of whoever owns or runs a shop, who is not what people call it: "Inh. P. Kowalski", "Owned by Harbour
 * Foods Sdn Bhd", "Dr. A. Weber".
 */
const OWNER =
  /^\W*(?:inh(?:aber(?:in)?)?\b|inhaber|prop(?:rietor|rietaire)?\b|pachter|familie\b|fam\.|betreiber|geschaftsfuhrer|owned\b|brought to you|operated\b|managed\b|franchise|licen[cs]ee|under licen[cs]e|formerly|(?:dr|dott|ing)\. (?:med\. )?[a-z]\. |propietari[oa]|titular\b|gerant|exploitant|titolare|gestione\b|eigenaar|proprietario|di [a-z].*(?:& c\b|\bs\.?n\.?c\b|\bs\.?a\.?s\b|\bs\.?r\.?l\b)|by [a-z]+ \w+ ?(?:sdn|ltd|llc|inc|resources|enterprise))/u;
/** A company stands in front of this, and the name by which it trades behind it, or in the next row. */
const TRADES = /[\s(,]+(?:d\/?b\/?a|t\/a|trading as)[\s:.]*$/iu;
const TRADES_AS = /^\W*(?:d\/?b\/?a|t\/a|trading as)\b/iu;
/** A company in brackets belongs to the name beside it. */
const ASIDE = /^\s*[([{]\s*[^()[\]{}]*\p{L}{3}[^()[\]{}]*[)\]}]\s*$/u;

/** Forms of companies in Europe and the United States; in Malaysia a receipt is known by its company's name. */
const WESTERN_FORM =
  /\b(?:s\.? ?a\.?r\.?l|s\.? ?l\.?u?|s\.?n\.?c|s\.?r\.?l|s\.?a\.?s\.?u?|eurl|l\.?d\.?a|ltda|e\.? ?k|gbr|ohg|b\.?v|v\.?o\.?f|llc|inc|ltd)\b\.?/u;
const KINDS = new Set(COMPANY_WORDS.filter((word) => word.length >= 3 && !WESTERN_FORM.test(word)));
const KIND_ENDS = /.{3}(?:laden|markt|haus|hof|stube|keller|backerei|metzgerei|apotheke|shop)$/u;

/** Whether a row names the company of the shop that the row above it names by its kind: "Taberna Norte", and "Comidas Sur S.L." */
export function isCompanyOf(text: string, above: string): boolean {
  const [plain, plainAbove] = [plainText(text), plainText(above)];
  if (!WESTERN_FORM.test(plain) || WESTERN_FORM.test(plainAbove)) return false;
  const isKind = (word: string) => KINDS.has(word) || KIND_ENDS.test(word);
  const words = lettersOf(above);
  return words.length > 1 && words.some(isKind) && !lettersOf(text).some(isKind);
}

/** Whether a row names who is behind a shop rather than the shop, also by what the row below it says. */
export function isOwner(text: string, below: string): boolean {
  return OWNER.test(plainText(text)) || TRADES.test(text) || ASIDE.test(text) || TRADES_AS.test(below);
}

/** A row without the words that say that a name follows: "DBA HARBOUR LIGHTS", "Welcome to Harbour Lights". */
export function withoutLead(text: string): string {
  const lead =
    /^\W*(?:d\/?b\/?a|t\/a|trading as|welcome to|willkommen (?:im|in der|bei|beim|zu)|bienvenue (?:chez|au|a la)|bienvenidos? a|benvenuti (?:da|al|alla)|welkom bij)[\s:.]+(?=\p{L}.{2})/iu;
  return text.replace(lead, "");
}
