import { lazy } from "react";
import { useTranslation } from "react-i18next";
import { Money } from "../../components/Money.js";
import type { TrendInterval } from "../../gql/graphql.js";
import { useFormat } from "../../lib/format.js";
import { ChartFigure } from "../charts/ChartFigure.js";
import { drawn, type Mark } from "../charts/marks.js";
import { useChartFormat } from "../charts/useChartFormat.js";
import type { Shown } from "./shown.js";
import { type Range, rangeText } from "./statistics-address.js";
import type { Statistics } from "./statistics-query.js";

const TrendBars = lazy(() => import("../charts/TrendBars.js"));

/** What one bar of a trend is called: short below it, and in full where it is said. */
export function usePeriodWords(interval: TrendInterval) {
  const { t } = useTranslation();
  const { day, dayShort, month } = useFormat();
  const { dayRange, monthShort } = useChartFormat();
  const year = ({ from }: Range) => from.slice(0, 4);
  const quarter = ({ from }: Range) => String(Math.ceil(Number(from.slice(5, 7)) / 3));
  return (range: Range): { short: string; full: string } => {
    switch (interval) {
      case "DAY":
        return { short: dayShort(range.from), full: day(range.from) };
      case "WEEK":
        return { short: dayShort(range.from), full: dayRange(range.from, range.to) };
      case "MONTH":
        return { short: monthShort(range.from), full: month(range.from) };
      case "QUARTER": {
        const words = t("statistics.quarter", { quarter: quarter(range), year: year(range) });
        return { short: words, full: words };
      }
      case "YEAR":
        return { short: year(range), full: year(range) };
    }
  };
}

/** How spending goes over the period. A bar narrows the page to its days. */
export function SpendingTrend(props: {
  points: Statistics["spendingTrend"];
  interval: TrendInterval;
  within: Range | null;
  shown: Shown;
  onChoose: (range: string) => void;
}) {
  const { t } = useTranslation();
  const { money } = useFormat();
  const { points, interval, within, shown } = props;
  const words = usePeriodWords(interval);
  const marks = points.map((point): Mark => {
    const key = rangeText(point);
    const { short, full } = words(point);
    const amounts = { mine: money(point.mine), total: money(point.total), count: point.count };
    return {
      key,
      name: short,
      value: drawn(point[shown.measure]),
      amount: money(point[shown.measure]),
      said: shown.said({ name: full, ...amounts }),
      fill: shown.colour,
      canChoose: true,
      ...(within && { state: key === rangeText(within) ? "chosen" : "faded" }),
    };
  });
  return (
    <ChartFigure
      title={t(`statistics.over.${interval}`)}
      text={shown.text}
      height={() => 240}
      head={[t("statistics.period"), ...shown.columns.map(({ name }) => name), t("statistics.count")]}
      lines={points.map((point) => ({
        key: point.from,
        cells: [
          words(point).full,
          ...shown.columns.map(({ key }) => <Money key={key} value={point[key]} />),
          point.count,
        ],
      }))}
      empty={t("statistics.nothing")}
      isEmpty={points.every(({ count }) => count === 0)}
    >
      {(width) => (
        <TrendBars
          label={t(`statistics.over.${interval}`)}
          hint={t("chart.hint")}
          width={width}
          marks={marks}
          onChoose={props.onChoose}
        />
      )}
    </ChartFigure>
  );
}
