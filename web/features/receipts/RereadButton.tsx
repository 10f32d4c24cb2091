import { ScanText } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../components/Button.js";
import { Fault } from "../../components/Fault.js";
import { Row } from "../../components/Layout.js";
import { Notice } from "../../components/Notice.js";
import { useSubmit } from "../../components/use-submit.js";
import { useReceiptReread } from "./writes.js";

/**
 * Has a receipt read, or read again from the beginning. What it says by then may have been corrected, and claimed: that is
 * gone only once somebody has said so twice.
 */
export function RereadButton({
  receipt,
}: {
  receipt: { readonly id: string; readonly reading?: unknown; readonly state: string };
}) {
  const { t } = useTranslation();
  const [isAsking, setAsking] = useState(false);
  /** Whoever leaves it as it is, is where they were before: the question takes the focus, and gives it back. */
  const [isKept, setKept] = useState(false);
  const reread = useReceiptReread();
  const { submit, pending, problem } = useSubmit<{ id: string }>();
  const isFirst = !receipt.reading && receipt.state === "READ";
  const read = () =>
    void submit(
      () => reread({ id: receipt.id }),
      () => setAsking(false),
    );
  const keep = () => {
    setKept(true);
    setAsking(false);
  };
  if (isAsking) {
    return (
      <Notice tone="warn" live>
        <p>{t("receipt.rereadAsk")}</p>
        {problem && <p role="alert">{problem}</p>}
        <Row flexWrap="wrap" gap="2">
          <Button size="sm" pending={pending} late={t("common.moment")} onClick={read}>
            {t("receipt.rereadYes")}
          </Button>
          <Button size="sm" look="plain" autoFocus onClick={keep}>
            {t("receipt.rereadNo")}
          </Button>
        </Row>
      </Notice>
    );
  }
  return (
    <div>
      <Button
        size="sm"
        autoFocus={isKept}
        pending={pending}
        late={t("common.moment")}
        onClick={() => (receipt.reading ? setAsking(true) : read())}
      >
        <ScanText size={16} aria-hidden /> {t(isFirst ? "receipt.read" : "receipt.readAgain")}
      </Button>
      <Fault text={problem} />
    </div>
  );
}
