import { lazy } from "react";
import { useTranslation } from "react-i18next";
import { Money } from "../../components/Money.js";
import { moneySum } from "../../lib/amounts.js";
import { type MoneyText, useFormat } from "../../lib/format.js";
import { ChartFigure } from "../charts/ChartFigure.js";
import { categoryColour, chartColour } from "../charts/chart-styles.js";
import { drawn, type Mark, withOther } from "../charts/marks.js";
import { useChartFormat } from "../charts/useChartFormat.js";
import { largestFirst } from "./largest-first.js";
import type { Shown } from "./shown.js";
import type { Statistics } from "./statistics-query.js";

const Ring = lazy(() => import("../charts/Ring.js"));
const RowBars = lazy(() => import("../charts/RowBars.js"));

/** From here on a ring has room for the names beside it. */
const RING_WIDTH = 400;
const RING_HEIGHT = 260;
const ROW = 48;

/** What it was spent on. A part narrows the page to its category. */
export function SpendingByCategory(props: {
  categories: Statistics["spendingByCategory"];
  /** What the listed expenses come to: rounded once, as a sum of rounded parts is not. */
  whole: MoneyText;
  chosen: string | null;
  shown: Shown;
  onChoose: (categoryId: string) => void;
}) {
  const { t } = useTranslation();
  const { money } = useFormat();
  const { percent } = useChartFormat();
  const { chosen, shown } = props;
  const { measure, currency, columns, said } = shown;
  const sorted = largestFirst(props.categories, measure);
  const nameOf = ({ category }: { category: { name: string } }) => t(`category.${category.name}`, category.name);
  const whole = moneySum(
    sorted.map((each) => each[measure]),
    currency,
  );
  const all = sorted.map((each) => ({ key: each.category.id, name: nameOf(each), ...each }));
  const parts = withOther(
    // What comes to nothing is in the table; a drawing cannot show it.
    all.filter((each) => drawn(each[measure]) > 0),
    (rest) => ({
      ...rest[0]!,
      key: "other",
      name: t("statistics.other", { count: rest.length }),
      mine: moneySum(
        rest.map(({ mine }) => mine),
        currency,
      ),
      total: moneySum(
        rest.map(({ total }) => total),
        currency,
      ),
      count: rest.reduce((count, each) => count + each.count, 0),
    }),
  );
  const marks = parts.map((part): Mark => {
    const { key, name, mine, total, count } = part;
    const value = drawn(part[measure]);
    const named = `${name} (${percent(value / (drawn(whole) || 1))})`;
    return {
      key,
      name,
      value,
      amount: money(part[measure]),
      said: said({ name: named, mine: money(mine), total: money(total), count }),
      fill: key === "other" ? chartColour("grey") : categoryColour(key),
      canChoose: key !== "other",
      ...(chosen && { state: key === chosen ? "chosen" : "faded" }),
    };
  });
  const chart = { label: t("statistics.byCategory"), marks, onChoose: props.onChoose };
  return (
    <ChartFigure
      title={t("statistics.byCategory")}
      text={shown.text}
      height={(width) => (width >= RING_WIDTH ? RING_HEIGHT : marks.length * ROW)}
      head={[t("statistics.category"), ...columns.map(({ name }) => name), t("statistics.count")]}
      lines={sorted.map((each) => ({
        key: each.category.id,
        cells: [nameOf(each), ...columns.map(({ key }) => <Money key={key} value={each[key]} />), each.count],
      }))}
      empty={t("statistics.nothing")}
      isEmpty={marks.length === 0}
    >
      {(width) =>
        width >= RING_WIDTH ? (
          <Ring {...chart} width={width} total={money(props.whole)} totalName={shown.name} />
        ) : (
          <RowBars {...chart} width={width} />
        )
      }
    </ChartFigure>
  );
}
