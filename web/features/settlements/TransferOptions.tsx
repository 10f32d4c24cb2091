import { chakra } from "@chakra-ui/react";
import { SlidersHorizontal, X } from "lucide-react";
import { useEffect, useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { readAmount, typedAmount } from "../../../server/kernel/amount-input.js";
import { Button } from "../../components/Button.js";
import { CheckField, SelectField, TextField } from "../../components/Field.js";
import { Muted, Row, Stack } from "../../components/Layout.js";
import { useFormat } from "../../lib/format.js";
import { problemWords } from "../../lib/refusal-words.js";
import { canBePartners, type PartnerRule, type SettleWishes, smallestFrom, type WishMember } from "./settle-wishes.js";

interface Member extends WishMember {
  readonly name: string;
  readonly leftAt?: string | null | undefined;
}

const Panel = chakra("div", {
  base: { display: "flex", flexDirection: "column", gap: "5", marginTop: "3", maxWidth: "30rem", minWidth: "0" },
});
const Fieldset = chakra("fieldset", {
  base: {
    border: "0",
    minWidth: "0",
    borderRadius: "control",
    _focusVisible: { outline: "2px solid", outlineColor: "focus", outlineOffset: "2px" },
  },
});
const Legend = chakra("legend", { base: { fontSize: "md", fontWeight: "medium", overflowWrap: "anywhere" } });
const Subject = chakra("span", { base: { fontWeight: "medium", minWidth: "0", overflowWrap: "anywhere" } });
const Rule = chakra(Fieldset, { base: { bg: "subtle", padding: "3" } });
const Boxes = chakra("div", {
  base: {
    display: "grid",
    gap: "2",
    marginTop: "2",
    gridTemplateColumns: "repeat(auto-fill, minmax(min(100%, 9rem), 1fr))",
    overflowWrap: "anywhere",
  },
});

/** Other payments than the group's, for whoever wants them: folded away until then. */
export function TransferOptions(props: {
  members: readonly Member[];
  currencies: readonly string[];
  digits: number;
  wishes: SettleWishes;
  onChange: (wishes: SettleWishes) => void;
  /** Back to the group's own suggestions; null where they are shown. */
  onReset: (() => void) | null;
}) {
  const { t } = useTranslation();
  const { members, onChange, onReset, wishes } = props;
  const [open, setOpen] = useState(onReset !== null || wishes.rules.length > 0);
  // What was typed goes with the options, even where it could not be read.
  const [round, setRound] = useState(0);
  const toggle = useRef<HTMLButtonElement>(null);
  const present = members.filter((member) => !member.leftAt || member.id === wishes.throughId);
  return (
    <chakra.div marginTop="4" data-print="no">
      <Row flexWrap="wrap" gap="2">
        <Button ref={toggle} size="sm" look="plain" aria-expanded={open} onClick={() => setOpen(!open)}>
          <SlidersHorizontal size={16} aria-hidden /> {t("settle.options")}
        </Button>
        {onReset && (
          <Button
            size="sm"
            look="text"
            onClick={() => {
              onReset();
              setRound(round + 1);
              // The button goes with the options.
              toggle.current?.focus();
            }}
          >
            {t("settle.withoutOptions")}
          </Button>
        )}
      </Row>
      {open && (
        <Panel>
          <SelectField
            label={t("settle.through")}
            hint={t(wishes.rules.length > 0 ? "settle.throughInstead" : "settle.throughHint")}
            value={wishes.throughId ?? ""}
            onChange={(memberId) =>
              onChange({ ...wishes, throughId: memberId || null, rules: memberId ? [] : wishes.rules })
            }
            choices={[
              { value: "", label: t("settle.throughNobody") },
              ...present.map(({ id, name }) => ({ value: id, label: name })),
            ]}
          />
          <SmallestField
            key={round}
            currencies={props.currencies}
            digits={props.digits}
            smallest={wishes.smallest}
            onChange={(smallest) => onChange({ ...wishes, smallest })}
          />
          <PartnerFields
            members={members}
            rules={wishes.rules}
            excluded={wishes.throughId !== null}
            onChange={(rules) => onChange({ ...wishes, rules })}
          />
        </Panel>
      )}
    </chakra.div>
  );
}

/** The amount counts once it is entered: when the field is left, or with Enter. */
function SmallestField(props: {
  currencies: readonly string[];
  digits: number;
  smallest: string | null;
  onChange: (smallest: string | null) => void;
}) {
  const { t } = useTranslation();
  const { locale, money } = useFormat();
  const { currencies, digits, smallest } = props;
  const [typed, setTyped] = useState(smallest === null ? "" : typedAmount(smallest, locale));
  const [seen, setSeen] = useState(smallest);
  const read = readAmount(typed, locale, digits);
  const meant = read.ok ? smallestFrom(read.text, digits) : null;
  // The address may change by itself, as when the options are taken off.
  if (seen !== smallest) {
    setSeen(smallest);
    if (meant !== smallest) setTyped(smallest === null ? "" : typedAmount(smallest, locale));
  }
  const negative = read.ok && read.text.startsWith("-");
  const code = read.ok ? (negative ? "BELOW_ZERO" : null) : read.problem === "EMPTY" ? null : read.problem;
  const enter = () => {
    // What cannot be read changes nothing, until it can.
    if (code === null && meant !== smallest) props.onChange(meant);
  };
  const [currency] = currencies;
  const hint =
    currencies.length > 1
      ? t("settle.smallestEach", { currencies: currencies.join(", ") })
      : t("settle.smallestHint", { currency });
  return (
    <TextField
      label={t("settle.smallest")}
      kind="amount"
      inputMode="decimal"
      autoComplete="off"
      enterKeyHint="done"
      value={typed}
      onChange={setTyped}
      onBlur={enter}
      onKeyDown={(event) => event.key === "Enter" && enter()}
      hint={
        read.ok && read.computed && currencies.length === 1 && currency
          ? `= ${money({ amount: read.text, currency })}`
          : hint
      }
      problem={code ? problemWords(t, code, "amount") : undefined}
    />
  );
}

/** Who exchanges payments with whom alone: a rule for each person who wants one. */
function PartnerFields(props: {
  members: readonly Member[];
  rules: readonly PartnerRule[];
  /** Where everything goes through one person, there is nothing to choose here. */
  excluded: boolean;
  onChange: (rules: readonly PartnerRule[]) => void;
}) {
  const { t } = useTranslation();
  const { excluded, members, rules, onChange } = props;
  const [chosen, setChosen] = useState("");
  const [addedId, setAddedId] = useState<string | null>(null);
  const frame = useRef<HTMLFieldSetElement>(null);
  const free = members.filter((member) => !rules.some((rule) => rule.memberId === member.id));
  const add = () => {
    if (!free.some((member) => member.id === chosen)) return;
    onChange([...rules, { memberId: chosen, partnerIds: [] }]);
    setAddedId(chosen);
    setChosen("");
  };
  return (
    <Fieldset ref={frame} tabIndex={-1}>
      <Legend>{t("settle.only")}</Legend>
      <Muted fontSize="sm">{t(excluded ? "settle.onlyExcluded" : "settle.onlyHint")}</Muted>
      {!excluded && (
        <Stack gap="3" marginTop="2">
          {rules.map((rule) => (
            <RuleFields
              key={rule.memberId}
              members={members}
              rule={rule}
              added={rule.memberId === addedId}
              onChange={(next) => onChange(rules.map((each) => (each === rule ? next : each)))}
              onRemove={() => {
                onChange(rules.filter((each) => each !== rule));
                frame.current?.focus();
              }}
            />
          ))}
          {free.length > 0 && (
            <Row alignItems="flex-end">
              <SelectField
                label={t("settle.onlyWho")}
                value={chosen}
                onChange={setChosen}
                choices={[
                  { value: "", label: t("settle.onlyNobody") },
                  ...free.map(({ id, name }) => ({ value: id, label: name })),
                ]}
              />
              <Button disabled={chosen === ""} onClick={add}>
                {t("settle.onlyAdd")}
              </Button>
            </Row>
          )}
        </Stack>
      )}
    </Fieldset>
  );
}

function RuleFields(props: {
  members: readonly Member[];
  rule: PartnerRule;
  /** Whether it was added just now: then it goes on here for those who use a keyboard. */
  added: boolean;
  onChange: (rule: PartnerRule) => void;
  onRemove: () => void;
}) {
  const { t } = useTranslation();
  const { added, members, rule, onChange } = props;
  const { partnerIds } = rule;
  const labelId = useId();
  const frame = useRef<HTMLFieldSetElement>(null);
  useEffect(() => {
    if (added) frame.current?.focus();
  }, [added]);
  const member = members.find(({ id }) => id === rule.memberId)!;
  const { name } = member;
  return (
    <Rule ref={frame} tabIndex={-1} aria-labelledby={labelId}>
      <Row justifyContent="space-between">
        <Subject id={labelId}>{t("settle.onlyWith", { name })}</Subject>
        <Button size="sm" look="plain" aria-label={t("settle.onlyRemove", { name })} onClick={props.onRemove}>
          <X size={16} aria-hidden />
        </Button>
      </Row>
      <Boxes>
        {members
          .filter((other) => canBePartners(member, other))
          .map((other) => (
            <CheckField
              key={other.id}
              label={other.name}
              checked={partnerIds.includes(other.id)}
              onChange={(checked) =>
                onChange({
                  ...rule,
                  partnerIds: checked ? [...partnerIds, other.id] : partnerIds.filter((id) => id !== other.id),
                })
              }
            />
          ))}
      </Boxes>
      {partnerIds.length === 0 && (
        <Muted fontSize="sm" marginTop="2">
          {t("settle.onlyUnfinished", { name })}
        </Muted>
      )}
    </Rule>
  );
}
