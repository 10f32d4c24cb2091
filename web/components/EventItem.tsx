import { chakra } from "@chakra-ui/react";
import { ChevronDown } from "lucide-react";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { isCurrency } from "../../server/kernel/currency.js";
import { type MoneyText, useFormat } from "../lib/format.js";
import { Avatar } from "./Avatar.js";
import { Button } from "./Button.js";

export interface EventView {
  readonly seq: number;
  readonly type: string;
  readonly at: string;
  readonly actor: { readonly id: string; readonly name: string } | null;
  /** What it happened to, in words, and where that is. */
  readonly subject: string | null;
  readonly link: string | null;
  readonly changes: readonly EventChangeView[];
}

export interface EventChangeView {
  readonly field: string;
  readonly member?: { readonly name: string } | null;
  readonly before?: string | null;
  readonly after?: string | null;
}

const Line = chakra("li", {
  base: {
    position: "relative",
    display: "grid",
    gridTemplateColumns: "auto minmax(0, 1fr) auto 2.75rem",
    alignItems: "center",
    columnGap: "3",
    minHeight: "row",
    paddingInlineStart: { base: "4", md: "6" },
    paddingInlineEnd: "2",
    paddingBlock: "1",
    "& time": { color: "fg.muted", fontSize: "sm", whiteSpace: "nowrap" },
    "&:has(a:hover)": { bg: "subtle" },
  },
});
/** Leads on from anywhere in its line, except from what lies over it. */
const LineLink = chakra(Link, {
  base: {
    _focusVisible: { outline: "none" },
    _after: { content: '""', position: "absolute", inset: "0" },
    "&:focus-visible::after": { outline: "2px solid", outlineColor: "focus", outlineOffset: "-2px" },
  },
});
const Toggle = chakra(Button, {
  base: {
    position: "relative",
    zIndex: 1,
    color: "fg.muted",
    "& svg": { transitionDuration: "state" },
    "&[aria-expanded=true] svg": { transform: "rotate(180deg)" },
  },
});
const Changes = chakra("dl", {
  base: {
    display: "grid",
    gridTemplateColumns: "minmax(4rem, 9rem) minmax(0, 1fr)",
    columnGap: "4",
    rowGap: "1",
    fontSize: "sm",
    gridColumn: "2 / -1",
    position: "relative",
    zIndex: 1,
    paddingBottom: "2",
    "&[hidden]": { display: "none" },
    "& dt": { color: "fg.muted" },
    "& del": { color: "fg.muted" },
    "& ins": { textDecoration: "none", fontWeight: "medium" },
  },
});

/** One event in a line: who did what when. What is different since, it says to those who ask. */
export function EventItem({ event, when }: { event: EventView; when: string }) {
  const { t } = useTranslation();
  const { moment } = useFormat();
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  const actor = event.actor?.name ?? t("activity.nobody");
  const words = t(`activity.${event.type.replace(".", "_")}`, {
    actor,
    subject: event.subject ?? "",
    defaultValue: `${actor}: ${event.type}`,
  });
  return (
    <Line>
      <Avatar id={event.actor?.id ?? ""} name={actor} size="sm" />
      <chakra.p title={words} lineClamp={isOpen ? "none" : 2}>
        {event.link ? <LineLink to={event.link}>{words}</LineLink> : words}
      </chakra.p>
      <time dateTime={event.at} title={moment(event.at)}>
        {when}
      </time>
      {event.changes.length > 0 && (
        <Toggle
          size="icon"
          look="plain"
          aria-label={t("activity.details", { event: words })}
          aria-expanded={isOpen}
          aria-controls={id}
          onClick={() => setOpen(!isOpen)}
        >
          <ChevronDown size={16} aria-hidden />
        </Toggle>
      )}
      <Changes id={id} hidden={!isOpen}>
        {isOpen &&
          event.changes.map((change, index) => (
            // Two lines of a bill may say the same; what an event changed never changes itself.
            // oxlint-disable-next-line react/no-array-index-key
            <ChangeLine key={index} change={change} />
          ))}
      </Changes>
    </Line>
  );
}

/** Fields whose values are amounts, alone or behind a name. */
const AMOUNTS: ReadonlySet<string> = new Set(
  "amount total payers shares split item tax tip fee discount settles".split(" "),
);

/** "Tip: 12.50 EUR" is "Tip: " and an amount; null where the text ends in none. */
function amountIn(text: string): { readonly before: string; readonly value: MoneyText } | null {
  const [, before, amount, currency] = /^(.*?)(-?\d+(?:\.\d+)?) ([A-Z]{3})$/s.exec(text) ?? [];
  if (before === undefined || !amount || !currency || !isCurrency(currency)) return null;
  return { before, value: { amount, currency } };
}

function ChangeLine({ change }: { change: EventChangeView }) {
  const { t } = useTranslation();
  const { day, money } = useFormat();
  const label = t(`change.${change.field}`, change.field);
  const words = (value: string) => {
    if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return day(value);
    const amount = AMOUNTS.has(change.field) ? amountIn(value) : null;
    if (amount) return amount.before + money(amount.value);
    if (change.field === "category") return t(`category.${value}`, value);
    return t(`value.${value.replaceAll(".", "_")}`, value);
  };
  return (
    <>
      <dt>
        {label}
        {change.member && ` · ${change.member.name}`}
      </dt>
      <dd>
        {change.before != null && <del>{words(change.before)}</del>}
        {change.before != null && change.after != null && " → "}
        {change.after != null && <ins>{words(change.after)}</ins>}
      </dd>
    </>
  );
}
