import { expect, test } from "@jest/globals";
import { guessCategory } from "./category-guess.js";

const categories = ["General", "Groceries", "Eating out", "Rent", "Transport", "Lodging", "Travel"].map((name) => ({
  id: `cat_${name}`,
  name,
}));
const guess = (title: string, known: Parameters<typeof guessCategory>[1] = []) =>
  guessCategory(title, known, categories);

test("a word of the list speaks of its category, in both languages, alone or inside of another", () => {
  const cases = {
    Dinner: "Eating out",
    "Taxi to the station": "Transport",
    "Rent, March": "Rent",
    Miete: "Rent",
    Wocheneinkauf: "Groceries",
    "Abendessen am See": "Eating out",
    "Ferienwohnung Lissabon": "Lodging",
    Zugfahrkarten: "Transport",
    "FLUG nach Porto": "Travel",
  };
  for (const [title, name] of Object.entries(cases)) expect([title, guess(title)]).toEqual([title, `cat_${name}`]);
});

test("what says nothing is no guess, nor is a category that the group does not have", () => {
  for (const title of ["", "  ", "Stuff", "Different things", "Cinema", "Bart"]) {
    expect([title, guess(title)]).toEqual([title, null]);
  }
});

test("what the group did before counts first: the same title, then a telling word; the newest of them", () => {
  const known = [
    { title: "Sunday with Ana", categoryId: "cat_Travel" },
    { title: "dinner", categoryId: "cat_Groceries" },
    { title: "Dinner", categoryId: "cat_Rent" },
    { title: "Gone", categoryId: "cat_no longer there" },
  ];
  expect(guess("Dinner!", known)).toBe("cat_Groceries");
  expect(guess("Sunday", known)).toBe("cat_Travel");
  expect(guess("Gone", known)).toBeNull();
});

test("a filler word is never telling, in either language", () => {
  const known = [
    { title: "Cheers with Ana", categoryId: "cat_Eating out" },
    { title: "Nach Porto über Nacht", categoryId: "cat_Lodging" },
  ];
  for (const title of ["Train with Eve", "Zug nach Rom", "Tram from home"]) {
    expect([title, guess(title, known)]).toEqual([title, "cat_Transport"]);
  }
  for (const title of ["Tea with Bo", "Nach Hause", "Etwas über alles"]) {
    expect([title, guess(title, known)]).toEqual([title, null]);
  }
});

test("the list is asked before a single word in common, and after the same telling words", () => {
  const known = [{ title: "Dinner with Clara", categoryId: "cat_Rent" }];
  expect(guess("Taxi with Clara", known)).toBe("cat_Transport");
  expect(guess("Clara: dinner", known)).toBe("cat_Rent");
  expect(guess("Stuff for Clara", known)).toBe("cat_Rent");
});
