import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { type Answer, type Person, TestApi, type TestGroup } from "../../test/api.js";
import { expenseInput } from "../../test/seed.js";

let api: TestApi;
let ana: Person;

beforeAll(async () => {
  api = await TestApi.start();
  ana = await api.person("Ana");
});
afterAll(() => api.close());

/** A group whose balances are these, in cents, in the order of its members. */
async function groupWith(minors: readonly number[]): Promise<TestGroup> {
  const members = minors.slice(1).map((_, index) => ({ name: `P${index}` }));
  const input = { name: "Plan", currency: "EUR", members };
  const { group } = await ana.mutate("groupCreate", input, "group { id members { id } }");
  const memberIds: string[] = group.members.map((member: Answer) => member.id);
  const fresh = { id: group.id, memberIds, people: [ana] };
  const rows = (sign: number) =>
    minors.flatMap((minor, index) =>
      minor * sign > 0 ? [{ memberId: memberIds[index], cents: Math.abs(minor) }] : [],
    );
  const text = (cents: number) => `${Math.trunc(cents / 100)}.${String(cents % 100).padStart(2, "0")}`;
  const total = rows(1).reduce((sum, row) => sum + row.cents, 0);
  await ana.mutate(
    "expenseCreate",
    expenseInput(fresh, {
      total: { amount: text(total), currency: "EUR" },
      payers: rows(1).map(({ memberId, cents }) => ({ memberId, amount: text(cents) })),
      split: { mode: "EXACT", parts: rows(-1).map(({ memberId, cents }) => ({ memberId, value: text(cents) })) },
    }),
  );
  return fresh;
}

const TRANSFER = "from { id } to { id } amount { amount currency }";

async function planOf(group: TestGroup, viewer = ana): Promise<Answer> {
  const data = await viewer.ask(
    `query ($id: ID!) { group(id: $id) { settlementPlan(currency: "EUR") { method lowerBound transfers { ${TRANSFER} } }
      suggestedTransfers { ${TRANSFER} } } }`,
    { id: group.id },
  );
  return data.group;
}

function pay(group: TestGroup, transfer: Answer, amount = transfer.amount.amount) {
  return ana.mutate("settlementCreate", {
    groupId: group.id,
    fromMemberId: transfer.from.id,
    toMemberId: transfer.to.id,
    amount: { amount, currency: "EUR" },
    settledOn: "2026-03-01",
  });
}

test("the fewest transfers, proven, and the suggestions are the plan's", async () => {
  const group = await groupWith([600, 500, 500, -1000, -300, -300]);
  const { settlementPlan, suggestedTransfers } = await planOf(group);
  expect(settlementPlan).toMatchObject({ method: "EXACT", lowerBound: 4 });
  expect(settlementPlan.transfers).toHaveLength(4);
  expect(suggestedTransfers).toEqual(settlementPlan.transfers);
});

test("after one is paid, wholly or partly, the others stay word for word", async () => {
  const group = await groupWith([600, 500, 500, -1000, -300, -300]);
  const [first, second, ...rest] = (await planOf(group)).settlementPlan.transfers;
  await pay(group, first);
  expect((await planOf(group)).settlementPlan.transfers).toEqual([second, ...rest]);
  await pay(group, second, "1.00");
  const after = (await planOf(group)).settlementPlan.transfers;
  expect(after.slice(1)).toEqual(rest);
  expect(after[0]).toMatchObject({ from: second.from, to: second.to });
});

test("paying all of them leaves nothing, and a cancelled payment is suggested again", async () => {
  const group = await groupWith([600, 500, 500, -1000, -300, -300]);
  const before = await planOf(group);
  let last: Answer;
  for (const transfer of [...before.suggestedTransfers].reverse()) last = await pay(group, transfer);
  expect((await planOf(group)).settlementPlan).toEqual({ method: "EXACT", lowerBound: 0, transfers: [] });
  await ana.mutate("settlementCancel", { id: last.settlement.id, version: 1 });
  expect((await planOf(group)).suggestedTransfers).toEqual([before.suggestedTransfers[0]]);
});

const OPTIONS = `query ($id: ID!, $options: SettlementOptionsInput) { group(id: $id) {
  settlementPlan(currency: "EUR", options: $options) { currency method lowerBound
    transfers { ${TRANSFER} explanation { rows { kind amount { amount } running { amount } } } }
    remaining { member { id } net { amount } } }
  settlementPlans(options: $options) { currency transfers { ${TRANSFER} } } } }`;

/** A plan with options, as "0 1 2.00" for each transfer, and "1 −2.00" for what stays open. */
async function within(group: TestGroup, options: object) {
  const { group: seen } = await ana.ask(OPTIONS, { id: group.id, options });
  const { settlementPlan: plan, settlementPlans } = seen;
  const place = ({ id }: Answer) => group.memberIds.indexOf(id);
  expect(settlementPlans).toMatchObject([{ currency: "EUR", transfers: plan.transfers.map(withoutReason) }]);
  for (const { amount, explanation } of plan.transfers)
    expect(explanation.rows.at(-1).running.amount).toBe(amount.amount);
  return {
    ...plan,
    transfers: plan.transfers.map(({ from, to, amount }: Answer) => `${place(from)} ${place(to)} ${amount.amount}`),
    remaining: plan.remaining.map(({ member, net }: Answer) => `${place(member)} ${net.amount}`),
  };
}

function withoutReason({ from, to, amount }: Answer) {
  return { from, to, amount };
}

test("everything through one person, who may have nothing to do with it", async () => {
  const group = await groupWith([600, -200, -400, 0]);
  const [, ben, , eve] = group.memberIds;
  expect(await within(group, { through: ben })).toMatchObject({
    transfers: ["1 0 6.00", "2 1 4.00"],
    method: "EXACT",
    lowerBound: 2,
    remaining: [],
  });
  expect((await within(group, { through: eve })).transfers).toEqual(["1 3 2.00", "2 3 4.00", "3 0 6.00"]);
});

test("paying, or being paid by, given people alone", async () => {
  const group = await groupWith([600, -200, -400, 0]);
  const [ana, ben, cat, eve] = group.memberIds;
  const partners = [{ memberId: cat, partnerIds: [ben, eve] }];
  expect(await within(group, { partners })).toMatchObject({ transfers: ["1 0 6.00", "2 1 4.00"], remaining: [] });
  const apart = [
    { memberId: cat, partnerIds: [ben] },
    { memberId: ben, partnerIds: [cat] },
  ];
  const { transfers, remaining } = await within(group, { partners: apart });
  expect(transfers).toHaveLength(1);
  expect(remaining[0]).toBe("0 6.00");
  expect(remaining).toHaveLength(2);
  expect(await within(group, { partners: [{ memberId: ana, partnerIds: [ben, cat] }] })).toMatchObject({
    transfers: ["1 0 2.00", "2 0 4.00"],
    method: "EXACT",
  });
});

test("no transfer below the smallest; what stays open is said", async () => {
  const group = await groupWith([600, -10, -590]);
  expect(await within(group, { smallest: "0.101" })).toMatchObject({
    transfers: ["2 0 5.90"],
    method: "GREEDY",
    remaining: ["0 0.10", "1 -0.10"],
  });
  expect((await within(group, { smallest: "0.1" })).remaining).toEqual([]);
});

test("options that cannot be meant are refused with their field", async () => {
  const group = await groupWith([100, -100]);
  const other = await groupWith([100, -100]);
  const [first, second] = group.memberIds;
  const wrong = async (options: object) => {
    const { errors } = await ana.send(OPTIONS, { id: group.id, options });
    const [{ extensions }] = errors as [Answer];
    expect(extensions.code).toBe("BAD_USER_INPUT");
    return extensions.details[0].field;
  };
  expect(await wrong({ through: other.memberIds[0] })).toBe("options.through");
  expect(await wrong({ smallest: "-1" })).toBe("options.smallest");
  expect(await wrong({ through: first, partners: [{ memberId: second, partnerIds: [first] }] })).toBe(
    "options.partners",
  );
  expect(await wrong({ partners: [{ memberId: "x", partnerIds: [] }] })).toBe("options.partners.0.memberId");
  const twice = { memberId: first, partnerIds: [second] };
  expect(await wrong({ partners: [twice, twice] })).toBe("options.partners.1.memberId");
  const strange = { memberId: first, partnerIds: [second, other.memberIds[1]] };
  expect(await wrong({ partners: [strange] })).toBe("options.partners.0.partnerIds.1");
});

test("a stranger sees no plan, and a currency that is none is refused", async () => {
  const group = await groupWith([100, -100]);
  expect(await planOf(group, await api.person("Mallory"))).toBeNull();
  const query = 'query ($id: ID!) { group(id: $id) { settlementPlan(currency: "eur") { lowerBound } } }';
  const { errors } = await ana.send(query, { id: group.id });
  expect(errors![0]!.extensions).toMatchObject({ code: "BAD_USER_INPUT", details: [{ field: "currency" }] });
  const none =
    'query ($id: ID!) { group(id: $id) { settlementPlan(currency: "JPY") { lowerBound method transfers { from { id } } } } }';
  const data = await ana.ask(none, { id: group.id });
  expect(data.group.settlementPlan).toEqual({ lowerBound: 0, method: "EXACT", transfers: [] });
});
