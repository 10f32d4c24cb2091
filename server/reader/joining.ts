import type { PageText } from "./page-model.js";

/** What several engines read on one page as one text; null where none found anything. */
export function joined(byEngine: Readonly<Record<string, PageText>>): PageText | null {
  const texts = Object.values(byEngine).filter(({ words }) => words.length > 0);
  return texts.at(-1) ?? null;
}
