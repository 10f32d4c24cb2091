import { expect, test } from "@jest/globals";
import { categoryNameOf } from "./splitwise-categories.js";

test.each([
  ["Groceries", "Groceries"],
  ["TV/Phone/Internet", "Utilities"],
  ["Home - Other", "Household"],
  ["Lebensmittel", "Groceries"],
  ["Verkehrsmittel - Sonstiges", "Transport"],
  ["Electricité", null],
  ["électricité", "Utilities"],
  ["General", null],
  ["", null],
  ["constructor", null],
])("%s is %s", (word, name) => {
  expect(categoryNameOf(word)).toBe(name);
});
