import { Pencil, RotateCcw, Trash2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button, ButtonLink } from "../../components/Button.js";
import { Row, Stack } from "../../components/Layout.js";
import { Notice } from "../../components/Notice.js";
import { toast } from "../../components/toasts.js";
import { useSubmit } from "../../components/use-submit.js";
import { useExpenseDelete } from "./useExpenseDelete.js";
import { useExpenseRestore } from "./useExpenseRestore.js";

interface Versioned {
  readonly id: string;
  readonly version: number;
}

/** Edit, delete with a way back, and restore. */
export function ExpenseActions(props: {
  expense: Versioned & { title: string; deleted: boolean };
  onDeleted: () => void;
}) {
  const { t } = useTranslation();
  const { id, version, title, deleted } = props.expense;
  const remove = useExpenseDelete();
  const restore = useExpenseRestore();
  const { submit, pending, problem } = useSubmit<Versioned>();

  const bringBack = async (expense: Versioned) => {
    const outcome = await restore({ id: expense.id, version: expense.version }).catch(() => null);
    toast(outcome?.kind === "done" ? t("expense.restored", { title }) : (outcome?.message ?? t("common.notSent")));
  };
  const deleteIt = () =>
    submit(
      () => remove({ id, version }),
      (expense) => {
        toast(t("expense.deletedToast", { title }), () => void bringBack(expense));
        props.onDeleted();
      },
    );
  const restoreIt = () =>
    submit(
      () => restore({ id, version }),
      () => toast(t("expense.restored", { title })),
    );

  return (
    <Stack gap="2">
      {problem && <Notice tone="danger">{problem}</Notice>}
      {deleted ? (
        <Row>
          <Button look="primary" disabled={pending} onClick={() => void restoreIt()}>
            <RotateCcw size={16} aria-hidden /> {t("expense.restore")}
          </Button>
        </Row>
      ) : (
        <Row>
          <ButtonLink to={`/expenses/${id}/edit`}>
            <Pencil size={16} aria-hidden /> {t("expense.edit")}
          </ButtonLink>
          <Button look="danger" disabled={pending} onClick={() => void deleteIt()}>
            <Trash2 size={16} aria-hidden /> {t("expense.delete")}
          </Button>
        </Row>
      )}
    </Stack>
  );
}
