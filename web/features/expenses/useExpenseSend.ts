import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { toast, toastWithAnswer } from "../../components/toasts.js";
import { type DraftKey, forgetDraft, keepDraft } from "../../lib/drafts.js";
import { useFormat } from "../../lib/format.js";
import { failureWords, refusalWords } from "../../lib/refusal-words.js";
import type { ExpenseInputFields } from "./expense-draft.js";
import type { FormState } from "./form-state.js";
import { beginPending, endPending, markSaved, type Refusal } from "./pending-expenses.js";
import { useExpenseCreate, useExpenseDelete } from "./writes.js";

interface Sent {
  readonly key: DraftKey;
  /** Drafts of the same expense in other groups. */
  readonly movedFrom: readonly DraftKey[];
  readonly input: ExpenseInputFields;
  readonly state: FormState;
  readonly icon: string;
  readonly payers: readonly string[];
}

/**
 * Sends a new expense, and does not make anybody wait for it: its row is there at once. When it is refused the row goes,
 * and the words of the refusal lead back to what was entered. What nobody answered stays a draft, under the same id, so
 * that sending it again is one effect.
 */
export function useExpenseSend(): (sent: Sent) => Promise<void> {
  const { t, i18n } = useTranslation();
  const { list, money } = useFormat();
  const navigate = useNavigate();
  const create = useExpenseCreate();
  const remove = useExpenseDelete();
  const takeBack = ({ key, input }: Sent, refusal: Refusal) => {
    const { id, groupId } = key;
    endPending(id, refusal);
    const form = `/groups/${groupId}/expenses/new?draft=${id}`;
    // Several may be on their way: each says which it is.
    const said = t("expense.notAdded", { title: input.title, amount: money(input.total), why: refusal.text });
    toastWithAnswer(said, t("expense.openAgain"), () => void navigate(form));
  };
  return async (sent) => {
    const { key, movedFrom, input, state, icon, payers } = sent;
    const { id, groupId } = key;
    const { title, total, incurredOn } = input;
    const paid = t("expense.said.paidBy", { name: list(payers) });
    beginPending({ id, groupId, title, total, incurredOn, icon, payers: paid });
    // Whatever becomes of the answer, what was sent is kept until there is one.
    await keepDraft(key, state);
    try {
      const receiptIds = (state.receipts ?? []).map((receipt) => receipt.id);
      const outcome = await create({ id, groupId, ...input, ...(receiptIds.length > 0 && { receiptIds }) });
      if (outcome.kind === "done") {
        markSaved(id);
        await Promise.all([key, ...movedFrom].map(forgetDraft));
        const { version } = outcome.value;
        return toast(t("expense.added", { title, amount: money(total) }), () => {
          endPending(id);
          return remove({ id, version });
        });
      }
      const fields = outcome.kind === "invalid" ? outcome.fields : [];
      takeBack(sent, { text: refusalWords(i18n, outcome), fields });
    } catch (error) {
      takeBack(sent, { text: failureWords(i18n, error), fields: [] });
    }
  };
}
