import { expect, test } from "@jest/globals";
import { convertedText, daysBetween } from "./rates.js";

test("an amount at a rate, as the server converts it", () => {
  expect(convertedText({ amount: "50.00", currency: "EUR" }, "USD", "1.25")).toBe("62.50");
  expect(convertedText({ amount: "49.99", currency: "EUR" }, "JPY", "160")).toBe("7998");
  expect(convertedText({ amount: "1.25", currency: "EUR" }, "USD", "0.1")).toBe("0.12");
  expect(convertedText({ amount: "12", currency: "EUR" }, "KWD", "0.36")).toBe("4.320");
});

test("and nothing where one of them is none", () => {
  expect(convertedText({ amount: "", currency: "EUR" }, "USD", "1.25")).toBeNull();
  expect(convertedText({ amount: "1", currency: "EUR" }, "USD", "0")).toBeNull();
  expect(convertedText({ amount: "1.001", currency: "EUR" }, "USD", "2")).toBeNull();
});

test("how many days lie between two", () => {
  expect(daysBetween("2026-04-13", "2026-04-13")).toBe(0);
  expect(daysBetween("2026-04-10", "2026-04-13")).toBe(3);
  // Clocks change in between; days do not.
  expect(daysBetween("2026-03-01", "2026-04-01")).toBe(31);
  expect(daysBetween("2026-04-14", "2026-04-13")).toBe(0);
});
