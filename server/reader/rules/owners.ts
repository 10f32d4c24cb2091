import { plainText } from "./letters.js";

/**
 * What stands in front of whoever owns or runs a shop, who is not what people call it: "Inh. P. Kowalski", "Owned by Harbour
 * Foods Sdn Bhd", "Dr. A. Weber".
 */
const OWNER =
  /^\W*(?:inh(?:aber(?:in)?)?\b|inhaber|prop(?:rietor|rietaire)?\b|pachter|familie\b|fam\.|betreiber|geschaftsfuhrer|owned\b|operated\b|managed\b|franchise|licen[cs]ee|under licen[cs]e|formerly|(?:dr|dott|ing)\. (?:med\. )?[a-z]\. |propietari[oa]|titular\b|gerant|exploitant|titolare|gestione\b|eigenaar|proprietario|di [a-z].*(?:& c\b|\bs\.?n\.?c\b|\bs\.?a\.?s\b|\bs\.?r\.?l\b)|by [a-z]+ \w+ ?(?:sdn|ltd|llc|inc|resources|enterprise))/u;
/** A company stands in front of this, and the name by which it trades behind it, or in the next row. */
const TRADES = /[\s(,]+(?:d\/?b\/?a|t\/a|trading as)[\s:.]*$/iu;
const TRADES_AS = /^\W*(?:d\/?b\/?a|t\/a|trading as)\b/iu;
/** A company in brackets belongs to the name beside it. */
const ASIDE = /^\s*[([{]\s*[^()[\]{}]*\p{L}{3}[^()[\]{}]*[)\]}]\s*$/u;

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
