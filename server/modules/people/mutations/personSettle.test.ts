import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { type Answer, type Person, TestApi, type TestGroup } from "../../../test/api.js";
import { balancesOf, expenseInput, healthOf } from "../../../test/seed.js";

let api: TestApi;
let ana: Person;
let ben: Person;
let flat: TestGroup;
let trip: TestGroup;

beforeAll(async () => {
  api = await TestApi.start();
});
/** In the flat Ben owes Ana 30.00 and 8.00 dollars; on the trip Ana owes Ben 10.00. */
beforeEach(async () => {
  [ana, ben] = [await api.person("Ana"), await api.person("Ben")];
  flat = await api.group([ana, ben]);
  trip = await api.group([ben, ana], { name: "Trip" });
  await ana.mutate("expenseCreate", expenseInput(flat, { total: { amount: "60", currency: "EUR" } }));
  await ana.mutate("expenseCreate", expenseInput(flat, { total: { amount: "16", currency: "USD" } }));
  await ben.mutate("expenseCreate", expenseInput(trip, { total: { amount: "20", currency: "EUR" } }));
});
afterAll(() => api.close());

const PERSON = `id name user { id } nets { amount currency }
  ledgers { group { id } member { id } viewerMember { id } nets { amount currency } }`;
const SETTLEMENTS = "settlements { id group { id } from { id } to { id } amount { amount currency } status note }";

async function personFor(viewer: Person, id: string): Promise<Answer> {
  return (await viewer.ask(`query ($id: ID!) { person(id: $id) { ${PERSON} } }`, { id })).person;
}

const payment = (change: object = {}) => ({
  personId: ben.id,
  amount: { amount: "20", currency: "EUR" },
  fromViewer: false,
  settledOn: "2026-02-01",
  ...change,
});

test("a person is netted over all groups, by the account's id or any of its members'", async () => {
  const euro = (amount: string) => ({ amount, currency: "EUR" });
  const dollars = { amount: "8.00", currency: "USD" };
  const expected = {
    id: ben.id,
    name: "Ben",
    user: { id: ben.id },
    nets: [euro("20.00"), dollars],
    ledgers: [
      { group: { id: flat.id }, nets: [euro("30.00"), dollars] },
      { group: { id: trip.id }, nets: [euro("-10.00")] },
    ],
  };
  expect(await personFor(ana, ben.id)).toMatchObject(expected);
  expect(await personFor(ana, trip.memberIds[0]!)).toMatchObject(expected);
  expect((await personFor(ben, ana.id)).nets).toEqual([euro("-20.00"), { amount: "-8.00", currency: "USD" }]);
});

test("one payment closes every group in its currency, and leaves the others", async () => {
  const { settlements } = await ana.mutate("personSettle", payment({ note: "cash" }), SETTLEMENTS);
  expect(settlements).toMatchObject([
    { group: { id: flat.id }, from: { id: flat.memberIds[1] }, amount: { amount: "30.00" }, status: "CONFIRMED" },
    { group: { id: trip.id }, from: { id: trip.memberIds[1] }, amount: { amount: "10.00" }, note: "cash" },
  ]);
  expect(await balancesOf(ana, trip)).toEqual({});
  expect(await balancesOf(ana, flat)).toEqual({
    [flat.memberIds[0]!]: ["8.00 USD"],
    [flat.memberIds[1]!]: ["-8.00 USD"],
  });
  expect((await personFor(ana, ben.id)).nets).toEqual([{ amount: "8.00", currency: "USD" }]);
  for (const group of [flat, trip]) expect((await healthOf(ana, group)).ok).toBe(true);
});

test("a dry run says what would be, and changes nothing", async () => {
  const before = await personFor(ana, ben.id);
  const tried = await ana.mutate("personSettle", payment({ dryRun: true }), SETTLEMENTS);
  expect(tried.settlements).toHaveLength(2);
  expect(await personFor(ana, ben.id)).toEqual(before);
});

test("what is paid is not paid again", async () => {
  await ana.mutate("personSettle", payment(), SETTLEMENTS);
  expect(await ana.try("personSettle", payment())).toMatchObject({ __typename: "ConflictError", reason: "STATE" });
});

test("sent twice it is one payment, also where the person is nobody's any more", async () => {
  await ana.mutate("memberRemove", { id: flat.memberIds[1] }, "__typename");
  await ben.mutate("memberRemove", { id: trip.memberIds[1] }, "__typename");
  const thirty = payment({ amount: { amount: "30", currency: "EUR" }, requestId: "gone" });
  await ana.mutate("personSettle", payment({ amount: { amount: "8", currency: "USD" } }), SETTLEMENTS);
  const first = await ana.mutate("personSettle", thirty, SETTLEMENTS);
  expect(await personFor(ana, ben.id)).toBeNull();
  expect(await ana.mutate("personSettle", thirty, SETTLEMENTS)).toEqual(first);
});

test("what waits for the receiver's word is not paid a second time", async () => {
  await ana.mutate("groupUpdate", { id: flat.id, version: 1, confirmSettlements: true }, "__typename");
  const paid = payment({ personId: ana.id, fromViewer: true });
  const { settlements } = await ben.mutate("personSettle", paid, SETTLEMENTS);
  expect(settlements.map(({ status }: Answer) => status)).toEqual(["PENDING", "PENDING"]);
  const again = await ben.try("personSettle", payment({ ...paid, amount: { amount: "30", currency: "EUR" } }));
  expect(again).toMatchObject({ __typename: "ConflictError", reason: "STATE", current: { id: settlements[0].id } });
  await ana.mutate("settlementConfirm", { id: settlements[0].id, version: 1 }, "__typename");
  expect((await personFor(ben, ana.id)).nets).toEqual([{ amount: "-8.00", currency: "USD" }]);
});

test("somebody who left with a debt and came back as somebody else is one person", async () => {
  await ana.mutate("memberRemove", { id: flat.memberIds[1] }, "__typename");
  const { member } = await ana.mutate("memberAdd", { groupId: flat.id, name: "Benny" }, "member { id }");
  await api.join(flat.id, ana, ben, "MEMBER", member.id);
  const now: TestGroup = { ...flat, memberIds: [flat.memberIds[0]!, member.id] };
  await ben.mutate("expenseCreate", expenseInput(now, { payers: [{ memberId: member.id }] }));
  // Who he was owes 30 and who he is is owed 5, which is 25 in one payment; on the trip he is owed 10.
  const { ledgers, nets } = await personFor(ana, ben.id);
  expect([ledgers.length, nets[0].amount]).toEqual([3, "15.00"]);
  const fifteen = payment({ amount: { amount: "15", currency: "EUR" } });
  await ana.mutate("personSettle", fifteen, SETTLEMENTS);
  expect((await personFor(ana, ben.id)).nets).toEqual([{ amount: "8.00", currency: "USD" }]);
  expect((await healthOf(ana, flat)).ok).toBe(true);
});

test("a closed period stands, and is told apart by group", async () => {
  await ana.mutate("periodClose", { groupId: flat.id, through: "2026-02-28" }, "__typename");
  const before = await balancesOf(ana, flat, "2026-02-28");
  await ana.mutate("personSettle", payment(), SETTLEMENTS);
  expect(await balancesOf(ana, flat, "2026-02-28")).toEqual(before);
  expect([await balancesOf(ana, trip, "2026-01-31"), await balancesOf(ana, trip, "2026-02-01")]).toMatchObject([
    { [trip.memberIds[0]!]: ["10.00 EUR"] },
    {},
  ]);
  for (const group of [flat, trip]) expect((await healthOf(ana, group)).ok).toBe(true);
});

test("another amount, or the other direction, is refused and says what is open", async () => {
  for (const change of [{ amount: { amount: "19.99", currency: "EUR" } }, { fromViewer: true }]) {
    const refused = await ana.try("personSettle", payment(change));
    expect(refused).toMatchObject({ fields: [{ path: ["amount", "amount"], code: "SUM_MISMATCH" }] });
    expect(refused.fields[0].message).toContain("20.00 EUR");
  }
  const negative = await ana.try("personSettle", payment({ amount: { amount: "-20", currency: "EUR" } }));
  expect(negative.fields).toMatchObject([{ path: ["amount", "amount"], code: "OUT_OF_RANGE" }]);
  expect((await personFor(ana, ben.id)).nets).toHaveLength(2);
});

test("groups that cancel each other out are settled with nothing", async () => {
  await ben.mutate("expenseCreate", expenseInput(trip, { total: { amount: "40", currency: "EUR" } }));
  const nothing = { amount: "0", currency: "EUR" };
  const { settlements } = await ana.mutate("personSettle", payment({ amount: nothing }), SETTLEMENTS);
  expect(settlements.map(({ amount }: Answer) => amount.amount)).toEqual(["30.00", "30.00"]);
  expect(await balancesOf(ana, trip)).toEqual({});
});

test("both at once from both sides: one of them is told that nothing is open", async () => {
  const [one, two] = await Promise.all([
    ana.try("personSettle", payment()),
    ben.try("personSettle", payment({ personId: ana.id, fromViewer: true })),
  ]);
  expect(new Set([one.__typename, two.__typename])).toEqual(new Set(["ConflictError", "PersonSettlePayload"]));
  expect(await balancesOf(ana, trip)).toEqual({});
});

test("somebody without an account is a person too, for those who share the group alone", async () => {
  const { member } = await ana.mutate("memberAdd", { groupId: flat.id, name: "Zoe" }, "member { id }");
  const three = { ...flat, memberIds: [...flat.memberIds, member.id] };
  await ana.mutate("expenseCreate", expenseInput(three, { total: { amount: "9", currency: "JPY" } }));
  const zoe = await personFor(ana, member.id);
  expect(zoe).toMatchObject({ id: member.id, name: "Zoe", user: null, nets: [{ amount: "3", currency: "JPY" }] });
  const yen = { amount: "3", currency: "JPY" };
  await ana.mutate("personSettle", payment({ personId: member.id, amount: yen }), SETTLEMENTS);
  expect((await personFor(ana, member.id)).nets).toEqual([]);
});

test("a list of people, page by page, by name", async () => {
  for (const name of ["Zoe", "Cleo", "Cleo"]) await ana.mutate("memberAdd", { groupId: flat.id, name }, "__typename");
  const query = `query ($after: String) { people(first: 2, after: $after) {
    edges { node { name nets { amount } } } pageInfo { hasNextPage endCursor } } }`;
  const first = (await ana.ask(query)).people;
  const second = (await ana.ask(query, { after: first.pageInfo.endCursor })).people;
  const names = [...first.edges, ...second.edges].map(({ node }: Answer) => node.name);
  expect(names).toEqual(["Ben", "Cleo", "Cleo", "Zoe"]);
  expect(second.pageInfo.hasNextPage).toBe(false);
});

test("a stranger is no person, and sees none", async () => {
  const mallory = await api.person("Mallory");
  expect(await personFor(mallory, ben.id)).toBeNull();
  expect(await personFor(mallory, flat.memberIds[1]!)).toBeNull();
  expect(await personFor(ana, ana.id)).toBeNull();
  expect(await personFor(ana, "nothing")).toBeNull();
  expect((await mallory.ask("{ people { edges { node { id } } } }")).people.edges).toEqual([]);
});
