/** A member whom a person of a file may be. */
export interface Candidate {
  readonly memberId: string;
  /** What he is called: first the name, then what he was called in files that were imported before. */
  readonly names: readonly string[];
}

/**
 * Which member each person of a file is, as far as names can tell; null for the others.
 *
 * First exactly equal names (letter case and spaces aside), then short forms such as "Jane D." for "Jane Doe". A name
 * that could be two members', and two names that could be one member, are left to the person who imports.
 */
export function matchPeople(people: readonly string[], candidates: readonly Candidate[]): (string | null)[] {
  const matches: (string | null)[] = people.map(() => null);
  for (const isSame of [sameName, shortOf]) {
    const free = candidates.filter(({ memberId }) => !matches.includes(memberId));
    const options = people.map((person, index) => (matches[index] === null ? candidatesFor(person, free, isSame) : []));
    for (const [index, [only, another]] of options.entries()) {
      const wanted = options.filter((others) => others.includes(only!)).length;
      if (only !== undefined && another === undefined && wanted === 1) matches[index] = only;
    }
  }
  return matches;
}

type Comparison = (a: string, b: string) => boolean;

function candidatesFor(person: string, candidates: readonly Candidate[], isSame: Comparison): string[] {
  return candidates.filter(({ names }) => names.some((name) => isSame(person, name))).map(({ memberId }) => memberId);
}

/** The name as it is compared: letter case, accents' encoding and runs of spaces make no difference. */
export function comparableName(name: string): string {
  return name.normalize("NFKC").trim().replace(/\s+/g, " ").toLowerCase();
}

function sameName(a: string, b: string): boolean {
  return comparableName(a) === comparableName(b);
}

/** Whether one is a short form of the other: "Jane" or "Jane D." of "Jane Doe". */
function shortOf(a: string, b: string): boolean {
  const [short, long] = [comparableName(a).split(" "), comparableName(b).split(" ")].sort(
    (x, y) => textLength(x) - textLength(y),
  );
  const [first, ...rest] = short!;
  if (first !== long![0]) return false;
  if (rest.length === 0) return true;
  const initial = rest.at(-1)!.replace(/\.$/, "");
  return rest.length === 1 && long!.length > 1 && [...initial].length === 1 && long!.at(-1)!.startsWith(initial);
}

function textLength(words: readonly string[]): number {
  return words.join(" ").length;
}
