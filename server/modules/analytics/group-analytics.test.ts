import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { daysLater } from "../../kernel/local-date.js";
import { groupToday } from "../../kernel/today.js";
import { poolOf } from "../../platform/database.js";
import { poolReader } from "../../platform/reader.js";
import { type Answer, type Person, TestApi, type TestGroup } from "../../test/api.js";
import { expenseInput, settlementInput, threeAndAStranger } from "../../test/seed.js";
import { oddUnitsOf } from "./odd-units.service.js";

let api: TestApi;
let ana: Person;
let group: TestGroup;
const today = groupToday({ timeZone: "UTC" });

beforeAll(async () => {
  api = await TestApi.start();
  ({ ana, group } = await threeAndAStranger(api, { timeZone: "UTC" }));
});
afterAll(() => api.close());

const spend = (amount: string, incurredOn: string, change: object = {}) =>
  ana.mutate("expenseCreate", expenseInput(group, { incurredOn, total: { amount, currency: "EUR" }, ...change }));

async function askGroup(selection: string): Promise<Answer> {
  return (await ana.ask(`query ($id: ID!) { group(id: $id) { ${selection} } }`, { id: group.id })).group;
}

const byName = (rows: Answer[], field: string) =>
  rows.map((row) => `${row.member.name} ${row[field].amount} ${row[field].currency}`);

test("who fronts money is who was owed it, day by day, and it sums to nothing", async () => {
  await spend("30.00", daysLater(today, -10));
  await ana.mutate("settlementCreate", settlementInput(group, { settledOn: daysLater(today, -5) }), "__typename");
  await ana.mutate(
    "expenseCreate",
    expenseInput(group, { incurredOn: daysLater(today, -1), total: { amount: "3", currency: "JPY" } }),
  );
  // What is of today, or to come, was fronted for no day yet.
  await spend("900.00", today);
  await spend("900.00", daysLater(today, 5));
  const { fronting } = await askGroup("fronting { member { name } moneyDays { amount currency } }");
  expect(byName(fronting, "moneyDays")).toEqual([
    "Ana 150.00 EUR",
    "Ana 2 JPY",
    "Ben -50.00 EUR",
    "Ben -1 JPY",
    "Eve -100.00 EUR",
    "Eve -1 JPY",
  ]);
});

test("who should pay next has the lowest balance of those who are there", async () => {
  const nextToPay = async () =>
    byName((await askGroup("nextToPay { member { name } balance { amount currency } }")).nextToPay, "balance");
  expect(await nextToPay()).toEqual(["Eve -610.00 EUR", "Ben -1 JPY"]);
  const [, benId, eveId] = group.memberIds;
  await ana.mutate(
    "settlementCreate",
    settlementInput(group, { fromMemberId: eveId, toMemberId: benId, amount: { amount: "610.00", currency: "EUR" } }),
    "__typename",
  );
  expect(await nextToPay()).toEqual(["Ben -1210.00 EUR", "Ben -1 JPY"]);
});

test("the odd units are those of the shares, in sum and each", async () => {
  for (const amount of ["10.00", "0.02", "-0.04"]) await spend(amount, today);
  await spend("0.05", today, {
    split: { mode: "EXACT", parts: [{ memberId: group.memberIds[0], value: "0.05" }] },
  });
  const found = await askGroup(`oddUnits { member { name } amount { amount currency } }
    expenses(first: 20) { edges { node { total { currency } shares { member { name } allocation { oddUnits } } } } }`);
  const odd = new Map<string, number>();
  for (const { node } of found.expenses.edges) {
    for (const { member, allocation } of node.shares) {
      odd.set(member.name, (odd.get(member.name) ?? 0) + allocation.oddUnits);
    }
  }
  const expected = ["Ana", "Ben", "Eve"].map((name) => `${name} ${((odd.get(name) ?? 0) / 100).toFixed(2)} EUR`);
  expect(byName(found.oddUnits, "amount")).toEqual(expected.filter((text) => !text.includes(" 0.00 ")));
  // One cent of 10.00, two of 0.02, and one less of -0.04.
  expect([...odd.values()].reduce((sum, each) => sum + each)).toBe(2);
});

test("odd units are of as many of the latest expenses as there is room for their shares, and not for all who could share", async () => {
  const reader = poolReader(poolOf(api.dataSource));
  const crowd = await api.group([ana], { name: "Crowd" });
  const memberIds = [...crowd.memberIds];
  for (const name of ["Cem", "Dan"]) {
    memberIds.push((await ana.mutate("memberAdd", { groupId: crowd.id, name }, "member { id }")).member.id);
  }
  const split = (ids: string[]) => ({ mode: "EQUAL", parts: ids.map((memberId) => ({ memberId })) });
  const amount = { amount: "0.01", currency: "EUR" };
  const payers = [{ memberId: memberIds[0]! }];
  // The older of three, the newer two of two each.
  for (const [incurredOn, ids] of [
    ["2026-01-01", memberIds],
    ["2026-01-02", memberIds.slice(0, 2)],
    ["2026-01-03", memberIds.slice(0, 2)],
  ] as const) {
    await ana.mutate(
      "expenseCreate",
      { ...expenseInput(crowd, { incurredOn, total: amount, payers }), split: split([...ids]) },
      "__typename",
    );
  }
  const oddOf = async (shares: number) =>
    [...(await oddUnitsOf(reader, crowd.id, shares)).values()].flat().reduce((sum, { minor }) => sum + minor, 0n);
  expect([await oddOf(1), await oddOf(2), await oddOf(4), await oddOf(6), await oddOf(7)]).toEqual([
    0n,
    1n,
    2n,
    2n,
    3n,
  ]);
});
