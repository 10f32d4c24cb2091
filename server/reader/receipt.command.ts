import { readFile } from "node:fs/promises";
import { amountText } from "../kernel/money.js";
import { todayIn } from "../kernel/local-date.js";
import type { PageText } from "./page-model.js";
import type { Expected, ReadField, ReceiptText } from "./receipt-reading.js";
import type { FileProblem, ReadingProblem } from "./readers.js";
import { extractReceipt } from "./rules/extract.js";
import { textPage } from "./rules/text-page.js";

/** What reads the files of a command: words of the pages by the engines that were asked for, joined. */
export interface FileReader {
  read(file: Buffer): Promise<readonly PageText[] | { readonly problem: FileProblem | ReadingProblem }>;
  end(): Promise<void>;
}

type Print = (line: string) => void;

export const RECEIPT_USAGE = "npm run cli -- receipt FILE... [--engines tesseract|both] [--currency EUR] [--locale de-DE]";

/**
 * Prints what each file says as one line of JSON, amounts as decimals; of what cannot be read, its problem. Whether all
 * could be read is the answer. A file whose name ends with .txt is text already.
 */
export async function readFromCommandLine(
  args: readonly string[],
  print: Print,
  readerFor: (engines: "tesseract" | "both") => FileReader,
): Promise<boolean> {
  const { files, engines, currency, locale } = optionsOf(args);
  const expected: Expected = { currency, today: todayIn("UTC"), locale, learned: [] };
  let reader: FileReader | undefined;
  let all = true;
  try {
    for (const file of files) {
      const pages = await pagesOf(file, () => (reader ??= readerFor(engines)));
      const reading = "problem" in pages ? null : extractReceipt(pages, expected);
      if (reading === null) all = false;
      const problem = "problem" in pages ? pages.problem : "NO_RECEIPT";
      print(JSON.stringify(reading === null ? { file, problem } : { file, ...summaryOf(reading) }));
    }
  } finally {
    await reader?.end();
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

async function pagesOf(path: string, reader: () => FileReader): Promise<Awaited<ReturnType<FileReader["read"]>>> {
  const file = await readFile(path).catch(() => null);
  if (file === null) return { problem: "FILE_DAMAGED" };
  if (path.endsWith(".txt")) return [textPage(file.toString("utf8"))];
  return reader().read(file);
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
