import { expect, test } from "@jest/globals";
import { isUnfinished } from "./draft-amounts.js";

test("an amount in the middle of being typed is no fault yet, and what cannot become one is", () => {
  for (const text of ["12.", "12,", "1'", "12.5+", "12 × ", "(", "12/"])
    expect([text, isUnfinished(text)]).toEqual([text, true]);
  for (const text of ["", "12", "12.5", "abc", "12)"]) expect([text, isUnfinished(text)]).toEqual([text, false]);
});
