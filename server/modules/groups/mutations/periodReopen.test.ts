import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { type Person, TestApi, type TestGroup } from "../../../test/api.js";
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

test("a MEMBER, a stranger and nobody", async () => {
  await close("2026-02-28");
  const mallory = await api.person("Mallory");
  const input = { groupId: group.id };
  expect((await ben.try("periodReopen", input)).__typename).toBe("ForbiddenError");
  expect((await mallory.try("periodReopen", input)).__typename).toBe("NotFoundError");
  expect((await api.nobody.fail("periodReopen", input))[0]!.extensions.code).toBe("UNAUTHENTICATED");
});
