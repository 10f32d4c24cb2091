import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Money } from "../../components/Money.js";
import { type MoneyText, useFormat } from "../../lib/format.js";
import type { Shown } from "./shown.js";

interface Figures {
  readonly mine: MoneyText;
  readonly total: MoneyText;
  readonly count: number;
}

/** How figures are said and stand in tables: one's own share and the total as two; of one person, theirs alone. */
export function useFigureWords({ measure, memberName }: Shown) {
  const { t } = useTranslation();
  const { money } = useFormat();
  const name = memberName;
  return {
    text: name === null ? t(`statistics.shows.${measure}`) : t("statistics.showsMember", { name }),
    said: (what: string, { mine, total, count }: Figures) =>
      name === null
        ? t("statistics.said", { name: what, mine: money(mine), total: money(total), count })
        : t("statistics.saidShare", { name: what, share: money(total), count }),
    head: (first: string) =>
      name === null
        ? [first, t("statistics.mine"), t("statistics.total"), t("statistics.count")]
        : [first, t("statistics.shareOf", { name }), t("statistics.count")],
    cells: (first: string, { mine, total, count }: Figures): ReactNode[] => {
      const all = <Money key="total" value={total} />;
      return name === null ? [first, <Money key="mine" value={mine} />, all, count] : [first, all, count];
    },
  };
}
