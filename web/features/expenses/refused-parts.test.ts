import { expect, test } from "@jest/globals";
import { newDraft } from "./expense-draft.js";
import { INPUT_PARTS, isChangedSince } from "./refused-parts.js";

const sent = newDraft({ currency: "EUR", today: "2026-03-01", payerId: "ana", memberIds: ["ana", "ben"] });
const changedBy = (part: Partial<typeof sent>) =>
  INPUT_PARTS.filter((each) => isChangedSince(each, sent, { ...sent, ...part }));

test("what was refused is said until its own part is another", () => {
  expect(changedBy({})).toEqual([]);
  expect(changedBy({ title: "Dinner" })).toEqual(["title"]);
  expect(changedBy({ payerId: "ben" })).toEqual(["payers"]);
  expect(changedBy({ taking: ["ben"] })).toEqual(["split"]);
  expect(changedBy({ amount: "5" })).toEqual(["total", "conversion", "payers", "split"]);
  expect(isChangedSince("of a later server", sent, { ...sent, title: "Dinner" })).toBe(false);
});
