import { expect, test } from "@jest/globals";
import { minorOf, moneyDifference, moneySum } from "./amounts.js";

test("amounts are added and taken from each other to the last unit", () => {
  const parts = ["0.10", "0.20", "90071992547409.93"].map((amount) => ({ amount, currency: "EUR" }));
  expect(moneySum(parts, "EUR")).toEqual({ amount: "90071992547410.23", currency: "EUR" });
  expect(moneySum([], "JPY")).toEqual({ amount: "0", currency: "JPY" });
  expect(moneyDifference(parts[0]!, parts[1]!)).toEqual({ amount: "-0.10", currency: "EUR" });
  expect(minorOf({ amount: "1.5", currency: "BHD" })).toBe(1_500n);
});
