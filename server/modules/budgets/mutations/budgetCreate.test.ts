import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { endOf, monthsLater, startOf } from "../../../kernel/calendar.js";
import { newId } from "../../../kernel/ids.js";
import { dayBefore, daysLater } from "../../../kernel/local-date.js";
import { homeToday } from "../../../kernel/today.js";
import { type Answer, type Person, TestApi, type TestGroup } from "../../../test/api.js";
import { expenseInput, threeAndAStranger } from "../../../test/seed.js";

let api: TestApi;
let ana: Person;
let ben: Person;
let mallory: Person;
let group: TestGroup;
let categories: { id: string }[];
/** What day it is for everybody here: they live where the group is. */
let today: string;

beforeAll(async () => {
  api = await TestApi.start();
  ({ ana, ben, mallory, group } = await threeAndAStranger(api, { timeZone: "UTC" }));
  await api.dataSource.query("update users set time_zone = 'UTC'");
  ({
    group: { categories },
  } = await ana.ask("query ($id: ID!) { group(id: $id) { categories { id } } }", { id: group.id }));
  today = homeToday({ timeZone: "UTC" });
});
afterAll(() => api.close());

const eur = (amount: string) => ({ amount, currency: "EUR" });
const spend = (change: object) => ana.mutate("expenseCreate", expenseInput(group, change), "expense { id version }");

async function budgetsOf(person: Person): Promise<Answer> {
  const BUDGET = "id spent { amount } carried { amount } left { amount } pace";
  const data = await person.ask(
    `query ($id: ID!) { viewer { budgets { ${BUDGET} } } group(id: $id) { budgets { ${BUDGET} } } }`,
    {
      id: group.id,
    },
  );
  return { own: data.viewer.budgets, ofGroup: data.group?.budgets };
}

test("one's own counts one's shares, a group's the total, in the category and the current period alone", async () => {
  const [food, home] = [categories[1]!.id, categories[2]!.id];
  const month = { from: startOf("MONTH", today), to: endOf("MONTH", today) };
  const { budget: own } = await ana.mutate("budgetCreate", { limit: eur("50.00"), period: "MONTH", categoryId: food });
  const { budget: all } = await ana.mutate("budgetCreate", {
    groupId: group.id,
    limit: eur("100.00"),
    period: "MONTH",
  });
  expect(own).toMatchObject({ group: null, category: { id: food }, thresholds: [80, 100], rollOver: false, ...month });
  expect(all).toMatchObject({
    group: { id: group.id },
    category: null,
    version: 1,
    spent: eur("0.00"),
    left: eur("100.00"),
  });

  await spend({ incurredOn: today, total: eur("30.00"), categoryId: food });
  await spend({ incurredOn: month.from, total: eur("60.00"), categoryId: home });
  await spend({ incurredOn: dayBefore(month.from), total: eur("900.00"), categoryId: food });
  await spend({ incurredOn: today, total: eur("-900.00"), categoryId: food });
  const {
    own: [mine],
    ofGroup: [whole],
  } = await budgetsOf(ana);
  expect(mine).toMatchObject({ id: own.id, spent: { amount: "10.00" }, left: { amount: "40.00" } });
  expect(whole).toMatchObject({ id: all.id, spent: { amount: "90.00" }, left: { amount: "10.00" } });
  const days = Number(month.to.slice(8));
  const gone = Number(today.slice(8));
  expect(Number(whole.pace)).toBeCloseTo((0.9 * days) / gone, 1);

  expect(await budgetsOf(ben)).toMatchObject({ own: [], ofGroup: [{ id: all.id }] });
  expect(await budgetsOf(mallory)).toMatchObject({ own: [] });
  for (const [person, id, sees] of [
    [ben, own.id, false],
    [ben, all.id, true],
    [mallory, all.id, false],
  ] as const) {
    const { node } = await person.ask("query ($id: ID!) { node(id: $id) { id } }", { id });
    expect([id, node !== null]).toEqual([id, sees]);
  }
  const { viewer } = await ben.ask(
    `{ viewer { id } people(first: 5) { edges { node { user { id budgets { id } } } } } }`,
  );
  expect(viewer.id).toBe(ben.id);
  const people = await ben.ask(`{ people(first: 5) { edges { node { user { budgets { id } } } } } }`);
  expect(people.people.edges.every(({ node }: Answer) => node.user.budgets.length === 0)).toBe(true);
});

test("what is left goes over to the next period, and what was spent beyond it too", async () => {
  const { budget } = await ben.mutate("budgetCreate", { limit: eur("100.00"), period: "MONTH", rollOver: true });
  expect(budget).toMatchObject({ carried: eur("0.00"), rollOver: true });
  // As if it had been made three months ago.
  const since = monthsLater(startOf("MONTH", today), -3);
  await api.dataSource.query("update budgets set since = $2 where id = $1", [budget.id, since]);
  await spend({ incurredOn: since, total: eur("90.00") });
  const {
    own: [found],
  } = await budgetsOf(ben);
  // Of three times 100.00, 30.00 and what the test before spent last month; this month 30.00 that Ben bears.
  expect(found).toMatchObject({ carried: { amount: "-30.00" }, spent: { amount: "30.00" }, left: { amount: "40.00" } });

  const { budget: changed } = await ben.mutate("budgetUpdate", { id: budget.id, version: 1, limit: eur("60.00") });
  expect(changed).toMatchObject({ carried: eur("-30.00"), left: eur("0.00"), version: 2 });
  const { budget: anew } = await ben.mutate("budgetUpdate", { id: budget.id, version: 2, period: "YEAR" });
  expect(anew).toMatchObject({ carried: eur("0.00"), period: "YEAR", from: `${today.slice(0, 4)}-01-01` });
});

test("a range counts its own days, and begins when it begins", async () => {
  const range = { from: daysLater(today, 400), to: daysLater(today, 409) };
  const { budget } = await ana.mutate("budgetCreate", {
    limit: eur("10.00"),
    period: "RANGE",
    ...range,
    thresholds: [],
  });
  expect(budget).toMatchObject({ ...range, pace: "0.00", spent: eur("0.00"), thresholds: [] });
  await spend({ incurredOn: range.to, total: eur("3.00") });
  await spend({ incurredOn: daysLater(range.to, 1), total: eur("3.00") });
  const { own } = await budgetsOf(ana);
  expect(own.find(({ id }: Answer) => id === budget.id)).toMatchObject({
    spent: { amount: "1.00" },
    left: { amount: "9.00" },
  });
});

test("what is wrong is named, field by field", async () => {
  const fields = async (change: object, of = {}) => {
    const answer = await ana.try("budgetCreate", { limit: eur("1.00"), period: "MONTH", ...of, ...change });
    return (answer.fields ?? []).map(({ path, code }: Answer) => `${path.join(".")} ${code}`);
  };
  expect(await fields({ limit: eur("0") })).toEqual(["limit.amount OUT_OF_RANGE"]);
  expect(await fields({ limit: eur("-1") })).toEqual(["limit.amount OUT_OF_RANGE"]);
  expect(await fields({ limit: eur("1.001") })).toEqual(["limit.amount TOO_MANY_DECIMALS"]);
  expect(await fields({ limit: { amount: "1", currency: "DEM" } })).toEqual(["limit.currency NOT_ALLOWED"]);
  expect(await fields({ categoryId: newId("cat") })).toEqual(["categoryId NOT_ALLOWED"]);
  expect(await fields({ from: "2026-01-01", to: "2026-01-02" })).toEqual(["from NOT_ALLOWED", "to NOT_ALLOWED"]);
  expect(await fields({ period: "RANGE" })).toEqual(["from REQUIRED", "to REQUIRED"]);
  expect(await fields({ period: "RANGE", from: "2026-01-02", to: "2026-01-01" })).toEqual(["to OUT_OF_RANGE"]);
  expect(await fields({ period: "RANGE", from: "2000-01-01", to: "2026-01-01" })).toEqual(["to OUT_OF_RANGE"]);
  expect(await fields({ period: "RANGE", from: "9999-01-01", to: "9999-12-31" })).toEqual(["to OUT_OF_RANGE"]);
  expect(await fields({ period: "RANGE", from: "2026-01-01", to: "2026-01-01", rollOver: true })).toEqual([
    "rollOver NOT_ALLOWED",
  ]);
  expect(await fields({ thresholds: [0, 50, 50, 1001] })).toEqual([
    "thresholds.0 OUT_OF_RANGE",
    "thresholds.2 DUPLICATE",
    "thresholds.3 OUT_OF_RANGE",
  ]);
  expect(await fields({ thresholds: Array.from({ length: 11 }, (_, index) => index + 1) })).toEqual([
    "thresholds TOO_LONG",
  ]);
  expect(await fields({ limit: eur("0") }, { groupId: group.id })).toEqual(["limit.amount OUT_OF_RANGE"]);
  const stranger = await mallory.try("budgetCreate", { groupId: group.id, limit: eur("0"), period: "MONTH" });
  expect(stranger.__typename).toBe("NotFoundError");
});

test("one person has at most fifty, and what is sent twice is one", async () => {
  const eve = await api.person("Eva");
  const input = { id: newId("bud"), limit: eur("1.00"), period: "WEEK" };
  const first = await eve.mutate("budgetCreate", input);
  expect(await eve.mutate("budgetCreate", input)).toEqual(first);
  expect(first.budget.from).toBe(startOf("WEEK", today));
  expect(await eve.try("budgetCreate", { ...input, period: "MONTH" })).toMatchObject({ reason: "ID_TAKEN" });
  await api.dataSource.query(
    `insert into budgets select (jsonb_populate_record(b, jsonb_build_object('id', left(b.id, 28) || lpad(n::text, 2, '0')))).*
     from budgets b, generate_series(10, 58) n where b.id = $1`,
    [input.id],
  );
  expect(await eve.try("budgetCreate", { limit: eur("1.00"), period: "WEEK" })).toMatchObject({ reason: "STATE" });
});
