import type { FragmentType } from "@apollo/client";
import { useSuspenseFragment } from "@apollo/client/react";
import { type ReactNode, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { isLocalDate } from "../../../server/kernel/local-date.js";
import { Button } from "../../components/Button.js";
import { Fault } from "../../components/Fault.js";
import { TextAreaField } from "../../components/Field.js";
import { Row, Stack, Surface } from "../../components/Layout.js";
import { Notice } from "../../components/Notice.js";
import { graphql } from "../../gql/index.js";
import { useFormat } from "../../lib/format.js";
import type { ConversionSource } from "./conversion-draft.js";
import type { DefaultDraft } from "./default-split.js";
import { type ExpenseDraft, type ExpenseInputFields, readDraft } from "./expense-draft.js";
import { HowSplitFields } from "./HowSplitFields.js";
import { type DailyRates, useDailyRates } from "./useDailyRates.js";
import { WhatFields } from "./WhatFields.js";
import { WhoPaidFields } from "./WhoPaidFields.js";

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
  const { locale, day } = useFormat();
  const { data: group } = useSuspenseFragment({ fragment: ExpenseForm_group, from: props.group });
  const [draft, setDraft] = useState(props.start);
  const [tried, setTried] = useState(false);
  const [byHand, setByHand] = useState(false);
  const form = useRef<HTMLFormElement>(null);

  const members = group.members.filter((member) => !member.leftAt || props.alsoIds?.includes(member.id));
  const rates = useDailyRates({
    groupId: group.id,
    from: draft.conversion?.currency ?? null,
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

  const part = { draft, reading, change, problemOf };
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
        <WhatFields
          {...part}
          groupCurrency={group.currency}
          preferredCurrency={props.preferredCurrency}
          categories={group.categories}
          onCategory={changeCategory}
          rates={rates}
        />
        <WhoPaidFields {...part} members={members} />
        <HowSplitFields
          {...part}
          members={members}
          notice={byHand ? null : props.splitNoticeFor?.(draft.categoryId)}
          changeSplit={changeSplit}
        />
        <Surface>
          <TextAreaField
            label={t("expense.notes")}
            value={draft.notes}
            onChange={(notes) => change({ notes })}
            problem={problemOf("notes", "notes")}
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
          <Fault text={tried && !reading.input ? t("expense.notYet") : undefined} />
        </Row>
      </Stack>
    </form>
  );
}

function ratesBySource({ ECB, GROUP }: DailyRates): Partial<Record<ConversionSource, string>> {
  return { ...(ECB && { ECB: ECB.rate }), ...(GROUP && { GROUP: GROUP.rate }) };
}
