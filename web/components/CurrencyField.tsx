import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { activeCurrencies } from "../../server/kernel/currency.js";
import { useFormat } from "../lib/format.js";
import { SearchField } from "./SearchField.js";

/** Metals, funds and test codes: in ISO 4217, but nobody pays a dinner with them. They come last. */
const RARE = new Set("XAG XAU XBA XBB XBC XBD XDR XPD XPT XSU XUA BOV CHE CHW CLF COU MXV USN UYI UYW XAD".split(" "));

/** Every currency there is, searchable by code and name; the likely ones first. */
export function CurrencyField(props: {
  label: string;
  value: string;
  onChange: (currency: string) => void;
  /** Those that come first. */
  likely?: readonly string[];
}) {
  const { t } = useTranslation();
  const { currencyName } = useFormat();
  const likely = [...new Set([...(props.likely ?? []), props.value])].join(" ");
  const choices = useMemo(() => {
    const first = likely.split(" ");
    const others = activeCurrencies.filter((code) => !first.includes(code));
    const ordered = [...first, ...others.filter((code) => !RARE.has(code)), ...others.filter((code) => RARE.has(code))];
    return ordered.filter(Boolean).map((value) => ({ value, label: value, detail: currencyName(value) }));
  }, [likely, currencyName]);
  return (
    <SearchField
      label={props.label}
      value={props.value}
      choices={choices}
      onChange={props.onChange}
      openLabel={t("currency.open", { label: props.label })}
      noneLabel={t("currency.none")}
    />
  );
}
