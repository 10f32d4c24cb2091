import type { GroupColour } from "../gql/graphql.js";

/** The last letter of each built-in category's id; the rest of it is the same for all. */
const TONES: Readonly<Record<string, GroupColour>> = {
  1: "GREY", // General
  2: "GREEN", // Groceries
  3: "ORANGE", // Eating out
  4: "BLUE", // Rent
  5: "AMBER", // Utilities
  6: "TEAL", // Household
  7: "CYAN", // Transport
  8: "VIOLET", // Travel
  9: "BLUE", // Lodging
  a: "PINK", // Entertainment
  b: "GREEN", // Sports
  c: "RED", // Health
  d: "VIOLET", // Clothing
  e: "PINK", // Gifts
  f: "AMBER", // Education
  g: "TEAL", // Insurance
  h: "GREY", // Taxes
  j: "GREEN", // Income
};

/** The colour of a category, by its name: the same wherever it stands. One that is not built in gets one by its id. */
export function toneOf(id: string): GroupColour {
  return TONES[id.at(-1) ?? ""] ?? "GREY";
}

/** What a category's badge wears. */
export function categoryTone(id: string): { bg: string; color: string } {
  const tone = toneOf(id);
  return { bg: `group.${tone}.bg`, color: `group.${tone}.fg` };
}
