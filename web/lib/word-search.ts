/** A text as it is looked for, whatever the case and the accents: "soren" finds Sören. */
export function folded(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLocaleLowerCase();
}

/** Those whose text has every word of what is looked for. */
export function found<Item>(items: readonly Item[], wanted: string, textOf: (item: Item) => string): readonly Item[] {
  const words = folded(wanted).split(/\s+/).filter(Boolean);
  if (words.length === 0) return items;
  return items.filter((item) => {
    const text = folded(textOf(item));
    return words.every((word) => text.includes(word));
  });
}
