import { ScanText } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button } from "../../components/Button.js";
import { Fault } from "../../components/Fault.js";
import { useSubmit } from "../../components/use-submit.js";
import { useReceiptReread } from "./writes.js";

/** Has a receipt read, or read again from the beginning. */
export function RereadButton({
  receipt,
}: {
  receipt: { readonly id: string; readonly reading?: unknown; readonly state: string };
}) {
  const { t } = useTranslation();
  const reread = useReceiptReread();
  const { submit, pending, problem } = useSubmit<{ id: string }>();
  const isFirst = !receipt.reading && receipt.state === "READ";
  return (
    <div>
      <Button
        size="sm"
        pending={pending}
        late={t("common.moment")}
        onClick={() =>
          void submit(
            () => reread({ id: receipt.id }),
            () => undefined,
          )
        }
      >
        <ScanText size={16} aria-hidden /> {t(isFirst ? "receipt.read" : "receipt.readAgain")}
      </Button>
      <Fault text={problem} />
    </div>
  );
}
