import { isId } from "../../kernel/ids.js";
import type { AppContext } from "../../platform/context.js";
import { notFound } from "../../platform/schema/refusals.js";
import type { Receipt, ReceiptLine } from "./receipt.entity.js";
import { lineForViewer, receiptForViewer } from "./receipt.loader.js";

/** The receipt, if the viewer is in its group and it was not deleted; null for every other id. */
export async function visibleReceipt(ctx: AppContext, id: string): Promise<Receipt | null> {
  void ctx.viewer;
  return isId("rcp", id) ? ctx.loader(receiptForViewer).load(id) : null;
}

/** The receipt that this operation has just written; nothing to see for whoever was removed in that moment. */
export async function knownReceipt(ctx: AppContext, id: string): Promise<Receipt> {
  const receipt = await visibleReceipt(ctx, id);
  if (!receipt) throw notFound();
  return receipt;
}

/** One line, if the viewer may see its receipt; null for every other id. */
export async function visibleLine(ctx: AppContext, id: string): Promise<ReceiptLine | null> {
  void ctx.viewer;
  return isId("rln", id) ? ctx.loader(lineForViewer).load(id) : null;
}
