import { useTranslation } from "react-i18next";
import type { MoneyText } from "../../lib/format.js";
import type { Measure } from "./statistics-address.js";

/** How the charts of a page are drawn. */
export interface Shown {
  readonly measure: Measure;
  readonly currency: string;
  /** Of what has no colour of its own: that of the group, where the page is one's. */
  readonly colour: string;
  /** What the measure is called. */
  readonly name: string;
  /** A sentence on it. */
  readonly text: string;
  /** The figures that tables say. */
  readonly columns: readonly { readonly key: Measure; readonly name: string }[];
  /** Says a mark in full. */
  readonly said: (of: { name: string; mine: string; total: string; count: number }) => string;
}

/** Both figures of something, of which one is drawn. */
export interface Figures {
  readonly mine: MoneyText;
  readonly total: MoneyText;
  readonly count: number;
}

/** Narrowed to one member, the server's `total` is what that member bears, and the reader's own share is no matter. */
export function useShown(page: {
  measure: Measure;
  currency: string;
  colour: string;
  inGroup: boolean;
  member: string | null;
}): Shown {
  const { t } = useTranslation();
  const { measure, currency, colour, inGroup, member } = page;
  if (member !== null) {
    const name = t("statistics.shareOf", { name: member });
    return {
      measure: "total",
      currency,
      colour,
      name,
      text: t("statistics.showsMember", { name: member }),
      columns: [{ key: "total", name }],
      said: (of) => t("statistics.saidOne", of),
    };
  }
  const names = { mine: t("statistics.mine"), total: t(inGroup ? "statistics.totalGroup" : "statistics.total") };
  return {
    measure,
    currency,
    colour,
    name: names[measure],
    text: t(`statistics.shows.${measure}`),
    columns: (["mine", "total"] as const).map((key) => ({ key, name: names[key] })),
    said: (of) => t("statistics.said", of),
  };
}
