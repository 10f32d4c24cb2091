import type { DemoExpense, DemoGroup, DemoItem } from "./demo-group.js";
import { believable } from "./price-level.js";

/** The languages that the holiday is told in. */
export type DemoLanguage = "en" | "de";

/** The one of them for this locale. */
export function demoLanguage(locale: string): DemoLanguage {
  return new Intl.Locale(locale).language === "de" ? "de" : "en";
}

/** Whoever looks is the first of four. */
const [ME, BEN, EVE, KIM] = [0, 1, 2, 3] as const;
const PEOPLE = ["Ben", "Eve", "Kim"] as const;
const ALL = [ME, BEN, EVE, KIM];

/** An expense with its words in each language, and in cents where it says amounts. */
interface Told extends Pick<DemoExpense, "daysAgo" | "category"> {
  readonly title: Readonly<Record<DemoLanguage, string>>;
  readonly cents: number;
  /** Each payer, and their cents; those of a single one may be left out. */
  readonly paid: readonly (readonly [place: number, cents?: number])[];
  readonly among?: readonly number[];
  readonly shares?: readonly (readonly [place: number, weight: string])[];
  readonly items?: readonly ToldItem[];
}

interface ToldItem extends Pick<DemoItem, "kind" | "claims"> {
  readonly name: Readonly<Record<DemoLanguage, string>>;
  readonly cents: number;
}

const PIZZA: readonly ToldItem[] = [
  { name: { en: "Pizza Margherita", de: "Pizza Margherita" }, cents: 11_50, claims: [[ME, "1"]] },
  { name: { en: "Pizza Funghi", de: "Pizza Funghi" }, cents: 13_00, claims: [[BEN, "1"]] },
  { name: { en: "Lasagne", de: "Lasagne" }, cents: 14_50, claims: [[EVE, "1"]] },
  { name: { en: "Salad", de: "Salat" }, cents: 9_80, claims: [[KIM, "1"]] },
  {
    name: { en: "Bottle of wine", de: "Flasche Wein" },
    cents: 21_00,
    claims: [
      [BEN, "2"],
      [EVE, "1"],
      [ME, "1"],
    ],
  },
  { name: { en: "Tip", de: "Trinkgeld" }, cents: 7_00, kind: "TIP" },
];

const EXPENSES: readonly Told[] = [
  {
    title: { en: "Cabin by the lake", de: "Hütte am See" },
    cents: 640_00,
    daysAgo: 14,
    category: "Lodging",
    paid: [[ME]],
  },
  { title: { en: "Petrol", de: "Benzin" }, cents: 58_20, daysAgo: 14, category: "Transport", paid: [[BEN]] },
  {
    title: { en: "Groceries for the first days", de: "Einkauf für die ersten Tage" },
    cents: 86_45,
    daysAgo: 14,
    category: "Groceries",
    paid: [[EVE]],
  },
  {
    title: { en: "Canoes", de: "Kanus" },
    cents: 72_00,
    daysAgo: 12,
    category: "Sports",
    paid: [[KIM]],
    among: [ME, BEN, KIM],
  },
  {
    title: { en: "Pizza in the village", de: "Pizza im Dorf" },
    cents: 76_80,
    daysAgo: 11,
    category: "Eating out",
    paid: [[ME]],
    items: PIZZA,
  },
  { title: { en: "Firewood", de: "Brennholz" }, cents: 24_00, daysAgo: 10, category: "Household", paid: [[BEN]] },
  {
    title: { en: "Cheese from the farm", de: "Käse vom Hof" },
    cents: 31_85,
    daysAgo: 9,
    category: "Groceries",
    paid: [[KIM]],
    shares: [
      [ME, "1"],
      [BEN, "1"],
      [EVE, "1"],
      [KIM, "2"],
    ],
  },
  {
    title: { en: "Museum", de: "Museum" },
    cents: 42_00,
    daysAgo: 7,
    category: "Entertainment",
    paid: [[EVE]],
  },
  {
    title: { en: "Plasters for Kim", de: "Pflaster für Kim" },
    cents: 6_90,
    daysAgo: 6,
    category: "Health",
    paid: [[ME]],
    among: [KIM],
  },
  { title: { en: "Ice cream", de: "Eis" }, cents: 17_40, daysAgo: 5, category: "Eating out", paid: [[BEN]] },
  {
    title: { en: "Boat trip", de: "Bootsfahrt" },
    cents: 96_00,
    daysAgo: 3,
    category: "Entertainment",
    paid: [
      [EVE, 56_00],
      [KIM, 40_00],
    ],
  },
  {
    title: { en: "Deposit came back", de: "Kaution zurück" },
    cents: -50_00,
    daysAgo: 1,
    category: "Income",
    paid: [[ME]],
  },
];

const WORDS = {
  en: { group: "Two weeks at the lake", note: "In cash" },
  de: { group: "Zwei Wochen am See", note: "Bar" },
} as const;

/** Two weeks of four people, of whom whoever looks is one, in their language and at prices of their currency. */
export function demoHoliday(language: DemoLanguage, currency: string): DemoGroup {
  const amount = (cents: number) => believable(cents, currency);
  return {
    name: WORDS[language].group,
    emoji: "🏕️",
    colour: "TEAL",
    currency,
    people: PEOPLE,
    expenses: EXPENSES.map((told) => expenseOf(told, language, currency, amount)),
    payment: { from: BEN, to: ME, amount: amount(60_00), daysAgo: 4, note: WORDS[language].note },
  };
}

function expenseOf(
  { title, cents, daysAgo, category, paid, among = ALL, shares, items }: Told,
  language: DemoLanguage,
  currency: string,
  amount: (cents: number) => string,
): DemoExpense {
  const common = {
    title: title[language],
    amount: amount(cents),
    currency,
    daysAgo,
    category,
    paid: paid.map(([place, part]) => [place, part === undefined ? null : amount(part)] as const),
  };
  if (items) {
    const named = items.map(({ name, cents: each, ...rest }) => ({
      ...rest,
      name: name[language],
      amount: amount(each),
    }));
    return { ...common, mode: "ITEMIZED", parts: [], items: named };
  }
  if (shares) return { ...common, mode: "SHARES", parts: shares };
  return { ...common, mode: "EQUAL", parts: among.map((place) => [place, null] as const) };
}
