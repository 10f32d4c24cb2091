import { Copy, Pencil, RotateCcw, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button, ButtonLink } from "../../components/Button.js";
import { Row, Stack } from "../../components/Layout.js";
import { Notice } from "../../components/Notice.js";
import { toast } from "../../components/toasts.js";
import { useSubmit } from "../../components/use-submit.js";
import { focusWhenThere } from "../../lib/focus.js";
import { done, type Outcome } from "../../lib/outcome.js";
import { OpenAgainNotice } from "./OpenAgainNotice.js";
import type { ReopenedBalance } from "./owes-again.js";
import { useOpenAgain } from "./useOpenAgain.js";
import { useExpenseDelete, useExpenseRestore } from "./writes.js";

interface ExpenseVersion {
  readonly id: string;
  readonly version: number;
}

/** Edit, delete with a way back, and restore. */
export function ExpenseActions(props: {
  expense: ExpenseVersion & { groupId: string; title: string };
  can: { readonly edit: boolean; readonly delete: boolean; readonly restore: boolean };
  onDeleted: () => void;
}) {
  const { t } = useTranslation();
  const { id, version, groupId, title } = props.expense;
  const { can } = props;
  const [asking, setAsking] = useState<readonly ReopenedBalance[]>([]);
  const findOpen = useOpenAgain();
  const remove = useExpenseDelete();
  const restore = useExpenseRestore();
  const { submit, pending, problem } = useSubmit<ExpenseVersion | readonly ReopenedBalance[]>();

  const bringBack = async (expense: ExpenseVersion) => {
    const outcome = await restore({ id: expense.id, version: expense.version });
    if (outcome.kind === "done") {
      focusWhenThere(`main a[href*="/expenses/${expense.id}"]`);
      toast(t("expense.restored", { title }));
    }
    return outcome;
  };
  /** Does it, unless it would open what somebody had settled before leaving: then it asks first. */
  const unlessOpen = async (
    write: () => Promise<Outcome<ExpenseVersion>>,
    meant: "remove" | "restore",
    isSure: boolean,
  ) => {
    const open = isSure ? [] : await findOpen(groupId, { [meant]: { id, version } });
    return open.length > 0 ? done(open) : write();
  };
  const deleteIt = (isSure = false) =>
    submit(
      () => unlessOpen(() => remove({ id, version }), "remove", isSure),
      (answer) => {
        if (!("version" in answer)) return setAsking(answer);
        toast(t("expense.deletedToast", { title }), () => bringBack(answer));
        props.onDeleted();
      },
    );
  const restoreIt = (isSure = false) =>
    submit(
      () => unlessOpen(() => restore({ id, version }), "restore", isSure),
      (answer) => {
        if (!("version" in answer)) return setAsking(answer);
        setAsking([]);
        toast(t("expense.restored", { title }));
      },
    );

  return (
    <Stack gap="2">
      {problem && <Notice tone="danger">{problem}</Notice>}
      {asking.length > 0 && (
        <OpenAgainNotice
          open={asking}
          label={t(can.restore ? "expense.restoreAnyway" : "expense.deleteAnyway")}
          pending={pending}
          onSure={() => void (can.restore ? restoreIt(true) : deleteIt(true))}
        />
      )}
      <Row flexWrap="wrap">
        {can.restore && (
          <Button look="primary" disabled={pending} onClick={() => void restoreIt()}>
            <RotateCcw size={16} aria-hidden /> {t("expense.restore")}
          </Button>
        )}
        {can.edit && (
          <ButtonLink to={`/expenses/${id}/edit`}>
            <Pencil size={16} aria-hidden /> {t("expense.edit")}
          </ButtonLink>
        )}
        {can.edit && (
          <ButtonLink to={`/groups/${groupId}/expenses/new?copy=${id}`}>
            <Copy size={16} aria-hidden /> {t("expense.duplicate")}
          </ButtonLink>
        )}
        {can.delete && (
          <Button look="danger" disabled={pending} onClick={() => void deleteIt()}>
            <Trash2 size={16} aria-hidden /> {t("expense.delete")}
          </Button>
        )}
      </Row>
    </Stack>
  );
}
