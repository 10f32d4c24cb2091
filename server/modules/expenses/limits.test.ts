import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { type Answer, type Person, TestApi, type TestGroup } from "../../test/api.js";
import { balancesOf, expenseInput, settlementInput, stateOf } from "../../test/seed.js";

let api: TestApi;
let ana: Person;
let ben: Person;

beforeAll(async () => {
  api = await TestApi.start();
  [ana, ben] = [await api.person("Ana"), await api.person("Ben")];
});
afterAll(() => api.close());

/** A group of five hundred people, of whom Ana alone has an account. */
async function crowd(): Promise<TestGroup> {
  const members = Array.from({ length: 499 }, (_, index) => ({ name: `Person ${index}` }));
  const { group } = await ana.mutate(
    "groupCreate",
    { name: "Crowd", currency: "EUR", members },
    "group { id members { id } }",
  );
  return { id: group.id, memberIds: group.members.map((member: Answer) => member.id), people: [ana] };
}

function total(rows: { amount: { amount: string } }[]): bigint {
  return rows.reduce((sum, { amount }) => sum + BigInt(amount.amount.replace(".", "")), 0n);
}

test("five hundred people: each of them pays, each of them bears a share, and nobody else fits in", async () => {
  const group = await crowd();
  const payers = group.memberIds.map((memberId) => ({ memberId, amount: "20.00" }));
  const parts = group.memberIds.map((memberId) => ({ memberId, value: "0.2" }));
  const input = { payers, total: { amount: "10000.00", currency: "EUR" }, split: { mode: "PERCENTAGE", parts } };
  const { expense } = await ana.mutate("expenseCreate", expenseInput(group, input));
  expect([expense.payers.length, expense.shares.length]).toEqual([500, 500]);
  expect(await balancesOf(ana, group)).toEqual({});
  const largest = "20000000000.00";
  const exact = group.memberIds.map((memberId) => ({ memberId, value: largest }));
  const atMost = {
    title: "🙂".repeat(200),
    total: { amount: "10000000000000.00", currency: "EUR" },
    payers: exact.map(({ memberId, value }) => ({ memberId, amount: value })),
    split: { mode: "EXACT", parts: exact },
  };
  await ana.mutate("expenseCreate", expenseInput(group, atMost), "__typename");
  const odd = { split: { mode: "EQUAL" }, total: { amount: "100.01", currency: "EUR" } };
  const { expense: uneven } = await ana.mutate("expenseCreate", expenseInput(group, odd));
  expect(total(uneven.shares)).toBe(10_001n);
  expect(new Set(uneven.shares.map((share: Answer) => share.amount.amount))).toEqual(new Set(["0.20", "0.21"]));

  const tooMany = { split: { mode: "EQUAL", parts: [...parts, parts[0]!].map(({ memberId }) => ({ memberId })) } };
  expect(await ana.try("expenseCreate", expenseInput(group, tooMany))).toMatchObject({
    fields: [{ path: ["split", "parts"], code: "TOO_LONG" }],
  });
  expect(await ana.try("memberAdd", { groupId: group.id, name: "One more" })).toMatchObject({
    fields: [{ path: ["groupId"], code: "OUT_OF_RANGE" }],
  });
  const { invite } = await ana.mutate("inviteCreate", { groupId: group.id });
  expect(await ben.try("inviteAccept", { code: invite.code })).toMatchObject({ reason: "STATE", current: null });
  expect((await stateOf(ana, group)).ledgerHealth).toEqual({ ok: true, violations: [] });
});

test("lists of thousands are refused, and name themselves", async () => {
  const group = await api.group([ana, ben]);
  const many = Array.from({ length: 2000 }, () => ({ memberId: "mem_x" }));
  const answer = await ana.try(
    "expenseCreate",
    expenseInput(group, { payers: many.slice(0, 1200), split: { mode: "EQUAL", parts: many.slice(0, 600) } }),
  );
  expect(answer.fields).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ path: ["payers"], code: "TOO_LONG" }),
      expect.objectContaining({ path: ["split", "parts"], code: "TOO_LONG" }),
    ]),
  );
  const members = many.map(() => ({ name: "x" }));
  expect(await ana.try("groupCreate", { name: "Crowd", currency: "EUR", members })).toMatchObject({
    fields: [{ path: ["members"], code: "TOO_LONG" }],
  });
});

test("the largest amounts add up beyond what one amount may be, in every currency's decimals", async () => {
  const group = await api.group([ana, ben]);
  const [anaId, benId] = group.memberIds as [string, string];
  const largest = { JPY: "1000000000000000", EUR: "10000000000000.00", KWD: "1000000000000.000" };
  for (const [currency, amount] of Object.entries(largest)) {
    for (let count = 0; count < 12; count++) {
      const split = { mode: "EXACT", parts: [{ memberId: benId, value: amount }] };
      await ana.mutate("expenseCreate", expenseInput(group, { total: { amount, currency }, split }), "__typename");
    }
  }
  expect(await balancesOf(ana, group)).toEqual({
    [anaId]: ["120000000000000.00 EUR", "12000000000000000 JPY", "12000000000000.000 KWD"],
    [benId]: ["-120000000000000.00 EUR", "-12000000000000000 JPY", "-12000000000000.000 KWD"],
  });
  const data = await ana.ask(
    "query ($id: ID!) { group(id: $id) { suggestedTransfers { amount { amount currency } } } }",
    {
      id: group.id,
    },
  );
  expect(data.group.suggestedTransfers[0].amount).toEqual({ amount: "120000000000000.00", currency: "EUR" });
  // A debt larger than one payment may be is paid in parts.
  const tooLarge = {
    fromMemberId: benId,
    toMemberId: anaId,
    amount: { amount: "120000000000000.00", currency: "EUR" },
  };
  expect(await ana.try("settlementCreate", settlementInput(group, tooLarge))).toMatchObject({
    fields: [{ path: ["amount", "amount"], code: "OUT_OF_RANGE" }],
  });
  expect((await stateOf(ana, group)).ledgerHealth.ok).toBe(true);
  expect(await balancesOf(ana, group, "0001-01-01")).toEqual({});
  expect(await balancesOf(ana, group, "9999-12-31")).toEqual(await balancesOf(ana, group));
});
