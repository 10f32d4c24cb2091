import { expect, test } from "@jest/globals";
import { overpaidIn, readSettlement, settlementDraft } from "./settlement-draft.js";

const eur = (amount: string) => ({ amount, currency: "EUR" });
const group = {
  currency: "EUR",
  simplifyDebts: true,
  viewerMember: { id: "ana" },
  balances: [
    { member: { id: "ana" }, net: eur("-10.00") },
    { member: { id: "ben" }, net: eur("10.00") },
    { member: { id: "ben" }, net: { amount: "5", currency: "JPY" } },
  ],
  suggestedTransfers: [{ from: { id: "ana" }, to: { id: "ben" }, amount: eur("10.00") }],
};
const PEOPLE = ["ana", "ben", "eve"];
const NOTHING = { from: null, to: null, amount: null, currency: null };
const opened = (start: Partial<typeof NOTHING> | object = {}) =>
  settlementDraft({ ...NOTHING, ...start }, group, PEOPLE, "en-US");
const reading = (part: object) => readSettlement({ ...opened(), ...part }, "en-US");

test("a form begins with what was suggested, else with the viewer and somebody else", () => {
  expect(opened()).toMatchObject({ from: "ana", to: "ben", amount: "", currency: "EUR", elsewhere: false });
  expect(opened({ from: "ben", to: "eve", amount: "7.50", currency: "USD" })).toMatchObject({
    from: "ben",
    to: "eve",
    amount: "7.50",
    currency: "USD",
  });
});

test("what stands in an address and means nothing is left out", () => {
  const start = { from: "mem_of_another_group", to: "<b>", amount: "many", currency: "XYZ" };
  expect(opened(start)).toMatchObject({ from: "ana", to: "ben", amount: "", currency: "EUR" });
});

test("an amount is read, computed, or told why it cannot be", () => {
  expect(reading({ amount: "12.50" })).toMatchObject({ amount: "12.50", computed: false, amountProblem: null });
  expect(reading({ amount: "10+2.5" })).toMatchObject({ amount: "12.50", computed: true });
  expect(reading({ amount: "" })).toMatchObject({ amount: null, amountProblem: "REQUIRED" });
  expect(reading({ amount: "0" })).toMatchObject({ amount: null, amountProblem: "POSITIVE" });
  expect(reading({ amount: "-3" })).toMatchObject({ amount: null, amountProblem: "POSITIVE" });
});

test("nobody pays themselves, and a day is a day", () => {
  expect(reading({ to: "ana" })).toMatchObject({ isToSelf: true });
  expect(reading({ settledOn: "2026-02-30" })).toMatchObject({ isToSelf: false, isDay: false });
});

test("what is above what is open is told, in the payment's own currency", () => {
  const more = (part: object) => {
    const draft = { ...opened(), ...part };
    return overpaidIn(group, draft, readSettlement(draft, "en-US"));
  };
  expect(more({ amount: "10" })).toBeNull();
  expect(more({ amount: "12" })).toEqual({ kind: "pair", amount: 200n });
  expect(more({ amount: "12", to: "ana" })).toBeNull();
  expect(more({ amount: "many" })).toBeNull();
  expect(more({ amount: "5", currency: "JPY" })).toEqual({ kind: "payer", amount: 5n });
});
