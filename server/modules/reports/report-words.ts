/** What stands in a report beside what people have written. */
export interface ReportWords {
  readonly product: string;
  readonly subject: string;
  readonly range: string;
  readonly madeOn: (day: string) => string;
  readonly page: (page: number, pages: number) => string;
  readonly summary: string;
  readonly mine: string;
  readonly total: string;
  readonly paid: string;
  readonly income: string;
  readonly settled: string;
  readonly count: string;
  readonly previous: string;
  readonly yearBefore: string;
  readonly months: string;
  readonly month: string;
  readonly categories: string;
  readonly category: string;
  readonly groups: string;
  readonly group: string;
  readonly people: string;
  readonly person: string;
  readonly borne: string;
  readonly personPaid: string;
  readonly expenses: string;
  readonly expense: string;
  readonly day: string;
  readonly payers: string;
  readonly amount: string;
  readonly currency: string;
  readonly sum: string;
  readonly nothing: string;
  readonly ratesAsOf: (day: string) => string;
  readonly unconverted: (amounts: string) => string;
  readonly tooMany: (count: string) => string;
  readonly missingSigns: (signs: string) => string;
  readonly chartOfMonths: (what: string) => string;
  readonly chartOfCategories: (what: string) => string;
}

const ENGLISH: ReportWords = {
  product: "Expense Tracker",
  subject: "Expense report",
  range: "From and to",
  madeOn: (day) => `Made on ${day}`,
  page: (page, pages) => `Page ${page} of ${pages}`,
  summary: "Summary",
  mine: "My share",
  total: "Total",
  paid: "Paid by me",
  income: "My share of income",
  settled: "Payments I made",
  count: "Expenses",
  previous: "The time before",
  yearBefore: "A year ago",
  months: "By month",
  month: "Month",
  categories: "By category",
  category: "Category",
  groups: "By group",
  group: "Group",
  people: "By person",
  person: "Person",
  borne: "Their share",
  personPaid: "Paid",
  expenses: "Expenses",
  expense: "Expense",
  day: "Day",
  payers: "Paid by",
  amount: "Amount",
  currency: "Currency",
  sum: "Sum",
  nothing: "Nothing was spent in this time.",
  ratesAsOf: (day) => `Other currencies at the rate of each expense's own day; the latest rate is of ${day}.`,
  unconverted: (amounts) => `Without a rate, and in no figure: ${amounts}.`,
  tooMany: (count) => `The ${count} expenses are not listed here: make the report as XLSX or CSV, which have them all.`,
  missingSigns: (signs) => `No font of ours has these signs; they stand in the text by their numbers: ${signs}.`,
  chartOfMonths: (what) => `Bars of what was spent in each month. ${what}`,
  chartOfCategories: (what) => `Bars of what was spent in each category. ${what}`,
};

const GERMAN: ReportWords = {
  product: "Expense Tracker",
  subject: "Ausgabenbericht",
  range: "Von und bis",
  madeOn: (day) => `Erstellt am ${day}`,
  page: (page, pages) => `Seite ${page} von ${pages}`,
  summary: "Überblick",
  mine: "Mein Anteil",
  total: "Gesamt",
  paid: "Von mir bezahlt",
  income: "Mein Anteil an Einnahmen",
  settled: "Meine Zahlungen",
  count: "Ausgaben",
  previous: "Die Zeit davor",
  yearBefore: "Vor einem Jahr",
  months: "Nach Monaten",
  month: "Monat",
  categories: "Nach Kategorien",
  category: "Kategorie",
  groups: "Nach Gruppen",
  group: "Gruppe",
  people: "Nach Personen",
  person: "Person",
  borne: "Anteil",
  personPaid: "Bezahlt",
  expenses: "Ausgaben",
  expense: "Ausgabe",
  day: "Tag",
  payers: "Bezahlt von",
  amount: "Betrag",
  currency: "Währung",
  sum: "Summe",
  nothing: "In dieser Zeit wurde nichts ausgegeben.",
  ratesAsOf: (day) => `Andere Währungen zum Kurs des Tages der Ausgabe; der jüngste Kurs ist vom ${day}.`,
  unconverted: (amounts) => `Ohne Kurs und in keiner Zahl enthalten: ${amounts}.`,
  tooMany: (count) => `Die ${count} Ausgaben stehen hier nicht einzeln: Der Bericht als XLSX oder CSV hat sie alle.`,
  missingSigns: (signs) => `Keine unserer Schriften hat diese Zeichen; sie stehen mit ihrer Nummer im Text: ${signs}.`,
  chartOfMonths: (what) => `Balken der Ausgaben jedes Monats. ${what}`,
  chartOfCategories: (what) => `Balken der Ausgaben jeder Kategorie. ${what}`,
};

/** The words of a reader's language; English for those that we do not write. */
export function reportWords(locale: string): ReportWords {
  return locale === "de" || locale.startsWith("de-") ? GERMAN : ENGLISH;
}
