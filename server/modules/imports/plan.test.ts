import { expect, test } from "@jest/globals";
import { planImport, printsOf } from "./plan.js";
import { parseSplitwise, type SplitwiseFile } from "./splitwise.js";

function fileOf(...lines: string[]): SplitwiseFile {
  const file = parseSplitwise(["Date,Description,Category,Cost,Currency,Ana,Ben,Eve", ...lines].join("\n"));
  if ("reason" in file) throw new Error(file.reason);
  return file;
}

const file = fileOf(
  "2026-01-31,Tea,General,2.00,EUR,1.00,-1.00,0.00",
  "2026-02-01,Ben paid,Payment,3.00,EUR,-1.00,3.00,-2.00",
  "2026-02-02,Nothing,General,3.00,EUR,0.00,0.00,0.00",
  "2026-02-03,Cake,General,4.00,USD,0.00,2.00,-2.00",
  ",,,,,,,",
  "2026-02-03,Total balance, , ,EUR,0.00,2.00,-2.00",
);
const prints = printsOf(file, ["a", "b", null]);

test("counts what is new, and adds up what was understood", () => {
  const plan = planImport(file, prints, new Set(), [false, false, false]);

  expect(plan).toMatchObject({ expenseCount: 2, settlementCount: 2, knownCount: 0 });
  expect(plan.problems.map(({ line }) => line)).toEqual([4]);
  expect(plan.totals.map(({ person, currency, computed, stated }) => [person, currency, computed, stated])).toEqual([
    ["Ana", "EUR", 0n, 0n],
    ["Ben", "EUR", 200n, 200n],
    ["Eve", "EUR", -200n, -200n],
    ["Ana", "USD", 0n, null],
    ["Ben", "USD", 200n, null],
    ["Eve", "USD", -200n, null],
  ]);
});

test("what is known is counted apart, and still adds up", () => {
  const plan = planImport(file, prints, new Set([prints[0]!, prints[1]!]), [false, false, false]);

  expect(plan).toMatchObject({ expenseCount: 1, settlementCount: 0, knownCount: 2 });
  expect(plan.totals[1]).toMatchObject({ computed: 200n });
});

test("new rows of somebody who has left are reported, known ones are known", () => {
  const plan = planImport(file, prints, new Set([prints[0]!]), [true, false, true]);

  expect(plan).toMatchObject({ expenseCount: 0, settlementCount: 0, knownCount: 1 });
  expect(plan.problems).toEqual([
    { line: 3, message: "Ana has left the group." },
    { line: 4, message: "Nobody owes anything for this row." },
    { line: 5, message: "Eve has left the group." },
  ]);
});
