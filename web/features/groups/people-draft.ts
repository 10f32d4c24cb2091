/** Somebody of a new group, as they were typed: a name, or an address. */
export interface NewPerson {
  readonly key: number;
  readonly text: string;
}

/** What is being typed, and who stands there already. */
export interface PeopleDraft {
  readonly people: readonly NewPerson[];
  readonly typed: string;
}

export const NOBODY: PeopleDraft = { people: [], typed: "" };

/** With what is still being typed, which somebody who presses the button means as well. */
export function everybodyOf({ people, typed }: PeopleDraft): readonly NewPerson[] {
  let key = people.at(-1)?.key ?? 0;
  const added = typed
    .split(/[,;\n]/)
    .map((text) => text.trim())
    .filter((text) => text !== "")
    .map((text) => {
      key += 1;
      return { key, text };
    });
  return [...people, ...added];
}

/** A name that stands there twice; null where none does. Two people of one name could not be told apart later. */
export function nameTwice(people: readonly NewPerson[]): string | null {
  const names = people.map(({ text }) => text.toLocaleLowerCase());
  return people.find((_, index) => names.indexOf(names[index]!) !== index)?.text ?? null;
}

/** As the API takes them; an address stands for a name, too, until its owner says theirs. */
export function memberOf({ text }: NewPerson): { name: string; email: string | null } {
  return text.includes("@")
    ? { name: text.slice(0, text.indexOf("@")) || text, email: text }
    : { name: text, email: null };
}
