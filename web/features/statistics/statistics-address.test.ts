import { expect, test } from "@jest/globals";
import { newId } from "../../../server/kernel/ids.js";
import { addressFrom, intervalOf, monthOf, PERIODS, rangeOf, toggled } from "./statistics-address.js";

const TODAY = "2024-02-29";

test("a period that has a name is whole months, quarters and years", () => {
  const ranges = PERIODS.flatMap((period) => (period === "range" ? [] : [rangeOf(period, TODAY)]));
  expect(ranges.map(({ from, to }) => `${from} ${to}`)).toEqual([
    "2024-02-01 2024-02-29",
    "2024-01-01 2024-01-31",
    "2024-01-01 2024-03-31",
    "2024-01-01 2024-12-31",
    "2023-01-01 2023-12-31",
    "2023-03-01 2024-02-29",
  ]);
  expect(ranges.map(intervalOf)).toEqual(["DAY", "DAY", "WEEK", "MONTH", "MONTH", "MONTH"]);
  expect(intervalOf({ from: "2015-01-01", to: "2024-12-31" })).toBe("YEAR");
  expect(monthOf("2024-01-31", 1).to).toBe("2024-02-29");
});

test("an address says what is shown, and what makes no sense in it says nothing", () => {
  const categoryId = newId("cat");
  const search = new URLSearchParams({
    period: "range",
    range: "2024-01-01..2024-03-31",
    within: "2024-02-01..2024-02-29",
    category: categoryId,
    member: "somebody",
    currency: "XXX-1",
    measure: "total",
    alone: "",
  });
  expect(addressFrom(search, TODAY)).toEqual({
    period: "range",
    range: { from: "2024-01-01", to: "2024-03-31" },
    within: { from: "2024-02-01", to: "2024-02-29" },
    measure: "total",
    categoryId,
    memberId: null,
    groupId: null,
    currency: null,
    converts: false,
  });
  expect(addressFrom(new URLSearchParams("period=range&range=2024-03-31..2024-01-01"), TODAY).period).toBe("12months");
  expect(addressFrom(new URLSearchParams("within=2020-01-01..2020-01-31"), TODAY).within).toBeNull();
});

test("what is pressed twice is as before", () => {
  const once = toggled(new URLSearchParams("measure=total"), "category", "cat_1");
  expect(once.toString()).toBe("measure=total&category=cat_1");
  expect(toggled(once, "category", "cat_2").get("category")).toBe("cat_2");
  expect(toggled(once, "category", "cat_1").toString()).toBe("measure=total");
});
