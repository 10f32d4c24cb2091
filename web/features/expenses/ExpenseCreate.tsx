import type { FragmentType } from "@apollo/client";
import { useSuspenseFragment } from "@apollo/client/react";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { newId } from "../../../server/kernel/ids.js";
import { deviceToday } from "../../../server/kernel/today.js";
import { graphql } from "../../gql/index.js";
import { type DraftKey, forgetDraft, keepDraft } from "../../lib/drafts.js";
import { useFormat } from "../../lib/format.js";
import { fieldWords } from "../../lib/refusal-words.js";
import { isBlank } from "./bill-draft.js";
import { guessCategory } from "./category-guess.js";
import { DraftOffer } from "./DraftOffer.js";
import { defaultDraft, defaultFor, equalDraft } from "./default-split.js";
import { ExpenseForm } from "./ExpenseForm.js";
import type { ExpenseDraft, ExpenseInputFields, StoredExpense } from "./expense-draft.js";
import { type FormState, withTitle } from "./form-state.js";
import { refusalOf } from "./pending-expenses.js";
import { duplicateDraft, nextDraft, proposedDraft, splitOf } from "./proposal.js";
import { INPUT_PARTS } from "./refused-parts.js";
import { StaleDefault } from "./StaleDefault.js";
import { useExpenseSend } from "./useExpenseSend.js";

export const ExpenseCreate_group = graphql(`
  fragment ExpenseCreate_group on Group {
    id
    currency
    members {
      id
      name
      joinedAt
      leftAt
    }
    viewerMember {
      id
    }
    categories {
      id
      name
      icon
    }
    viewerLastExpense {
      ...ExpenseBase @unmask
      createdAt
      category {
        id
      }
    }
    titledCategories {
      title
      category {
        id
      }
    }
    defaultSplits {
      category {
        id
      }
      split {
        mode
        parts {
          member {
            id
            name
          }
          value
        }
      }
    }
    ...ExpenseForm_group
  }
`);

interface Props {
  group: FragmentType<typeof ExpenseCreate_group>;
  accountId: string;
  preferredCurrency: string;
  /** The expense to begin with, once more. */
  copied: StoredExpense | null;
  /** What was typed before the group was changed. */
  carried: Partial<ExpenseDraft> | null;
  /** The drafts that it was in other groups. They are kept until it is saved in this one. */
  movedFrom: readonly DraftKey[];
  /** A receipt that it is made of: whoever makes it paid. */
  receiptId: string | null;
  /** A draft that one came back for, by the expense's id. */
  reopenedId: string | null;
  /** Hears of what is in the form, for whoever takes it to another group. */
  onEntered: (state: FormState, key: DraftKey) => void;
  onDone: () => void;
}

/** Whether there is anything in a form that somebody would miss. */
function isWorthKeeping({ draft: { title, amount, notes, items }, receipts = [] }: FormState): boolean {
  return [title, amount, notes].some((text) => text.trim() !== "") || !items.every(isBlank) || receipts.length > 0;
}

/** One expense that is being entered, under the id that it will have however often it is sent. */
interface Entry {
  readonly id: string;
  readonly start: FormState;
  /** Drafts of the same expense in other groups. */
  readonly movedFrom: readonly DraftKey[];
}

/** A new expense: what it begins with, its draft, and what becomes of it. */
export function ExpenseCreate(props: Props) {
  const { i18n } = useTranslation();
  const { data: group } = useSuspenseFragment({
    fragment: ExpenseCreate_group,
    fragmentName: "ExpenseCreate_group",
    from: props.group,
  });
  const members = group.members.filter((member) => !member.leftAt);
  const present = members.map((member) => member.id);
  const { locale } = useFormat();
  const storedDefault = (categoryId: string | null) => defaultFor(group.defaultSplits, categoryId);
  const followed = (categoryId: string | null) => {
    const stored = storedDefault(categoryId);
    // What cannot be followed any more is equal parts until somebody says otherwise.
    return stored && (defaultDraft(stored, present, locale) ?? equalDraft(present));
  };
  const here = {
    currency: group.currency,
    today: deviceToday(),
    viewerMemberId: group.viewerMember?.id ?? null,
    memberIds: present,
    newestJoinedAt: members.map(({ joinedAt }) => joinedAt).reduce((one, other) => (one > other ? one : other)),
    locale,
    groupDefault: followed(null),
    withOwnDefault: group.defaultSplits.flatMap(({ category }) => category?.id ?? []),
  };
  const [proposed, setProposed] = useState(() => proposedDraft(here, group.viewerLastExpense ?? null));
  const known = group.titledCategories.map(({ title, category }) => ({ title, categoryId: category.id }));
  const guess = (title: string) => guessCategory(title, known, group.categories);
  const [entry, setEntry] = useState<Entry>(() => {
    const { copied, carried, movedFrom, receiptId } = props;
    const paid = receiptId && here.viewerMemberId ? { several: false, payerId: here.viewerMemberId } : null;
    const draft = copied ? duplicateDraft(here, copied) : { ...proposed, ...carried, ...paid };
    const isChosen = copied !== null;
    const receipts = receiptId ? { receipts: [{ id: receiptId, isFilled: false }] } : null;
    const state = { draft, isSplitChosen: isChosen, isCategoryChosen: isChosen, ...receipts };
    // Another group calls the same thing by a category of its own.
    return { id: newId("exp"), start: withTitle(state, draft.title, guess), movedFrom };
  });
  const keyOf = (id: string): DraftKey => ({ accountId: props.accountId, groupId: group.id, id });
  const become = (next: Entry) => {
    setEntry(next);
    props.onEntered(next.start, keyOf(next.id));
  };
  const send = useExpenseSend();
  const sentId = useRef<string>(null);
  const sendIt = (input: ExpenseInputFields, state: FormState) => {
    // Pressed twice, it is sent once.
    if (sentId.current === entry.id) return;
    sentId.current = entry.id;
    const icon = group.categories.find(({ id }) => id === input.categoryId)?.icon ?? "receipt";
    const payers = input.payers.map(({ memberId }) => group.members.find(({ id }) => id === memberId)?.name ?? "–");
    void send({ key: keyOf(entry.id), movedFrom: entry.movedFrom, input, state, icon, payers });
  };
  const refusal = refusalOf(entry.id);
  const isSaidInParts = refusal?.fields.length && refusal.fields.every(({ path }) => INPUT_PARTS.includes(path[0]!));
  const problemAt = (...path: string[]) => {
    const field = refusal?.fields.find((each) => path.every((step, index) => each.path[index] === step));
    return field && fieldWords(i18n, field);
  };
  return (
    <>
      <DraftOffer
        accountId={props.accountId}
        groupId={group.id}
        openId={entry.id}
        reopenedId={props.reopenedId}
        onContinue={(kept) => become({ ...kept, movedFrom: entry.movedFrom })}
      />
      <ExpenseForm
        key={entry.id}
        group={group}
        expenseId={entry.id}
        start={entry.start}
        preferredCurrency={props.preferredCurrency}
        defaultSplitFor={(categoryId) => followed(categoryId) ?? splitOf(proposed)}
        splitNoticeFor={(categoryId) => {
          const stored = storedDefault(categoryId);
          return stored && <StaleDefault groupId={group.id} stored={stored} memberIds={present} />;
        }}
        guess={guess}
        takesReceipts
        onEntered={(state) => {
          const key = keyOf(entry.id);
          props.onEntered(state, key);
          void (isWorthKeeping(state) ? keepDraft(key, state) : forgetDraft(key));
        }}
        pending={false}
        problem={isSaidInParts ? undefined : refusal?.text}
        problemAt={problemAt}
        onSave={(input, state) => {
          sendIt(input, state);
          props.onDone();
        }}
        onSaveAnother={(input, state) => {
          sendIt(input, state);
          const next = nextDraft(here, state.draft);
          setProposed(next);
          // Whoever enters a whole evening later enters one day.
          const draft = { ...next, incurredOn: state.draft.incurredOn };
          become({ id: newId("exp"), start: { draft, isSplitChosen: false, isCategoryChosen: false }, movedFrom: [] });
        }}
      />
    </>
  );
}
