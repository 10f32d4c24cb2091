import { found } from "../../lib/word-search.js";

/** From this many people on, one looks for somebody rather than along the list. */
export const MANY_PEOPLE = 12;

/** Whose name has what is looked for in it. */
export function peopleFound<Person extends { readonly name: string }>(
  people: readonly Person[],
  wanted: string,
): readonly Person[] {
  return found(people, wanted, ({ name }) => name);
}
