import { describe, expect, test } from "@jest/globals";
import { type EarlierRow, expenseKey, paymentKey } from "./later-export.js";
import { atOnce } from "./pieces.js";
import { membersOf, type Plan, planImport, printsOf } from "./plan.js";
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
const memberIds = ["a", "b", null];
const prints = atOnce(printsOf(file, memberIds));

interface Given {
  readonly known?: readonly string[];
  readonly leavers?: readonly boolean[];
  readonly earlier?: readonly EarlierRow[];
  readonly takeBack?: boolean;
  readonly replace?: boolean;
}

function planOf({ known = [], leavers = [], earlier = [], takeBack = false, replace = false }: Given = {}): Plan {
  const there = { known: new Map(known.map((print) => [print, "imp_1"])), rows: earlier };
  return atOnce(planImport(file, membersOf(memberIds), prints, there, leavers, { takeBack, replace }));
}

test("counts what is new, and adds up what was understood", () => {
  const plan = planOf();

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
  const plan = planOf({ known: [prints[0]!, prints[1]!] });

  expect(plan).toMatchObject({ expenseCount: 1, settlementCount: 0, knownCount: 2 });
  expect(plan.totals[1]).toMatchObject({ computed: 200n });
});

test("new rows of somebody who has left are reported, known ones are known", () => {
  const plan = planOf({ known: [prints[0]!], leavers: [true, false, true] });

  expect(plan).toMatchObject({ expenseCount: 0, settlementCount: 0, knownCount: 1 });
  expect(plan.problems).toEqual([
    { line: 3, message: "Ana has left the group." },
    { line: 4, message: "Nobody owes anything for this row." },
    { line: 5, message: "Eve has left the group." },
  ]);
});

describe("a later export", () => {
  const row = (given: Partial<EarlierRow> & { title: string; date: string }): EarlierRow => ({
    fingerprint: given.title,
    sourceId: "imp_1",
    key: expenseKey(given.date, given.title),
    minor: 100n,
    currency: "USD",
    entryIds: ["exp_1"],
    kept: false,
    ...given,
  });
  const cake = row({ title: "Cake", date: "2026-02-03" });
  const gone = row({ title: "Cinema", date: "2026-02-04" });
  const taken = (plan: Plan) => titles(plan.takenBack.map((row) => row.earlier));
  const titles = (rows: readonly EarlierRow[]) => rows.map(({ title }) => title);

  test("names what is gone and what has changed, once each, and takes back what it is told to", () => {
    const earlier = [cake, gone];
    expect(planOf({ earlier })).toMatchObject({ expenseCount: 2, takenBack: [] });
    expect(titles(planOf({ earlier }).gone)).toEqual(["Cinema"]);
    expect(planOf({ earlier }).changed.map((change) => change.now.row.line)).toEqual([5]);
    expect(taken(planOf({ earlier, takeBack: true }))).toEqual(["Cinema"]);
    expect(taken(planOf({ earlier, takeBack: true, replace: true }))).toEqual(["Cinema", "Cake"]);
  });

  test("two rows of one day and title are gone, not changed", () => {
    const plan = planOf({ known: [prints[0]!], earlier: [cake, { ...cake, fingerprint: "again" }] });
    expect(plan.changed).toEqual([]);
    expect(titles(plan.gone)).toEqual(["Cake", "Cake"]);
  });

  test("what came from another export is not gone", () => {
    const other = row({ title: "Boat", date: "2026-02-04", sourceId: "imp_2" });
    expect(planOf({ earlier: [gone, other] }).gone).toEqual([]);
    expect(titles(planOf({ known: [prints[0]!], earlier: [gone, other] }).gone)).toEqual(["Cinema"]);
    expect(titles(planOf({ earlier: [cake, gone, other] }).gone)).toEqual(["Cinema"]);
  });

  test("what people have changed stays, and its new row is left out where the others are replaced", () => {
    const earlier = [
      { ...cake, kept: true },
      { ...gone, kept: true },
    ];
    const plan = planOf({ earlier, takeBack: true, replace: true });
    expect(plan).toMatchObject({ expenseCount: 1, takenBack: [] });
    expect(plan.problems.map(({ line }) => line)).toEqual([4, 5]);
    expect(planOf({ earlier })).toMatchObject({ expenseCount: 2 });
  });

  test("a payment is known by who paid whom, whatever the exporter's language calls it", () => {
    const key = paymentKey("2026-02-01", [
      { from: "b", to: "new 2" },
      { from: "b", to: "a" },
    ]);
    const payment = row({ title: "Ben zahlte", date: "2026-02-01", key });
    expect(planOf({ earlier: [payment] }).changed.map((change) => change.earlier.title)).toEqual(["Ben zahlte"]);
  });

  test("a row that is there, but cannot be imported, is not gone", () => {
    const earlier = [cake, gone];
    const plan = planOf({ known: [prints[0]!], earlier, leavers: [false, true, false], takeBack: true });
    expect(taken(plan)).toEqual(["Cinema"]);
  });
});
