/** One line of a list under the names of its months: a name, a word between rows, or a row. */
export type ListItem<Row> =
  | { readonly kind: "month"; readonly key: string; readonly month: string }
  | ({ readonly key: string; readonly month: string } & InMonth &
      ({ readonly kind: "even" } | { readonly kind: "row"; readonly row: Row }));

/** Where a line stands among those of its month, for who hears the list. */
interface InMonth {
  readonly position: number;
  /** How many there are; -1 while the month is not loaded as a whole. */
  readonly size: number;
}

interface Dated {
  readonly id: string;
  readonly day: string;
}

const monthOf = ({ day }: Dated) => day.slice(0, 7);

/** The rows of a list in months, with a line above each of `even`; `ends` says which ends of the list are loaded. */
export function listItems<Row extends Dated>(
  rows: readonly Row[],
  even: ReadonlySet<string>,
  ends: { readonly first: boolean; readonly last: boolean },
): ListItem<Row>[] {
  const sizes = new Map<string, number>();
  for (const row of rows) sizes.set(monthOf(row), (sizes.get(monthOf(row)) ?? 0) + (even.has(row.id) ? 2 : 1));
  if (rows[0] && !ends.first) sizes.set(monthOf(rows[0]), -1);
  if (rows[0] && !ends.last) sizes.set(monthOf(rows.at(-1)!), -1);
  const items: ListItem<Row>[] = [];
  let position = 0;
  for (const row of rows) {
    const month = monthOf(row);
    if (items.at(-1)?.month !== month) {
      items.push({ kind: "month", key: month, month });
      position = 0;
    }
    const size = sizes.get(month)!;
    if (even.has(row.id)) items.push({ kind: "even", key: `even ${row.id}`, month, position: ++position, size });
    items.push({ kind: "row", key: row.id, month, position: ++position, size, row });
  }
  return items;
}
