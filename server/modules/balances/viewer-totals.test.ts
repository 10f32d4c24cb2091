import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { type Person, TestApi, type TestGroup } from "../../test/api.js";
import { expenseInput, threeAndAStranger } from "../../test/seed.js";

let api: TestApi;
let ana: Person;
let ben: Person;
let mallory: Person;

beforeAll(async () => {
  api = await TestApi.start();
  ({ ana, ben, mallory } = await threeAndAStranger(api));
});
afterAll(() => api.close());

const TOTALS = `query ($currency: CurrencyCode) { viewerTotals(currency: $currency) { owed { amount currency } owing { amount currency }
  owedIn { amount currency } owingIn { amount currency } unconverted { amount currency } ratesAsOf } }`;

const totalsOf = async (person: Person, currency?: string) => (await person.ask(TOTALS, { currency })).viewerTotals;
const money = (amount: string, currency: string) => ({ amount, currency });

/** The payer lends the other one half of it. */
const lends = (payer: number, group: TestGroup, amount: string, currency: string) =>
  ana.mutate(
    "expenseCreate",
    expenseInput(group, {
      total: money(amount, currency),
      payers: [{ memberId: group.memberIds[payer]! }],
      split: { mode: "EQUAL", parts: group.memberIds.map((memberId) => ({ memberId })) },
    }),
  );

test("nobody owes anything: zero in one's own currency", async () => {
  const nothing = { owed: [], owing: [], unconverted: [], ratesAsOf: null };
  const zero = money("0.00", "EUR");
  expect(await totalsOf(mallory)).toEqual({ ...nothing, owedIn: zero, owingIn: zero });
  const { errors } = await api.nobody.send(TOTALS);
  expect(errors?.[0]?.extensions.code).toBe("UNAUTHENTICATED");
});

test("what is owed in one group does not make less of what is owing in another; archived ones count", async () => {
  const [house, trip, old] = [await api.group([ana, ben]), await api.group([ana, ben]), await api.group([ana, ben])];
  await lends(0, house, "30.00", "EUR");
  await lends(1, trip, "10.00", "EUR");
  await lends(0, trip, "25.00", "USD");
  await lends(1, old, "3000", "JPY");
  await ana.mutate("groupUpdate", { id: old.id, version: 1, archived: true });

  // Those that ship with the product.
  await api.dataSource.query("delete from exchange_rates");
  const before = await totalsOf(ana);
  expect(before.owed).toEqual([money("15.00", "EUR"), money("12.50", "USD")]);
  expect(before.owing).toEqual([money("5.00", "EUR"), money("1500", "JPY")]);
  expect(before).toMatchObject({ owedIn: money("15.00", "EUR"), owingIn: money("5.00", "EUR"), ratesAsOf: null });
  expect(before.unconverted).toEqual([money("-1500", "JPY"), money("12.50", "USD")]);
  expect(await totalsOf(ana, "CHF")).toMatchObject({ owedIn: null, owingIn: null });

  await api.dataSource.query(`insert into exchange_rates (currency, on_day, rate) values
    ('USD', '2026-01-05', 1.25), ('JPY', '2026-01-02', 160)`);
  expect(await totalsOf(ana)).toMatchObject({
    owedIn: money("25.00", "EUR"),
    owingIn: money("14.38", "EUR"),
    unconverted: [],
    ratesAsOf: "2026-01-02",
  });
  expect(await totalsOf(ben)).toMatchObject({ owedIn: money("14.38", "EUR"), owingIn: money("25.00", "EUR") });
  expect(await totalsOf(mallory)).toMatchObject({ owed: [], owing: [] });
});
