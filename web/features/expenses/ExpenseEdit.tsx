import type { FragmentType } from "@apollo/client";
import { useSuspenseFragment } from "@apollo/client/react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Notice } from "../../components/Notice.js";
import { toast } from "../../components/toasts.js";
import { useSubmit } from "../../components/use-submit.js";
import { graphql } from "../../gql/index.js";
import { changeKey, forgetDraft, keepDraft } from "../../lib/drafts.js";
import { useFormat } from "../../lib/format.js";
import { done } from "../../lib/outcome.js";
import { type BegunChange, ChangeDraftOffer } from "./ChangeDraftOffer.js";
import { CompareExpense } from "./CompareExpense.js";
import { changedFields } from "./changed-fields.js";
import { ExpenseForm } from "./ExpenseForm.js";
import { draftOf, type ExpenseDraft, type ExpenseInputFields, readDraft, type StoredExpense } from "./expense-draft.js";
import type { FormState } from "./form-state.js";
import { OpenAgainNotice } from "./OpenAgainNotice.js";
import type { ReopenedBalance } from "./owes-again.js";
import { INPUT_PARTS } from "./refused-parts.js";
import type { CurrentExpense } from "./stale.js";
import { useOpenAgain } from "./useOpenAgain.js";
import { useExpenseUpdate } from "./writes.js";

export const ExpenseEdit_expense = graphql(`
  fragment ExpenseEdit_expense on Expense {
    ...ExpenseBase @unmask
    payersKnown
    receipts {
      id
    }
    category {
      id
    }
    group {
      id
      members {
        id
        name
        leftAt
      }
      categories {
        id
        name
      }
      ...ExpenseForm_group
    }
  }
`);

/** A change that waits for a yes, because it makes people owe again. */
interface OpenQuestion {
  readonly changes: Partial<ExpenseInputFields>;
  readonly version: number;
  readonly open: readonly ReopenedBalance[];
}

interface OwnVersion {
  readonly input: ExpenseInputFields;
  readonly draft: ExpenseDraft;
}

/** Everybody who stands in the expense, whether still in the group or not. */
function peopleOf({ payers, split }: StoredExpense): string[] {
  const claims = split.items.flatMap((item) => item.claims);
  return [...payers, ...split.parts, ...claims].map(({ member }) => member.id);
}

/** Everybody whom a change names. */
function peopleIn({ payers = [], split }: Partial<ExpenseInputFields>): string[] {
  const claims = split?.items.flatMap((item) => item.claims) ?? [];
  return [...payers, ...(split?.parts ?? []), ...claims].map(({ memberId }) => memberId);
}

/** What differs in nothing from what it began with is no draft. */
function isSame(one: ExpenseDraft, other: ExpenseDraft): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** The form as it begins; the receipts stay as they are, and are looked at. */
function stateOf(draft: ExpenseDraft, receipts: readonly { readonly id: string }[]): FormState {
  const shown = receipts.map(({ id }) => ({ id, isFilled: true }));
  return { draft, isSplitChosen: true, isCategoryChosen: true, receipts: shown };
}

export function ExpenseEdit(props: {
  expense: FragmentType<typeof ExpenseEdit_expense>;
  accountId: string;
  preferredCurrency: string;
  onDone: () => void;
}) {
  const { t } = useTranslation();
  const { locale } = useFormat();
  const { data: expense } = useSuspenseFragment({
    fragment: ExpenseEdit_expense,
    fragmentName: "ExpenseEdit_expense",
    from: props.expense,
  });
  /** What the form started from: the expense as it was then, or as somebody else left it since. */
  const [base, setBase] = useState<BegunChange["base"]>(expense);
  /** What somebody had begun before, and goes on with. */
  const [begun, setBegun] = useState<FormState | null>(null);
  const key = changeKey(props.accountId, expense.id);
  const [mine, setMine] = useState<OwnVersion | null>(null);
  const [asking, setAsking] = useState<OpenQuestion | null>(null);
  const update = useExpenseUpdate();
  const findOpen = useOpenAgain();
  const { submit, pending, problem, problemAt, stale, clear } = useSubmit<
    { id: string } | OpenQuestion,
    CurrentExpense
  >(INPUT_PARTS);
  const start = draftOf(base, locale);
  const memberIds = expense.group.members.map((member) => member.id);
  const before = readDraft(start, { expenseId: expense.id, memberIds, locale }).input;

  /** From the version that it began with: where there is another by now, saving compares both. */
  const goOn = (change: BegunChange) => {
    setBase(change.base);
    setBegun(change.state);
  };
  const leave = () => {
    void forgetDraft(key);
    props.onDone();
  };
  /** Whom of those who left at zero the change would make owe, or be owed, again: nobody else hears of it otherwise. */
  const openAfter = async (input: { id: string; version: number } & Partial<ExpenseInputFields>) => {
    const goneIds = expense.group.members.filter((member) => member.leftAt).map((member) => member.id);
    const named = new Set([...peopleOf(base), ...peopleIn(input)]);
    if (!goneIds.some((id) => named.has(id))) return [];
    return findOpen(expense.group.id, { update: input });
  };
  const send = (changes: Partial<ExpenseInputFields>, version: number, isSure = false) =>
    void submit(
      async () => {
        const input = { id: expense.id, version, ...changes };
        const open = isSure ? [] : await openAfter(input);
        return open.length > 0 ? done({ changes, version, open }) : update(input);
      },
      (answer) => {
        if ("open" in answer) return setAsking(answer);
        toast(t("expense.saved"));
        leave();
      },
    );
  const save = (input: ExpenseInputFields, { draft }: FormState) => {
    const changes = changedFields(before, input);
    if (Object.keys(changes).length === 0) return leave();
    setMine({ input, draft });
    setAsking(null);
    send(changes, base.version);
  };

  return (
    <>
      <ChangeDraftOffer kept={key} onContinue={goOn} />
      <ExpenseForm
        // Taking theirs starts the form anew from what they left; so does going on with what was begun.
        key={`${base.version} ${begun !== null}`}
        group={expense.group}
        expenseId={expense.id}
        start={begun ?? stateOf(start, expense.receipts)}
        onEntered={(state) => void (isSame(state.draft, start) ? forgetDraft(key) : keepDraft(key, { base, state }))}
        alsoIds={peopleOf(base)}
        preferredCurrency={props.preferredCurrency}
        pending={pending}
        problem={stale ? undefined : problem}
        problemAt={problemAt}
        onSave={save}
      >
        {!expense.payersKnown && <Notice tone="info">{t("expense.payersUnknownEdit")}</Notice>}
        {asking && !stale && (
          <OpenAgainNotice
            open={asking.open}
            label={t("expense.saveAnyway")}
            pending={pending}
            onSure={() => send(asking.changes, asking.version, true)}
          />
        )}
        {!stale && expense.version > base.version && (
          <Notice tone="warn" live>
            {t("expense.changedMeanwhile")}
          </Notice>
        )}
        {stale && mine && (
          <CompareExpense
            mine={mine.input}
            theirs={stale}
            expenseId={expense.id}
            members={expense.group.members}
            categories={expense.group.categories}
            pending={pending}
            onKeepMine={() => send(mine.input, stale.version)}
            onTakeTheirs={() => {
              clear();
              void forgetDraft(key);
              setBegun(null);
              setMine(null);
              setBase(stale);
            }}
          />
        )}
      </ExpenseForm>
    </>
  );
}
