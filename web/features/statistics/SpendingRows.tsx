import { chakra } from "@chakra-ui/react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { CategoryBadge } from "../../components/CategoryIcon.js";
import { Heading, Muted, Row, Rows, Sides, Stack, Surface } from "../../components/Layout.js";
import { Money } from "../../components/Money.js";
import { useFormat } from "../../lib/format.js";
import type { Statistics } from "./statistics-query.js";

const Line = chakra(Link, {
  base: {
    display: "grid",
    gridTemplateColumns: "auto minmax(0, 1fr)",
    columnGap: "3",
    alignItems: "center",
    minHeight: "row",
    paddingBlock: "2",
    paddingInline: "2",
    marginInline: "-2",
    borderRadius: "control",
    outlineOffset: "-2px!",
    _hover: { bg: "subtle" },
  },
});

/** The expenses behind the figures, whose parts add up to them to the last unit. */
export function SpendingRows(props: {
  rows: Statistics["spendingRows"];
  inGroup: boolean;
  /** Where it is narrowed to what one member bears: what that is called. */
  member: string | null;
}) {
  const { t } = useTranslation();
  const { day } = useFormat();
  const { member } = props;
  const { edges, mine, total, count } = props.rows;
  return (
    <Surface id="rows" aria-labelledby="rows-title">
      <Stack gap="2">
        <Heading id="rows-title">{t("statistics.rows", { count })}</Heading>
        <Row flexWrap="wrap" columnGap="6" rowGap="1" role="status">
          <span>
            {member ?? t("statistics.mine")}: <Money value={member === null ? mine : total} />
          </span>
          {member === null && (
            <span>
              {t(props.inGroup ? "statistics.totalGroup" : "statistics.totalGroups")}: <Money value={total} />
            </span>
          )}
        </Row>
        {edges.length === 0 && <Muted>{t("statistics.nothing")}</Muted>}
        <Rows>
          {edges.map(({ node: { expense, ...parts } }) => (
            <li key={expense.id}>
              <Line to={`/expenses/${expense.id}`}>
                <CategoryBadge category={expense.category} />
                <chakra.span minWidth="0">
                  <Sides>
                    <chakra.span fontWeight="medium">{expense.title}</chakra.span>
                    <Money value={member === null ? parts.mine : parts.total} />
                  </Sides>
                  <Sides fontSize="sm" color="fg.muted">
                    <span>
                      {day(expense.incurredOn)}
                      {!props.inGroup && ` · ${expense.group.name}`}
                    </span>
                    <span>
                      {t("statistics.ofTotal")} <Money value={member === null ? parts.total : expense.total} />
                    </span>
                  </Sides>
                </chakra.span>
              </Line>
            </li>
          ))}
        </Rows>
      </Stack>
    </Surface>
  );
}
