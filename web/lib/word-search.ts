/** A text as it is looked for, whatever the case and the accents: "soren" finds Sören. */
export function folded(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLocaleLowerCase();
}

/** Those whose text has every word of what is looked for. */
export function found<Item>(items: readonly Item[], wanted: string, textOf: (item: Item) => string): readonly Item[] {
  const words = wordsOf(wanted);
  return items.filter((item) => {
    const text = folded(textOf(item));
    return words.every((word) => text.includes(word));
  });
}

/** The same, but where some have the words as such, only these: "india" is not Indiana, as long as there is an India. */
export function foundExactly<Item>(
  items: readonly Item[],
  wanted: string,
  textOf: (item: Item) => string,
): readonly Item[] {
  const words = wordsOf(wanted);
  const exact = items.filter((item) => {
    const own = wordsOf(textOf(item));
    return words.every((word) => own.includes(word));
  });
  return exact.length > 0 ? exact : found(items, wanted, textOf);
}

function wordsOf(text: string): string[] {
  return folded(text).split(/\s+/).filter(Boolean);
}
