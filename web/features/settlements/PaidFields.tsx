import { chakra } from "@chakra-ui/react";
import { useTranslation } from "react-i18next";
import { CurrencyField } from "../../components/CurrencyField.js";
import { TextField } from "../../components/Field.js";
import { Muted, Stack } from "../../components/Layout.js";
import { RateLine } from "../../components/RateLine.js";
import { useFormat } from "../../lib/format.js";
import { problemWords } from "../../lib/refusal-words.js";
import type { PaidInstead } from "./usePaidInstead.js";

const Two = chakra("div", {
  base: {
    display: "grid",
    gap: "4",
    gridTemplateColumns: { base: "minmax(0, 1fr)", sm: "repeat(2, minmax(0, 1fr))" },
    alignItems: "start",
  },
});

/** What was paid where that was in another currency than the debt, with the rate that suggests it. */
export function PaidFields(props: {
  instead: PaidInstead;
  debtCurrency: string;
  settledOn: string;
  likely: readonly string[];
  tried: boolean;
  problem: string | undefined;
}) {
  const { t } = useTranslation();
  const { rateNumber } = useFormat();
  const { instead, debtCurrency } = props;
  const { currency, rate, agreed } = instead;
  const code = instead.problem === "EMPTY" ? "REQUIRED" : instead.problem;
  const problem = code && (props.tried || code !== "REQUIRED") ? problemWords(t, code, "paid") : undefined;
  return (
    <Stack gap="2">
      <Two>
        <TextField
          label={t("settle.paid")}
          kind="amount"
          inputMode="decimal"
          autoComplete="off"
          value={instead.typed}
          onChange={instead.setTyped}
          hint={rate && agreed === null ? t("settle.suggestedPaid") : undefined}
          problem={problem ?? props.problem}
        />
        <CurrencyField
          label={t("settle.paidCurrency")}
          value={currency}
          likely={props.likely.filter((each) => each !== debtCurrency)}
          onChange={instead.setCurrency}
        />
      </Two>
      {rate && <RateLine rate={rate} usedOn={props.settledOn} />}
      {instead.known && !rate && currency !== debtCurrency && (
        <Muted fontSize="sm">{t("settle.noRate", { from: debtCurrency, to: currency })}</Muted>
      )}
      {agreed && (
        <Muted fontSize="sm">
          {t("settle.agreed", { from: debtCurrency, to: currency, rate: rateNumber(agreed) })}
        </Muted>
      )}
    </Stack>
  );
}
