import type { Answer, Person, TestApi, TestGroup } from "./api.js";
import { drawnReceipt } from "./receipt-files.js";
import { uploadFor } from "./upload.js";

/** What most tests send: it need not be read. */
const SMALL = ["INN", "TOTAL 12.00"];

/** Sends a file as somebody, with the purpose of receipts; answers the upload's id. */
export function uploadReceipt(
  api: TestApi,
  person: Person,
  bytes: Uint8Array,
  contentType = "image/jpeg",
): Promise<string> {
  return uploadFor(api, person, "RECEIPT", bytes, contentType);
}

let small: Promise<Buffer> | undefined;

/** Sends a photo as somebody, of lines of text where it is to be read; answers the upload's id. */
export async function uploadPhoto(api: TestApi, person: Person, lines: readonly string[] = SMALL): Promise<string> {
  small ??= drawnReceipt(SMALL);
  return uploadReceipt(api, person, await (lines === SMALL ? small : drawnReceipt(lines)), "image/png");
}

/** A receipt of one photo, which waits to be read. */
export async function sendReceipt(
  api: TestApi,
  person: Person,
  group: Pick<TestGroup, "id">,
  lines: readonly string[] = SMALL,
): Promise<Answer> {
  const uploadIds = [await uploadPhoto(api, person, lines)];
  return (await person.mutate("receiptCreate", { groupId: group.id, uploadIds })).receipt;
}

/** The lines of the bill of `typedReceipt`: 12.00 together. */
export const TYPED_LINES = [
  { name: "Soup", amount: "5.00" },
  { name: "Three beers", quantity: "3", amount: "9.00" },
  { name: "Tip", amount: "1.00", kind: "TIP" },
  { name: "Voucher", amount: "3.00", kind: "DISCOUNT" },
];

/** A receipt that somebody typed: a soup, three beers, a tip and a discount. */
export async function typedReceipt(api: TestApi, person: Person, group: Pick<TestGroup, "id">): Promise<Answer> {
  const { id, version } = await sendReceipt(api, person, group);
  const input = { id, version, merchant: "Inn", date: "2026-02-01", total: "12.00", lines: TYPED_LINES };
  return (await person.mutate("receiptUpdate", input)).receipt;
}
