/** What stands for a name in a disc, from the shortest to what still fits. */
function shorts(name: string): string[] {
  const words = name.trim().split(/\s+/);
  const letters = [...(words[0] ?? "")];
  const last = words.length > 1 ? ([...words.at(-1)!][0] ?? "") : "";
  return [(letters[0] ?? "") + last, letters.slice(0, 2).join(""), letters.slice(0, 3).join("")];
}

/** The fewest letters that tell somebody from the others of `names`; where three do not, three. */
export function initialsOf(name: string, names: readonly string[] = []): string {
  const others = names.filter((each) => each !== name).map(shorts);
  const own = shorts(name);
  const isTaken = (short: string, level: number) =>
    others.some((each) => each[level]!.toLocaleLowerCase() === short.toLocaleLowerCase());
  return own.find((short, level) => !isTaken(short, level)) ?? own.at(-1)!;
}
