import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { currentLocale } from "../../lib/i18n.js";
import { dayLocale, numberLocale } from "../../lib/locale.js";

const dateOf = (day: string) => new Date(`${day}T00:00:00Z`);

/** What charts write beside what all pages do, in the reader's own way. A day belongs to no time zone: UTC keeps it. */
export function useChartFormat() {
  // A change of language renders anew whoever asked here.
  useTranslation();
  const locale = currentLocale();
  return useMemo(() => {
    const [days, numbers] = [dayLocale(locale), numberLocale(locale)];
    const short = new Intl.DateTimeFormat(days, { month: "short", year: "2-digit", timeZone: "UTC" });
    const range = new Intl.DateTimeFormat(days, { dateStyle: "medium", timeZone: "UTC" });
    const compact = new Intl.NumberFormat(numbers, { notation: "compact" });
    const percent = new Intl.NumberFormat(numbers, { style: "percent" });
    return {
      /** As short as a month can be told from its neighbours. */
      monthShort: (day: string) => short.format(dateOf(day)),
      dayRange: (from: string, to: string) => range.formatRange(dateOf(from), dateOf(to)),
      /** Of a scale beside a drawing: never of an amount that is meant exactly. */
      compactNumber: (value: number) => compact.format(value),
      /** A part of a whole, of 1. */
      percent: (part: number) => percent.format(part),
    };
  }, [locale]);
}
