import type { FragmentType } from "@apollo/client";
import { useSuspenseFragment } from "@apollo/client/react";
import { chakra } from "@chakra-ui/react";
import { useTranslation } from "react-i18next";
import { Avatar } from "../../components/Avatar.js";
import { CategoryIcon } from "../../components/CategoryIcon.js";
import { Chip, Heading, Muted, Row, Rows, Stack, Surface } from "../../components/Layout.js";
import { Money } from "../../components/Money.js";
import { Notice } from "../../components/Notice.js";
import { RateLine } from "../../components/RateLine.js";
import { graphql } from "../../gql/index.js";
import { isNegative, type MoneyText, useFormat } from "../../lib/format.js";
import { categoryTone } from "../../theme/category-tones.js";
import { Bill } from "./Bill.js";
import { Reckoning } from "./Reckoning.js";

export const ExpenseDetail_expense = graphql(`
  fragment ExpenseDetail_expense on Expense {
    id
    notes
    incurredOn
    payersKnown
    total {
      amount
      currency
    }
    conversion {
      from {
        amount
        currency
      }
      rate {
        ...RateLine_rate @unmask
      }
    }
    category {
      id
      name
      icon
    }
    createdBy {
      id
      name
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
        name
      }
      amount {
        amount
        currency
      }
      allocation {
        numerator
        denominator
        exact
        oddUnits
        ruleCode
      }
    }
    split {
      mode
      parts {
        member {
          id
          name
        }
        value
      }
      items {
        name
        amount {
          amount
          currency
        }
        kind
        claims {
          member {
            id
            name
          }
          weight
        }
      }
    }
  }
`);

const Columns = chakra("div", {
  base: {
    display: "grid",
    gap: "4",
    gridTemplateColumns: "repeat(auto-fit, minmax(min(100%, 15rem), 1fr))",
    alignItems: "start",
  },
});
const PersonLine = chakra("li", { base: { display: "flex", alignItems: "center", gap: "3", minHeight: "row" } });

interface Part {
  readonly member: { readonly id: string; readonly name: string };
  readonly amount: MoneyText;
}

/** Who paid, who owes what, and what was entered. */
export function ExpenseDetail(props: { expense: FragmentType<typeof ExpenseDetail_expense> }) {
  const { t } = useTranslation();
  const { day, money, number } = useFormat();
  const { data: expense } = useSuspenseFragment({
    fragment: ExpenseDetail_expense,
    fragmentName: "ExpenseDetail_expense",
    from: props.expense,
  });
  const { mode, parts, items } = expense.split;
  const inMoney = mode === "EXACT" || mode === "ADJUSTMENT";
  const entered = (value: string) => {
    if (inMoney)
      return <Money value={{ amount: value, currency: expense.total.currency }} signed={mode === "ADJUSTMENT"} />;
    return mode === "PERCENTAGE"
      ? `${number(value)} %`
      : t("split.weight", { count: Number(value), number: number(value) });
  };
  return (
    <>
      <Surface>
        <Stack gap="3">
          <chakra.p
            fontSize={{ base: "2xl", sm: "3xl" }}
            fontWeight="semibold"
            letterSpacing="heading"
            lineHeight="tight"
            // A figure that is wider than the screen goes on below, its currency first.
            css={{ "& span": { whiteSpace: "normal" } }}
          >
            <Money value={expense.total} />
          </chakra.p>
          {expense.conversion && (
            <div>
              <Muted>{t("conversion.from", { amount: money(expense.conversion.from) })}</Muted>
              <RateLine rate={expense.conversion.rate} />
            </div>
          )}
          <Row flexWrap="wrap" color="fg.muted">
            <span>{day(expense.incurredOn)}</span>
            <Chip {...categoryTone(expense.category.id)}>
              <CategoryIcon icon={expense.category.icon} />{" "}
              {t(`category.${expense.category.name}`, expense.category.name)}
            </Chip>
            {expense.createdBy && <span>{t("expense.createdBy", { name: expense.createdBy.name })}</span>}
          </Row>
          {expense.notes && <chakra.p whiteSpace="pre-wrap">{expense.notes}</chakra.p>}
        </Stack>
      </Surface>
      {!expense.payersKnown && (
        <Notice tone="info" title={t("expense.payersUnknown")}>
          <p>{t("expense.payersUnknownText")}</p>
        </Notice>
      )}
      <Columns>
        <PartList
          title={t(isNegative(expense.total.amount) ? "expense.receiver" : "expense.payer")}
          parts={expense.payers}
        />
        <PartList title={t("expense.whoOwes")} parts={expense.shares} />
      </Columns>
      <Reckoning shares={expense.shares} />
      <Surface aria-labelledby="entered">
        <Heading id="entered">{t("expense.entered")}</Heading>
        <Muted marginBottom="2">{t(`split.${mode}`)}</Muted>
        {mode === "ITEMIZED" && <Bill items={items} />}
        {mode !== "EQUAL" && mode !== "ITEMIZED" && (
          <Rows>
            {parts.map((part) => (
              <PersonLine key={part.member.id}>
                <chakra.span flex="1">{part.member.name}</chakra.span>
                {part.value == null ? "–" : entered(part.value)}
              </PersonLine>
            ))}
          </Rows>
        )}
        {mode === "EQUAL" && <p>{parts.map((part) => part.member.name).join(", ")}</p>}
      </Surface>
    </>
  );
}

function PartList({ title, parts }: { title: string; parts: readonly Part[] }) {
  return (
    <Surface>
      <Heading>{title}</Heading>
      <Rows>
        {parts.map((part) => (
          <PersonLine key={part.member.id}>
            <Avatar id={part.member.id} name={part.member.name} size="sm" />
            <chakra.span flex="1" minWidth="0">
              {part.member.name}
            </chakra.span>
            <Money value={part.amount} />
          </PersonLine>
        ))}
      </Rows>
    </Surface>
  );
}
