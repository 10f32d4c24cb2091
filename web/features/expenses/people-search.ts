/** From this many people on, one looks for somebody rather than along the list. */
export const MANY_PEOPLE = 12;

/** Whose name has what is looked for in it, whatever the case and the accents: "soren" finds Sören. */
export function peopleFound<Person extends { readonly name: string }>(
  people: readonly Person[],
  wanted: string,
): readonly Person[] {
  const words = folded(wanted).split(/\s+/).filter(Boolean);
  return words.length === 0 ? people : people.filter(({ name }) => words.every((word) => folded(name).includes(word)));
}

function folded(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLocaleLowerCase();
}
