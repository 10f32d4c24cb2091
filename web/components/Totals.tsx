import { useQuery } from "@apollo/client/react";
import { useTranslation } from "react-i18next";
import { graphql } from "../gql/index.js";
import { useFormat } from "../lib/format.js";
import { Muted } from "./Layout.js";
import { Money } from "./Money.js";
import { Sum, Sums } from "./Sums.js";

const ViewerTotalsQuery = graphql(`
  query ViewerTotals {
    viewerTotals {
      ...TotalsParts @unmask
    }
  }
`);

/** All in all: what the reader is owed and owes over all their groups. */
export function Totals() {
  const { t } = useTranslation();
  const { day } = useFormat();
  // It changes with every group: what is shown at once is read anew behind it.
  const { data } = useQuery(ViewerTotalsQuery, { fetchPolicy: "cache-and-network" });
  const totals = data?.viewerTotals;
  if (!totals || (totals.owed.length === 0 && totals.owing.length === 0)) return null;
  const { ratesAsOf } = totals;
  return (
    <section aria-label={t("totals.label")}>
      <Sums>
        {(["owed", "owing"] as const).map((way) => {
          const converted = way === "owed" ? totals.owedIn : totals.owingIn;
          const amounts = totals[way].length > 1 && converted ? [converted] : totals[way];
          if (amounts.length === 0) return null;
          return <Sum key={way} way={way} label={t(`totals.${way}`)} amounts={amounts} />;
        })}
      </Sums>
      {ratesAsOf && (
        <Muted fontSize="sm" marginTop="1">
          {t("totals.rates", { day: day(ratesAsOf) })}
        </Muted>
      )}
      {totals.unconverted.length > 0 && ratesAsOf && (
        <Muted fontSize="sm">
          {t("totals.without")}{" "}
          {totals.unconverted.map((amount, index) => (
            <span key={amount.currency}>
              {index > 0 && ", "}
              <Money value={amount} signed />
            </span>
          ))}
        </Muted>
      )}
    </section>
  );
}
