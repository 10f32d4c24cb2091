import { chakra } from "@chakra-ui/react";
import { addWords } from "../../lib/i18n.js";
import { useLater } from "../../lib/later.js";
import type { FormReceiptsProps } from "./FormReceipts.js";

async function load() {
  const [part] = await Promise.all([import("./FormReceipts.js"), addWords("receipts")]);
  return part;
}

/** As high as what comes into it, so that nothing moves. */
const Place = chakra("div", { base: { minHeight: "control" } });

/** The receipts of a form, and the way to add one; comes once the form is there and has nothing else to do. */
export function ReceiptPart(props: FormReceiptsProps) {
  const part = useLater(load, (props.state.receipts?.length ?? 0) > 0);
  if (!props.takesReceipts && !props.state.receipts?.length) return null;
  return <Place>{part && <part.FormReceipts {...props} />}</Place>;
}
