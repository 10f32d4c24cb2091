import { chakra } from "@chakra-ui/react";
import { Check, Trash2, UsersRound } from "lucide-react";
import { type KeyboardEvent, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { Avatar } from "../../components/Avatar.js";
import { Button } from "../../components/Button.js";
import { Fault } from "../../components/Fault.js";
import { Input, Select } from "../../components/Field.js";
import { Muted } from "../../components/Layout.js";
import { useFormat } from "../../lib/format.js";
import { claimedByAll, ITEM_KINDS, type ItemDraft, toggled } from "./bill-draft.js";
import { usePeopleSearch } from "./PeopleSearch.js";
import { WeightFields } from "./WeightFields.js";

interface Member {
  readonly id: string;
  readonly name: string;
}

interface Props {
  item: ItemDraft;
  /** Which line it is, for those who hear the page. */
  number: number;
  members: readonly Member[];
  currency: string;
  /** The amount, where it was computed rather than written. */
  computed: string | undefined;
  /** Takes the focus when it appears. */
  focused: boolean;
  onChange: (item: ItemDraft) => void;
  onRemove: () => void;
  onEnter: () => void;
  problemOf: (spot: string, ...path: string[]) => string | undefined;
}

const Line = chakra("li", {
  base: { display: "flex", flexDirection: "column", gap: "2", paddingBlock: "4", minWidth: "0" },
});
const Fields = chakra("div", {
  base: {
    display: "grid",
    gap: "2",
    gridTemplateColumns: { base: "minmax(0, 1fr) 6.5rem", sm: "minmax(0, 1fr) 7rem 8.5rem auto" },
    alignItems: "center",
  },
});
const People = chakra("div", { base: { display: "flex", flexWrap: "wrap", gap: "2" } });
const Person = chakra("button", {
  base: {
    display: "inline-flex",
    alignItems: "center",
    gap: "1.5",
    minHeight: "10",
    maxWidth: "full",
    paddingInlineStart: "1.5",
    paddingInlineEnd: "3",
    "& > svg": { flexShrink: 0, marginInlineStart: "1" },
    borderRadius: "chip",
    border: "1px solid",
    borderColor: "controlBorder",
    bg: "surface",
    fontSize: "md",
    cursor: "pointer",
    _hover: { bg: "subtle" },
    _focusVisible: { outline: "2px solid", outlineColor: "focus", outlineOffset: "2px" },
    "&[aria-pressed=true]": { bg: "accent.soft", borderColor: "accent", fontWeight: "medium" },
    "& > span": { overflow: "hidden", textOverflow: "ellipsis", whiteSpace: "nowrap" },
    "&[aria-pressed=true] > svg": { color: "fg.owed" },
  },
});

/** One line of the bill: what it was, what it cost, of what kind it is, and who had it. */
export function BillLine(props: Props) {
  const { t } = useTranslation();
  const { money } = useFormat();
  const id = useId();
  const { item } = props;
  const problems = {
    name: props.problemOf(`item:${item.key}:name`, "name"),
    amount: props.problemOf(`item:${item.key}:amount`, "amount"),
    claims: props.problemOf(`item:${item.key}:claims`, "claims"),
  };
  return (
    <Line data-line={item.key}>
      <WhatItWas {...props} id={id} problems={problems} />
      {props.computed && <Muted fontSize="sm">= {money({ amount: props.computed, currency: props.currency })}</Muted>}
      <Fault id={`${id}-name`} text={problems.name} />
      <Fault id={`${id}-amount`} text={problems.amount} />
      {item.kind === "ITEM" ? (
        <WhoHadIt {...props} id={id} problem={problems.claims} />
      ) : (
        <Muted fontSize="sm">{t(item.kind === "DISCOUNT" ? "bill.takenOff" : "bill.spread")}</Muted>
      )}
    </Line>
  );
}

/** Name, amount and kind of a line, and the way to be rid of it. */
function WhatItWas(props: Props & { id: string; problems: { name: string | undefined; amount: string | undefined } }) {
  const { t } = useTranslation();
  const { id, item, number, onChange, problems } = props;
  const described = (field: keyof typeof problems) =>
    problems[field] ? { "aria-invalid": true as const, "aria-describedby": `${id}-${field}` } : {};
  const onKeyDown = (event: KeyboardEvent) => {
    // With Ctrl or ⌘, Enter saves, as it does everywhere in the form.
    if (event.key !== "Enter" || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    props.onEnter();
  };
  return (
    <Fields>
      <Input
        aria-label={t("bill.name", { number })}
        placeholder={t("bill.nameExample")}
        autoComplete="off"
        autoFocus={props.focused && item.name === ""}
        value={item.name}
        onChange={(event) => onChange({ ...item, name: event.target.value })}
        onKeyDown={onKeyDown}
        {...described("name")}
      />
      <Input
        kind="amount"
        inputMode="decimal"
        aria-label={t("bill.amount", { number })}
        placeholder={t("expense.amount")}
        autoComplete="off"
        autoFocus={props.focused && item.name !== ""}
        value={item.amount}
        onChange={(event) => onChange({ ...item, amount: event.target.value })}
        onKeyDown={onKeyDown}
        {...described("amount")}
      />
      <Select
        aria-label={t("bill.kindOf", { number })}
        value={item.kind}
        onChange={(event) => onChange({ ...item, kind: ITEM_KINDS.find((kind) => kind === event.target.value)! })}
      >
        {ITEM_KINDS.map((kind) => (
          <option key={kind} value={kind}>
            {t(`bill.kind.${kind}`)}
          </option>
        ))}
      </Select>
      <Button
        size="icon"
        look="plain"
        justifySelf="end"
        aria-label={t("bill.remove", { number })}
        onClick={props.onRemove}
      >
        <Trash2 size={18} aria-hidden />
      </Button>
    </Fields>
  );
}

/** Who had what the line names, and of how much each, where not all had the same. */
function WhoHadIt(props: Props & { id: string; problem: string | undefined }) {
  const { t } = useTranslation();
  const { id, item, number, members, onChange, problem } = props;
  const claimed = members.filter((member) => item.claims[member.id] !== undefined);
  const uneven = claimed.some((member) => item.claims[member.id] !== "1");
  const [weighing, setWeighing] = useState(uneven);
  const { shown, search } = usePeopleSearch(members);
  const everyone = claimed.length === members.length && !uneven;
  const memberIds = members.map((member) => member.id);
  return (
    <>
      {search}
      <People
        role="group"
        aria-label={t("bill.whoHad", { number })}
        aria-describedby={problem ? `${id}-claims` : undefined}
        data-problem={problem ? true : undefined}
      >
        <Person
          type="button"
          aria-pressed={everyone}
          onClick={() => onChange(everyone ? { ...item, claims: {} } : claimedByAll(item, memberIds))}
        >
          {everyone ? <Check size={18} aria-hidden /> : <UsersRound size={18} aria-hidden />}
          <span>{t("bill.everybody")}</span>
        </Person>
        {shown.map((member) => (
          <PersonButton
            key={member.id}
            member={member}
            weight={item.claims[member.id]}
            onToggle={() => onChange(toggled(item, member.id))}
          />
        ))}
      </People>
      {claimed.length > 1 && (
        <Button
          look="text"
          alignSelf="flex-start"
          aria-expanded={weighing}
          aria-controls={`${id}-weights`}
          onClick={() => setWeighing(!weighing)}
        >
          {t("bill.weights")}
        </Button>
      )}
      {weighing && claimed.length > 1 && (
        <WeightFields
          id={`${id}-weights`}
          members={claimed}
          weights={item.claims}
          onChange={(memberId, weight) => onChange({ ...item, claims: { ...item.claims, [memberId]: weight } })}
          problemOf={(memberId) => props.problemOf(`weight:${item.key}:${memberId}`)}
        />
      )}
      <Fault id={`${id}-claims`} text={problem} />
    </>
  );
}

function PersonButton(props: { member: Member; weight: string | undefined; onToggle: () => void }) {
  const { member, weight } = props;
  const had = weight !== undefined;
  return (
    <Person type="button" aria-pressed={had} onClick={props.onToggle}>
      {had ? <Check size={18} aria-hidden /> : <Avatar id={member.id} name={member.name} size="sm" />}
      <span>{member.name}</span>
      {had && weight !== "1" && <chakra.span flexShrink="0">× {weight}</chakra.span>}
    </Person>
  );
}
