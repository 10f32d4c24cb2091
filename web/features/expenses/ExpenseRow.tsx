import type { FragmentType } from "@apollo/client";
import { useSuspenseFragment } from "@apollo/client/react";
import { chakra } from "@chakra-ui/react";
import type { ComponentProps } from "react";
import { useTranslation } from "react-i18next";
import { NavLink } from "react-router";
import { CategoryBadge } from "../../components/CategoryIcon.js";
import { Chip, Row } from "../../components/Layout.js";
import { Money } from "../../components/Money.js";
import { graphql } from "../../gql/index.js";
import { isNegative, isZero, useFormat } from "../../lib/format.js";
import { effectOn } from "./effect.js";

export const ExpenseRow_expense = graphql(`
  fragment ExpenseRow_expense on Expense {
    id
    title
    incurredOn
    deletedAt
    payersKnown
    total {
      amount
      currency
    }
    category {
      id
      icon
    }
    payers {
      member {
        id
        name
      }
      amount {
        amount
        currency
      }
    }
    shares {
      member {
        id
      }
      amount {
        amount
        currency
      }
    }
  }
`);

const Line = chakra(NavLink, {
  base: {
    display: "grid",
    gridTemplateColumns: "auto minmax(0, 1fr)",
    columnGap: "3",
    alignItems: "center",
    minHeight: "row",
    paddingInline: { base: "3", md: "4" },
    paddingBlock: "2",
    outlineOffset: "-2px!",
    _hover: { bg: "subtle" },
    "&.active": { bg: "accent.soft", boxShadow: "inset 3px 0 0 var(--ledger-colors-accent)" },
    "@media (forced-colors: active)": { "&.active": { outline: "2px solid Highlight" } },
  },
});
const Pair = chakra("span", {
  base: {
    display: "flex",
    flexWrap: "wrap",
    justifyContent: "space-between",
    alignItems: "baseline",
    columnGap: "3",
    minWidth: "0",
    // A long figure goes below before it leaves nothing of the words.
    "& > :last-child:not(:first-child)": { marginInlineStart: "auto" },
  },
});
/** An expense in a list: what, who paid, and what it means for the reader. */
export function ExpenseRow(props: {
  expense: FragmentType<typeof ExpenseRow_expense>;
  viewerMemberId: string | null;
  open: ReadonlySet<string>;
  /** Where it opens; on a page of its own, where there is no room beside the list. */
  to?: string | undefined;
  /** Where it stands in its list. */
  place: ComponentProps<"li">;
}) {
  const { t } = useTranslation();
  const { dayShort, money } = useFormat();
  const { data: expense } = useSuspenseFragment({ fragment: ExpenseRow_expense, from: props.expense });
  const effect = props.viewerMemberId ? effectOn(props.viewerMemberId, expense) : null;
  const payer = expense.payers.length === 1 ? expense.payers[0]!.member : null;
  const back = isNegative(expense.total.amount);
  const payerWords = !expense.payersKnown
    ? t("expense.payersUnknown")
    : !payer
      ? t("expense.paidBySeveral", { count: expense.payers.length })
      : payer.id === props.viewerMemberId
        ? t(back ? "expense.receivedByYou" : "expense.paidByYou")
        : t(back ? "expense.receivedBy" : "expense.paidBy", { name: payer.name });
  const part = !effect || isZero(effect.amount) ? "none" : isNegative(effect.amount) ? "owing" : "owed";
  // A fact of that day: in a colour that means debt only while there is one.
  const tone = !effect || !props.open.has(effect.currency) ? "fg.muted" : part === "owing" ? "fg.owing" : "fg.owed";
  const effectText = effect && part !== "none" ? money({ ...effect, amount: effect.amount.replace("-", "") }) : "";
  return (
    <li {...props.place}>
      <Line to={props.to ?? `/expenses/${expense.id}`} data-row={expense.id} preventScrollReset={Boolean(props.to)}>
        <CategoryBadge category={expense.category} />
        <chakra.span minWidth="0">
          <Pair>
            <Row as="span" gap="2" flex="1 1 6rem">
              <chakra.span fontWeight="medium" truncate textDecoration={expense.deletedAt ? "line-through" : undefined}>
                {expense.title}
              </chakra.span>
              {expense.deletedAt && <Chip tone="danger">{t("expense.deleted")}</Chip>}
            </Row>
            <Money value={expense.total} />
          </Pair>
          <Pair fontSize="sm">
            <chakra.span color="fg.muted" flex="1 1 auto" truncate>
              {dayShort(expense.incurredOn)} · {payerWords}
            </chakra.span>
            {part !== "none" && !expense.deletedAt && (
              <chakra.span flexShrink={0} color={tone}>
                {t(`expense.effect.${part}`, { amount: effectText })}
              </chakra.span>
            )}
          </Pair>
        </chakra.span>
      </Line>
    </li>
  );
}
