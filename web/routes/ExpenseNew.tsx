import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { useLocation, useNavigate, useParams, useSearchParams } from "react-router";
import { FormSkeleton } from "../components/FormSkeleton.js";
import { NotHere } from "../components/NotHere.js";
import { Page } from "../components/Page.js";
import { toast } from "../components/toasts.js";
import { ExpenseCreate } from "../features/expenses/ExpenseCreate.js";
import type { ExpenseDraft } from "../features/expenses/expense-draft.js";
import { ExpenseNewPage, newExpenseOf } from "../features/expenses/expense-new-page.js";
import { GroupChoice } from "../features/expenses/GroupChoice.js";
import { CannotAddNotice } from "../features/groups/ArchivedNotice.js";
import { useAllGroups } from "../features/groups/all-groups.js";
import type { DraftKey } from "../lib/drafts.js";
import { useLeaveForm } from "../lib/leave-form.js";
import { usePageQuery } from "../lib/page-query.js";

/** What is in the form that was opened by a visit, and where it is kept. */
interface Entered {
  readonly visit: string;
  readonly draft: Partial<ExpenseDraft>;
  readonly key: DraftKey;
  readonly hasReceipt: boolean;
}

/** What the form of one group takes along to that of another. */
interface Moved {
  readonly carried?: Partial<ExpenseDraft>;
  /** The drafts that it was in the groups before: whole, for whoever goes back. */
  readonly movedFrom?: readonly DraftKey[];
}

export function Component() {
  const { t } = useTranslation();
  const leaveForm = useLeaveForm();
  const navigate = useNavigate();
  const { groupId } = useParams() as { groupId: string };
  const [search] = useSearchParams();
  const copyId = search.get("copy");
  const { key: visit, state } = useLocation() as { key: string; state: Moved | null };
  const entered = useRef<Entered | null>(null);
  const { data } = usePageQuery(ExpenseNewPage, newExpenseOf(groupId, copyId));
  const groups = useAllGroups(data?.groups);
  if (!data?.viewer) return <FormSkeleton />;
  if (!data.group) return <NotHere />;
  const copied = data.expense?.group.id === groupId ? data.expense : null;
  return (
    <Page
      title={t("nav.addExpense")}
      width="form"
      actions={
        <GroupChoice
          groups={groups}
          chosen={data.group}
          onChange={(id) => {
            const here = entered.current?.visit === visit ? entered.current : null;
            const moved: Moved = {
              carried: here?.draft ?? state?.carried,
              movedFrom: [...(state?.movedFrom ?? []), ...(here ? [here.key] : [])],
            };
            // What it shows is not everybody's to see there.
            if (here?.hasReceipt) toast(t("expense.receiptStays"));
            void navigate(`/groups/${id}/expenses/new`, { replace: true, state: moved });
          }}
        />
      }
    >
      {data.group.viewerCan.record ? (
        <ExpenseCreate
          // Whoever presses + once more begins once more; what was begun is kept.
          key={`${visit} ${groupId} ${search}`}
          group={data.group}
          accountId={data.viewer.id}
          preferredCurrency={data.viewer.preferredCurrency}
          copied={copied}
          carried={state?.carried ?? null}
          movedFrom={state?.movedFrom ?? []}
          receiptId={search.get("receipt")}
          reopenedId={search.get("draft")}
          onEntered={({ draft: { title, amount, incurredOn, notes }, receipts = [] }, key) => {
            const hasReceipt = receipts.length > 0;
            entered.current = { visit, draft: { title, amount, incurredOn, notes }, key, hasReceipt };
          }}
          onDone={() => leaveForm(`/groups/${groupId}/expenses`)}
        />
      ) : (
        <CannotAddNotice group={data.group} />
      )}
    </Page>
  );
}
