import { useState } from "react";
import { useTranslation } from "react-i18next";
import { activeCurrencies } from "../../../server/kernel/currency.js";
import { ChoiceRows } from "../../components/ChoiceRows.js";
import { TextField } from "../../components/Field.js";
import { Muted, Stack } from "../../components/Layout.js";
import { useFormat } from "../../lib/format.js";
import { found } from "../../lib/word-search.js";

/** Where nobody has said anything, most people mean one of these. */
const OFTEN = ["EUR", "USD", "GBP"];
/** So many are looked through; whoever seeks another writes what it is called. */
const SHOWN = 6;

/** The likely currencies, and those whose code or name has what one types. */
export function CurrencyChoice(props: {
  value: string;
  likely: readonly string[];
  /** What it is called to choose none, where one may. */
  none?: string;
  onChange: (currency: string) => void;
  onDone: () => void;
}) {
  const { t } = useTranslation();
  const { currencyName } = useFormat();
  const [typed, setTyped] = useState("");
  const sought = typed.trim();
  const first = [...new Set([...props.likely, ...OFTEN])];
  const all = [...new Set([...first, ...activeCurrencies])];
  const offered = sought ? found(all, sought, (code) => `${code} ${currencyName(code)}`).slice(0, SHOWN) : first;
  return (
    <Stack gap="1">
      <ChoiceRows
        label={t("expense.currency")}
        value={props.value}
        choices={[
          ...(props.none && !sought ? [{ value: "", label: props.none }] : []),
          ...offered.map((code) => ({ value: code, label: code, detail: currencyName(code) })),
        ]}
        onChange={props.onChange}
        onPointed={props.onDone}
      />
      {offered.length === 0 && <Muted role="status">{t("currency.none")}</Muted>}
      <TextField
        label={t("currency.find")}
        type="search"
        autoComplete="off"
        value={typed}
        onChange={setTyped}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || event.ctrlKey || event.metaKey || !sought || event.nativeEvent.isComposing)
            return;
          event.preventDefault();
          const [best] = offered;
          if (best === undefined) return;
          props.onChange(best);
          props.onDone();
        }}
      />
    </Stack>
  );
}
