import type { Module } from "../../platform/module.js";
import { RECEIPT_LIMITS } from "./limits.js";
import { ReceiptCreateResolver } from "./mutations/receiptCreate.js";
import { ReceiptDeleteResolver } from "./mutations/receiptDelete.js";
import { ReceiptLineClaimResolver } from "./mutations/receiptLineClaim.js";
import { ReceiptRereadResolver } from "./mutations/receiptReread.js";
import { ReceiptUpdateResolver } from "./mutations/receiptUpdate.js";
import { readJob } from "./read.job.js";
import { visibleLine, visibleReceipt } from "./receipt.access.js";
import { Receipt, ReceiptLine, ReceiptPage } from "./receipt.entity.js";
import { receiptEvents } from "./receipt.events.js";
import {
  GroupReceiptFields,
  ReceiptFields,
  ReceiptLineFields,
  ReceiptPageFields,
  ReceiptReadingFields,
} from "./receipt.fields.js";
import { RECEIPT_FILE } from "./receipt-file.js";
import { receiptFileRetention, removeReceiptFilesJob } from "./receipt-files.job.js";
import { ReceiptSettings } from "./settings.js";
import { ReceiptEventsResolver } from "./subscriptions/receiptEvents.js";

export const receipts: Module = {
  name: "receipts",
  ids: { rcp: Receipt, rln: ReceiptLine },
  entities: [Receipt, ReceiptLine, ReceiptPage],
  tables: ["receipt_claims", "receipt_merchants", "receipt_texts"],
  events: receiptEvents,
  limits: RECEIPT_LIMITS,
  settings: ReceiptSettings,
  files: [RECEIPT_FILE],
  resolvers: [
    GroupReceiptFields,
    ReceiptFields,
    ReceiptReadingFields,
    ReceiptLineFields,
    ReceiptPageFields,
    ReceiptCreateResolver,
    ReceiptUpdateResolver,
    ReceiptDeleteResolver,
    ReceiptRereadResolver,
    ReceiptLineClaimResolver,
    ReceiptEventsResolver,
  ],
  nodes: { rcp: visibleReceipt, rln: visibleLine },
  storedKeys: `select key, true as claimed from receipt_pages p
      cross join lateral (values (p.full_key), (p.screen_key), (p.thumbnail_key)) as kept (key)
    union all select document_key, true from receipts where document_key is not null`,
  jobs: [readJob, removeReceiptFilesJob],
  retention: [receiptFileRetention],
};
