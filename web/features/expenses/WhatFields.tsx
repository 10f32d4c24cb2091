import { chakra } from "@chakra-ui/react";
import { useTranslation } from "react-i18next";
import { typedAmount } from "../../../server/kernel/amount-input.js";
import { CurrencyField } from "../../components/CurrencyField.js";
import { CheckField, SelectField, TextField } from "../../components/Field.js";
import { Stack, Surface } from "../../components/Layout.js";
import { useFormat } from "../../lib/format.js";
import { ConversionFields } from "./ConversionFields.js";
import { isByRate } from "./conversion-draft.js";
import type { ExpenseDraft } from "./expense-draft.js";
import type { FormPart } from "./form-part.js";
import type { DailyRates } from "./useDailyRates.js";

const Two = chakra("div", {
  base: {
    display: "grid",
    gap: "4",
    gridTemplateColumns: { base: "minmax(0, 1fr)", sm: "repeat(2, minmax(0, 1fr))" },
    alignItems: "start",
  },
});
const Amount = chakra("div", {
  base: { display: "grid", gap: "3", gridTemplateColumns: "minmax(0, 1fr) 8rem", alignItems: "start" },
});

interface Props extends FormPart {
  groupCurrency: string;
  preferredCurrency: string;
  categories: readonly { readonly id: string; readonly name: string }[];
  onCategory: (categoryId: string | null) => void;
  rates: DailyRates;
}

/** What it was, what it cost, and when. */
export function WhatFields(props: Props) {
  const { t } = useTranslation();
  const { draft, change, problemOf, groupCurrency, preferredCurrency } = props;
  const { locale } = useFormat();
  const { conversion } = draft;
  /** What a rate made of it is where one begins to enter the total. */
  const changeConversion = (next: ExpenseDraft["conversion"]) => {
    const entered = isByRate(conversion) && !isByRate(next) && props.reading.converted;
    change({ conversion: next, ...(entered && { amount: typedAmount(entered, locale) }) });
  };
  return (
    <Surface>
      <Stack>
        <TextField
          label={t("expense.title")}
          placeholder={t("expense.titleExample")}
          autoComplete="off"
          value={draft.title}
          onChange={(title) => change({ title })}
          problem={problemOf("title", "title")}
        />
        <Amount>
          <TotalField {...props} />
          <CurrencyField
            tall
            label={t("expense.currency")}
            value={draft.currency}
            likely={[groupCurrency, preferredCurrency]}
            onChange={(currency) => change({ currency })}
          />
        </Amount>
        <CheckField
          label={t("conversion.toggle")}
          checked={conversion !== null}
          onChange={(on) =>
            on ? change(convertedStart(draft, groupCurrency, preferredCurrency)) : changeConversion(null)
          }
        />
        {conversion && (
          <ConversionFields
            conversion={conversion}
            currency={draft.currency}
            incurredOn={draft.incurredOn}
            likely={[preferredCurrency, groupCurrency]}
            rates={props.rates}
            onChange={changeConversion}
            problemOf={problemOf}
          />
        )}
        <Two>
          <TextField
            label={t("expense.date")}
            type="date"
            value={draft.incurredOn}
            onChange={(incurredOn) => change({ incurredOn })}
            problem={problemOf("incurredOn", "incurredOn")}
          />
          <SelectField
            label={t("expense.category")}
            value={draft.categoryId ?? ""}
            onChange={(id) => props.onCategory(id || null)}
            choices={[
              ...(draft.categoryId ? [] : [{ value: "", label: t("expense.categoryNone") }]),
              ...props.categories.map(({ id, name }) => ({ value: id, label: t(`category.${name}`, name) })),
            ]}
            problem={problemOf("categoryId", "categoryId")}
          />
        </Two>
      </Stack>
    </Surface>
  );
}

/** The total: entered, also as a sum, or what a rate makes of another amount. */
function TotalField({ draft, reading, change, problemOf }: FormPart) {
  const { t } = useTranslation();
  const { locale, money } = useFormat();
  const byRate = isByRate(draft.conversion);
  const sum = reading.computed && `= ${money({ amount: reading.computed, currency: draft.currency })}`;
  return (
    <TextField
      kind="headline"
      label={t("expense.amount")}
      inputMode="decimal"
      autoComplete="off"
      autoFocus
      readOnly={byRate}
      value={byRate ? typedAmount(reading.converted ?? "", locale) : draft.amount}
      onChange={(amount) => change({ amount })}
      hint={byRate ? t("conversion.byRateHint") : sum}
      problem={problemOf("amount", "total")}
    />
  );
}

/** What was typed in a currency that is not the group's is what shall be converted; else there is another to choose. */
function convertedStart(draft: ExpenseDraft, groupCurrency: string, preferred: string): Partial<ExpenseDraft> {
  const start = { source: "ECB", rate: "", kept: null } as const;
  if (draft.currency !== groupCurrency) {
    const { amount, currency } = draft;
    return { conversion: { ...start, amount, currency }, amount: "", currency: groupCurrency };
  }
  const other = [preferred, "USD", "EUR"].find((code) => code !== groupCurrency)!;
  return { conversion: { ...start, amount: draft.amount, currency: other } };
}
