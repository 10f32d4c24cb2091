import { expect, test } from "@jest/globals";
import { newId } from "../../../server/kernel/ids.js";
import { claimSums } from "./claim-sums.js";

const RECEIPT = newId("rcp");
const claims = (had: Readonly<Record<string, string>>) =>
  Object.entries(had).map(([id, weight]) => ({ member: { id }, weight }));
const line = (
  amount: string,
  had: Readonly<Record<string, string>> = {},
  kind: "ITEM" | "TAX" | "DISCOUNT" = "ITEM",
) => ({
  amount: { amount, currency: "EUR" },
  kind,
  claims: claims(had),
});

test("what nobody has claimed is what is left, and everybody's part of the tax is there before", () => {
  const lines = [line("30.00", { mem_a: "2", mem_b: "1" }), line("20.00"), line("5.00", {}, "TAX")];
  const { unclaimed, isAllClaimed, total, shares } = claimSums(RECEIPT, lines, "EUR");
  expect([unclaimed, isAllClaimed, total]).toEqual(["20.00", false, "55.00"]);
  expect([...shares!]).toEqual([
    ["mem_a", "22.00"],
    ["mem_b", "11.00"],
  ]);
});

test("once all is claimed the sums are the total", () => {
  const lines = [line("30.00", { mem_a: "1" }), line("20.00", { mem_b: "1" }), line("5.00", {}, "DISCOUNT")];
  const { unclaimed, isAllClaimed, shares } = claimSums(RECEIPT, lines, "EUR");
  expect([unclaimed, isAllClaimed]).toEqual(["0.00", true]);
  expect([...shares!]).toEqual([
    ["mem_a", "27.00"],
    ["mem_b", "18.00"],
  ]);
});

test("lines that come to nothing have no shares", () => {
  expect(claimSums(RECEIPT, [line("0.00")], "EUR").shares).toBeNull();
});
