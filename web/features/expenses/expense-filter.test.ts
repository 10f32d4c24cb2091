import { expect, test } from "@jest/globals";
import { newId } from "../../../server/kernel/ids.js";
import { filterFrom, withFilter } from "./expense-filter.js";

test("an address without a filter asks for what counts", () => {
  expect(filterFrom(new URLSearchParams())).toEqual({ deleted: false });
  expect(filterFrom(new URLSearchParams("deleted"))).toEqual({ deleted: true });
});

test("every part is read, and what makes no sense is left out", () => {
  const person = newId("mem");
  const search = new URLSearchParams({
    person,
    currency: "EUR",
    from: "2026-01-31",
    to: "2026-02-30",
    category: "food",
  });
  expect(filterFrom(search)).toEqual({ deleted: false, memberId: person, currency: "EUR", from: "2026-01-31" });
  expect(Object.keys(filterFrom(new URLSearchParams("currency=XYZ")))).toEqual(["deleted"]);
});

test("a part is set and taken off without touching the others", () => {
  const search = withFilter(new URLSearchParams("deleted&currency=EUR"), { from: "2026-01-31" });
  expect(filterFrom(search)).toEqual({ deleted: true, currency: "EUR", from: "2026-01-31" });
  expect(withFilter(search, { currency: "" }).get("currency")).toBeNull();
});
