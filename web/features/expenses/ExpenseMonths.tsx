import type { FragmentType } from "@apollo/client";
import { chakra } from "@chakra-ui/react";
import { Check } from "lucide-react";
import { Fragment } from "react";
import { useTranslation } from "react-i18next";
import { Rows, Stack, Surface } from "../../components/Layout.js";
import { useFormat } from "../../lib/format.js";
import { ExpenseRow, type ExpenseRow_expense } from "./ExpenseRow.js";
import { PaymentRow, type PaymentView } from "./PaymentRow.js";
import type { Entry } from "./timeline.js";

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

/** Consecutive entries of one month together, in the order in which they came. */
function byMonth<Each extends { readonly day: string }>(entries: readonly Each[]): { month: string; of: Each[] }[] {
  const months: { month: string; of: Each[] }[] = [];
  for (const entry of entries) {
    const month = entry.day.slice(0, 7);
    if (months.at(-1)?.month !== month) months.push({ month, of: [] });
    months.at(-1)!.of.push(entry);
  }
  return months;
}

const Even = chakra("li", {
  base: {
    display: "flex",
    alignItems: "center",
    justifyContent: "center",
    gap: "2",
    minHeight: "9",
    fontSize: "sm",
    color: "fg.owed",
    bg: "accent.soft",
  },
});

/** Expenses and payments under the names of their months. */
export function ExpenseMonths(props: {
  groupId: string;
  entries: readonly Entry<Listed, PaymentView>[];
  /** The entries above which everybody was even. */
  even: ReadonlySet<string>;
  viewerMemberId: string | null;
  /** The currencies in which the reader's balance is open. */
  open: ReadonlySet<string>;
  /** Where each expense opens beside the list. */
  addressOf?: ((id: string) => string) | undefined;
}) {
  const { t } = useTranslation();
  const { month: monthName } = useFormat();
  const { addressOf } = props;
  return (
    <Stack>
      {byMonth(props.entries).map(({ month, of }) => (
        <section key={month} aria-label={monthName(`${month}-01`)}>
          <Month>{monthName(`${month}-01`)}</Month>
          <Surface as="div" pad="none" overflow="hidden">
            <Rows>
              {of.map((entry) => (
                <Fragment key={entry.id}>
                  {props.even.has(entry.id) && (
                    <Even>
                      <Check size={16} aria-hidden /> {t("expenses.even")}
                    </Even>
                  )}
                  {entry.kind === "payment" ? (
                    <PaymentRow groupId={props.groupId} payment={entry.payment} />
                  ) : (
                    <ExpenseRow
                      expense={entry.expense}
                      viewerMemberId={props.viewerMemberId}
                      open={props.open}
                      {...(addressOf && { to: addressOf(entry.id) })}
                    />
                  )}
                </Fragment>
              ))}
            </Rows>
          </Surface>
        </section>
      ))}
    </Stack>
  );
}
