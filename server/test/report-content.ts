import type { ReportContent, ReportRow } from "../modules/reports/report-content.js";

/** Names in scripts that a page must be able to write, one beside the other. */
export const NAMES = [
  "Zoë Łukasz Ελένη Дмитрий",
  "שלום רב",
  "مطعم السلام 12",
  "花子 と 太郎",
  "김철수",
  "สมชาย",
  "प्रिया",
  "Pizza 🍕 & 👩‍👩‍👧",
  '=HYPERLINK("http://x")',
  "Signs \u{1FACE}\u{10400} of no font",
];

/** A report whose figures are the sums of its rows. */
export function reportContent(change: Partial<ReportContent> = {}, rowCount = 30): ReportContent {
  const rows = Array.from({ length: rowCount }, (_, index): ReportRow => {
    const total = BigInt(1000 + index * 37);
    return {
      day: `2026-0${1 + Math.floor((index * 6) / rowCount)}-15`,
      group: "Flat in Alfama",
      title: NAMES[index % NAMES.length]!,
      category: index % 3 === 0 ? "Groceries" : "Eating out",
      payers: ["Ana", "Ben"],
      amount: { minor: total, currency: "EUR" },
      total,
      mine: total / 3n,
    };
  });
  const figuresOf = (some: readonly ReportRow[]) => ({
    mine: some.reduce((sum, { mine }) => sum + mine, 0n),
    total: some.reduce((sum, { total }) => sum + total, 0n),
    paid: 4_000n,
    income: 0n,
    settled: 123_456n,
    count: some.length,
  });
  const by = (key: (row: ReportRow) => string) =>
    [...new Set(rows.map(key))].map((label) => ({ label, ...figuresOf(rows.filter((row) => key(row) === label)) }));
  return {
    locale: "en-GB",
    title: "Flat in Alfama",
    range: { from: "2026-01-01", to: "2026-06-30" },
    currency: "EUR",
    madeOn: "2026-07-01",
    figures: figuresOf(rows),
    compared: { previous: figuresOf(rows.slice(0, 9)), yearBefore: figuresOf([]) },
    unconverted: [{ minor: 500n, currency: "XAU" }],
    ratesAsOf: "2026-06-29",
    months: by(({ day }) => day.slice(0, 7)),
    categories: by(({ category }) => category),
    groups: [],
    people: [
      { name: "Ana", borne: 1_000n, paid: 2_000n, count: 3 },
      { name: "Ben", borne: 1_000n, paid: 0n, count: 3 },
    ],
    count: rows.length,
    rows: async function* () {
      for (let from = 0; from < rows.length; from += 50) yield rows.slice(from, from + 50);
    },
    ...change,
  };
}
