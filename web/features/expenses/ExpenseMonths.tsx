import type { FragmentType } from "@apollo/client";
import { chakra } from "@chakra-ui/react";
import { Rows, Stack, Surface } from "../../components/Layout.js";
import { useFormat } from "../../lib/format.js";
import { ExpenseRow, type ExpenseRow_expense } from "./ExpenseRow.js";

type Listed = FragmentType<typeof ExpenseRow_expense> & { readonly id: string; readonly incurredOn: string };

const Month = chakra("h2", {
  base: {
    position: "sticky",
    top: "0",
    zIndex: 1,
    bg: "canvas",
    paddingBlock: "2",
    fontSize: "sm",
    color: "fg.muted",
    letterSpacing: "0",
  },
});

/** Consecutive rows of one month together, in the order in which they came. */
function byMonth<Row extends { incurredOn: string }>(rows: readonly Row[]): { month: string; rows: Row[] }[] {
  const months: { month: string; rows: Row[] }[] = [];
  for (const row of rows) {
    const month = row.incurredOn.slice(0, 7);
    if (months.at(-1)?.month !== month) months.push({ month, rows: [] });
    months.at(-1)!.rows.push(row);
  }
  return months;
}

/** Expenses under the names of their months. */
export function ExpenseMonths(props: {
  expenses: readonly Listed[];
  viewerMemberId: string | null;
  /** The currencies in which the reader's balance is open. */
  open: ReadonlySet<string>;
  /** Where each opens beside the list. */
  addressOf?: ((id: string) => string) | undefined;
}) {
  const { month: monthName } = useFormat();
  return (
    <Stack>
      {byMonth(props.expenses).map(({ month, rows }) => (
        <section key={month} aria-label={monthName(`${month}-01`)}>
          <Month>{monthName(`${month}-01`)}</Month>
          <Surface as="div" pad="none" overflow="hidden">
            <Rows>
              {rows.map((expense) => (
                <ExpenseRow
                  key={expense.id}
                  expense={expense}
                  viewerMemberId={props.viewerMemberId}
                  open={props.open}
                  {...(props.addressOf && { to: props.addressOf(expense.id) })}
                />
              ))}
            </Rows>
          </Surface>
        </section>
      ))}
    </Stack>
  );
}
