// How readings of receipts are compared with what is known of them. A receipt counts in every field that its truth has; what
// was not read is wrong.

/** From which likeness on two names are of one merchant, and of one item. */
const MERCHANT = 0.8;
const ITEM = 0.6;

/**
 * Which fields of one reading are right: undefined where the truth does not say.
 *
 * @param {{ merchant?: string, date?: string, dateAlt?: string, total?: number | string, items?: unknown, source?: string }} truth
 * @param {{ merchant?: string | null, date?: string | null, total?: string | null } | null} read amounts as decimals
 */
export function rightFields(truth, read) {
  return {
    total: truth.total == null ? undefined : cents(read?.total) !== null && cents(read?.total) === cents(truth.total),
    date: truth.date ? read?.date != null && [truth.date, truth.dateAlt].includes(read.date) : undefined,
    merchant: truth.merchant ? isMerchant(truth, read?.merchant) : undefined,
  };
}

/** Where the truth is the short name in a file's name ("aldi"), it is enough that the merchant has it. */
function isMerchant({ merchant, source }, read) {
  if (likeness(read, merchant) >= MERCHANT) return true;
  return Boolean(source?.startsWith("softmatic")) && plainName(read).includes(plainName(merchant));
}

/**
 * How many items were read, are there, and are right: those with the same price and a name that is alike.
 *
 * @param {{ name: string, price: number | string }[]} truth
 * @param {{ name: string, price: string }[]} read
 */
export function rightItems(truth, read) {
  const left = [...read];
  let right = 0;
  for (const item of truth) {
    const alike = left
      .map((other, at) => ({
        at,
        alike: cents(other.price) === cents(item.price) ? likeness(other.name, item.name) : 0,
      }))
      .filter(({ alike: likely }) => likely > ITEM)
      .sort((a, b) => b.alike - a.alike)[0];
    if (alike === undefined) continue;
    right++;
    left.splice(alike.at, 1);
  }
  return { read: read.length, there: truth.length, right };
}

/** Of counts of items: 2 × precision × recall ÷ (precision + recall). */
export function f1({ read, there, right }) {
  return read + there === 0 ? 0 : (2 * right) / (read + there);
}

/** Where a share of all would lie 95 times of 100: Wilson's interval. */
export function interval(right, all) {
  if (all === 0) return [0, 1];
  const [z, share] = [1.96, right / all];
  const middle = (share + (z * z) / (2 * all)) / (1 + (z * z) / all);
  const half = (z / (1 + (z * z) / all)) * Math.sqrt((share * (1 - share)) / all + (z * z) / (4 * all * all));
  return [Math.max(0, middle - half), Math.min(1, middle + half)];
}

/** A name without accents, signs, blanks and numbers in brackets. */
function plainName(name) {
  return String(name ?? "")
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/gu, "")
    .toLowerCase()
    .replace(/&/gu, " and ")
    .replace(/\(\s*\d[\w-]*\s*\)/gu, " ")
    .replace(/[^a-z0-9]+/gu, "");
}

/** 1 where two names are the same, 0 where they have nothing in common. */
function likeness(one, other) {
  const [a, b] = [plainName(one), plainName(other)];
  const longest = Math.max(a.length, b.length);
  return longest === 0 ? 0 : 1 - changes(a, b) / longest;
}

/** How many letters must be added, taken away or replaced. */
function changes(a, b) {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let at = 1; at <= a.length; at++) {
    const next = [at];
    for (let to = 1; to <= b.length; to++) {
      next.push(Math.min(row[to] + 1, next[to - 1] + 1, row[to - 1] + (a[at - 1] === b[to - 1] ? 0 : 1)));
    }
    row = next;
  }
  return row[b.length];
}

/** A decimal as hundredths, exactly; null where there is none. */
function cents(value) {
  const match = /^(-?)(\d+)(?:\.(\d{1,2})0*)?$/u.exec(String(value ?? ""));
  if (!match) return null;
  return BigInt(`${match[1]}${match[2]}${(match[3] ?? "").padEnd(2, "0")}`);
}
