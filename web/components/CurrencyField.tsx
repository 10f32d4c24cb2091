import { Combobox, createListCollection } from "@chakra-ui/react";
import { ChevronsUpDown } from "lucide-react";
import { useId, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { activeCurrencies } from "../../server/kernel/currency.js";
import { useFormat } from "../lib/format.js";

/** Metals, funds and test codes: in ISO 4217, but nobody pays a dinner with them. They come last. */
const RARE = new Set("XAG XAU XBA XBB XBC XBD XDR XPD XPT XSU XUA BOV CHE CHW CLF COU MXV USN UYI UYW XAD".split(" "));

interface CurrencyItem {
  readonly value: string;
  readonly label: string;
  readonly name: string;
}

function matches(item: CurrencyItem, typed: string): boolean {
  const sought = typed.trim().toLocaleLowerCase();
  return item.value.toLowerCase().includes(sought) || item.name.toLocaleLowerCase().includes(sought);
}

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
  const [typed, setTyped] = useState("");
  const id = useId();
  const likely = [...new Set([...(props.likely ?? []), props.value])].join(" ");
  const items = useMemo<CurrencyItem[]>(() => {
    const first = likely.split(" ");
    const others = activeCurrencies.filter((code) => !first.includes(code));
    const ordered = [...first, ...others.filter((code) => !RARE.has(code)), ...others.filter((code) => RARE.has(code))];
    return ordered.filter(Boolean).map((value) => ({ value, label: value, name: currencyName(value) }));
  }, [likely, currencyName]);
  const collection = useMemo(
    () => createListCollection({ items: items.filter((item) => matches(item, typed)) }),
    [items, typed],
  );
  return (
    <Combobox.Root
      id={id}
      collection={collection}
      value={[props.value]}
      inputBehavior="autohighlight"
      selectionBehavior="replace"
      openOnClick
      positioning={{ sameWidth: false, placement: "bottom-end" }}
      onInputValueChange={({ inputValue, reason }) => setTyped(reason === "input-change" ? inputValue : "")}
      onOpenChange={({ open }) => open || setTyped("")}
      onValueChange={({ value }) => value[0] && props.onChange(value[0])}
    >
      <Combobox.Label>{props.label}</Combobox.Label>
      <Combobox.Control>
        <Combobox.Input onFocus={(event) => event.target.select()} autoComplete="off" spellCheck={false} />
        <Combobox.Trigger aria-label={t("currency.open", { label: props.label })}>
          <ChevronsUpDown size={16} aria-hidden />
        </Combobox.Trigger>
      </Combobox.Control>
      <Combobox.Positioner>
        <Combobox.Content>
          {collection.items.length === 0 && <Combobox.Empty>{t("currency.none")}</Combobox.Empty>}
          {collection.items.map((item) => (
            <Combobox.Item key={item.value} item={item}>
              <span>{item.name}</span>
              <strong>{item.value}</strong>
            </Combobox.Item>
          ))}
        </Combobox.Content>
      </Combobox.Positioner>
    </Combobox.Root>
  );
}
