import type { FragmentType } from "@apollo/client";
import { useSuspenseFragment } from "@apollo/client/react";
import { chakra } from "@chakra-ui/react";
import { SlidersHorizontal, X } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { activeCurrencies } from "../../../server/kernel/currency.js";
import { Button } from "../../components/Button.js";
import { SelectField, TextField } from "../../components/Field.js";
import { Row, Stack, Surface } from "../../components/Layout.js";
import { graphql } from "../../gql/index.js";
import { useFormat } from "../../lib/format.js";
import { FILTER_NAMES, type FilterName, filterPart, TEXT_MAX } from "./expense-filter.js";

export const ExpenseFilters_group = graphql(`
  fragment ExpenseFilters_group on Group {
    id
    currency
    members {
      id
      name
    }
    categories {
      id
      name
    }
  }
`);

const Fields = chakra("div", {
  base: { display: "grid", gap: "3", gridTemplateColumns: "repeat(auto-fit, minmax(min(100%, 11rem), 1fr))" },
});

const Box = chakra("input", {
  base: {
    flex: "1 1 9rem",
    minWidth: "0",
    minHeight: { base: "control", md: "9" },
    paddingInline: "3",
    bg: "surface",
    border: "1px solid",
    borderColor: "controlBorder",
    borderRadius: "chip",
    fontSize: { base: "lg", md: "md" },
  },
});
/** So long somebody writes on before the list follows. */
const PAUSE_MS = 250;

/** What the titles must have in them: the list follows a moment after the last key. */
function SearchBox(props: { value: string; onChange: (text: string) => void }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState(props.value);
  const waiting = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(waiting.current), []);
  const change = (text: string) => {
    setTyped(text);
    clearTimeout(waiting.current);
    waiting.current = setTimeout(() => props.onChange(text.trim()), PAUSE_MS);
  };
  return (
    <Box
      type="search"
      aria-label={t("filter.text")}
      placeholder={t("filter.text")}
      maxLength={TEXT_MAX}
      value={typed}
      onChange={(event) => change(event.target.value)}
    />
  );
}

/** Narrows the list; each part that is set stands there as a chip that takes it off again. */
export function ExpenseFilters(props: {
  group: FragmentType<typeof ExpenseFilters_group>;
  search: URLSearchParams;
  onChange: (name: FilterName, value: string) => void;
}) {
  const { t } = useTranslation();
  const { day } = useFormat();
  const { data: group } = useSuspenseFragment({ fragment: ExpenseFilters_group, from: props.group });
  const [open, setOpen] = useState(false);
  const { onChange, search } = props;
  const value = (name: FilterName) => filterPart(search, name);
  const categoryName = (name: string) => t(`category.${name}`, name);
  const currencies = [group.currency, ...activeCurrencies.filter((code) => code !== group.currency)];
  const any = { value: "", label: t("filter.any") };

  const words: Record<FilterName, (value: string) => string | undefined> = {
    text: (text) => `“${text}”`,
    person: (id) => group.members.find((member) => member.id === id)?.name,
    category: (id) =>
      group.categories.filter((category) => category.id === id).map(({ name }) => categoryName(name))[0],
    currency: (code) => code,
    from: (date) => t("filter.fromChip", { date: day(date) }),
    to: (date) => t("filter.toChip", { date: day(date) }),
  };
  const chips = FILTER_NAMES.filter((name) => name !== "text" && value(name)).map((name) => ({
    name,
    text: words[name](value(name)),
  }));

  return (
    <Stack gap="3">
      <Row flexWrap="wrap" gap="2">
        <SearchBox value={value("text")} onChange={(text) => onChange("text", text)} />
        <Button size="sm" aria-expanded={open} onClick={() => setOpen(!open)}>
          <SlidersHorizontal size={16} aria-hidden /> {t("filter.title")}
        </Button>
        {chips.map(({ name, text }) => (
          <Button
            key={name}
            size="sm"
            look="plain"
            bg="accent.soft"
            borderRadius="chip"
            aria-label={t("filter.off", { filter: text ?? t(`filter.${name}`) })}
            onClick={() => onChange(name, "")}
          >
            {text ?? t(`filter.${name}`)} <X size={14} aria-hidden />
          </Button>
        ))}
      </Row>
      {open && (
        <Surface aria-label={t("filter.title")}>
          <Fields>
            <SelectField
              label={t("filter.person")}
              value={value("person")}
              onChange={(id) => onChange("person", id)}
              choices={[any, ...group.members.map(({ id, name }) => ({ value: id, label: name }))]}
            />
            <SelectField
              label={t("filter.category")}
              value={value("category")}
              onChange={(id) => onChange("category", id)}
              choices={[any, ...group.categories.map(({ id, name }) => ({ value: id, label: categoryName(name) }))]}
            />
            <SelectField
              label={t("filter.currency")}
              value={value("currency")}
              onChange={(code) => onChange("currency", code)}
              choices={[any, ...currencies.map((code) => ({ value: code, label: code }))]}
            />
            <TextField
              label={t("filter.from")}
              type="date"
              value={value("from")}
              onChange={(date) => onChange("from", date)}
            />
            <TextField
              label={t("filter.to")}
              type="date"
              value={value("to")}
              onChange={(date) => onChange("to", date)}
            />
          </Fields>
        </Surface>
      )}
    </Stack>
  );
}
