import type { FragmentType } from "@apollo/client";
import { useSuspenseFragment } from "@apollo/client/react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { newId } from "../../../server/kernel/ids.js";
import { deviceToday } from "../../../server/kernel/today.js";
import { toast } from "../../components/toasts.js";
import { useSubmit } from "../../components/use-submit.js";
import { graphql } from "../../gql/index.js";
import { useFormat } from "../../lib/format.js";
import { defaultDraft, defaultFor, equalDraft } from "./default-split.js";
import { ExpenseForm } from "./ExpenseForm.js";
import { newDraft } from "./expense-draft.js";
import { StaleDefault } from "./StaleDefault.js";
import { useExpenseCreate, useExpenseDelete } from "./writes.js";

export const ExpenseCreate_group = graphql(`
  fragment ExpenseCreate_group on Group {
    id
    currency
    members {
      id
      leftAt
    }
    viewerMember {
      id
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
  preferredCurrency: string;
  onDone: () => void;
}

/** The expense's id is made with the form and kept as long as it lives: however often it is sent, it is one expense. */
export function ExpenseCreate(props: Props) {
  const { t } = useTranslation();
  const { data: group } = useSuspenseFragment({
    fragment: ExpenseCreate_group,
    fragmentName: "ExpenseCreate_group",
    from: props.group,
  });
  const [id] = useState(() => newId("exp"));
  const present = group.members.filter((member) => !member.leftAt).map((member) => member.id);
  const { locale } = useFormat();
  /** Without a default that can be followed it is everybody alike, whatever the category was before. */
  const defaultSplitFor = (categoryId: string | null) => {
    const stored = defaultFor(group.defaultSplits, categoryId);
    return (stored && defaultDraft(stored, present, locale)) ?? equalDraft(present);
  };
  const [start] = useState(() => ({
    ...newDraft({
      currency: group.currency,
      today: deviceToday(),
      payerId: group.viewerMember?.id ?? present[0]!,
      memberIds: present,
    }),
    ...defaultSplitFor(null),
  }));
  const create = useExpenseCreate();
  const remove = useExpenseDelete();
  const { submit, pending, problem, problemAt } = useSubmit<{ id: string; version: number }>([
    "title",
    "total",
    "conversion",
    "incurredOn",
    "categoryId",
    "payers",
    "split",
    "notes",
  ]);
  return (
    <ExpenseForm
      group={group}
      expenseId={id}
      start={start}
      preferredCurrency={props.preferredCurrency}
      defaultSplitFor={defaultSplitFor}
      splitNoticeFor={(categoryId) => {
        const stored = defaultFor(group.defaultSplits, categoryId);
        return stored && <StaleDefault groupId={group.id} stored={stored} memberIds={present} />;
      }}
      saveLabel={t("expense.add")}
      pending={pending}
      problem={problem}
      problemAt={problemAt}
      onSave={(input) =>
        void submit(
          () => create({ id, groupId: group.id, ...input }),
          (expense) => {
            toast(t("expense.added", { title: input.title }), () =>
              remove({ id: expense.id, version: expense.version }),
            );
            props.onDone();
          },
        )
      }
    />
  );
}
