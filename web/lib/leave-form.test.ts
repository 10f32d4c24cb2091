import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "@jest/globals";

/**
 * Leads on from a page that is no form, and to which one may want to come back; leads back to a form whose expense was
 * refused, and which is not saved; opens the next row beside its list; and takes a form to another group, in its place.
 */
const NO_FORM = [
  "features/people/PersonDetail.tsx",
  "features/shortcuts/Shortcuts.tsx",
  "features/expenses/useExpenseSend.ts",
  "features/expenses/RowKeys.tsx",
  "routes/ExpenseNew.tsx",
];

test("every form that has written leaves the history: nothing else navigates by itself", () => {
  const files = readdirSync("web", { recursive: true, encoding: "utf8" }).filter((path) => /\.tsx?$/.test(path));
  const navigating = files.filter((path) => /\buseNavigate\(/.test(readFileSync(`web/${path}`, "utf8")));
  expect(navigating.sort()).toEqual([...NO_FORM, "lib/leave-form.ts"].sort());
});
