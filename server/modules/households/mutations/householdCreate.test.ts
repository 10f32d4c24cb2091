import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { newId } from "../../../kernel/ids.js";
import { type Answer, type Person, TestApi, type TestGroup } from "../../../test/api.js";
import { balancesOf, expenseInput, stateOf, threeAndAStranger } from "../../../test/seed.js";

let api: TestApi;
let ana: Person;
let ben: Person;
let mallory: Person;
let group: TestGroup;
/** Ana, Ben, Eve and the child Kim, who has no account. */
let memberIds: readonly string[];

beforeAll(async () => {
  api = await TestApi.start();
});
beforeEach(async () => {
  ({ ana, ben, mallory, group } = await threeAndAStranger(api));
  const { member } = await ana.mutate("memberAdd", { groupId: group.id, name: "Kim" }, "member { id }");
  memberIds = [...group.memberIds, member.id];
});
afterAll(() => api.close());

const MONEY = "{ amount currency }";
const ROWS = `rows { kind amount ${MONEY} label rows { amount ${MONEY} } }`;

async function transfers(): Promise<Answer[]> {
  const data = await ana.ask(
    `query ($id: ID!) { group(id: $id) {
      suggestedTransfers { from { name } to { name } amount { amount } explanation { amount ${MONEY} ${ROWS} } }
      settlementPlan(currency: "EUR") { method transfers { from { name } to { name } amount { amount } } } } }`,
    { id: group.id },
  );
  for (const { amount, explanation } of data.group.suggestedTransfers) {
    const minor = (money: { amount: string }) => Number(money.amount.replace(".", ""));
    const rows = explanation.rows.map((row: Answer) => minor(row.amount));
    expect(rows.reduce((total: number, row: number) => total + row, 0)).toBe(minor(amount));
  }
  return data.group.suggestedTransfers.map(
    (each: Answer) => `${each.from.name} → ${each.to.name} ${each.amount.amount}`,
  );
}

const household = (change: object = {}) => ({
  groupId: group.id,
  name: "Ana and Kim",
  memberIds: [memberIds[3], memberIds[0]],
  ...change,
});

/** Ben paid 40.00 for all four. */
const dinner = () =>
  ben.mutate(
    "expenseCreate",
    expenseInput(
      { ...group, memberIds },
      { total: { amount: "40", currency: "EUR" }, payers: [{ memberId: memberIds[1]! }] },
    ),
  );

test.each([true, false])("two heads when splitting, and one when settling (simplified: %s)", async (simplifyDebts) => {
  await dinner();
  await ana.mutate("groupUpdate", { id: group.id, version: 1, simplifyDebts }, "__typename");
  expect(await transfers()).toEqual(["Ana → Ben 10.00", "Eve → Ben 10.00", "Kim → Ben 10.00"]);
  const { household: made } = await ana.mutate("householdCreate", household());
  // In the order of joining, whatever the order of naming.
  expect(made).toMatchObject({ name: "Ana and Kim", members: [{ id: memberIds[0] }, { id: memberIds[3] }] });
  expect(await transfers()).toEqual(["Ana → Ben 20.00", "Eve → Ben 10.00"]);
  expect((await balancesOf(ana, group))[memberIds[3]!]).toEqual(["-10.00 EUR"]);

  const amount = { amount: "20", currency: "EUR" };
  const paid = {
    groupId: group.id,
    fromMemberId: memberIds[0],
    toMemberId: memberIds[1],
    amount,
    settledOn: "2026-02-01",
  };
  await ana.mutate("settlementCreate", paid, "__typename");
  expect(await transfers()).toEqual(["Eve → Ben 10.00"]);
  // Among themselves the two are not even, which is their own affair.
  expect(await balancesOf(ana, group)).toMatchObject({
    [memberIds[0]!]: ["10.00 EUR"],
    [memberIds[3]!]: ["-10.00 EUR"],
  });
});

test("after a part was paid for a household, the other suggestions stay", async () => {
  await dinner();
  await ana.mutate("householdCreate", household());
  const amount = { amount: "5", currency: "EUR" };
  const paid = {
    groupId: group.id,
    fromMemberId: memberIds[3],
    toMemberId: memberIds[1],
    amount,
    settledOn: "2026-02-01",
  };
  await ana.mutate("settlementCreate", paid, "__typename");
  expect(await transfers()).toEqual(["Ana → Ben 15.00", "Eve → Ben 10.00"]);
});

test.each([true, false])(
  "whoever pays for all may leave, and the next one does (simplified: %s)",
  async (simplifyDebts) => {
    await dinner();
    await ana.mutate("groupUpdate", { id: group.id, version: 1, simplifyDebts }, "__typename");
    const [first, , third] = group.people as [Person, Person, Person];
    await ana.mutate("householdCreate", household({ name: "Ben and Eve", memberIds: [memberIds[1], memberIds[2]] }));
    expect(await transfers()).toEqual(["Ana → Ben 10.00", "Kim → Ben 10.00"]);
    await ana.mutate("memberRemove", { id: memberIds[1] }, "__typename");
    expect(await transfers()).toEqual(["Ana → Eve 10.00", "Kim → Eve 10.00"]);
    // What Ana and Eve settle as people is what the group suggests between them: the household's.
    const payment = { amount: { amount: "10", currency: "EUR" }, settledOn: "2026-02-01" };
    await first.mutate("personSettle", { personId: third.id, fromViewer: true, ...payment }, "__typename");
    expect(await transfers()).toEqual(["Kim → Eve 10.00"]);
    expect(await balancesOf(ana, group)).toEqual({
      [memberIds[1]!]: ["30.00 EUR"],
      [memberIds[2]!]: ["-20.00 EUR"],
      [memberIds[3]!]: ["-10.00 EUR"],
    });
    expect((await stateOf(ana, group)).ledgerHealth).toEqual({ ok: true, violations: [] });
  },
);

test("what is wished of one of them is wished of the one who pays for all", async () => {
  await dinner();
  await ana.mutate("householdCreate", household());
  const within = async (options: object) => {
    const data = await ana.ask(
      `query ($id: ID!, $options: SettlementOptionsInput) { group(id: $id) {
        settlementPlan(currency: "EUR", options: $options) { transfers { from { name } to { name } amount { amount } } } } }`,
      { id: group.id, options },
    );
    return data.group.settlementPlan.transfers.map(
      ({ from, to, amount }: Answer) => `${from.name} → ${to.name} ${amount.amount}`,
    );
  };
  const [, benId, eveId, kimId] = memberIds;
  expect(await within({ through: kimId })).toEqual(["Ana → Ben 30.00", "Eve → Ana 10.00"]);
  expect(await within({ partners: [{ memberId: eveId, partnerIds: [kimId] }] })).toEqual([
    "Ana → Ben 30.00",
    "Eve → Ana 10.00",
  ]);
  expect(await within({ partners: [{ memberId: kimId, partnerIds: [benId] }] })).toEqual([
    "Ana → Ben 20.00",
    "Eve → Ben 10.00",
  ]);
});

test("sent twice it is one household, and an event that says so", async () => {
  const input = { ...household(), id: newId("hsh") };
  await ana.mutate("householdCreate", input);
  const before = await stateOf(ana, group);
  await ana.mutate("householdCreate", input);
  expect(await stateOf(ana, group)).toEqual(before);
  expect(await ana.try("householdCreate", { ...input, name: "Other" })).toMatchObject({ reason: "ID_TAKEN" });
  const { group: read } = await ben.ask(
    `query ($id: ID!) { group(id: $id) { households { id } members { household { name } }
      events(first: 1, order: NEWEST_FIRST) { edges { node { type subject { id } } } } } }`,
    { id: group.id },
  );
  expect(read.events.edges[0].node).toEqual({ type: "household.created", subject: { id: input.id } });
  expect(read.households).toEqual([{ id: input.id }]);
  expect(read.members.map((member: Answer) => member.household?.name ?? null)).toEqual([
    "Ana and Kim",
    null,
    null,
    "Ana and Kim",
  ]);
});

test("one person, strangers, somebody twice, and somebody of another household, are refused by field", async () => {
  const codes = async (change: object) => {
    const answer = await ana.try("householdCreate", household(change));
    expect(answer.__typename).toBe("InvalidInputError");
    return answer.fields.map(({ path, code }: Answer) => `${path.join(".")} ${code}`);
  };
  const [a, b, , d] = memberIds;
  expect(await codes({ memberIds: [a] })).toEqual(["memberIds TOO_SHORT"]);
  expect(await codes({ memberIds: [a, a] })).toEqual(["memberIds.1 DUPLICATE"]);
  expect(await codes({ memberIds: [a, newId("mem")], name: "" })).toEqual([
    "name REQUIRED",
    "memberIds.1 UNKNOWN_MEMBER",
  ]);
  await ana.mutate("householdCreate", household());
  expect(await codes({ memberIds: [b, d] })).toEqual(["memberIds.1 NOT_ALLOWED"]);
});

test("is a node to members alone", async () => {
  const { household: made } = await ana.mutate("householdCreate", household());
  const query = "query ($id: ID!) { node(id: $id) { id } }";
  expect((await mallory.ask(query, { id: made.id })).node).toBeNull();
  expect((await ben.ask(query, { id: made.id })).node).toEqual({ id: made.id });
});
