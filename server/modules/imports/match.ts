/** A member whom a person of a file may be. */
export interface Candidate {
  readonly memberId: string;
  /** What they are called: first the name, then what they were called in files that were imported before. */
  readonly names: readonly string[];
  /** What they were called in earlier files alone. */
  readonly earlierNames: readonly string[];
}

/** Somebody of a file, and whether another column of it has the same name. */
export interface NamedPerson {
  readonly name: string;
  readonly alike: boolean;
}

/**
 * Which member each person of a file is, as far as names can tell; null for the others.
 *
 * First exactly equal names (letter case and spaces aside), then short forms such as "Jane D." for "Jane Doe". A name
 * that could be two members', and two names that could be one member, are left to the person who imports. So are people of
 * one name: which of them is whom, only an earlier file with the same two columns can tell.
 */
export function matchPeople(people: readonly NamedPerson[], candidates: readonly Candidate[]): (string | null)[] {
  const matches: (string | null)[] = people.map(() => null);
  for (const isSame of [sameName, shortOf]) {
    const free = candidates.filter(({ memberId }) => !matches.includes(memberId));
    const options = people.map((person, index) => (matches[index] === null ? candidatesFor(person, free, isSame) : []));
    for (const [index, [only, another]] of options.entries()) {
      const wanted = options.filter((others) => others.includes(only!)).length;
      if (only !== undefined && another === undefined && wanted === 1) matches[index] = only;
    }
  }
  // One of two Anas alone is a guess: the columns of another file may stand the other way round.
  const isWhole = people.every(({ alike }, index) => !alike || matches[index] !== null);
  return isWhole ? matches : matches.map((match, index) => (people[index]!.alike ? null : match));
}

type Comparison = (a: string, b: string) => boolean;

function candidatesFor(person: NamedPerson, candidates: readonly Candidate[], isSame: Comparison): string[] {
  if (person.alike && isSame !== sameName) return [];
  const namesOf = ({ names, earlierNames }: Candidate) => (person.alike ? earlierNames : names);
  const found = candidates.filter((candidate) => namesOf(candidate).some((name) => isSame(person.name, name)));
  return found.map(({ memberId }) => memberId);
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
