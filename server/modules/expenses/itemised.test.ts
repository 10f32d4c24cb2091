import { afterAll, beforeAll, describe, expect, jest, test } from "@jest/globals";
import { sum } from "../../kernel/allocate.js";
import { Decimal } from "../../kernel/decimal.js";
import { newId } from "../../kernel/ids.js";
import { shareBill } from "../../kernel/itemize.js";
import { amountText } from "../../kernel/money.js";
import { type Answer, type Person, TestApi, type TestGroup } from "../../test/api.js";
import { balancesOf, expenseInput, stateOf, threeAndAStranger } from "../../test/seed.js";

let api: TestApi;
let ana: Person;
let ben: Person;
let mallory: Person;
let group: TestGroup;
let [a, b, e] = ["", "", ""];

beforeAll(async () => {
  api = await TestApi.start();
  ({ ana, ben, mallory, group } = await threeAndAStranger(api));
  [a, b, e] = group.memberIds as [string, string, string];
});
afterAll(() => api.close());

const ALLOCATION = "allocation { numerator denominator exact oddUnits rule ruleCode }";
const SHARES = `expense { id version total { amount currency } shares { member { id } amount { amount } ${ALLOCATION} } }`;

interface LineInput {
  readonly name: string;
  readonly amount: string;
  readonly kind?: string;
  readonly claims?: readonly { readonly memberId: string; readonly weight?: string }[];
}

/** A dinner of 48.10: Ana and Ben had a meal each, three beers went to all of them, two of these to Eve. */
function dinner(): LineInput[] {
  return [
    { name: "Risotto", amount: "14.50", claims: [{ memberId: a }] },
    { name: "Steak", amount: "21.00", kind: "ITEM", claims: [{ memberId: b, weight: "1" }] },
    {
      name: "Beer 🍺",
      amount: "10.5",
      claims: [
        { memberId: a, weight: "0.5" },
        { memberId: b, weight: "0.50" },
        { memberId: e, weight: "2" },
      ],
    },
    { name: "VAT", amount: "4.6", kind: "TAX" },
    { name: "Voucher", amount: "5", kind: "DISCOUNT" },
    { name: "Tip", amount: "2.50", kind: "TIP" },
  ];
}

function bill(items: readonly object[] | undefined = dinner(), change: object = {}) {
  return { total: { amount: "48.10", currency: "EUR" }, split: { mode: "ITEMIZED", items }, ...change };
}

async function newBill(change: object = {}): Promise<Answer> {
  return (await ana.mutate("expenseCreate", expenseInput(group, { ...bill(), ...change }))).expense;
}

function amountsByMember({ shares }: Answer): Record<string, string> {
  return Object.fromEntries(shares.map((share: Answer) => [share.member.id, share.amount.amount]));
}

/** What the browser would have shown under this id. */
function preview(expenseId: string, items: readonly LineInput[], minor: bigint, currency: string) {
  const lines = items.map(({ amount, kind, claims }) => ({
    amount: Decimal.parse(amount)!,
    kind: (kind ?? "ITEM") as "ITEM",
    claims: (claims ?? []).map(({ memberId, weight }) => ({ memberId, weight: Decimal.parse(weight ?? "1")! })),
  }));
  const answer = shareBill({ minor, currency }, lines, expenseId);
  if ("problems" in answer) throw new Error(JSON.stringify(answer.problems));
  return Object.fromEntries(answer.shares.map((share) => [share.memberId, amountText(share.minor, currency)]));
}

/** Expects one place to be refused, and that nothing was written. */
async function refuses(change: object, path: string[], code: string): Promise<string> {
  const before = await stateOf(ana, group);
  const answer = await ana.try("expenseCreate", expenseInput(group, { ...bill(), ...change }));
  expect(answer).toMatchObject({ __typename: "InvalidInputError" });
  expect(answer.fields).toContainEqual(expect.objectContaining({ path, code }));
  expect(await stateOf(ana, group)).toEqual(before);
  return answer.fields.find((field: Answer) => field.code === code).message;
}

describe("a bill", () => {
  test("is shared to the cent as the browser showed it, and reads back as it was entered", async () => {
    const id = newId("exp");
    const expense = await newBill({ id });
    expect(amountsByMember(expense)).toEqual(preview(id, dinner(), 4810n, "EUR"));
    expect(sum(Object.values(amountsByMember(expense)).map((text) => BigInt(text.replace(".", ""))))).toBe(4810n);
    expect(expense.split).toMatchObject({ mode: "ITEMIZED", parts: [] });
    expect(expense.split.items).toEqual([
      {
        name: "Risotto",
        amount: { amount: "14.50", currency: "EUR" },
        kind: "ITEM",
        claims: [{ member: { id: a }, weight: "1" }],
      },
      {
        name: "Steak",
        amount: { amount: "21.00", currency: "EUR" },
        kind: "ITEM",
        claims: [{ member: { id: b }, weight: "1" }],
      },
      {
        name: "Beer 🍺",
        amount: { amount: "10.50", currency: "EUR" },
        kind: "ITEM",
        claims: [
          { member: { id: a }, weight: "0.5" },
          { member: { id: b }, weight: "0.50" },
          { member: { id: e }, weight: "2" },
        ],
      },
      { name: "VAT", amount: { amount: "4.60", currency: "EUR" }, kind: "TAX", claims: [] },
      { name: "Voucher", amount: { amount: "5.00", currency: "EUR" }, kind: "DISCOUNT", claims: [] },
      { name: "Tip", amount: { amount: "2.50", currency: "EUR" }, kind: "TIP", claims: [] },
    ]);
  });

  test("says for every share how it was computed", async () => {
    const items = [
      { name: "Pizza", amount: "10.00", claims: [{ memberId: a }, { memberId: b }, { memberId: e }] },
      { name: "Tip", amount: "0.01", kind: "TIP" },
    ];
    const input = expenseInput(group, bill(items, { total: { amount: "10.01", currency: "EUR" } }));
    const { expense } = await ana.mutate("expenseCreate", input, SHARES);
    const allocations = expense.shares.map((share: Answer) => share.allocation);
    for (const allocation of allocations) {
      expect(allocation).toMatchObject({ numerator: "1001", denominator: "3", exact: "333 2/3" });
    }
    expect(allocations.map((each: Answer) => each.oddUnits).sort()).toEqual([0, 1, 1]);
    expect(allocations.map((each: Answer) => each.ruleCode).sort()).toEqual(["NOT_ON_TURN", "ON_TURN", "ON_TURN"]);
    expect(allocations[0].rule).toContain("left 2 minor units over");
  });

  test("of a refund is the mirror image, and paid back by several", async () => {
    const id = newId("exp");
    const items = dinner().map((line) => ({ ...line, amount: `-${line.amount}` }));
    const payers = [
      { memberId: a, amount: "-20" },
      { memberId: b, amount: "-28.10" },
    ];
    const expense = await newBill({ id, ...bill(items), total: { amount: "-48.10", currency: "EUR" }, payers });
    const mirror = preview(id, dinner(), 4810n, "EUR");
    expect(amountsByMember(expense)).toEqual(
      Object.fromEntries(Object.entries(mirror).map(([memberId, amount]) => [memberId, `-${amount}`])),
    );
  });

  test("sent twice is one, whether or not what may be left out is said", async () => {
    const id = newId("exp");
    const once = await newBill({ id });
    const before = await stateOf(ana, group);
    const said = dinner().map((line) => ({
      ...line,
      kind: line.kind ?? "ITEM",
      claims: line.claims?.map(({ memberId, weight }) => ({ memberId, weight: weight ?? "1.0" })),
    }));
    expect(await newBill({ id, split: { mode: "ITEMIZED", items: said } })).toEqual(once);
    expect(await stateOf(ana, group)).toEqual(before);
    const other = await ana.try("expenseCreate", expenseInput(group, { ...bill(dinner().slice(1)), id }));
    expect(other).toMatchObject({ __typename: "ConflictError", reason: "ID_TAKEN" });
  });

  test("can be tried out", async () => {
    const before = await stateOf(ana, group);
    const { expense } = await ana.mutate("expenseCreate", expenseInput(group, { ...bill(), dryRun: true }));
    expect(expense.split.items).toHaveLength(6);
    expect(await stateOf(ana, group)).toEqual(before);
  });
});

describe("changing it", () => {
  const update = (expense: Answer, change: object) =>
    ana.try("expenseUpdate", { id: expense.id, version: expense.version, ...change });

  test("another title leaves every line and share", async () => {
    const expense = await newBill();
    const { expense: after } = await update(expense, { title: "Supper" });
    expect(after).toMatchObject({ title: "Supper", shares: expense.shares, split: expense.split });
  });

  test("new lines with their total move the balances", async () => {
    const fresh = await api.group([ana, ben]);
    const [x, y] = fresh.memberIds as [string, string];
    const lines = (weight: string) => [
      { name: "Beer", amount: "9.00", claims: [{ memberId: x }, { memberId: y, weight }] },
      { name: "Tip", amount: "1.00", kind: "TIP" },
    ];
    const { expense } = await ana.mutate(
      "expenseCreate",
      expenseInput(fresh, bill(lines("2"), { total: { amount: "10", currency: "EUR" } })),
    );
    // Two thirds of 10.00 are 6.67.
    expect(await balancesOf(ana, fresh)).toEqual({ [x]: ["6.67 EUR"], [y]: ["-6.67 EUR"] });
    await update(expense, { split: { mode: "ITEMIZED", items: lines("1") } });
    expect(await balancesOf(ana, fresh)).toEqual({ [x]: ["5.00 EUR"], [y]: ["-5.00 EUR"] });
    expect((await stateOf(ana, fresh)).ledgerHealth).toEqual({ ok: true, violations: [] });
  });

  test("a new total alone no longer is what the lines add up to", async () => {
    const expense = await newBill();
    for (const total of [
      { amount: "48.11", currency: "EUR" },
      { amount: "-48.10", currency: "EUR" },
      { amount: "48", currency: "JPY" },
    ]) {
      const answer = await update(expense, { total });
      expect(answer).toMatchObject({ __typename: "InvalidInputError" });
      expect(answer.fields.map((field: Answer) => field.path)).toContainEqual(["split"]);
    }
    const { expense: francs } = await update(expense, { total: { amount: "48.10", currency: "CHF" } });
    expect(francs.split.items[0].amount).toEqual({ amount: "14.50", currency: "CHF" });
    expect(amountsByMember(francs)).toEqual(amountsByMember(expense));
  });

  test("to another way of splitting and back", async () => {
    const expense = await newBill();
    const { expense: equal } = await update(expense, { split: { mode: "EQUAL" } });
    expect(equal.split).toMatchObject({ mode: "EQUAL", parts: [{}, {}, {}], items: [] });
    const { expense: again } = await update(equal, { split: { mode: "ITEMIZED", items: dinner() } });
    expect(again).toMatchObject({ shares: expense.shares, split: expense.split });
  });

  test("with bottles that somebody brought back, and its mirror; the history and the allocation say so", async () => {
    const shop = (sign: string, opposite: string) => [
      { name: "Food", amount: `${sign}60.00`, claims: [{ memberId: a }, { memberId: b }] },
      { name: "Bottles", amount: `${opposite}10.00`, claims: [{ memberId: b }] },
    ];
    const total = (amount: string) => ({ total: { amount, currency: "EUR" } });
    const paid = await newBill(bill(shop("", "-"), total("50.00")));
    expect(amountsByMember(paid)).toEqual({ [a]: "30.00", [b]: "20.00" });
    expect(paid.split.items[1].amount.amount).toBe("-10.00");
    const refund = await newBill(bill(shop("-", ""), total("-50.00")));
    expect(amountsByMember(refund)).toEqual({ [a]: "-30.00", [b]: "-20.00" });
    const query =
      "query ($id: ID!) { expense(id: $id) { shares { allocation { exact ruleCode } } history { edges { node { changes { before after } } } } } }";
    const { expense } = await ana.ask(query, { id: paid.id });
    expect(expense.shares[1].allocation).toEqual({ exact: "2000", ruleCode: "WHOLE" });
    const { changes } = expense.history.edges[0].node;
    expect(changes).toContainEqual({ before: null, after: "Bottles: -10.00 EUR" });
  });

  test("deleting takes it out of the balances and restoring brings it back", async () => {
    const fresh = await api.group([ana, ben]);
    const items = [{ name: "Taxi", amount: "48.10", claims: fresh.memberIds.map((memberId) => ({ memberId })) }];
    const { expense } = await ana.mutate("expenseCreate", expenseInput(fresh, bill(items)));
    const owed = await balancesOf(ana, fresh);
    const { expense: gone } = await ana.mutate("expenseDelete", { id: expense.id, version: 1 });
    expect(await balancesOf(ana, fresh)).toEqual({});
    const { expense: back } = await ana.mutate("expenseRestore", { id: expense.id, version: gone.version });
    expect(await balancesOf(ana, fresh)).toEqual(owed);
    expect(back.split).toEqual(expense.split);
  });

  test("the history says which lines and whose claims differ", async () => {
    const expense = await newBill();
    const items = dinner().filter(({ name }) => name !== "Tip");
    items[1] = { ...items[1]!, amount: "22.00", claims: [{ memberId: e }] };
    items.push({ name: "Cover", amount: "1.50", kind: "FEE" });
    await update(expense, { split: { mode: "ITEMIZED", items } });
    const { expense: read } = await ana.ask(
      `query ($id: ID!) { expense(id: $id) {
        history(first: 5) { edges { node { changes { field member { id } before after } } } } } }`,
      { id: expense.id },
    );
    const [changed, created] = read.history.edges.map((edge: Answer) => edge.node.changes);
    const line = (field: string, before: string | null, after: string | null) => ({
      field,
      member: null,
      before,
      after,
    });
    const had = (id: string, before: string, after: string) => ({ field: "claims", member: { id }, before, after });
    expect(changed.filter(({ field }: Answer) => field !== "shares")).toEqual([
      line("item", "Steak: 21.00 EUR", "Steak: 22.00 EUR"),
      line("tip", "Tip: 2.50 EUR", null),
      line("fee", null, "Cover: 1.50 EUR"),
      had(b, "Steak, Beer 🍺 × 0.50", "Beer 🍺 × 0.50"),
      had(e, "Beer 🍺 × 2", "Steak, Beer 🍺 × 2"),
    ]);
    expect(created).toContainEqual(line("discount", null, "Voucher: 5.00 EUR"));
    expect(created.some(({ field }: Answer) => field === "claims")).toBe(false);
  });

  test("a long bill's history counts the lines instead of naming them", async () => {
    const items = Array.from({ length: 30 }, (_, index) => ({
      name: `Line ${index % 7}`,
      amount: "1.00",
      claims: [{ memberId: a }],
    }));
    const { id } = await newBill(bill(items, { total: { amount: "30", currency: "EUR" } }));
    const { expense } = await ana.ask(
      "query ($id: ID!) { expense(id: $id) { history { edges { node { changes { field before after } } } } } }",
      { id },
    );
    expect(expense.history.edges[0].node.changes).toContainEqual({ field: "lines", before: null, after: "30" });
  });
});

describe("what is refused", () => {
  const at = (...path: (string | number)[]) => ["split", "items", ...path.map(String)];
  const with_ = (index: number, change: object) => ({
    split: { mode: "ITEMIZED", items: dinner().map((line, each) => (each === index ? { ...line, ...change } : line)) },
  });

  test("lines", async () => {
    await refuses({ split: { mode: "ITEMIZED" } }, at(), "REQUIRED");
    await refuses({ split: { mode: "ITEMIZED", items: [] } }, at(), "REQUIRED");
    await refuses(with_(0, { amount: "14.49" }), at(), "SUM_MISMATCH");
    await refuses(with_(0, { amount: "14.501" }), at(0, "amount"), "TOO_MANY_DECIMALS");
    await refuses(with_(0, { amount: "10000000000000.01" }), at(0, "amount"), "OUT_OF_RANGE");
    await refuses(with_(3, { amount: "-4.60" }), at(3, "amount"), "OUT_OF_RANGE");
    await refuses(with_(0, { amount: "-14.50" }), at(0, "amount"), "OUT_OF_RANGE");
    await refuses(with_(1, { name: " " }), at(1, "name"), "REQUIRED");
    await refuses(with_(1, { name: "x".repeat(201) }), at(1, "name"), "TOO_LONG");
    await refuses(with_(1, { name: "a\u0000b" }), at(1, "name"), "MALFORMED");
    const many = Array.from({ length: 201 }, () => ({ name: "x", amount: "1", claims: [{ memberId: a }] }));
    await refuses({ split: { mode: "ITEMIZED", items: many } }, at(), "TOO_LONG");
    const spread = [{ name: "Tax", amount: "48.10", kind: "TAX" }];
    await refuses({ split: { mode: "ITEMIZED", items: spread } }, at(0, "amount"), "OUT_OF_RANGE");
  });

  test("claims", async () => {
    const message = await refuses(with_(1, { claims: [] }), at(1, "claims"), "REQUIRED");
    expect(message).toContain("21.00 EUR");
    await refuses(with_(1, { claims: null }), at(1, "claims"), "REQUIRED");
    await refuses(with_(3, { claims: [{ memberId: a }] }), at(3, "claims"), "NOT_ALLOWED");
    const twice = [{ memberId: a }, { memberId: a }];
    await refuses(with_(0, { claims: twice }), at(0, "claims", 1, "memberId"), "DUPLICATE");
    const weighs = (weight: string) => with_(0, { claims: [{ memberId: a, weight }] });
    await refuses(weighs("-1"), at(0, "claims", 0, "weight"), "OUT_OF_RANGE");
    await refuses(weighs("0.0000001"), at(0, "claims", 0, "weight"), "TOO_MANY_DECIMALS");
    await refuses(weighs("0"), at(0, "claims"), "OUT_OF_RANGE");
    const crowd = Array.from({ length: 501 }, () => ({ memberId: a }));
    await refuses(with_(0, { claims: crowd }), at(0, "claims"), "TOO_LONG");
  });

  test("parts beside lines, and lines beside parts", async () => {
    const parts = [{ memberId: a, value: "48.10" }];
    await refuses({ split: { mode: "ITEMIZED", items: dinner(), parts } }, ["split", "parts"], "NOT_ALLOWED");
    await refuses({ split: { mode: "EXACT", items: dinner(), parts } }, at(), "NOT_ALLOWED");
  });

  test("people of another group, people who left, and ids that name nobody", async () => {
    const theirs = await api.group([mallory]);
    for (const memberId of [theirs.memberIds[0], newId("mem"), "x\u0000", group.id]) {
      const claims = [{ memberId: b }, { memberId }];
      await refuses(with_(1, { claims }), at(1, "claims", 1, "memberId"), "UNKNOWN_MEMBER");
    }
    const fresh = await api.group([ana, ben]);
    const [, left] = fresh.memberIds;
    const items = [{ name: "Taxi", amount: "48.10", claims: [{ memberId: left }] }];
    const { expense } = await ana.mutate("expenseCreate", expenseInput(fresh, bill(items)));
    await ana.mutate("memberRemove", { id: left });
    const again = await ana.try("expenseCreate", expenseInput(fresh, bill(items)));
    expect(again.fields[0]).toMatchObject({ path: at(0, "claims", 0, "memberId"), code: "UNKNOWN_MEMBER" });
    // Who stands in a bill already may stay in it.
    const split = { mode: "ITEMIZED", items: items.map((item) => ({ ...item, name: "Cab" })) };
    expect(await ana.try("expenseUpdate", { id: expense.id, version: 1, split })).toMatchObject({
      __typename: "ExpenseUpdatePayload",
    });
  });

  test("a weight that is no number is told from one that is wrong", async () => {
    const input = expenseInput(group, { ...bill(), ...with_(0, { claims: [{ memberId: a, weight: "two" }] }) });
    const [error] = await ana.fail("expenseCreate", input);
    expect(error!.extensions).toMatchObject({
      code: "BAD_USER_INPUT",
      details: [expect.objectContaining({ field: "input.split.items[0].claims[0].weight" })],
    });
  });

  test("a VIEWER may look at a bill, not write one; a stranger hears of none", async () => {
    const viewer = await api.person("Vic");
    await api.join(group.id, ana, viewer, "VIEWER");
    const expense = await newBill();
    const input = expenseInput(group, bill());
    expect((await viewer.try("expenseCreate", input)).__typename).toBe("ForbiddenError");
    expect((await mallory.try("expenseCreate", input)).__typename).toBe("NotFoundError");
    const query = "query ($id: ID!) { expense(id: $id) { split { items { name claims { member { id } } } } } }";
    expect((await viewer.ask(query, { id: expense.id })).expense.split.items).toHaveLength(6);
    expect((await mallory.ask(query, { id: expense.id })).expense).toBeNull();
  });
});

describe("every other way of splitting says how each share was computed, too", () => {
  test.each<[string, (string | null)[], string[], string[]]>([
    ["EQUAL", [null, null, null], ["333 1/3", "333 1/3", "333 1/3"], ["NOT_ON_TURN", "NOT_ON_TURN", "ON_TURN"]],
    ["SHARES", ["1", "2", "3"], ["166 2/3", "333 1/3", "500"], ["LARGER_FRACTION", "SMALLER_FRACTION", "WHOLE"]],
    ["PERCENTAGE", ["50", "25.05", "24.95"], ["500", "250 1/2", "249 1/2"], ["NOT_ON_TURN", "ON_TURN", "WHOLE"]],
    ["EXACT", ["1", "2", "7"], ["100", "200", "700"], ["ENTERED", "ENTERED", "ENTERED"]],
    ["ADJUSTMENT", ["1", null, "2"], ["333 1/3", "233 1/3", "433 1/3"], ["NOT_ON_TURN", "NOT_ON_TURN", "ON_TURN"]],
  ])("%s", async (mode, values, exact, rules) => {
    const parts = group.memberIds.map((memberId, index) => ({ memberId, value: values[index] }));
    const { expense } = await ana.mutate("expenseCreate", expenseInput(group, { split: { mode, parts } }), SHARES);
    const allocations = expense.shares.map((share: Answer) => share.allocation);
    expect(allocations.map((each: Answer) => each.exact)).toEqual(exact);
    expect(allocations.map((each: Answer) => each.ruleCode).sort()).toEqual(rules);
    for (const { amount, allocation } of expense.shares) {
      const rounded = BigInt(allocation.numerator) / BigInt(allocation.denominator);
      expect(amountText(rounded + BigInt(allocation.oddUnits), "EUR")).toBe(amount.amount);
    }
  });

  test("an equal split among everybody is explained among those who were there", async () => {
    const fresh = await api.group([ana, ben]);
    const { expense } = await ana.mutate("expenseCreate", expenseInput(fresh, { split: { mode: "EQUAL" } }), SHARES);
    await api.join(fresh.id, ana, mallory);
    const query = `query ($id: ID!) { expense(id: $id) { ${SHARES.slice("expense { ".length)} }`;
    const { expense: read } = await ana.ask(query, { id: expense.id });
    expect(read.shares.map((share: Answer) => share.allocation.exact)).toEqual(["500", "500"]);
  });
});

describe("limits", () => {
  test("a bill of a hundred lines with ten claims each fits one request", async () => {
    const members = Array.from({ length: 9 }, (_, index) => ({ name: `Person ${index}` }));
    const { group: crowd } = await ana.mutate(
      "groupCreate",
      { name: "Crowd", currency: "EUR", members },
      "group { id members { id } }",
    );
    const memberIds: string[] = crowd.members.map((member: Answer) => member.id);
    const items = Array.from({ length: 100 }, (_, line) => ({
      name: `Line ${line} of a long evening`,
      amount: "123.45",
      kind: "ITEM",
      claims: memberIds.map((memberId, index) => ({ memberId, weight: String(1 + ((line + index) % 9)) })),
    }));
    const total = { amount: "12345.00", currency: "EUR" };
    const input = expenseInput({ id: crowd.id, memberIds, people: [ana] }, bill(items, { total }));
    const { expense } = await ana.mutate("expenseCreate", input);
    expect(expense.split.items).toHaveLength(100);
    expect(expense.split.items[99].claims).toHaveLength(10);
  });

  test("a page of bills takes as many statements as a single one", async () => {
    const fresh = await api.group([ana, ben]);
    const claims = fresh.memberIds.map((memberId) => ({ memberId }));
    const items = [
      { name: "Pasta", amount: "45.60", claims },
      { name: "Tip", amount: "2.50", kind: "TIP" },
    ];
    const PAGE = `query ($id: ID!) { group(id: $id) { expenses(first: 20) { edges { node { title
      shares { member { name } amount { amount } ${ALLOCATION} }
      split { items { name amount { amount } claims { member { name } weight } } } } } } } }`;
    const query = jest.spyOn(api.surroundings.Client.prototype, "query");
    const statements = async (bills: number) => {
      query.mockClear();
      const { edges } = (await ana.ask(PAGE, { id: fresh.id })).group.expenses;
      expect(edges).toHaveLength(bills);
      expect(edges[0].node.split.items[0].claims.map((claim: Answer) => claim.member.name)).toEqual(["Ana", "Ben"]);
      return query.mock.calls.length;
    };
    await ana.mutate("expenseCreate", expenseInput(fresh, bill(items)));
    await statements(1);
    const one = await statements(1);
    for (let count = 2; count <= 20; count++) await ana.mutate("expenseCreate", expenseInput(fresh, bill(items)));
    expect(one).toBeGreaterThan(0);
    expect(await statements(20)).toBe(one);
    query.mockRestore();
  });
});
