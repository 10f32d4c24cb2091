import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { dayAfter, todayIn } from "../../../kernel/local-date.js";
import { type Answer, type Person, TestApi, type TestGroup } from "../../../test/api.js";
import { balancesOf, expenseInput, healthOf, settlementInput, stateOf } from "../../../test/seed.js";

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

const close = (through: string, more: object = {}) =>
  ana.mutate("periodClose", { groupId: group.id, through, ...more }, "group { lockedThrough lastEventSeq }");

/** The balance of the first member at the end of a day; of now without one. */
async function owed(asOf?: string): Promise<string> {
  return (await balancesOf(ana, group, asOf))[group.memberIds[0]!]?.[0] ?? "0";
}

test("what changes about a closed day counts from today on, and the closed days stay as they were", async () => {
  const { expense } = await ana.mutate("expenseCreate", expenseInput(group));
  const { group: closed } = await close("2026-02-28");
  expect(closed.lockedThrough).toBe("2026-02-28");
  const today = todayIn("UTC");

  // Its title moves no money, and so nothing is corrected.
  await ana.mutate("expenseUpdate", { id: expense.id, version: 1, title: "Supper" });
  await ana.mutate("expenseUpdate", { id: expense.id, version: 2, total: { amount: "30", currency: "EUR" } });
  expect([await owed("2026-01-31"), await owed("2026-03-01"), await owed(today)]).toEqual([
    "5.00 EUR",
    "5.00 EUR",
    "15.00 EUR",
  ]);
  await ana.mutate("expenseDelete", { id: expense.id, version: 3 });
  expect([await owed("2026-02-28"), await owed()]).toEqual(["5.00 EUR", "0"]);
  await ana.mutate("expenseRestore", { id: expense.id, version: 4 });
  expect([await owed("2026-02-28"), await owed()]).toEqual(["5.00 EUR", "15.00 EUR"]);
  const corrections = await api.dataSource.query(
    "select distinct effective_on::text as day from postings where group_id = $1 and correction",
    [group.id],
  );
  expect(corrections).toEqual([{ day: today }]);
  expect(await healthOf(ana, group)).toEqual({ ok: true, violations: [] });
});

test("a new expense or payment of a closed day counts from today, and can be taken back", async () => {
  await close("2026-02-28");
  await ana.mutate("expenseCreate", expenseInput(group));
  const { settlement } = await ana.mutate("settlementCreate", settlementInput(group, { settledOn: "2026-02-01" }));
  expect([await owed("2026-02-28"), await owed()]).toEqual(["0", "-5.00 EUR"]);
  await ana.mutate("settlementCancel", { id: settlement.id, version: 1 });
  expect([await owed("2026-02-28"), await owed()]).toEqual(["0", "5.00 EUR"]);
  expect(await healthOf(ana, group)).toEqual({ ok: true, violations: [] });
});

test("an expense that moves out of a closed period leaves a correction, and one that moves into it counts today", async () => {
  const { expense } = await ana.mutate("expenseCreate", expenseInput(group));
  const later = await ana.mutate("expenseCreate", expenseInput(group, { incurredOn: "2026-03-10" }));
  await close("2026-02-28");
  await ana.mutate("expenseUpdate", { id: expense.id, version: 1, incurredOn: "2026-03-05" });
  expect([await owed("2026-02-28"), await owed("2026-03-05")]).toEqual(["5.00 EUR", "10.00 EUR"]);
  expect(await owed()).toBe("10.00 EUR");
  await ana.mutate("expenseUpdate", { id: later.expense.id, version: 1, incurredOn: "2026-02-10" });
  expect([await owed("2026-02-28"), await owed("2026-03-10"), await owed()]).toEqual([
    "5.00 EUR",
    "10.00 EUR",
    "10.00 EUR",
  ]);
  // Taken back on every day on which it counts.
  await ana.mutate("expenseDelete", { id: expense.id, version: 2 });
  expect([await owed("2026-02-28"), await owed("2026-03-10"), await owed()]).toEqual([
    "5.00 EUR",
    "5.00 EUR",
    "5.00 EUR",
  ]);
  expect(await healthOf(ana, group)).toEqual({ ok: true, violations: [] });
});

test("today can be closed: then corrections count from tomorrow", async () => {
  const today = todayIn("UTC");
  const { expense } = await ana.mutate("expenseCreate", expenseInput(group));
  await close(today);
  await ana.mutate("expenseDelete", { id: expense.id, version: 1 });
  expect([await owed(today), await owed(dayAfter(today))]).toEqual(["5.00 EUR", "0"]);
});

test("wherever the group is, and wherever it moves, a closed day stands", async () => {
  const [first, last] = ["Pacific/Kiritimati", "Pacific/Niue"];
  const move = (version: number, timeZone: string) =>
    ana.mutate("groupUpdate", { id: group.id, version, timeZone, simplifyDebts: false }, "__typename");
  const closed = todayIn(first);
  const refused = async (through: string) => (await ana.try("periodClose", { groupId: group.id, through })).__typename;
  await move(1, last);
  expect(await refused(dayAfter(todayIn(last)))).toBe("InvalidInputError");
  await move(2, first);
  expect(await refused(dayAfter(todayIn(first)))).toBe("InvalidInputError");
  const { expense } = await ana.mutate("expenseCreate", expenseInput(group, { incurredOn: closed }));
  await close(closed);
  await move(3, last);
  await ana.mutate("expenseDelete", { id: expense.id, version: 1 });
  await ben.mutate("settlementCreate", settlementInput(group, { settledOn: todayIn(last) }));
  expect([await owed(closed), await owed(dayAfter(closed))]).toEqual(["5.00 EUR", "-10.00 EUR"]);
  expect(await healthOf(ana, group)).toEqual({ ok: true, violations: [] });
});

test("a payment that is confirmed once its day is closed counts from today", async () => {
  await ana.mutate("groupUpdate", { id: group.id, version: 1, confirmSettlements: true }, "__typename");
  const { settlement } = await ben.mutate("settlementCreate", settlementInput(group));
  await close("2026-02-28");
  await ana.mutate("settlementConfirm", { id: settlement.id, version: 1 });
  expect([await owed("2026-02-28"), await owed()]).toEqual(["0", "-10.00 EUR"]);
  await ana.mutate("periodReopen", { groupId: group.id, through: "2026-01-31" }, "__typename");
  await ana.mutate("settlementCancel", { id: settlement.id, version: 2 });
  expect([await owed("2026-02-28"), await owed()]).toEqual(["0", "0"]);
  expect(await healthOf(ana, group)).toEqual({ ok: true, violations: [] });
});

test("a request that is sent twice is one effect, and each closing is an event that says how far", async () => {
  const first = await close("2026-01-31", { requestId: "january" });
  await ana.mutate("expenseCreate", expenseInput(group));
  await close("2026-02-28", { requestId: "february" });
  const before = await stateOf(ana, group);
  expect((await close("2026-01-31", { requestId: "january" })).group.lockedThrough).toBe("2026-02-28");
  expect(await stateOf(ana, group)).toEqual(before);
  expect(first.group.lastEventSeq).toBe(before.lastEventSeq - 2);
  const { group: read } = await ana.ask(
    `query ($id: ID!) { group(id: $id) { events(first: 1, order: NEWEST_FIRST) {
      edges { node { type subject { id } changes { field before after } } } } } }`,
    { id: group.id },
  );
  expect(read.events.edges.map((edge: Answer) => edge.node)).toEqual([
    {
      type: "period.closed",
      subject: { id: group.id },
      changes: [{ field: "lockedThrough", before: "2026-01-31", after: "2026-02-28" }],
    },
  ]);
});

test("no day twice, none that is still to come, none that does not exist", async () => {
  await close("2026-02-28");
  const again = await ana.try("periodClose", { groupId: group.id, through: "2026-02-28" });
  expect(again).toMatchObject({ __typename: "ConflictError", reason: "STATE", current: { id: group.id } });
  const ahead = await ana.try("periodClose", { groupId: group.id, through: dayAfter(dayAfter(todayIn("UTC"))) });
  expect(ahead).toMatchObject({
    __typename: "InvalidInputError",
    fields: [{ path: ["through"], code: "OUT_OF_RANGE" }],
  });
  expect((await ana.fail("periodClose", { groupId: group.id, through: "2026-02-30" }))[0]!.extensions.code).toBe(
    "BAD_USER_INPUT",
  );
});
