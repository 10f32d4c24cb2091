import { chakra } from "@chakra-ui/react";
import { addWords } from "../../lib/i18n.js";
import { useLater } from "../../lib/later.js";
import type { ExpenseReceiptsProps } from "./ExpenseReceipts.js";

async function load() {
  const [part] = await Promise.all([import("./ExpenseReceipts.js"), addWords("receipts")]);
  return part;
}

/** The receipts of an expense; they come once its page has nothing else to do. */
export function ExpenseReceiptsPart(props: ExpenseReceiptsProps) {
  const part = useLater(load, props.receipts.length > 0);
  // As high as it will be, about.
  const minHeight = props.receipts.length > 0 ? `${8 + props.receipts.length * 5.5}rem` : undefined;
  return part ? <part.ExpenseReceipts {...props} /> : <chakra.div minHeight={minHeight} />;
}
