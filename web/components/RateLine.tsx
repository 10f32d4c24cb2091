import { chakra } from "@chakra-ui/react";
import { History } from "lucide-react";
import { useTranslation } from "react-i18next";
import { graphql } from "../gql/index.js";
import { useFormat } from "../lib/format.js";
import { daysBetween, type RateText } from "../lib/rates.js";

/** Everything about a rate that is told: also what `RateText` is read from. */
export const RateLine_rate = graphql(`
  fragment RateLine_rate on ExchangeRate {
    from
    to
    rate
    asOf
    source
    path
  }
`);

/** Over a long weekend a rate is this old at most; an older one is worth a second look. */
const DAYS_FRESH = 4;

const Frame = chakra("p", {
  base: {
    fontSize: "sm",
    color: "fg.muted",
    overflowWrap: "anywhere",
    "& svg": { display: "inline", verticalAlign: "-2px" },
  },
});
const Figures = chakra("span", { base: { color: "fg", fontVariantNumeric: "tabular-nums" } });

/** A rate with all that there is to say about it: where from, of which day, through what, and how old where that matters. */
export function RateLine(props: {
  rate: RateText;
  /** The day that it is used for: how old it is by then matters. A rate on record has no such day. */
  usedOn?: string;
}) {
  const { t } = useTranslation();
  const { day, rateNumber } = useFormat();
  const { from, to, rate, asOf, source, path } = props.rate;
  const age = props.usedOn === undefined ? 0 : daysBetween(asOf, props.usedOn);
  const between = path.slice(1, -1);
  // What a group agreed on grows no older; what the bank's daily rate is a part of does.
  const isDaily = source === "ECB" || (source === "GROUP" && between.length > 0);
  const facts = [t(`rates.source.${source}`, source), day(asOf)];
  if (between.length > 0) facts.push(t("rates.via", { currencies: between.join(", ") }));
  return (
    <Frame>
      <Figures>{`1 ${from} = ${rateNumber(rate)} ${to}`}</Figures>
      {` · ${facts.join(" · ")}`}
      {isDaily && age > DAYS_FRESH && (
        <>
          {" · "}
          <chakra.span color="fg.warn">
            <History size={14} aria-hidden /> {t("rates.age", { count: age })}
          </chakra.span>
        </>
      )}
    </Frame>
  );
}
