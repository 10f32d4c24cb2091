import { expect, test } from "@jest/globals";
import { newDraft } from "./expense-draft.js";
import { type FormState, withCategory, withTitle } from "./form-state.js";
import { splitOf } from "./proposal.js";

const draft = newDraft({ currency: "EUR", today: "2026-03-01", payerId: "ana", memberIds: ["ana", "ben", "eve"] });
const begun: FormState = { draft, isSplitChosen: false, isCategoryChosen: false };
const guess = (title: string) => (title.includes("Dinner") ? "cat_out" : null);
/** Whoever eats out does so without Ben. */
const withoutBen = { ...splitOf(draft), taking: ["ana", "eve"] };
const splitFor = (categoryId: string | null) => (categoryId === "cat_out" ? withoutBen : splitOf(draft));

test("a category that is only guessed changes neither the split nor the payers", () => {
  const titled = withTitle(begun, "Dinner", guess);
  expect(titled.draft).toEqual({ ...draft, title: "Dinner", categoryId: "cat_out" });
  expect(withTitle(titled, "Train", guess).draft.categoryId).toBeNull();
});

test("chosen, or confirmed where it was guessed, it brings its way of splitting along", () => {
  const chosen = withCategory(begun, "cat_out", splitFor);
  const confirmed = withCategory(withTitle(begun, "Dinner", guess), "cat_out", splitFor);
  for (const { draft: next } of [chosen, confirmed]) expect(next).toMatchObject({ ...withoutBen, payerId: "ana" });
  expect(withCategory(chosen, "cat_else", splitFor).draft.taking).toEqual(["ana", "ben", "eve"]);
});

test("once somebody has chosen, no title changes the category, and no category the split", () => {
  const chosen = withCategory(begun, "cat_else", splitFor);
  expect(withTitle(chosen, "Dinner", guess).draft.categoryId).toBe("cat_else");
  const byHand = { ...begun, isSplitChosen: true };
  expect(withCategory(byHand, "cat_out", splitFor).draft.taking).toEqual(["ana", "ben", "eve"]);
});
