import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { todayIn } from "../../../kernel/local-date.js";
import { type Answer, type Person, TestApi, type TestGroup } from "../../../test/api.js";
import { balancesOf, expenseInput, healthOf, stateOf } from "../../../test/seed.js";

let api: TestApi;
let ana: Person;
let ben: Person;
let group: TestGroup;

beforeAll(async () => {
  api = await TestApi.start();
  [ana, ben] = [await api.person("Ana"), await api.person("Ben")];
});
beforeEach(async () => {
  group = await api.group([ana, ben]);
});
afterAll(() => api.close());

const close = (through: string) => ana.mutate("periodClose", { groupId: group.id, through }, "group { id }");
const reopen = (through?: string | null, more: object = {}) =>
  ana.mutate("periodReopen", { groupId: group.id, through, ...more }, "group { lockedThrough }");

async function owed(asOf?: string): Promise<string> {
  return (await balancesOf(ana, group, asOf))[group.memberIds[0]!]?.[0] ?? "0";
}

test("opened again, an expense counts on its own day, also one that was corrected meanwhile", async () => {
  const { expense } = await ana.mutate("expenseCreate", expenseInput(group));
  await close("2026-02-28");
  await ana.mutate("expenseUpdate", { id: expense.id, version: 1, total: { amount: "30", currency: "USD" } });
  expect((await reopen()).group.lockedThrough).toBeNull();
  // Nothing moves by the opening alone.
  expect(await owed("2026-02-28")).toBe("5.00 EUR");
  await ana.mutate("expenseUpdate", { id: expense.id, version: 2, total: { amount: "40", currency: "EUR" } });
  expect([await owed("2026-01-30"), await owed("2026-01-31"), await owed()]).toEqual(["0", "20.00 EUR", "20.00 EUR"]);
  expect(await healthOf(ana, group)).toEqual({ ok: true, violations: [] });
});

test("opened again, what is restored counts on its own day alone", async () => {
  const { expense } = await ana.mutate("expenseCreate", expenseInput(group));
  await close("2026-02-28");
  await ana.mutate("expenseDelete", { id: expense.id, version: 1 });
  await reopen();
  await ana.mutate("expenseRestore", { id: expense.id, version: 2 });
  expect([await owed("2026-01-30"), await owed("2026-01-31"), await owed()]).toEqual(["0", "5.00 EUR", "5.00 EUR"]);
  await ana.mutate("groupUpdate", { id: group.id, version: 1, simplifyDebts: false }, "__typename");
  expect(await healthOf(ana, group)).toEqual({ ok: true, violations: [] });
});

test("opened again, who owes whom is taken back as it was found", async () => {
  const eve = await api.person("Eve");
  const three = await api.group([ana, ben, eve], { name: "Three" });
  await ana.mutate("groupUpdate", { id: three.id, version: 1, simplifyDebts: false }, "__typename");
  const [first, second, third] = three.memberIds as [string, string, string];
  const split = { mode: "EQUAL", parts: [{ memberId: first }] };
  const paidBy = (memberId: string) => ({ payers: [{ memberId }], split });
  for (const incurredOn of ["2026-01-31", todayIn("UTC")]) {
    const { expense } = await ana.mutate("expenseCreate", expenseInput(three, paidBy(second)));
    await ana.mutate("periodClose", { groupId: three.id, through: "2026-02-28" }, "__typename");
    await ana.mutate("expenseUpdate", { id: expense.id, version: 1, ...paidBy(third) });
    await ana.mutate("periodReopen", { groupId: three.id }, "__typename");
    // Also to the very day of the correction.
    await ana.mutate("expenseUpdate", { id: expense.id, version: 2, incurredOn });
    const owes = { from: { id: first }, to: { id: third }, amount: { amount: "10.00", currency: "EUR" } };
    const { group: read } = await ana.ask(
      `query ($id: ID!) { group(id: $id) { ledgerHealth { violations { rule message } } suggestedTransfers {
        from { id } to { id } amount { amount currency } explanation { rows { amount { amount } } } } } }`,
      { id: three.id },
    );
    expect(read).toMatchObject({ ledgerHealth: { violations: [] }, suggestedTransfers: [owes] });
    const { rows } = read.suggestedTransfers[0].explanation;
    expect(rows.map((row: Answer) => row.amount.amount)).toEqual(["10.00"]);
    await ana.mutate("expenseDelete", { id: expense.id, version: 3 });
    expect((await stateOf(ana, three)).ledgerHealth.violations).toEqual([]);
    const { group: after } = await ana.ask(
      "query ($id: ID!) { group(id: $id) { suggestedTransfers { amount { amount } } } }",
      { id: three.id },
    );
    expect(after.suggestedTransfers).toEqual([]);
  }
});

test("part of it can stay closed", async () => {
  await close("2026-03-31");
  expect((await reopen("2026-01-31")).group.lockedThrough).toBe("2026-01-31");
  await ana.mutate("expenseCreate", expenseInput(group, { incurredOn: "2026-01-31" }));
  await ana.mutate("expenseCreate", expenseInput(group, { incurredOn: "2026-02-01" }));
  expect([await owed("2026-01-31"), await owed("2026-02-01"), await owed()]).toEqual(["0", "5.00 EUR", "10.00 EUR"]);
});

test("a request that is sent twice is one effect; what is open cannot be opened", async () => {
  await close("2026-02-28");
  await reopen(null, { requestId: "open" });
  await close("2026-02-28");
  const before = await stateOf(ana, group);
  await reopen(null, { requestId: "open" });
  expect(await stateOf(ana, group)).toEqual(before);
  const later = await ana.try("periodReopen", { groupId: group.id, through: "2026-02-28" });
  expect(later).toMatchObject({ __typename: "ConflictError", reason: "STATE", current: { id: group.id } });
  await reopen();
  expect(await ana.try("periodReopen", { groupId: group.id })).toMatchObject({ reason: "STATE" });
});
