import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { newId } from "../../kernel/ids.js";
import { type Person, TestApi, type TestGroup } from "../../test/api.js";
import { balancesOf, expenseInput, settlementInput, stateOf, threeAndAStranger } from "../../test/seed.js";

let api: TestApi;
let ana: Person;
let ben: Person;

beforeAll(async () => {
  api = await TestApi.start();
  ({ ana, ben } = await threeAndAStranger(api));
  await api.dataSource.query(`insert into exchange_rates (currency, on_day, rate) values
    ('USD', '2026-01-30', 1.25), ('JPY', '2026-01-30', 160), ('CHF', '2026-01-30', 0.9)`);
});
afterAll(() => api.close());

const SETTLEMENT = `settlement { id status amount { amount currency } settles { amount currency } version
  conversion { from { amount currency } to { amount currency } rate { from to rate asOf source path } } }`;

/** Ben owes Ana fifty euro. */
async function owing(): Promise<TestGroup> {
  const group = await api.group([ana, ben]);
  await ana.mutate("expenseCreate", expenseInput(group, { total: { amount: "100.00", currency: "EUR" } }));
  return group;
}

function money(amount: string, currency: string) {
  return { amount, currency };
}

function paying(group: TestGroup, amount: object, settles?: object, change: object = {}) {
  return settlementInput(group, { amount, settles, ...change });
}

async function cleanBalances(group: TestGroup) {
  const { ledgerHealth } = await stateOf(ana, group);
  expect(ledgerHealth).toEqual({ ok: true, violations: [] });
  return balancesOf(ana, group);
}

describe("a payment in another currency than the debt", () => {
  test("takes what it settles off the balances, and keeps the bank's rate where it was that one", async () => {
    const group = await owing();
    const { settlement } = await ana.mutate(
      "settlementCreate",
      paying(group, money("62.50", "USD"), money("50.00", "EUR")),
      SETTLEMENT,
    );
    expect(settlement).toMatchObject({
      amount: money("62.50", "USD"),
      settles: money("50.00", "EUR"),
      conversion: {
        from: money("62.50", "USD"),
        to: money("50.00", "EUR"),
        rate: { from: "USD", to: "EUR", rate: "0.8", asOf: "2026-01-30", source: "ECB", path: ["USD", "EUR"] },
      },
    });
    expect(await cleanBalances(group)).toEqual({});
  });

  test("may be a unit off on the way back: what was to be paid was rounded", async () => {
    const group = await owing();
    // 49.99 euro are 7998.4 yen; 7998 yen are 49.9875 euro.
    const input = paying(group, money("7998", "JPY"), money("49.99", "EUR"));
    const { settlement } = await ana.mutate("settlementCreate", input, SETTLEMENT);
    expect(settlement.conversion.rate).toMatchObject({ rate: "0.00625", source: "ECB" });
    const [a, b] = group.memberIds;
    expect(await cleanBalances(group)).toEqual({ [a!]: ["0.01 EUR"], [b!]: ["-0.01 EUR"] });
  });

  test("keeps what was agreed where it was another rate", async () => {
    const group = await owing();
    const input = paying(group, money("60.00", "USD"), money("50.00", "EUR"));
    const { settlement } = await ana.mutate("settlementCreate", input, SETTLEMENT);
    expect(settlement.conversion.rate).toEqual({
      from: "USD",
      to: "EUR",
      rate: "0.833333333333333",
      asOf: "2026-02-01",
      source: "AGREED",
      path: ["USD", "EUR"],
    });
    expect(await cleanBalances(group)).toEqual({});
  });

  test("goes by the group's own rate, also for a currency that the bank does not have", async () => {
    const group = await owing();
    await ana.mutate("groupRateSet", { groupId: group.id, from: "EUR", to: "MKD", rate: "61.5" });
    const input = paying(group, money("3075.00", "MKD"), money("50.00", "EUR"));
    const { settlement } = await ana.mutate("settlementCreate", input, SETTLEMENT);
    expect(settlement.conversion.rate).toMatchObject({ source: "GROUP", path: ["MKD", "EUR"] });
    const other = await owing();
    const there = await ana.mutate(
      "settlementCreate",
      paying(other, money("3075.00", "MKD"), money("50.00", "EUR")),
      SETTLEMENT,
    );
    expect(there.settlement.conversion.rate).toMatchObject({ rate: "0.016260162601626", source: "AGREED" });
  });

  test("never changes by itself", async () => {
    const group = await owing();
    const input = paying(group, money("45.00", "CHF"), money("50.00", "EUR"));
    const { settlement } = await ana.mutate("settlementCreate", input, SETTLEMENT);
    expect(settlement.conversion.rate).toMatchObject({ rate: "1.11111111111111", asOf: "2026-01-30" });
    await ana.mutate("groupRateSet", { groupId: group.id, from: "EUR", to: "CHF", rate: "2" });
    await api.dataSource.query("update exchange_rates set rate = 0.8 where currency = 'CHF' and on_day = '2026-01-30'");
    const query = `query ($id: ID!) { node(id: $id) { ... on Settlement { ${SETTLEMENT.slice("settlement { ".length)} } }`;
    expect((await ana.ask(query, { id: settlement.id })).node).toEqual(settlement);
    await api.dataSource.query("update exchange_rates set rate = 0.9 where currency = 'CHF' and on_day = '2026-01-30'");
  });

  test("waits for its receiver, and can be taken back, like any other", async () => {
    const group = await owing();
    await ana.mutate("groupUpdate", { id: group.id, version: 1, confirmSettlements: true });
    const input = paying(group, money("62.50", "USD"), money("50.00", "EUR"));
    const { settlement } = await ben.mutate("settlementCreate", input, SETTLEMENT);
    expect(settlement.status).toBe("PENDING");
    expect(Object.keys(await cleanBalances(group))).toHaveLength(2);
    await ana.mutate("settlementConfirm", { id: settlement.id, version: 1 });
    expect(await cleanBalances(group)).toEqual({});
    await ana.mutate("settlementCancel", { id: settlement.id, version: 2 });
    const [a, b] = group.memberIds;
    expect(await cleanBalances(group)).toEqual({ [a!]: ["50.00 EUR"], [b!]: ["-50.00 EUR"] });
  });

  test("is tried dry, is one effect when it comes twice, and says what it was in the history", async () => {
    const group = await owing();
    const input = paying(group, money("62.50", "USD"), money("50.00", "EUR"), { id: newId("stl") });
    const before = await stateOf(ana, group);
    const dry = await ana.mutate(
      "settlementCreate",
      { ...input, dryRun: true },
      `${SETTLEMENT} effect { balances { net { amount } } }`,
    );
    expect(dry).toMatchObject({ effect: { balances: [] }, settlement: { settles: money("50.00", "EUR") } });
    expect(await stateOf(ana, group)).toEqual(before);
    const once = await ana.mutate("settlementCreate", input, SETTLEMENT);
    expect(await ana.mutate("settlementCreate", { ...input, settles: money("50", "EUR") }, SETTLEMENT)).toEqual(once);
    expect(await ana.try("settlementCreate", { ...input, settles: money("49", "EUR") })).toMatchObject({
      reason: "ID_TAKEN",
    });
    const query = `query ($id: ID!) { group(id: $id) { events(order: NEWEST_FIRST, first: 1) { edges { node { changes { field after } } } } } }`;
    const data = await ana.ask(query, { id: group.id });
    expect(data.group.events.edges[0].node.changes).toEqual([
      { field: "amount", after: "62.50 USD" },
      { field: "settles", after: "50.00 EUR" },
      { field: "status", after: "CONFIRMED" },
    ]);
  });

  test("leaves the other suggestions word for word", async () => {
    const eve = await api.person("Eve");
    const group = await api.group([ana, ben, eve]);
    await ana.mutate("expenseCreate", expenseInput(group, { total: money("90.00", "EUR") }));
    const query = `query ($id: ID!) { group(id: $id) { suggestedTransfers { from { name } to { name } amount { amount currency } } } }`;
    const before = await ana.ask(query, { id: group.id });
    await ana.mutate("settlementCreate", paying(group, money("12.50", "USD"), money("10.00", "EUR")));
    const after = await ana.ask(query, { id: group.id });
    expect(after.group.suggestedTransfers).toEqual([
      { ...before.group.suggestedTransfers[0], amount: money("20.00", "EUR") },
      before.group.suggestedTransfers[1],
    ]);
  });
});

describe("a payment in the currency of the debt", () => {
  test("settles what was paid, said or not, and has no conversion", async () => {
    for (const settles of [undefined, null, money("50", "EUR")]) {
      const group = await owing();
      const { settlement } = await ana.mutate(
        "settlementCreate",
        { ...paying(group, money("50.00", "EUR")), settles },
        SETTLEMENT,
      );
      expect(settlement).toMatchObject({ settles: money("50.00", "EUR"), conversion: null });
      expect(await cleanBalances(group)).toEqual({});
    }
  });
});

test.each([
  [money("49.00", "EUR"), ["settles", "amount"], "SUM_MISMATCH", "EUR"],
  [money("0", "EUR"), ["settles", "amount"], "OUT_OF_RANGE", "USD"],
  [money("-50.00", "EUR"), ["settles", "amount"], "OUT_OF_RANGE", "USD"],
  [money("50.001", "EUR"), ["settles", "amount"], "TOO_MANY_DECIMALS", "USD"],
  [money(`1${"0".repeat(20)}`, "EUR"), ["settles", "amount"], "OUT_OF_RANGE", "USD"],
  [money("50", "ITL"), ["settles", "currency"], "NOT_ALLOWED", "USD"],
])("refuses to settle %j", async (settles, path, code, currency) => {
  const group = await owing();
  const before = await stateOf(ana, group);
  const answer = await ana.try("settlementCreate", paying(group, money("50.00", currency), settles));
  expect(answer.fields).toContainEqual(expect.objectContaining({ path, code }));
  expect(await stateOf(ana, group)).toEqual(before);
});
