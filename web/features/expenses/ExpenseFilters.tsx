import type { FragmentType } from "@apollo/client";
import { useSuspenseFragment } from "@apollo/client/react";
import { chakra } from "@chakra-ui/react";
import { ChevronDown, X } from "lucide-react";
import { lazy, Suspense, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { NavigationType, useNavigationType } from "react-router";
import { graphql } from "../../gql/index.js";
import { useFormat } from "../../lib/format.js";
import { FILTER_CHIPS, type FilterChip, type FilterName, filterPart, TEXT_MAX } from "./expense-filter.js";

const FilterSheet = lazy(() => import("./FilterSheet.js"));

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
      icon
    }
  }
`);

/** One line, however narrow: what does not fit is scrolled to, and the page stays as wide as the screen. */
const Bar = chakra("search", {
  base: {
    display: "flex",
    alignItems: "center",
    gap: "2",
    minWidth: "0",
    overflowX: "auto",
    scrollbarWidth: "none",
    // As far as the edges of a phone, and with room for the ring of what has the focus.
    marginInline: { base: "-4", md: "-1" },
    paddingInline: { base: "4", md: "1" },
    marginBlock: "-1",
    paddingBlock: "1",
    scrollPaddingInline: "4",
  },
});
const Box = chakra("input", {
  base: {
    flex: { base: "1 0 8.5rem", md: "1 0 9rem" },
    minWidth: "0",
    width: "0",
    minHeight: { base: "control", md: "9" },
    paddingInline: "3",
    bg: "surface",
    border: "1px solid",
    borderColor: "controlBorder",
    borderRadius: "chip",
    fontSize: { base: "lg", md: "md" },
  },
});
const Pill = chakra("span", {
  base: {
    display: "inline-flex",
    flexShrink: 0,
    border: "1px solid",
    borderColor: "controlBorder",
    borderRadius: "chip",
    bg: "surface",
    "&[data-set]": { bg: "accent.soft", borderColor: "accent" },
  },
});
const Part = chakra("button", {
  base: {
    display: "inline-flex",
    alignItems: "center",
    justifyContent: "center",
    gap: "1",
    minHeight: { base: "control", md: "9" },
    minWidth: { base: "control", md: "9" },
    paddingInline: "3",
    fontSize: "md",
    fontWeight: "medium",
    whiteSpace: "nowrap",
    bg: "transparent",
    borderRadius: "chip",
    cursor: "pointer",
    "& > span": { maxWidth: "40", overflow: "hidden", textOverflow: "ellipsis" },
    "& + &": { paddingInline: "0", marginInlineStart: "-2" },
  },
});
/** So long somebody writes on before the list follows. */
const PAUSE_MS = 250;

/** What the titles must have in them: the list follows a moment after the last key. */
function SearchBox(props: { value: string; onChange: (text: string) => void }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState(props.value);
  const box = useRef<HTMLInputElement>(null);
  const waiting = useRef<ReturnType<typeof setTimeout>>(undefined);
  const wentBack = useNavigationType() === NavigationType.Pop;
  useEffect(() => () => clearTimeout(waiting.current), []);
  useEffect(() => {
    // Whoever is still writing is ahead of the address.
    if (document.activeElement === box.current && !wentBack) return;
    clearTimeout(waiting.current);
    setTyped(props.value);
  }, [props.value, wentBack]);
  const change = (text: string) => {
    setTyped(text);
    clearTimeout(waiting.current);
    waiting.current = setTimeout(() => props.onChange(text.trim()), PAUSE_MS);
  };
  return (
    <Box
      ref={box}
      type="search"
      aria-label={t("filter.text")}
      placeholder={t("filter.textShort")}
      maxLength={TEXT_MAX}
      value={typed}
      onChange={(event) => change(event.target.value)}
    />
  );
}

/** Narrows the list: a box for what the titles have in them, and a chip for each part that opens a choice. */
export function ExpenseFilters(props: {
  group: FragmentType<typeof ExpenseFilters_group>;
  search: URLSearchParams;
  /** Of what is listed, the likeliest first. */
  currencies: readonly string[];
  onChange: (parts: Partial<Record<FilterName, string>>) => void;
}) {
  const { t } = useTranslation();
  const { data: group } = useSuspenseFragment({ fragment: ExpenseFilters_group, from: props.group });
  const [open, setOpen] = useState<FilterChip | null>(null);
  const { onChange, search } = props;
  const value = (name: FilterName) => filterPart(search, name);
  const says = useChipWords(group);
  return (
    <Bar aria-label={t("filter.title")}>
      <SearchBox value={value("text")} onChange={(text) => onChange({ text })} />
      {Object.entries(FILTER_CHIPS).map(([chip, names]) => {
        const name = t(`filter.${chip as FilterChip}`);
        const set = names.some(value);
        const words = set ? (says[chip as FilterChip](value) ?? name) : name;
        return (
          <Pill key={chip} data-set={set ? true : undefined}>
            <Part
              type="button"
              aria-haspopup="dialog"
              aria-label={set ? t("filter.set", { filter: name, value: words }) : undefined}
              onClick={() => setOpen(chip as FilterChip)}
            >
              <span>{words}</span> {!set && <ChevronDown size={14} aria-hidden />}
            </Part>
            {set && (
              <Part
                type="button"
                aria-label={t("filter.off", { filter: words })}
                onClick={({ currentTarget }) => {
                  // It goes, and the key that follows belongs to its chip.
                  (currentTarget.previousElementSibling as HTMLElement).focus();
                  onChange(Object.fromEntries(names.map((each) => [each, ""])));
                }}
              >
                <X size={14} aria-hidden />
              </Part>
            )}
          </Pill>
        );
      })}
      {open && (
        <Suspense fallback={null}>
          <FilterSheet
            chip={open}
            group={group}
            currencies={props.currencies}
            value={value}
            onChange={onChange}
            onClose={() => setOpen(null)}
          />
        </Suspense>
      )}
    </Bar>
  );
}

type Value = (name: FilterName) => string;
type Named = readonly { readonly id: string; readonly name: string }[];

/** What each chip says once something is chosen; undefined where the address names what is not there. */
function useChipWords(group: {
  members: Named;
  categories: Named;
}): Record<FilterChip, (value: Value) => string | undefined> {
  const { t } = useTranslation();
  const { day } = useFormat();
  const nameIn = (all: Named, id: string) => all.find((each) => each.id === id)?.name;
  return {
    person: (value) => nameIn(group.members, value("person")),
    category: (value) => {
      const name = nameIn(group.categories, value("category"));
      return name && t(`category.${name}`, name);
    },
    dates: (value) => {
      const [from, to] = [value("from"), value("to")];
      if (from && to) return `${day(from)} – ${day(to)}`;
      return from ? t("filter.fromChip", { date: day(from) }) : t("filter.toChip", { date: day(to) });
    },
    currency: (value) => value("currency"),
  };
}
