interface NameEvent {
  readonly seq: number;
  readonly changes: readonly {
    readonly field: string;
    readonly before?: string | null;
    readonly after?: string | null;
  }[];
}

/**
 * What something was called when each of these events had happened, by the events' numbers: history does not say that
 * anybody added what got its name only later. The events are those of one thing, in any order and without gaps; what
 * they do not tell, it is called now.
 */
export function namesThen(
  events: readonly NameEvent[],
  field: "title" | "name",
  now: string,
): ReadonlyMap<number, string> {
  const newestFirst = [...events].sort((one, other) => other.seq - one.seq);
  const names = new Map<number, string>();
  let name = now;
  for (const { seq, changes } of newestFirst) {
    const change = changes.find((each) => each.field === field);
    // A list that ends before the newest event still knows what a change led to.
    name = change?.after ?? name;
    names.set(seq, name);
    name = change?.before ?? name;
  }
  return names;
}
