import type { FragmentType } from "@apollo/client";
import { useSuspenseFragment } from "@apollo/client/react";
import { chakra } from "@chakra-ui/react";
import { type ReactNode, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { typedAmount } from "../../../server/kernel/amount-input.js";
import { isLocalDate } from "../../../server/kernel/local-date.js";
import { Button } from "../../components/Button.js";
import { CurrencyField } from "../../components/CurrencyField.js";
import { CheckField, SegmentField, SelectField, TextAreaField, TextField } from "../../components/Field.js";
import { Heading, Muted, Row, Stack, Surface } from "../../components/Layout.js";
import { Notice } from "../../components/Notice.js";
import { graphql } from "../../gql/index.js";
import { useFormat } from "../../lib/format.js";
import { BillFields } from "./BillFields.js";
import { ConversionFields } from "./ConversionFields.js";
import { type ConversionSource, isByRate } from "./conversion-draft.js";
import type { DefaultDraft } from "./default-split.js";
import { type ExpenseDraft, type ExpenseInputFields, readDraft, SPLIT_MODES } from "./expense-draft.js";
import { LeftToAssign } from "./LeftToAssign.js";
import { PayerFields } from "./PayerFields.js";
import { SplitFields } from "./SplitFields.js";
import { type DailyRates, useDailyRates } from "./useDailyRates.js";

export const ExpenseForm_group = graphql(`
  fragment ExpenseForm_group on Group {
    id
    currency
    lockedThrough
    members {
      id
      name
      leftAt
    }
    categories {
      id
      name
    }
  }
`);

const Two = chakra("div", {
  base: {
    display: "grid",
    gap: "4",
    gridTemplateColumns: { base: "minmax(0, 1fr)", sm: "repeat(2, minmax(0, 1fr))" },
    alignItems: "start",
  },
});
const Amount = chakra("div", {
  base: { display: "grid", gap: "3", gridTemplateColumns: "minmax(0, 1fr) 8rem", alignItems: "start" },
});

interface Props {
  group: FragmentType<typeof ExpenseForm_group>;
  /** Under this id it is, or will be, stored; the preview depends on it. */
  expenseId: string;
  start: ExpenseDraft;
  /** Members who left but stand in this expense. */
  alsoIds?: readonly string[];
  preferredCurrency: string;
  /** How expenses of a category are split unless somebody says otherwise. */
  defaultSplitFor?: (categoryId: string | null) => DefaultDraft;
  /** What there is to say about the default of a category, as long as nobody has split by hand. */
  splitNoticeFor?: (categoryId: string | null) => ReactNode;
  saveLabel: string;
  pending: boolean;
  problem: string | undefined;
  problemAt: (...path: string[]) => string | undefined;
  onSave: (input: ExpenseInputFields, draft: ExpenseDraft) => void;
  /** What stands between the form and its button: a notice, a comparison. */
  children?: ReactNode;
}

/** Adding and editing alike: nothing that does not add up can be sent, and each person's cents are there to see. */
export function ExpenseForm(props: Props) {
  const { t } = useTranslation();
  const { locale, money, day } = useFormat();
  const { data: group } = useSuspenseFragment({ fragment: ExpenseForm_group, from: props.group });
  const [draft, setDraft] = useState(props.start);
  const [tried, setTried] = useState(false);
  const [byHand, setByHand] = useState(false);
  const form = useRef<HTMLFormElement>(null);

  const members = group.members.filter((member) => !member.leftAt || props.alsoIds?.includes(member.id));
  const { conversion } = draft;
  const rates = useDailyRates({
    groupId: group.id,
    from: conversion?.currency ?? null,
    to: draft.currency,
    on: isLocalDate(draft.incurredOn) ? draft.incurredOn : null,
  });
  const reading = readDraft(draft, {
    expenseId: props.expenseId,
    memberIds: members.map((member) => member.id),
    locale,
    rates: ratesBySource(rates),
  });
  const change = (part: Partial<ExpenseDraft>) => setDraft({ ...draft, ...part });
  /** What a rate made of it is where one begins to enter the total. */
  const changeConversion = (next: ExpenseDraft["conversion"]) => {
    const entered = isByRate(conversion) && !isByRate(next) && reading.converted;
    change({ conversion: next, ...(entered && { amount: typedAmount(entered, locale) }) });
  };
  const changeSplit = (part: Partial<ExpenseDraft>) => {
    setByHand(true);
    change(part);
  };
  /** The category's way of splitting comes with it, unless somebody has chosen one already. */
  const changeCategory = (categoryId: string | null) =>
    change({ categoryId, ...(byHand ? null : props.defaultSplitFor?.(categoryId)) });

  /** What was typed wrong is said at once; what is only missing, after the first try to save. */
  const problemOf = (spot: string, ...path: string[]) => {
    const code = reading.problems[spot];
    const patient =
      code === "REQUIRED" || (code === "NO_RATE" && !rates.known) || code === "SUM_MISMATCH" || code === "UNCLAIMED";
    if (code && (tried || !patient)) return t(`problem.${code}`);
    return path.length > 0 ? props.problemAt(...path) : undefined;
  };

  const save = () => {
    setTried(true);
    if (reading.input) return props.onSave(reading.input, draft);
    requestAnimationFrame(() =>
      form.current?.querySelector<HTMLElement>("[aria-invalid=true], [data-problem] button")?.focus(),
    );
  };

  return (
    <form
      ref={form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <Stack gap="6">
        <Surface>
          <Stack>
            <TextField
              label={t("expense.title")}
              placeholder={t("expense.titleExample")}
              autoComplete="off"
              value={draft.title}
              onChange={(title) => change({ title })}
              problem={problemOf("title", "title")}
            />
            <Amount>
              <TextField
                kind="headline"
                label={t("expense.amount")}
                inputMode="decimal"
                autoComplete="off"
                autoFocus
                readOnly={isByRate(conversion)}
                value={isByRate(conversion) ? typedAmount(reading.converted ?? "", locale) : draft.amount}
                onChange={(amount) => change({ amount })}
                hint={
                  isByRate(conversion)
                    ? t("conversion.byRateHint")
                    : reading.reckoned && `= ${money({ amount: reading.reckoned, currency: draft.currency })}`
                }
                problem={problemOf("amount", "total")}
              />
              <CurrencyField
                tall
                label={t("expense.currency")}
                value={draft.currency}
                likely={[group.currency, props.preferredCurrency]}
                onChange={(currency) => change({ currency })}
              />
            </Amount>
            <CheckField
              label={t("conversion.toggle")}
              checked={conversion !== null}
              onChange={(on) =>
                on ? change(convertedStart(draft, group.currency, props.preferredCurrency)) : changeConversion(null)
              }
            />
            {conversion && (
              <ConversionFields
                conversion={conversion}
                currency={draft.currency}
                incurredOn={draft.incurredOn}
                likely={[props.preferredCurrency, group.currency]}
                rates={rates}
                onChange={changeConversion}
                problemOf={problemOf}
              />
            )}
            <Two>
              <TextField
                label={t("expense.date")}
                type="date"
                value={draft.incurredOn}
                onChange={(incurredOn) => change({ incurredOn })}
                problem={problemOf("incurredOn", "incurredOn")}
              />
              <SelectField
                label={t("expense.category")}
                value={draft.categoryId ?? ""}
                onChange={(id) => changeCategory(id || null)}
                choices={[
                  ...(draft.categoryId ? [] : [{ value: "", label: t("expense.categoryNone") }]),
                  ...group.categories.map((category) => ({
                    value: category.id,
                    label: t(`category.${category.name}`, category.name),
                  })),
                ]}
                problem={props.problemAt("categoryId")}
              />
            </Two>
          </Stack>
        </Surface>
        <Surface aria-labelledby="who-paid">
          <Stack>
            <Heading id="who-paid">{t("expense.whoPaid")}</Heading>
            {!draft.several && (
              <SelectField
                label={t("expense.payer")}
                value={draft.payerId}
                onChange={(payerId) => change({ payerId })}
                choices={members.map((member) => ({ value: member.id, label: member.name }))}
                problem={props.problemAt("payers")}
              />
            )}
            <CheckField
              label={t("expense.severalPaid")}
              checked={draft.several}
              onChange={(several) => change({ several })}
            />
            {draft.several && (
              <>
                <PayerFields
                  members={members}
                  amounts={draft.payerAmounts}
                  onChange={(payerAmounts) => change({ payerAmounts })}
                  problemOf={(memberId) => problemOf(`payer:${memberId}`)}
                />
                <LeftToAssign left={reading.payersLeft} currency={draft.currency} label={t("expense.leftToPay")} />
                <Fault text={problemOf("payers", "payers")} />
              </>
            )}
          </Stack>
        </Surface>
        <Surface aria-labelledby="how-split">
          <Stack>
            <Heading id="how-split">{t("expense.howSplit")}</Heading>
            {!byHand && props.splitNoticeFor?.(draft.categoryId)}
            <SegmentField
              label={t("expense.splitMode")}
              value={draft.mode}
              onChange={(mode) => changeSplit({ mode: mode as ExpenseDraft["mode"] })}
              choices={SPLIT_MODES.map((mode) => ({ value: mode, label: t(`split.${mode}`) }))}
            />
            <Muted fontSize="sm">{t(`split.${draft.mode}_hint`)}</Muted>
            {draft.mode === "ITEMIZED" ? (
              <BillFields
                members={members}
                items={draft.items}
                bill={reading.bill!}
                currency={draft.currency}
                onChange={(items) => changeSplit({ items })}
                onTakeSum={(sum) => change({ amount: typedAmount(sum, locale) })}
                problemOf={problemOf}
              />
            ) : (
              <>
                <SplitFields
                  members={members}
                  draft={{ ...draft, mode: draft.mode }}
                  shares={reading.shares}
                  onChange={changeSplit}
                  problemOf={(memberId) => problemOf(`part:${memberId}`)}
                />
                <LeftToAssign left={reading.splitLeft} currency={draft.currency} label={t("expense.leftToAssign")} />
              </>
            )}
            <Fault text={problemOf("split", "split")} />
          </Stack>
        </Surface>
        <Surface>
          <TextAreaField
            label={t("expense.notes")}
            value={draft.notes}
            onChange={(notes) => change({ notes })}
            problem={props.problemAt("notes")}
          />
        </Surface>
        {group.lockedThrough && draft.incurredOn <= group.lockedThrough && (
          <Notice tone="info">
            <p>{t("expense.closedDay", { day: day(group.lockedThrough) })}</p>
          </Notice>
        )}
        {props.children}
        {/* Beside the button: the head of a long form would be out of sight. */}
        {props.problem && <Notice tone="danger">{props.problem}</Notice>}
        <Row flexWrap="wrap">
          <Button type="submit" look="primary" disabled={props.pending}>
            {props.saveLabel}
          </Button>
          {tried && !reading.input && (
            <chakra.p role="alert" color="fg.danger" fontSize="sm">
              {t("expense.notYet")}
            </chakra.p>
          )}
        </Row>
      </Stack>
    </form>
  );
}

/** What was typed in a currency that is not the group's is what shall be converted; else there is another to choose. */
function convertedStart(draft: ExpenseDraft, groupCurrency: string, preferred: string): Partial<ExpenseDraft> {
  const start = { source: "ECB", rate: "", kept: null } as const;
  if (draft.currency !== groupCurrency) {
    const { amount, currency } = draft;
    return { conversion: { ...start, amount, currency }, amount: "", currency: groupCurrency };
  }
  const other = [preferred, "USD", "EUR"].find((code) => code !== groupCurrency)!;
  return { conversion: { ...start, amount: draft.amount, currency: other } };
}

function ratesBySource({ ECB, GROUP }: DailyRates): Partial<Record<ConversionSource, string>> {
  return { ...(ECB && { ECB: ECB.rate }), ...(GROUP && { GROUP: GROUP.rate }) };
}

function Fault({ text }: { text: string | undefined }) {
  if (!text) return null;
  return (
    <chakra.p role="alert" color="fg.danger" fontSize="sm">
      {text}
    </chakra.p>
  );
}
