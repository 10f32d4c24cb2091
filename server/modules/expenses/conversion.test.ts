import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { newId } from "../../kernel/ids.js";
import { type Person, TestApi, type TestGroup } from "../../test/api.js";
import { balancesOf, expenseInput, stateOf, threeAndAStranger } from "../../test/seed.js";

let api: TestApi;
let ana: Person;
let ben: Person;

beforeAll(async () => {
  api = await TestApi.start();
  ({ ana, ben } = await threeAndAStranger(api));
  await api.dataSource.query(`insert into exchange_rates (currency, on_day, rate) values
    ('USD', '2026-01-30', 1.25), ('USD', '2026-02-02', 1.6), ('JPY', '2026-01-30', 160)`);
});
afterAll(() => api.close());

const EXPENSE = `expense { id version total { amount currency } incurredOn shares { amount { amount } } payers { amount { amount } }
  conversion { from { amount currency } to { amount currency } rate { from to rate asOf source path } } }`;

function money(amount: string, currency: string) {
  return { amount, currency };
}

/** Paid by Ana for both on a Sunday: so much, converted from something else. */
function input(group: TestGroup, total: object, conversion: object | undefined, change: object = {}) {
  return expenseInput(group, { id: newId("exp"), total, incurredOn: "2026-02-01", conversion, ...change });
}

const dollars = { original: money("50.00", "USD"), source: "ECB" };

async function recorded(group: TestGroup, conversion: object = dollars, total = money("40.00", "EUR")) {
  const { expense } = await ana.mutate("expenseCreate", input(group, total, conversion), EXPENSE);
  return expense;
}

describe("an expense that was converted", () => {
  test("at the bank's rate of the day keeps the rate, its day and its path", async () => {
    const group = await api.group([ana, ben]);
    expect(await recorded(group)).toMatchObject({
      total: money("40.00", "EUR"),
      shares: [{ amount: { amount: "20.00" } }, { amount: { amount: "20.00" } }],
      conversion: {
        from: money("50.00", "USD"),
        to: money("40.00", "EUR"),
        rate: { from: "USD", to: "EUR", rate: "0.8", asOf: "2026-01-30", source: "ECB", path: ["USD", "EUR"] },
      },
    });
    const [a, b] = group.memberIds;
    expect(await balancesOf(ana, group)).toEqual({ [a!]: ["20.00 EUR"], [b!]: ["-20.00 EUR"] });
    expect((await stateOf(ana, group)).ledgerHealth).toEqual({ ok: true, violations: [] });
  });

  test.each([
    ["130.21", "EUR", "38.4", "5000.06", "THB"],
    ["10", "EUR", "163.456", "1635", "JPY"],
    ["12345", "JPY", "0.0073", "90.12", "EUR"],
    ["1000", "JPY", "0.0067", "6.70", "EUR"],
    ["1.25", "USD", "0.1", "0.12", "EUR"],
    ["1.35", "USD", "0.1", "0.14", "EUR"],
    ["-1.35", "USD", "0.1", "-0.14", "EUR"],
  ])("%s %s at a rate of %s that was entered is %s %s", async (amount, from, rate, total, to) => {
    const group = await api.group([ana, ben]);
    const conversion = { original: money(amount, from), source: "CUSTOM", rate };
    const expense = await recorded(group, conversion, money(total, to));
    expect(expense.conversion.rate).toEqual({ from, to, rate, asOf: "2026-02-01", source: "CUSTOM", path: [from, to] });
  });

  test("by a card has the quotient of what the statement says", async () => {
    const group = await api.group([ana, ben]);
    const expense = await recorded(
      group,
      { original: money("5000.06", "THB"), source: "CARD" },
      money("131.00", "EUR"),
    );
    expect(expense.conversion.rate).toMatchObject({ rate: "0.0261996856037728", source: "CARD", path: ["THB", "EUR"] });
    const refund = await recorded(group, { original: money("-10.00", "USD"), source: "CARD" }, money("-9.00", "EUR"));
    expect(refund.conversion.rate).toMatchObject({ rate: "0.9" });
  });

  test("at the group's own rate goes by that, and not by the bank's", async () => {
    const group = await api.group([ana, ben]);
    await ana.mutate("groupRateSet", { groupId: group.id, from: "EUR", to: "MKD", rate: "61.5" });
    const expense = await recorded(group, { original: money("615", "MKD"), source: "GROUP" }, money("10.00", "EUR"));
    expect(expense.conversion.rate).toMatchObject({ source: "GROUP", path: ["MKD", "EUR"] });
    expect((await recorded(group)).conversion.rate).toMatchObject({ source: "ECB" });
  });

  test("says so in its history", async () => {
    const group = await api.group([ana, ben]);
    const { id } = await recorded(group);
    const query = `query ($id: ID!) { expense(id: $id) { history { edges { node { changes { field before after } } } } } }`;
    const data = await ana.ask(query, { id });
    expect(data.expense.history.edges[0].node.changes).toContainEqual({
      field: "conversion",
      before: null,
      after: "50.00 USD × 0.8, ECB, 2026-01-30",
    });
    // Of a Saturday the rate is the same as of the Sunday.
    await ana.mutate("expenseUpdate", { id, version: 1, incurredOn: "2026-01-31" }, "__typename");
    const { edges } = (await ana.ask(query, { id })).expense.history;
    expect(edges[0].node.changes).toEqual([{ field: "incurredOn", before: "2026-02-01", after: "2026-01-31" }]);
  });

  test("is one effect when the same request comes twice", async () => {
    const group = await api.group([ana, ben]);
    const request = input(group, money("40.00", "EUR"), dollars);
    const once = await ana.mutate("expenseCreate", request, EXPENSE);
    const again = { ...request, conversion: { ...dollars, original: money("50", "USD"), rate: null } };
    expect(await ana.mutate("expenseCreate", again, EXPENSE)).toEqual(once);
    expect(await ana.try("expenseCreate", { ...request, conversion: undefined })).toMatchObject({ reason: "ID_TAKEN" });
  });
});

describe("a conversion never changes by itself", () => {
  test("not with the bank's rates, the group's, the title, the payers or the split", async () => {
    const group = await api.group([ana, ben]);
    const { id, conversion } = await recorded(group);
    await ana.mutate("groupRateSet", { groupId: group.id, from: "EUR", to: "USD", rate: "9" });
    await api.dataSource.query("update exchange_rates set rate = 1.3 where on_day = '2026-01-30' and currency = 'USD'");
    const parts = group.memberIds.map((memberId) => ({ memberId, value: "20" }));
    const change = { title: "Lunch", payers: [{ memberId: group.memberIds[1] }], split: { mode: "EXACT", parts } };
    const { expense } = await ana.mutate("expenseUpdate", { id, version: 1, ...change }, EXPENSE);
    expect(expense).toMatchObject({ total: money("40.00", "EUR"), conversion });
    const same = await ana.mutate(
      "expenseUpdate",
      { id, version: 2, total: money("40", "EUR"), incurredOn: "2026-02-01" },
      EXPENSE,
    );
    expect(same.expense).toMatchObject({ conversion });
    await api.dataSource.query(
      "update exchange_rates set rate = 1.25 where on_day = '2026-01-30' and currency = 'USD'",
    );
  });

  test("with a new day a daily rate is that day's, and the total and the shares follow", async () => {
    const group = await api.group([ana, ben]);
    const { id } = await recorded(group);
    const change = { id, version: 1, incurredOn: "2026-02-03" };
    const dry = await ana.mutate("expenseUpdate", { ...change, dryRun: true }, EXPENSE);
    const { expense } = await ana.mutate("expenseUpdate", change, EXPENSE);
    expect(expense).toMatchObject({
      total: money("31.25", "EUR"),
      payers: [{ amount: { amount: "31.25" } }],
      conversion: {
        from: money("50.00", "USD"),
        to: money("31.25", "EUR"),
        rate: { rate: "0.625", asOf: "2026-02-02" },
      },
    });
    expect(dry.expense).toEqual(expense);
    expect((await stateOf(ana, group)).ledgerHealth.ok).toBe(true);
    const gone = await ana.try("expenseUpdate", { id, version: 2, incurredOn: "1998-01-01" });
    expect(gone.fields).toMatchObject([{ path: ["incurredOn"], code: "NOT_ALLOWED" }]);
  });

  test("with a new day, exact shares no longer add up, and it says so", async () => {
    const group = await api.group([ana, ben]);
    const parts = group.memberIds.map((memberId) => ({ memberId, value: "20" }));
    const request = input(group, money("40.00", "EUR"), dollars, { split: { mode: "EXACT", parts } });
    await ana.mutate("expenseCreate", request);
    const answer = await ana.try("expenseUpdate", { id: request.id, version: 1, incurredOn: "2026-02-03" });
    expect(answer.fields).toContainEqual(expect.objectContaining({ code: "SUM_MISMATCH" }));
  });

  test("but an entered rate, or a card's, stays on every day", async () => {
    const group = await api.group([ana, ben]);
    for (const conversion of [
      { original: money("50.00", "USD"), source: "CUSTOM", rate: "0.8" },
      { original: money("50.00", "USD"), source: "CARD" },
    ]) {
      const before = await recorded(group, conversion);
      const { expense } = await ana.mutate(
        "expenseUpdate",
        { id: before.id, version: 1, incurredOn: "2026-02-03" },
        EXPENSE,
      );
      expect(expense).toMatchObject({ total: before.total, conversion: before.conversion, incurredOn: "2026-02-03" });
    }
  });

  test("a new total needs a new word on where it comes from", async () => {
    const group = await api.group([ana, ben]);
    const { id } = await recorded(group);
    const total = money("41.00", "EUR");
    const refused = await ana.try("expenseUpdate", { id, version: 1, total });
    expect(refused.fields).toMatchObject([{ path: ["conversion"], code: "REQUIRED" }]);
    const card = { original: money("50.00", "USD"), source: "CARD" };
    const first = await ana.mutate("expenseUpdate", { id, version: 1, total, conversion: card }, EXPENSE);
    expect(first.expense).toMatchObject({ total, conversion: { rate: { rate: "0.82", source: "CARD" } } });
    const second = await ana.mutate(
      "expenseUpdate",
      { id, version: 2, total: money("42.00", "EUR"), conversion: null },
      EXPENSE,
    );
    expect(second.expense).toMatchObject({ total: money("42.00", "EUR"), conversion: null });
  });

  test("deleted and restored, it is what it was", async () => {
    const group = await api.group([ana, ben]);
    const { id, conversion } = await recorded(group);
    await ana.mutate("expenseDelete", { id, version: 1 });
    const { expense } = await ana.mutate("expenseRestore", { id, version: 2 }, EXPENSE);
    expect(expense).toMatchObject({ conversion });
  });
});

test.each([
  ["another total", money("40.01", "EUR"), dollars, ["total", "amount"], "SUM_MISMATCH"],
  ["the same currency", money("50.00", "USD"), dollars, ["conversion", "original", "currency"], "NOT_ALLOWED"],
  ["another sign", money("-40.00", "EUR"), dollars, ["conversion", "original", "amount"], "OUT_OF_RANGE"],
  [
    "nothing",
    money("40.00", "EUR"),
    { ...dollars, original: money("0", "USD") },
    ["conversion", "original", "amount"],
    "OUT_OF_RANGE",
  ],
  [
    "too many decimals",
    money("40.00", "EUR"),
    { ...dollars, original: money("50.001", "USD") },
    ["conversion", "original", "amount"],
    "TOO_MANY_DECIMALS",
  ],
  [
    "too much",
    money("40.00", "EUR"),
    { ...dollars, original: money(`9${"0".repeat(20)}`, "USD") },
    ["conversion", "original", "amount"],
    "OUT_OF_RANGE",
  ],
  ["a rate with the bank's", money("40.00", "EUR"), { ...dollars, rate: "0.8" }, ["conversion", "rate"], "NOT_ALLOWED"],
  [
    "a rate with a card",
    money("40.00", "EUR"),
    { ...dollars, source: "CARD", rate: "0.8" },
    ["conversion", "rate"],
    "NOT_ALLOWED",
  ],
  ["no rate of one's own", money("40.00", "EUR"), { ...dollars, source: "CUSTOM" }, ["conversion", "rate"], "REQUIRED"],
  [
    "a rate of nothing",
    money("40.00", "EUR"),
    { ...dollars, source: "CUSTOM", rate: "0" },
    ["conversion", "rate"],
    "OUT_OF_RANGE",
  ],
  [
    "a negative rate",
    money("40.00", "EUR"),
    { ...dollars, source: "CUSTOM", rate: "-0.8" },
    ["conversion", "rate"],
    "OUT_OF_RANGE",
  ],
  [
    "a group's rate that is none",
    money("40.00", "EUR"),
    { ...dollars, source: "GROUP" },
    ["conversion", "source"],
    "NOT_ALLOWED",
  ],
  [
    "a currency that the bank does not have",
    money("40.00", "EUR"),
    { ...dollars, original: money("50", "MKD") },
    ["conversion", "source"],
    "NOT_ALLOWED",
  ],
])("refuses %s", async (_name, total, conversion, path, code) => {
  const group = await api.group([ana, ben]);
  const before = await stateOf(ana, group);
  const answer = await ana.try("expenseCreate", input(group, total, conversion));
  expect(answer.fields).toEqual([expect.objectContaining({ path, code })]);
  expect(await stateOf(ana, group)).toEqual(before);
});
