import { useState } from "react";
import { useTranslation } from "react-i18next";
import { activeCurrencies } from "../../../server/kernel/currency.js";
import { ChoiceRows } from "../../components/ChoiceRows.js";
import { TextField } from "../../components/Field.js";
import { Muted, Stack } from "../../components/Layout.js";
import { useFormat } from "../../lib/format.js";

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
        choices={[
          ...(props.none && !sought ? [{ value: "", label: props.none }] : []),
          ...found.map((code) => ({ value: code, label: code, detail: currencyName(code) })),
        ]}
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
