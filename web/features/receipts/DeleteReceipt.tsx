import { Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../components/Button.js";
import { Row } from "../../components/Layout.js";
import { Notice } from "../../components/Notice.js";
import { toast } from "../../components/toasts.js";
import { useSubmit } from "../../components/use-submit.js";
import { useReceiptDelete } from "./writes.js";

/** Throws a receipt away, once somebody has said so twice: there is no way back. */
export function DeleteReceipt(props: {
  receiptId: string;
  hasExpense: boolean;
  isRow?: boolean;
  onDeleted: () => void;
}) {
  const { t } = useTranslation();
  const [isAsking, setAsking] = useState(false);
  /** Whoever keeps it is where they were before: the question takes the focus, and gives it back. */
  const [isKept, setKept] = useState(false);
  const keep = () => {
    setKept(true);
    setAsking(false);
  };
  const remove = useReceiptDelete();
  const { submit, pending, problem } = useSubmit<string>();
  if (!isAsking && props.isRow) {
    return (
      <Button
        size="icon"
        look="plain"
        autoFocus={isKept}
        aria-label={t("receipt.delete")}
        onClick={() => setAsking(true)}
      >
        <Trash2 size={18} aria-hidden />
      </Button>
    );
  }
  if (!isAsking) {
    return (
      <Button size="sm" look="danger" autoFocus={isKept} onClick={() => setAsking(true)}>
        <Trash2 size={16} aria-hidden /> {t("receipt.delete")}
      </Button>
    );
  }
  return (
    <Notice tone="warn" live>
      <p>{t(props.hasExpense ? "receipt.deleteAskFiled" : "receipt.deleteAsk")}</p>
      {problem && <p role="alert">{problem}</p>}
      <Row flexWrap="wrap" gap="2">
        <Button
          size="sm"
          look="danger"
          pending={pending}
          onClick={() =>
            void submit(
              () => remove({ id: props.receiptId }),
              () => {
                toast(t("receipt.deleted"));
                props.onDeleted();
              },
            )
          }
        >
          {t("receipt.deleteYes")}
        </Button>
        <Button size="sm" look="plain" autoFocus onClick={keep}>
          {t("receipt.keep")}
        </Button>
      </Row>
    </Notice>
  );
}
