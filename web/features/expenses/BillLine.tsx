import { chakra } from "@chakra-ui/react";
import { Ellipsis, Trash2, UsersRound } from "lucide-react";
import { type KeyboardEvent, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { Avatar } from "../../components/Avatar.js";
import { Button } from "../../components/Button.js";
import { Fault } from "../../components/Fault.js";
import { Input, SelectField } from "../../components/Field.js";
import { Muted, Row, Stack } from "../../components/Layout.js";
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
  /** What all items come to: of this a tip may be a percentage. */
  had: string;
  /** Takes the focus when it appears. */
  focused: boolean;
  onChange: (item: ItemDraft) => void;
  onRemove: () => void;
  onEnter: () => void;
  problemOf: (spot: string, ...path: string[]) => string | undefined;
}

const Line = chakra("li", {
  base: { display: "flex", flexDirection: "column", gap: "1", paddingBlock: "2", minWidth: "0" },
});
const Fields = chakra("div", {
  base: { display: "grid", gap: "2", gridTemplateColumns: "minmax(0, 1fr) 6rem auto", alignItems: "center" },
});
const People = chakra("div", { base: { display: "flex", flexWrap: "wrap", gap: "0.5" } });
const Face = chakra("button", {
  base: {
    position: "relative",
    display: "inline-flex",
    alignItems: "center",
    justifyContent: "center",
    width: "control",
    height: "control",
    borderRadius: "chip",
    border: "2px solid transparent",
    cursor: "pointer",
    _hover: { bg: "subtle" },
    _focusVisible: { outline: "2px solid", outlineColor: "focus", outlineOffset: "0px" },
    // The ring says it, also where colours are the system's own.
    "&[aria-pressed=true]": { borderColor: "accent" },
    // Grey, and not faint: it is there to be pressed.
    "&[aria-pressed=false] > span": { bg: "subtle!", color: "fg.muted!" },
    "@media (forced-colors: active)": {
      borderColor: "Canvas",
      "&[aria-pressed=true]": { borderColor: "Highlight" },
    },
  },
});
const Times = chakra("b", {
  base: {
    position: "absolute",
    insetEnd: "-2px",
    bottom: "-2px",
    paddingInline: "1",
    borderRadius: "chip",
    bg: "accent",
    color: "accent.ink",
    fontSize: "xs",
    lineHeight: "1.35",
  },
});
const All = chakra("span", {
  base: {
    display: "inline-flex",
    alignItems: "center",
    justifyContent: "center",
    width: "9",
    height: "9",
    borderRadius: "chip",
    bg: "subtle",
  },
});

/** One line of the bill: what it was, what it cost, and who had it; all that is rarer stands behind its menu. */
export function BillLine(props: Props) {
  const { t } = useTranslation();
  const { money } = useFormat();
  const id = useId();
  const [isWanted, setWanted] = useState(false);
  const { item, computed, currency } = props;
  // What is wrong behind the menu opens it.
  const isOpen = isWanted || props.members.some((member) => props.problemOf(`weight:${item.key}:${member.id}`));
  const problems = {
    name: props.problemOf(`item:${item.key}:name`, "name"),
    amount: props.problemOf(`item:${item.key}:amount`, "amount"),
    claims: props.problemOf(`item:${item.key}:claims`, "claims"),
  };
  const isItem = item.kind === "ITEM";
  const result = computed && money({ amount: computed, currency });
  return (
    <Line data-line={item.key}>
      <WhatItWas {...props} id={id} problems={problems} isOpen={isOpen} onOpen={() => setWanted(!isOpen)} />
      <Fault id={`${id}-name`} text={problems.name} />
      <Fault id={`${id}-amount`} text={problems.amount} />
      {!isItem && <Percents {...props} />}
      {result && (
        <Muted fontSize="sm">
          {item.amount.includes("%")
            ? t("bill.percentIs", { result, base: money({ amount: props.had, currency }) })
            : `= ${result}`}
        </Muted>
      )}
      {isItem && <WhoHadIt {...props} id={id} problem={problems.claims} />}
      {isOpen && <Options {...props} id={id} />}
    </Line>
  );
}

interface WhatItWasProps extends Props {
  id: string;
  problems: { name: string | undefined; amount: string | undefined };
  isOpen: boolean;
  onOpen: () => void;
}

/** Name and amount of a line, and the way to the rest of it. */
function WhatItWas(props: WhatItWasProps) {
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
        placeholder={item.kind === "ITEM" ? t("bill.nameExample") : t(`bill.kind.${item.kind}`)}
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
        placeholder={item.kind === "ITEM" ? t("expense.amount") : "10 %"}
        autoComplete="off"
        autoFocus={props.focused && item.name !== ""}
        value={item.amount}
        onChange={(event) => onChange({ ...item, amount: event.target.value })}
        onKeyDown={onKeyDown}
        {...described("amount")}
      />
      <Button
        size="icon"
        look="plain"
        aria-label={t("bill.options", { number })}
        aria-expanded={props.isOpen}
        aria-controls={`${id}-options`}
        onClick={props.onOpen}
      >
        <Ellipsis size={18} aria-hidden />
      </Button>
    </Fields>
  );
}

/** What a tip is most often. */
const PERCENTS = ["10", "15", "20"];

/** Tax, tip and discount as a part of what was had; any other part can be typed. */
function Percents({ item, number, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <Row gap="2" role="group" aria-label={t("bill.percents", { number })}>
      {PERCENTS.map((percent) => {
        const isIt = item.amount.replace(/\s/g, "") === `${percent}%`;
        return (
          <Button
            key={percent}
            size="sm"
            borderRadius="chip"
            aria-pressed={isIt}
            css={{
              "&[aria-pressed=true]": {
                borderColor: "accent",
                bg: "accent.soft",
                "@media (forced-colors: active)": { outline: "2px solid Highlight" },
              },
            }}
            onClick={() => onChange({ ...item, amount: `${percent}%` })}
          >
            {percent} %
          </Button>
        );
      })}
    </Row>
  );
}

/** Who had what the line names: a face for each. */
function WhoHadIt(props: Props & { id: string; problem: string | undefined }) {
  const { t } = useTranslation();
  const { id, item, number, members, onChange, problem } = props;
  const claimed = members.filter((member) => item.claims[member.id] !== undefined);
  const { shown, search } = usePeopleSearch(members);
  const everyone = claimed.length === members.length && claimed.every((member) => item.claims[member.id] === "1");
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
        <Face
          type="button"
          title={t("bill.everybody")}
          aria-label={t("bill.everybody")}
          aria-pressed={everyone}
          onClick={() => onChange(everyone ? { ...item, claims: {} } : claimedByAll(item, memberIds))}
        >
          <All>
            <UsersRound size={18} aria-hidden />
          </All>
        </Face>
        {shown.map((member) => (
          <FaceButton
            key={member.id}
            member={member}
            among={members}
            weight={item.claims[member.id]}
            onToggle={() => onChange(toggled(item, member.id))}
          />
        ))}
      </People>
      <Fault id={`${id}-claims`} text={problem} />
    </>
  );
}

function FaceButton(props: {
  member: Member;
  among: readonly Member[];
  weight: string | undefined;
  onToggle: () => void;
}) {
  const { member, weight } = props;
  const several = weight !== undefined && weight !== "1" ? weight : null;
  return (
    <Face
      type="button"
      title={member.name}
      aria-label={several ? `${member.name} × ${several}` : member.name}
      aria-pressed={weight !== undefined}
      onClick={props.onToggle}
    >
      <Avatar id={member.id} name={member.name} among={props.among.map(({ name }) => name)} />
      {several && <Times aria-hidden>{several}</Times>}
    </Face>
  );
}

/** What is rare: another kind of line, unequal parts, none of it at all. */
function Options(props: Props & { id: string }) {
  const { t } = useTranslation();
  const { id, item, number, members, onChange } = props;
  const claimed = members.filter((member) => item.claims[member.id] !== undefined);
  return (
    <Stack id={`${id}-options`} gap="3" bg="subtle" borderRadius="control" padding="3">
      <SelectField
        label={t("bill.kindOf", { number })}
        value={item.kind}
        onChange={(kind) => onChange({ ...item, kind: ITEM_KINDS.find((each) => each === kind)! })}
        choices={ITEM_KINDS.map((kind) => ({ value: kind, label: t(`bill.kind.${kind}`) }))}
        hint={item.kind === "ITEM" ? undefined : t(item.kind === "DISCOUNT" ? "bill.takenOff" : "bill.spread")}
      />
      {item.kind === "ITEM" && claimed.length > 1 && (
        <div role="group" aria-label={t("bill.weights")}>
          <chakra.p fontSize="md" fontWeight="medium">
            {t("bill.weights")}
          </chakra.p>
          <WeightFields
            id={`${id}-weights`}
            members={claimed}
            weights={item.claims}
            onChange={(memberId, weight) => onChange({ ...item, claims: { ...item.claims, [memberId]: weight } })}
            problemOf={(memberId) => props.problemOf(`weight:${item.key}:${memberId}`)}
          />
        </div>
      )}
      <Button look="danger" size="sm" alignSelf="flex-start" onClick={props.onRemove}>
        <Trash2 size={16} aria-hidden /> {t("bill.remove", { number })}
      </Button>
    </Stack>
  );
}
