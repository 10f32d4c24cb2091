import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { newId } from "../../../kernel/ids.js";
import { type Person, TestApi, type TestGroup } from "../../../test/api.js";
import { balancesOf, expenseInput, settlementInput, stateOf, threeAndAStranger } from "../../../test/seed.js";

let api: TestApi;
let ana: Person;
let ben: Person;
let eve: Person;
let mallory: Person;
let group: TestGroup;

beforeAll(async () => {
  api = await TestApi.start();
  ({ ana, ben, eve, mallory, group } = await threeAndAStranger(api));
});
afterAll(() => api.close());

test("counts at once where the group does not wait, whoever records it", async () => {
  const fresh = await api.group([ana, ben]);
  await ana.mutate("expenseCreate", expenseInput(fresh));
  const { settlement } = await ben.mutate("settlementCreate", settlementInput(fresh, { note: "cash 💶" }));
  expect(settlement).toMatchObject({ status: "CONFIRMED", note: "cash 💶", version: 1, amount: { amount: "10.00" } });
  // Five were owed: the rest is credit.
  expect(await balancesOf(ana, fresh)).toEqual({
    [fresh.memberIds[0]!]: ["-5.00 EUR"],
    [fresh.memberIds[1]!]: ["5.00 EUR"],
  });
  expect((await stateOf(ana, fresh)).ledgerHealth.ok).toBe(true);
});

test("waits for the receiver where the group does, unless the receiver records it", async () => {
  const fresh = await api.group([ana, ben]);
  await ana.mutate("groupUpdate", { id: fresh.id, version: 1, confirmSettlements: true });
  const byPayer = await ben.mutate("settlementCreate", settlementInput(fresh));
  expect(byPayer.settlement.status).toBe("PENDING");
  expect(await balancesOf(ana, fresh)).toEqual({});
  const byReceiver = await ana.mutate("settlementCreate", settlementInput(fresh));
  expect(byReceiver.settlement.status).toBe("CONFIRMED");
});

test("somebody who was removed can still be settled with, in any currency", async () => {
  const fresh = await api.group([ana, ben]);
  await ana.mutate("memberRemove", { id: fresh.memberIds[1] });
  const yen = { amount: "1200", currency: "JPY" };
  const { settlement } = await ana.mutate("settlementCreate", settlementInput(fresh, { amount: yen }));
  expect(settlement.amount).toEqual(yen);
});

test("the same id and input is one settlement; with other input, or from somebody else, it is refused", async () => {
  const id = newId("stl");
  const input = settlementInput(group, { id });
  const once = await ben.mutate("settlementCreate", input);
  const before = await stateOf(ana, group);
  expect(await ben.mutate("settlementCreate", input)).toEqual(once);
  const taken = { __typename: "ConflictError", reason: "ID_TAKEN", current: { id } };
  expect(await ben.try("settlementCreate", { ...input, note: "other" })).toMatchObject(taken);
  expect(await ana.try("settlementCreate", input)).toMatchObject(taken);
  expect(await stateOf(ana, group)).toEqual(before);
});

test.each([
  [{ amount: { amount: "0", currency: "EUR" } }, ["amount", "amount"], "OUT_OF_RANGE"],
  [{ amount: { amount: "-1", currency: "EUR" } }, ["amount", "amount"], "OUT_OF_RANGE"],
  [{ amount: { amount: "10000000000000.01", currency: "EUR" } }, ["amount", "amount"], "OUT_OF_RANGE"],
  [{ amount: { amount: "1.001", currency: "EUR" } }, ["amount", "amount"], "TOO_MANY_DECIMALS"],
  [{ amount: { amount: "1", currency: "HRK" } }, ["amount", "currency"], "NOT_ALLOWED"],
  [{ fromMemberId: newId("mem") }, ["fromMemberId"], "UNKNOWN_MEMBER"],
  [{ toMemberId: "x" }, ["toMemberId"], "UNKNOWN_MEMBER"],
  [{ note: "x".repeat(10_000) }, ["note"], "TOO_LONG"],
  [{ id: "stl_x" }, ["id"], "MALFORMED"],
])("refuses %j", async (change, path, code) => {
  const before = await stateOf(ana, group);
  const answer = await ana.try("settlementCreate", settlementInput(group, change));
  expect(answer.fields).toContainEqual(expect.objectContaining({ path, code }));
  expect(await stateOf(ana, group)).toEqual(before);
});

test("nobody pays themself", async () => {
  const same = { toMemberId: group.memberIds[1] };
  const answer = await ana.try("settlementCreate", settlementInput(group, same));
  expect(answer.fields).toContainEqual(expect.objectContaining({ path: ["toMemberId"] }));
});

test("days that do not exist and amounts that cannot be read", async () => {
  const [day] = await ana.fail("settlementCreate", settlementInput(group, { settledOn: "2026-13-01" }));
  expect(day!.extensions).toMatchObject({ code: "BAD_USER_INPUT", details: [{ field: "input.settledOn" }] });
  const amount = { amount: "ten", currency: "EUR" };
  const [text] = await ana.fail("settlementCreate", settlementInput(group, { amount }));
  expect(text!.extensions.details[0]!.field).toBe("input.amount.amount");
});

test("a member of another group", async () => {
  const other = await api.group([mallory, eve]);
  const foreign = await mallory.try("settlementCreate", settlementInput(other, { fromMemberId: group.memberIds[0] }));
  expect(foreign.fields[0]).toMatchObject({ path: ["fromMemberId"], code: "UNKNOWN_MEMBER" });
});
