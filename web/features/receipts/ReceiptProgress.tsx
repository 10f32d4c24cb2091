import { useTranslation } from "react-i18next";
import { ProgressLine } from "./ProgressLine.js";
import { useReceiptLive } from "./useReceiptLive.js";

/** Where a receipt is that waits, or is being read: its place in the queue, or how much of it is read. It follows it, too. */
export function ReceiptProgress({ receiptId, state }: { receiptId: string; state: string }) {
  const { t } = useTranslation();
  const event = useReceiptLive(receiptId);
  if (state === "READING") return <ProgressLine label={t("receipt.reading")} part={event?.progress ?? null} />;
  const place = event?.place ?? null;
  const words = place === null || place === 0 ? t("receipt.nextInQueue") : t("receipt.waiting", { count: place });
  return <ProgressLine label={words} part={null} />;
}
