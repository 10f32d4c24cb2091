import { readFile } from "node:fs/promises";
import { amountText } from "../kernel/money.js";
import { latestToday } from "../kernel/today.js";
import type { FileProblem, Readers, ReadingProblem } from "./readers.js";
import type { Expected, ReadField, ReceiptText } from "./receipt-reading.js";
import { extractReceipt } from "./rules/extract.js";
import { textPage } from "./rules/text-page.js";

/** Readers for one command, by the engines that it asks for. */
export type ReadersFor = (engines: "tesseract" | "both") => Readers;

type Print = (line: string) => void;

export const RECEIPT_USAGE =
  "npm run cli -- receipt FILE... [--engines tesseract|both] [--currency EUR] [--locale de-DE]";

/**
 * Prints what each file says as one line of JSON, amounts as decimals; of what cannot be read, its problem. Whether all
 * could be read is the answer. A file whose name ends with .txt is text already.
 */
export async function readFromCommandLine(
  args: readonly string[],
  print: Print,
  readersFor: ReadersFor,
): Promise<boolean> {
  const { files, engines, currency, locale } = optionsOf(args);
  const expected: Expected = { currency, today: latestToday(), locale, learned: [] };
  let readers: Readers | undefined;
  let all = true;
  try {
    for (const file of files) {
      const outcome = await outcomeOf(file, expected, () => (readers ??= readersFor(engines)));
      if ("problem" in outcome) all = false;
      print(JSON.stringify({ file, ...("problem" in outcome ? outcome : summaryOf(outcome)) }));
    }
  } finally {
    await readers?.end();
  }
  return all;
}

interface Options {
  readonly files: readonly string[];
  readonly engines: "tesseract" | "both";
  readonly currency: string;
  readonly locale: string | null;
}

/** A wrong use of the command, with how it is used. */
export class WrongUse extends Error {}

function optionsOf(args: readonly string[]): Options {
  const given = new Map<string, string>();
  const files: string[] = [];
  for (let at = 0; at < args.length; at++) {
    const option = /^--(engines|currency|locale)$/u.exec(args[at]!)?.[1];
    if (option !== undefined && args[at + 1] !== undefined) given.set(option, args[++at]!);
    else if (args[at]!.startsWith("--")) throw new WrongUse(RECEIPT_USAGE);
    else files.push(args[at]!);
  }
  const engines = given.get("engines") ?? "both";
  if (files.length === 0 || (engines !== "tesseract" && engines !== "both")) throw new WrongUse(RECEIPT_USAGE);
  return { files, engines, currency: given.get("currency") ?? "EUR", locale: given.get("locale") ?? null };
}

type Outcome = ReceiptText | { readonly problem: FileProblem | ReadingProblem };

async function outcomeOf(path: string, expected: Expected, readers: () => Readers): Promise<Outcome> {
  const file = await readFile(path).catch(() => null);
  if (file === null) return { problem: "FILE_DAMAGED" };
  if (path.endsWith(".txt"))
    return extractReceipt([textPage(file.toString("utf8"))], expected) ?? { problem: "NO_RECEIPT" };
  const prepared = await readers().prepare(file);
  if ("problem" in prepared) return prepared;
  const pages = prepared.pages.map(({ full }) => full);
  const result = await readers().read(pages, expected, () => undefined);
  return "problem" in result ? result : result.text;
}

function summaryOf(reading: ReceiptText) {
  const currency = reading.currency!.value;
  const names = ["merchant", "date", "total", "currency", "subtotal", "tax", "tip"] as const;
  const filled = names.filter((name) => (reading[name] as ReadField<unknown> | null)?.filled === true);
  const items = reading.lines
    .filter(({ kind }) => kind === "ITEM")
    .map(({ name, quantity, minor }) => ({ name, qty: quantity, price: amountText(minor, currency) }));
  return {
    merchant: reading.merchant?.value ?? null,
    date: reading.date?.value ?? null,
    total: reading.total === null ? null : amountText(reading.total.value, currency),
    currency,
    filled,
    items,
  };
}
