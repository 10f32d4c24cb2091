import { chakra } from "@chakra-ui/react";
import { useTranslation } from "react-i18next";
import { activeCurrencies } from "../../../server/kernel/currency.js";
import { Fault } from "../../components/Fault.js";
import { SegmentField, SelectField, TextField } from "../../components/Field.js";
import { Muted, Stack } from "../../components/Layout.js";
import { RateLine } from "../../components/RateLine.js";
import { CONVERSION_SOURCES, type ConversionDraft, type ConversionSource } from "./conversion-draft.js";
import type { DailyRates } from "./useDailyRates.js";

const Amount = chakra("div", {
  base: { display: "grid", gap: "3", gridTemplateColumns: "minmax(0, 1fr) 8rem", alignItems: "start" },
});

/** What an expense was converted from: the amount before, and where the rate comes from. */
export function ConversionFields(props: {
  conversion: ConversionDraft;
  currency: string;
  incurredOn: string;
  likely: readonly string[];
  rates: DailyRates;
  onChange: (conversion: ConversionDraft) => void;
  problemOf: (spot: string, ...path: string[]) => string | undefined;
}) {
  const { t } = useTranslation();
  const { conversion, currency, rates, problemOf } = props;
  const change = (part: Partial<ConversionDraft>) => props.onChange({ ...conversion, ...part });
  const { source } = conversion;
  const daily = source === "ECB" || source === "GROUP" ? rates[source] : null;
  const pair = { from: conversion.currency, to: currency };
  // A rate of the group's own is offered where it has one, or had one when this was recorded.
  const offered = CONVERSION_SOURCES.filter((each) => each !== "GROUP" || rates.GROUP !== null || source === "GROUP");
  return (
    <Stack>
      <Amount>
        <TextField
          kind="amount"
          label={t("conversion.original")}
          inputMode="decimal"
          autoComplete="off"
          value={conversion.amount}
          onChange={(amount) => change({ amount })}
          problem={problemOf("original", "conversion", "original")}
        />
        <SelectField
          label={t("conversion.currency")}
          value={conversion.currency}
          onChange={(next) => change({ currency: next })}
          choices={[...new Set([conversion.currency, ...props.likely, ...activeCurrencies])].map((code) => ({
            value: code,
            label: code,
          }))}
        />
      </Amount>
      <Fault text={problemOf("originalCurrency")} />
      <SegmentField
        label={t("conversion.source")}
        value={source}
        onChange={(next) => change({ source: next as ConversionSource })}
        choices={offered.map((each) => ({ value: each, label: t(`conversion.by.${each}`) }))}
      />
      {source === "CUSTOM" && (
        <TextField
          kind="amount"
          label={t("conversion.rate")}
          inputMode="decimal"
          autoComplete="off"
          value={conversion.rate}
          onChange={(rate) => change({ rate })}
          hint={t("rates.rateHint", pair)}
          problem={problemOf("rate", "conversion", "rate")}
        />
      )}
      {source === "CARD" && <Muted fontSize="sm">{t("conversion.cardHint")}</Muted>}
      {daily && <RateLine rate={daily} usedOn={props.incurredOn} />}
      {rates.known && problemOf("source", "conversion", "source") && <Fault text={t("conversion.noRate", pair)} />}
    </Stack>
  );
}
