import type { ReadField } from "../receipt-reading.js";
import { isFilled } from "./confidence.js";
import { areNamesAlike, nameLikeness } from "./letters.js";

/** A head that was read by itself is less sure than the page: what is around it tells the size of print, and what is none. */
const HEAD_WEIGHT = 0.8;
const ALTERNATIVES_MAX = 3;

/**
 * The merchant that readings of the whole page and of its head by itself tell together: the name that is said most surely by
 * most of them. Misread names are unlike one another, and one that was read well is read so again. Where they say something
 * else as well, it is less sure.
 */
export function agreedMerchant(
  pages: readonly (ReadField<string> | null)[],
  heads: readonly (ReadField<string> | null)[],
): ReadField<string> | null {
  const said = [
    ...pages.map((field) => ({ field, weight: 1 })),
    ...heads.map((field) => ({ field, weight: HEAD_WEIGHT })),
  ].flatMap(({ field, weight }) => (field === null ? [] : [{ field, sure: field.confidence * weight }]));
  const [best] = said
    .map((each) => ({ ...each, support: supportOf(each, said) + each.sure / 20 }))
    .sort((a, b) => b.support - a.support);
  if (best === undefined) return null;
  const { field } = best;
  const others = said.filter((each) => !areNamesAlike(field.value, each.field.value));
  const doubt = Math.max(0, ...others.map(({ sure }) => sure)) / 2;
  const confidence = Math.floor(field.confidence * (1 - doubt) * 1_000 + 0.5) / 1_000;
  const names = [...others].sort((a, b) => b.sure - a.sure).map((each) => each.field.value);
  const alternatives = [...new Set([...names, ...field.alternatives])].filter((name) => name !== field.value);
  return {
    ...field,
    confidence,
    filled: field.filled && isFilled("merchant", confidence),
    alternatives: alternatives.slice(0, ALTERNATIVES_MAX),
  };
}

interface Said {
  readonly field: ReadField<string>;
  readonly sure: number;
}

/** How sure readings are together that the merchant has about this name. */
function supportOf({ field }: Said, all: readonly Said[]): number {
  const unsure = all.reduce((left, other) => {
    const isSame = areNamesAlike(field.value, other.field.value);
    return isSame ? left * (1 - other.sure * nameLikeness(field.value, other.field.value)) : left;
  }, 1);
  return 1 - unsure;
}
