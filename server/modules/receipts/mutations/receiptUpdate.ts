import { Field, ID, InputType, Int, ObjectType } from "type-graphql";
import { isActiveCurrency, minorDigits } from "../../../kernel/currency.js";
import { Decimal } from "../../../kernel/decimal.js";
import { ITEMS_MAX } from "../../../kernel/itemize.js";
import { amountText, minorFrom } from "../../../kernel/money.js";
import type { RecordedChange } from "../../../platform/events/event.js";
import { made } from "../../../platform/made.js";
import { amountFrom } from "../../../platform/schema/money.js";
import { mutation } from "../../../platform/schema/mutation.js";
import {
  ConflictError,
  ForbiddenError,
  type InvalidFields,
  InvalidInputError,
  NotFoundError,
} from "../../../platform/schema/refusals.js";
import { CurrencyCodeScalar, DecimalScalar, LocalDateScalar } from "../../../platform/schema/scalars.js";
import { textFrom } from "../../../platform/schema/texts.js";
import { requireVersion } from "../../../platform/version.js";
import { SplitItemKind } from "../../bills/bill.js";
import { groupWrite } from "../../groups/group-write.js";
import { learnFromCorrection } from "../learned.service.js";
import {
  AMOUNT_FIELDS,
  type AmountFieldName,
  checksOf,
  corrected,
  NOTHING_READ,
  type StoredCheck,
  type StoredField,
  type StoredReading,
} from "../reading.js";
import { knownReceipt } from "../receipt.access.js";
import { Receipt, type ReceiptLine, ReceiptState } from "../receipt.entity.js";
import { receiptUpdated } from "../receipt.events.js";
import { linesOf, loadReceipt, type NewLine, receiptWritten, replaceLines, saveReceipt } from "../receipt.service.js";

const MERCHANT_MAX = 200;
const LINE_NAME_MAX = 200;

@InputType({ description: "One line of a receipt's bill." })
export class ReceiptLineInput {
  @Field(() => ID, {
    nullable: true,
    description: "Of the line that it changes, with what was claimed of it; a new line, where it is left out.",
  })
  id?: string | null;

  @Field({ description: "1 to 200 characters." })
  name!: string;

  @Field(() => DecimalScalar, { nullable: true, description: "Above zero; 1, where it is left out." })
  quantity?: Decimal | null;

  @Field(() => DecimalScalar, { description: "What the whole line costs, with the sign of a split's line." })
  amount!: Decimal;

  @Field(() => SplitItemKind, { nullable: true, description: "What the line is; ITEM, where it is left out." })
  kind?: SplitItemKind | null;
}

@InputType({
  description:
    "What the receipt says, where it was misread or could not be read. What is left out stays; null says that it says nothing of it. Amounts are in the receipt's currency.",
})
export class ReceiptUpdateInput {
  @Field(() => ID, { description: "Of the receipt." })
  id!: string;

  @Field(() => Int, { description: "The version that the change was made from." })
  version!: number;

  @Field(() => String, { nullable: true, description: "The same request id and input within 7 days is one effect." })
  requestId?: string | null;

  @Field(() => String, { nullable: true, description: "Who sold it, 1 to 200 characters." })
  merchant?: string | null;

  @Field(() => LocalDateScalar, { nullable: true, description: "The day of the sale." })
  date?: string | null;

  @Field(() => CurrencyCodeScalar, {
    nullable: true,
    description: "Of all amounts: those that are there keep their digits. Null: the group's.",
  })
  currency?: string | null;

  @Field(() => DecimalScalar, { nullable: true, description: "What the items come to." })
  subtotal?: Decimal | null;

  @Field(() => DecimalScalar, { nullable: true, description: "All taxes, also those that the prices include." })
  tax?: Decimal | null;

  @Field(() => DecimalScalar, { nullable: true, description: "The tip." })
  tip?: Decimal | null;

  @Field(() => DecimalScalar, { nullable: true, description: "What was to be paid." })
  total?: Decimal | null;

  @Field(() => [ReceiptLineInput], {
    nullable: true,
    description: "All lines, in their order, at most 200; a line that is not among them is gone, with its claims.",
  })
  lines?: ReceiptLineInput[] | null;
}

@ObjectType({ description: "The receipt was corrected." })
export class ReceiptUpdatePayload {
  @Field(() => Receipt, { description: "The receipt as it is now." })
  readonly receipt: Receipt;

  constructor(receipt: Receipt) {
    this.receipt = receipt;
  }
}

export const updateReceipt = groupWrite<ReceiptUpdateInput>({
  mutation: "receiptUpdate",
  act: "record",
  group: { of: "receipts" },
  async work({ tx, locked, input, invalid }) {
    const before = await loadReceipt(tx, input.id);
    requireVersion(before, input.version);
    const currency = currencyFrom(input, before, locked.group.currency, invalid);
    const known = await linesOf(tx, before);
    const lines =
      input.lines === undefined
        ? known.map((line) => ({ ...line, minor: inCurrency(line.minor, before.currency, currency, invalid) }))
        : linesFrom(input.lines ?? [], known, currency, invalid);
    const reading = readingFrom(input, before, currency, invalid);
    invalid.refuse();
    const storedReading = { ...reading, checks: checksOf(reading, lines) };
    const after = made(Receipt, {
      ...before,
      ...typed(before),
      currency,
      storedReading,
      version: before.version + 1,
    });
    await saveReceipt(tx, after);
    await replaceLines(tx, after, lines);
    await learnFromCorrection(tx, after, lines);
    return receiptWritten(receiptUpdated, before, after, changesBetween(before, after, known, lines));
  },
});

/** Whoever says what it says need not wait for a reading, and none takes the place of it. */
function typed({ state, round }: Receipt): Pick<Receipt, "state" | "problem" | "round"> {
  const waits = state === ReceiptState.QUEUED || state === ReceiptState.READING;
  return { state: ReceiptState.READ, problem: null, round: waits ? round + 1 : round };
}

function currencyFrom(
  { currency }: ReceiptUpdateInput,
  before: Receipt,
  groupCurrency: string,
  invalid: InvalidFields,
): string {
  if (currency === undefined) return before.currency;
  if (currency === null) return groupCurrency;
  if (!isActiveCurrency(currency))
    invalid.add(["currency"], "NOT_ALLOWED", `${currency} is no currency that is in use.`);
  return currency;
}

function movedAmount(minor: bigint, from: string, to: string) {
  return from === to ? minor : minorFrom(Decimal.parse(amountText(minor, from))!, to);
}

/** The sums that the paper keeps, with the same digits; one that the other currency has no room for says nothing there. */
function movedChecks(checks: readonly StoredCheck[], from: string, to: string): StoredCheck[] {
  return checks.flatMap((check) => {
    const [expected, found] = [check.expected, check.found].map(
      (minor) => minor && movedAmount(BigInt(minor), from, to),
    );
    const fits = [expected, found].every((minor) => minor === null || typeof minor === "bigint");
    const text = (minor: typeof expected) => (typeof minor === "bigint" ? String(minor) : null);
    return fits ? [{ ...check, expected: text(expected), found: text(found) }] : [];
  });
}

/** An amount that was 12.50 of one currency is 12.50 of the other. */
function inCurrency(minor: bigint, from: string, to: string, invalid: InvalidFields): bigint {
  const moved = movedAmount(minor, from, to);
  if (typeof moved === "bigint") return moved;
  invalid.add(["currency"], moved, `${to} has at most ${minorDigits(to)} decimals.`);
  return 0n;
}

function readingFrom(
  input: ReceiptUpdateInput,
  before: Receipt,
  currency: string,
  invalid: InvalidFields,
): StoredReading {
  const old = before.storedReading ?? NOTHING_READ;
  const text = (name: "merchant" | "date" | "currency", value: string | null | undefined): StoredField | null =>
    value === undefined ? old[name] : value === null ? null : corrected(old[name], value);
  const amount = (name: AmountFieldName): StoredField | null => {
    const value = input[name];
    if (value === null) return null;
    const moved = movedField(old[name], before.currency, currency, invalid);
    return value === undefined ? moved : corrected(moved, String(amountFrom(value, currency, invalid, [name])));
  };
  const merchant =
    typeof input.merchant === "string"
      ? textFrom(input.merchant, { min: 1, max: MERCHANT_MAX }, invalid, ["merchant"])
      : input.merchant;
  return {
    ...old,
    merchant: text("merchant", merchant),
    date: text("date", input.date),
    currency: text("currency", input.currency),
    total: amount("total"),
    subtotal: amount("subtotal"),
    tax: amount("tax"),
    tip: amount("tip"),
    checks: movedChecks(old.checks, before.currency, currency),
  };
}

function movedField(field: StoredField | null, from: string, to: string, invalid: InvalidFields): StoredField | null {
  if (!field || from === to) return field;
  return { ...field, value: String(inCurrency(BigInt(field.value), from, to, invalid)), alternatives: [] };
}

function linesFrom(
  inputs: readonly ReceiptLineInput[],
  known: readonly ReceiptLine[],
  currency: string,
  invalid: InvalidFields,
): NewLine[] {
  if (inputs.length > ITEMS_MAX) invalid.add(["lines"], "TOO_LONG", `At most ${ITEMS_MAX} lines.`);
  const named = new Set<string>();
  return inputs.slice(0, ITEMS_MAX).map((input, index) => {
    const path = ["lines", String(index)];
    const before = known.find(({ id }) => id === input.id) ?? null;
    if (typeof input.id === "string") {
      if (!before) invalid.add([...path, "id"], "NOT_ALLOWED", "This receipt has no such line.");
      if (named.has(input.id)) invalid.add([...path, "id"], "DUPLICATE", "This line is named twice.");
      named.add(input.id);
    }
    const minor = amountFrom(input.amount, currency, invalid, [...path, "amount"]);
    if (input.quantity && input.quantity.units <= 0n) {
      invalid.add([...path, "quantity"], "OUT_OF_RANGE", "A quantity is above zero.");
    }
    return {
      id: before?.id ?? null,
      name: textFrom(input.name, { min: 1, max: LINE_NAME_MAX }, invalid, [...path, "name"]),
      quantity: input.quantity?.text ?? before?.quantity ?? "1",
      minor,
      kind: input.kind ?? "ITEM",
      confidence: 1,
      place: before?.place ?? null,
    };
  });
}

/** What the log says of it: each field that says something else, and how many lines there are. */
function changesBetween(
  before: Receipt,
  after: Receipt,
  lines: readonly unknown[],
  newLines: readonly unknown[],
): RecordedChange[] {
  const value = (receipt: Receipt, name: keyof StoredReading) =>
    (receipt.storedReading?.[name] as StoredField | null | undefined)?.value ?? null;
  const texts = (["merchant", "date", "currency"] as const).map((field) => ({
    field,
    before: value(before, field),
    after: value(after, field),
  }));
  const amounts = AMOUNT_FIELDS.map((field) => ({
    field,
    before: moneyOf(value(before, field), before.currency),
    after: moneyOf(value(after, field), after.currency),
  }));
  const counts = { field: "lines", before: String(lines.length), after: String(newLines.length) };
  return [...texts, ...amounts, counts].filter(
    (change) => JSON.stringify(change.before) !== JSON.stringify(change.after),
  );
}

function moneyOf(minor: string | null, currency: string) {
  return minor === null ? null : { minor, currency };
}

export const ReceiptUpdateResolver = mutation({
  name: "receiptUpdate",
  description:
    "Corrects what was read off a receipt, or says it where it could not be read, or was not yet: then nobody waits for that any more. The group learns from corrections.",
  input: ReceiptUpdateInput,
  inputDescription: "What it says.",
  answers: [ReceiptUpdatePayload, InvalidInputError, NotFoundError, ForbiddenError, ConflictError],
  write: updateReceipt,
  payload: async (ctx, id) => new ReceiptUpdatePayload(await knownReceipt(ctx, id)),
});
