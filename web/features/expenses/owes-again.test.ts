import { expect, test } from "@jest/globals";
import { openAgain } from "./owes-again.js";

const balance = (id: string, amount: string, currency = "EUR") => ({ member: { id }, net: { amount, currency } });

test("only those who left at zero, and no longer would be, are open again", () => {
  const before = [
    balance("ana", "5.00"),
    balance("ben", "-5.00"),
    balance("cleo", "1.00", "USD"),
    balance("dan", "0.00"),
  ];
  const after = [balance("ana", "9.00"), balance("ben", "-6.00"), balance("cleo", "-2.00"), balance("dan", "-1.00")];
  const gone = ["ben", "cleo", "dan"].map((id) => ({ id, name: id }));
  expect(openAgain(gone, before, after)).toEqual([
    { member: { id: "cleo", name: "cleo" }, net: { amount: "-2.00", currency: "EUR" } },
    { member: { id: "dan", name: "dan" }, net: { amount: "-1.00", currency: "EUR" } },
  ]);
  expect(openAgain([], before, after)).toEqual([]);
});
