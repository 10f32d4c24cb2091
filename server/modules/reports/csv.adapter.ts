import type { Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { stringify } from "csv-stringify";
import { amountText } from "../../kernel/money.js";
import type { ReportContent, ReportRow, WritingProgress } from "./report-content.js";
import { reportWords } from "./report-words.js";

/**
 * All expenses of a report as CSV (RFC 4180, UTF-8 with a mark that says so to spreadsheets): days as ISO 8601, amounts with
 * a decimal point. The columns in the report's currency sum to its figures.
 */
export async function writeCsv(content: ReportContent, output: Writable, progress: WritingProgress): Promise<void> {
  // A line break by itself would end a row as well.
  const csv = stringify({ bom: true, record_delimiter: "windows", quoted_match: /[\r\n]/ });
  await pipeline(records(content, progress), csv, output);
}

async function* records(content: ReportContent, progress: WritingProgress): AsyncGenerator<string[]> {
  yield headings(content);
  let written = 0;
  for await (const rows of content.rows()) {
    for (const row of rows) yield record(row, content.currency);
    written += rows.length;
    progress(written / Math.max(1, content.count));
  }
}

function headings({ locale, currency }: ReportContent): string[] {
  const words = reportWords(locale);
  const { day, group, expense, category, payers, amount } = words;
  return [
    day,
    group,
    expense,
    category,
    payers,
    amount,
    words.currency,
    `${words.total} ${currency}`,
    `${words.mine} ${currency}`,
  ];
}

function record({ day, group, title, category, payers, amount, total, mine }: ReportRow, currency: string): string[] {
  return [
    day,
    harmless(group),
    harmless(title),
    harmless(category),
    harmless(payers.join(", ")),
    amountText(amount.minor, amount.currency),
    amount.currency,
    amountText(total, currency),
    amountText(mine, currency),
  ];
}

/**
 * What a spreadsheet would take for a formula stands behind an apostrophe: "=", "+", "-" and "@" (also in full width), a tab
 * and a line break (OWASP, CSV Injection). Amounts are ours, and a minus before one is a minus.
 */
function harmless(text: string): string {
  return /^\s*[=+\-@\t\r\n\uFF0B\uFF0D\uFF1D\uFF20]/u.test(text) ? `'${text}` : text;
}
