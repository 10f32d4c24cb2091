import { chakra } from "@chakra-ui/react";
import { useTranslation } from "react-i18next";
import { Muted, Surface } from "../../components/Layout.js";
import { Money } from "../../components/Money.js";
import { moneyDifference } from "../../lib/amounts.js";
import { isNegative, isZero, type MoneyText, useFormat, withoutSign } from "../../lib/format.js";
import type { Shown, Figures as ShownFigures } from "./shown.js";
import { isWholeYear, type Range } from "./statistics-address.js";
import type { Statistics } from "./statistics-query.js";

const Figures = chakra("dl", {
  base: {
    display: "grid",
    gridTemplateColumns: "repeat(auto-fit, minmax(min(100%, 8.5rem), 1fr))",
    columnGap: "6",
    rowGap: "4",
    "& dt": { color: "fg.muted", fontSize: "sm" },
    "& dd": { fontWeight: "semibold", fontSize: "lg" },
    // On a phone in a line of their own, with the words that belong to them.
    "& [data-large]": { gridColumn: { base: "1 / -1", md: "span 2" } },
    "& [data-large] dd:first-of-type": { fontSize: "2xl", lineHeight: "tight", "& span": { whiteSpace: "normal" } },
    "& dd + dd": { fontWeight: "normal", fontSize: "sm", color: "fg.muted" },
  },
});

interface Compared {
  readonly mine: MoneyText;
  readonly total: MoneyText;
}

/** The figures of the period: one's own share and what the groups spent are always two. */
export function SpendingSummary({
  summary,
  inGroup,
  range,
}: {
  summary: Statistics["spendingSummary"];
  inGroup: boolean;
  range: Range;
}) {
  const { t } = useTranslation();
  const { day } = useFormat();
  const { mine, total, paid, income, settled, count, unconverted, ratesAsOf, previous } = summary;
  // Before a whole year comes the year before: that is said once.
  const yearBefore = isWholeYear(range) ? null : summary.yearBefore;
  return (
    <Surface as="div">
      <Figures>
        <div data-large>
          <dt>{t("statistics.mine")}</dt>
          <dd>
            <Money value={mine} />
          </dd>
          <Comparisons which="mine" now={mine} previous={previous} yearBefore={yearBefore} />
        </div>
        <div data-large>
          <dt>{t(inGroup ? "statistics.totalGroup" : "statistics.totalGroups")}</dt>
          <dd>
            <Money value={total} />
          </dd>
          <Comparisons which="total" now={total} previous={previous} yearBefore={yearBefore} />
        </div>
        {(Object.entries({ paidByMe: paid, settled, income }) as [string, MoneyText][]).map(([name, value]) => (
          <div key={name}>
            <dt>{t(`statistics.${name as "paidByMe" | "settled" | "income"}`)}</dt>
            <dd>
              <Money value={value} />
            </dd>
          </div>
        ))}
        <div>
          <dt>{t("statistics.count")}</dt>
          <dd>{count}</dd>
        </div>
      </Figures>
      {ratesAsOf && (
        <Muted fontSize="sm" marginTop="3">
          {t("statistics.rates", { day: day(ratesAsOf) })}
        </Muted>
      )}
      {unconverted.length > 0 && (
        <Muted fontSize="sm" marginTop="1">
          {t("statistics.without")}{" "}
          {unconverted.map((amount, index) => (
            <span key={amount.currency}>
              {index > 0 && ", "}
              <Money value={amount} />
            </span>
          ))}
        </Muted>
      )}
    </Surface>
  );
}

/** The figures of what the page is narrowed to, which are those of the list: nothing else is known of it. */
export function NarrowedSummary({ figures, shown }: { figures: ShownFigures; shown: Shown }) {
  const { t } = useTranslation();
  return (
    <Surface as="div">
      <Figures>
        {shown.columns.map(({ key, name }) => (
          <div key={key} data-large>
            <dt>{name}</dt>
            <dd>
              <Money value={figures[key]} />
            </dd>
          </div>
        ))}
        <div>
          <dt>{t("statistics.count")}</dt>
          <dd>{figures.count}</dd>
        </div>
      </Figures>
    </Surface>
  );
}

function Comparisons(props: {
  which: keyof Compared;
  now: MoneyText;
  previous: Compared | null | undefined;
  yearBefore: Compared | null | undefined;
}) {
  const { t } = useTranslation();
  const { money } = useFormat();
  const words = (before: Compared | null | undefined, name: "previous" | "yearBefore") => {
    if (!before) return null;
    const than = before[props.which];
    const more = moneyDifference(props.now, than);
    if (isZero(more.amount)) return t(`statistics.${name}.same`);
    const amounts = { amount: money({ ...more, amount: withoutSign(more.amount) }), before: money(than) };
    return t(`statistics.${name}.${isNegative(more.amount) ? "less" : "more"}`, amounts);
  };
  return (
    <>
      {(["previous", "yearBefore"] as const).map((name) => {
        const text = words(props[name], name);
        return text && <dd key={name}>{text}</dd>;
      })}
    </>
  );
}
