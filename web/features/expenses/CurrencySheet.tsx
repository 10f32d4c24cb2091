import { useState } from "react";
import { useTranslation } from "react-i18next";
import { typedAmount } from "../../../server/kernel/amount-input.js";
import { activeCurrencies } from "../../../server/kernel/currency.js";
import { ChoiceRows } from "../../components/ChoiceRows.js";
import { CheckField, TextField } from "../../components/Field.js";
import { Muted, Stack } from "../../components/Layout.js";
import { useFormat } from "../../lib/format.js";
import { ConversionFields } from "./ConversionFields.js";
import { isByRate } from "./conversion-draft.js";
import type { ExpenseDraft } from "./expense-draft.js";
import type { FormPart } from "./form-part.js";
import type { DailyRates } from "./useDailyRates.js";

interface Props extends FormPart {
  groupCurrency: string;
  preferredCurrency: string;
  rates: DailyRates;
  onDone: () => void;
}

/** Where nobody has said anything, most people mean one of these. */
const OFTEN = ["EUR", "USD", "GBP"];
/** So many are looked through; whoever seeks another writes what it is called. */
const SHOWN = 6;

/** In which currency it was, and whether it counts in another. */
export function CurrencySheet(props: Props) {
  const { t } = useTranslation();
  const { locale } = useFormat();
  const { draft, change, groupCurrency, preferredCurrency } = props;
  const { conversion } = draft;
  /** What a rate made of it is where one begins to enter the total. */
  const changeConversion = (next: ExpenseDraft["conversion"]) => {
    const entered = isByRate(conversion) && !isByRate(next) && props.reading.converted;
    change({ conversion: next, ...(entered && { amount: typedAmount(entered, locale) }) });
  };
  return (
    <Stack>
      <CurrencyChoice
        value={draft.currency}
        likely={[groupCurrency, preferredCurrency, draft.currency]}
        onChange={(currency) => change({ currency })}
        onDone={props.onDone}
      />
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
          problemOf={props.problemOf}
        />
      )}
    </Stack>
  );
}

/** The likely currencies, and those whose code or name has what one types. */
function CurrencyChoice(props: {
  value: string;
  likely: readonly string[];
  onChange: (currency: string) => void;
  onDone: () => void;
}) {
  const { t } = useTranslation();
  const { currencyName } = useFormat();
  const [typed, setTyped] = useState("");
  const sought = typed.trim().toLocaleLowerCase();
  const has = (code: string) =>
    code.toLowerCase().includes(sought) || currencyName(code).toLocaleLowerCase().includes(sought);
  const ordered = [...new Set([...props.likely, ...OFTEN, ...activeCurrencies])];
  const found = sought ? ordered.filter(has).slice(0, SHOWN) : [...new Set([...props.likely, ...OFTEN])];
  return (
    <Stack gap="1">
      <ChoiceRows
        label={t("expense.currency")}
        value={props.value}
        choices={found.map((code) => ({ value: code, label: code, detail: currencyName(code) }))}
        onChange={props.onChange}
        onPointed={props.onDone}
      />
      {found.length === 0 && <Muted role="status">{t("currency.none")}</Muted>}
      <TextField
        label={t("currency.find")}
        type="search"
        autoComplete="off"
        value={typed}
        onChange={setTyped}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || event.ctrlKey || event.metaKey || !sought) return;
          event.preventDefault();
          if (found[0]) props.onChange(found[0]);
          if (found[0]) props.onDone();
        }}
      />
    </Stack>
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
