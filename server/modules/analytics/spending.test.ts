import { afterAll, beforeAll, expect, jest, test } from "@jest/globals";
import { newId } from "../../kernel/ids.js";
import { dayBefore } from "../../kernel/local-date.js";
import { poolOf } from "../../platform/database.js";
import { poolReader } from "../../platform/reader.js";
import { type Answer, type Person, TestApi, type TestGroup } from "../../test/api.js";
import { expenseInput, settlementInput, threeAndAStranger } from "../../test/seed.js";
import { recountSpendingJob } from "./recount.job.js";
import { spendingByGroup, spendingByMember } from "./spending-figures.service.js";
import { spendingReader, spendingScope } from "./spending-scope.js";

let api: TestApi;
let ana: Person;
let ben: Person;
let mallory: Person;
let group: TestGroup;
let categories: { id: string; name: string }[];

beforeAll(async () => {
  api = await TestApi.start();
  ({ ana, ben, mallory, group } = await threeAndAStranger(api));
  ({
    group: { categories },
  } = await ana.ask("query ($id: ID!) { group(id: $id) { categories { id name } } }", { id: group.id }));
  await api.dataSource.query(`insert into exchange_rates (currency, on_day, rate) values
    ('USD', '2025-01-02', 1.25), ('USD', '2025-01-03', 1.6), ('GBP', '2025-01-02', 0.8), ('GBP', '2025-01-03', 0.9)`);
});
afterAll(() => api.close());

const MONEY = "{ amount currency }";
const FIGURES = `mine ${MONEY} total ${MONEY} count`;
const SUMMARY = `${FIGURES} paid ${MONEY} income ${MONEY} settled ${MONEY} netCount unconverted ${MONEY} ratesAsOf`;
const ARGUMENTS = "$range: DateRangeInput!, $currency: CurrencyCode!, $convert: Boolean";
const GIVEN = "range: $range, currency: $currency, convert: $convert";

interface Asked {
  from: string;
  to: string;
  currency?: string;
  convert?: boolean;
  groupIds?: string[] | null;
  filter?: object;
  [more: string]: unknown;
}

async function summary(person: Person, asked: Asked, selection = SUMMARY): Promise<Answer> {
  const query = `query (${ARGUMENTS}, $groupIds: [ID!]) { spendingSummary(${GIVEN}, groupIds: $groupIds) { ${selection} } }`;
  return (await person.ask(query, variables(asked))).spendingSummary;
}

async function asked(person: Person, field: string, selection: string, more: Asked, types = ""): Promise<Answer> {
  const names = [...types.matchAll(/\$(\w+)/g)].map(([, name]) => `${name}: $${name}`).join(", ");
  const query = `query (${ARGUMENTS}${types && `, ${types}`}) { ${field}(${GIVEN}${names && `, ${names}`}) { ${selection} } }`;
  return (await person.ask(query, variables(more)))[field];
}

function variables({ from, to, ...more }: Asked) {
  return { range: { from, to }, currency: "EUR", convert: true, ...more };
}

const of = (amount: string, currency = "EUR") => ({ amount, currency });
const spend = (change: object) => ana.mutate("expenseCreate", expenseInput(group, change), "expense { id version }");

test("a month is its expenses, what the viewer bore, paid, got back and settled, beside the month and the year before", async () => {
  const [food, home] = [categories[1]!.id, categories[2]!.id];
  await spend({ incurredOn: "2026-01-31", total: of("9.00"), categoryId: food });
  await spend({ incurredOn: "2026-02-01", total: of("30.00"), categoryId: food });
  await spend({
    incurredOn: "2026-02-28",
    total: of("100.01"),
    categoryId: home,
    payers: [{ memberId: group.memberIds[1] }],
    split: { mode: "EXACT", parts: [{ memberId: group.memberIds[0], value: "100.01" }] },
  });
  await spend({ incurredOn: "2026-02-10", total: of("-9.00"), categoryId: food });
  const { expense: gone } = await spend({ incurredOn: "2026-02-11", total: of("500.00") });
  await ana.mutate("expenseDelete", { id: gone.id, version: gone.version });
  await ben.mutate("settlementCreate", settlementInput(group, { settledOn: "2026-02-03" }), "__typename");
  await spend({ incurredOn: "2025-02-28", total: of("3.00") });

  const february = { from: "2026-02-01", to: "2026-02-28" };
  const found = await summary(
    ana,
    february,
    `${SUMMARY} previous { ${FIGURES} previous { count } } yearBefore { ${FIGURES} }`,
  );
  expect(found).toEqual({
    mine: of("110.01"),
    total: of("130.01"),
    count: 2,
    paid: of("30.00"),
    income: of("3.00"),
    settled: of("0.00"),
    netCount: 0,
    unconverted: [],
    ratesAsOf: null,
    previous: { mine: of("3.00"), total: of("9.00"), count: 1, previous: null },
    yearBefore: { mine: of("1.00"), total: of("3.00"), count: 1 },
  });
  expect(await summary(ben, february)).toMatchObject({ mine: of("10.00"), paid: of("100.01"), settled: of("10.00") });

  const by = await asked(ana, "spendingByCategory", `category { name } ${FIGURES}`, february);
  expect(by).toEqual([
    { category: { name: categories[2]!.name }, mine: of("100.01"), total: of("100.01"), count: 1 },
    { category: { name: categories[1]!.name }, mine: of("10.00"), total: of("30.00"), count: 1 },
  ]);
  const members = await asked(
    ana,
    "spendingByMember",
    `member { name } borne ${MONEY} paid ${MONEY} count`,
    { ...february, groupId: group.id },
    "$groupId: ID!",
  );
  expect(members).toEqual([
    { member: { name: "Ana" }, borne: of("110.01"), paid: of("30.00"), count: 2 },
    { member: { name: "Ben" }, borne: of("10.00"), paid: of("100.01"), count: 1 },
    { member: { name: "Eve" }, borne: of("10.00"), paid: of("0.00"), count: 1 },
  ]);
  expect(await asked(ana, "spendingByGroup", `group { id } ${FIGURES}`, february)).toEqual([
    { group: { id: group.id }, mine: of("110.01"), total: of("130.01"), count: 2 },
  ]);
});

test("a trend has every interval of its range, also the empty ones, as far as they are in it", async () => {
  const trend = (interval: string, from: string, to: string, filter = {}) =>
    asked(
      ana,
      "spendingTrend",
      `from to total { amount } mine { amount } count`,
      { from, to, interval, groupIds: [group.id], filter },
      "$interval: TrendInterval!, $groupIds: [ID!], $filter: SpendingFilterInput",
    );
  const point = (from: string, to: string, total: string, mine: string, count: number) => ({
    from,
    to,
    total: { amount: total },
    mine: { amount: mine },
    count,
  });
  expect(await trend("MONTH", "2026-01-15", "2026-03-10")).toEqual([
    point("2026-01-15", "2026-01-31", "9.00", "3.00", 1),
    point("2026-02-01", "2026-02-28", "130.01", "110.01", 2),
    point("2026-03-01", "2026-03-10", "0.00", "0.00", 0),
  ]);
  expect(await trend("WEEK", "2026-01-31", "2026-02-09")).toEqual([
    point("2026-01-31", "2026-02-01", "39.00", "13.00", 2),
    point("2026-02-02", "2026-02-08", "0.00", "0.00", 0),
    point("2026-02-09", "2026-02-09", "0.00", "0.00", 0),
  ]);
  expect(await trend("DAY", "2026-01-31", "2026-02-01", { categoryId: categories[1]!.id })).toHaveLength(2);
  expect(await trend("YEAR", "2026-01-01", "2026-12-31", { memberId: group.memberIds[1] })).toEqual([
    point("2026-01-01", "2026-12-31", "13.00", "0.00", 2),
  ]);
  expect(await trend("QUARTER", "2026-01-01", "2026-06-30", { categoryId: newId("cat") })).toMatchObject([
    { count: 0 },
    { count: 0 },
  ]);
});

test("other currencies are converted at each expense's own day's rate, rounded once, and the rows sum to the figure", async () => {
  const days = { from: "2025-01-01", to: "2025-01-31" };
  for (const incurredOn of ["2025-01-02", "2025-01-02", "2025-01-03", "2025-01-20"]) {
    await spend({ incurredOn, total: of("1.01", "USD") });
  }
  await spend({ incurredOn: "2025-01-05", total: of("0.01") });
  await spend({ incurredOn: "2025-01-01", total: of("7.00", "GBP") });
  // 2 × 1.01 ÷ 1.25 + 2 × 1.01 ÷ 1.6 + 0.01 = 2.8885; each by itself is 0.81, 0.81, 0.63, 0.63 and 0.01.
  const found = await summary(ana, days);
  expect(found).toMatchObject({
    total: of("2.89"),
    count: 5,
    unconverted: [of("7.00", "GBP")],
    ratesAsOf: "2025-01-03",
  });
  expect(await summary(ana, { ...days, convert: false })).toMatchObject({
    total: of("0.01"),
    count: 1,
    unconverted: [],
  });

  const rows: Answer[] = [];
  for (let after: string | null = null; ; ) {
    const page: Answer = await asked(
      ana,
      "spendingRows",
      `${FIGURES} edges { node { expense { id incurredOn } mine ${MONEY} total ${MONEY} } } pageInfo { hasNextPage endCursor }`,
      { ...days, first: 2, after },
      "$first: Int, $after: String",
    );
    expect(page).toMatchObject({ total: found.total, mine: found.mine, count: 5 });
    rows.push(...page.edges.map(({ node }: Answer) => node));
    if (!page.pageInfo.hasNextPage) break;
    after = page.pageInfo.endCursor;
  }
  const cents = (name: string) => rows.map((row) => Number(row[name].amount.replace(".", "")));
  expect(rows.map(({ expense }) => expense.incurredOn)).toEqual([
    "2025-01-20",
    "2025-01-05",
    "2025-01-03",
    "2025-01-02",
    "2025-01-02",
  ]);
  expect(cents("total").reduce((sum, each) => sum + each)).toBe(289);
  expect(cents("mine").reduce((sum, each) => sum + each)).toBe(Number(found.mine.amount.replace(".", "")));

  await ana.mutate("groupRateSet", { groupId: group.id, from: "GBP", to: "EUR", rate: "2" }, "__typename");
  const agreed = await summary(ana, { ...days, groupIds: [group.id] });
  expect(agreed).toMatchObject({ total: of("16.89"), count: 6, unconverted: [] });
});

test("this month is beside the last, until the same day and as a whole", async () => {
  const pace = async () => {
    const figures = ["mine", "total", "lastMine", "lastTotal", "lastMonthMine", "lastMonthTotal"];
    const asks = figures.map((name) => `${name} { amount }`).join(" ");
    return (await ana.ask(`{ spendingPace(currency: "EUR") { month through ${asks} } }`)).spendingPace;
  };
  const { month, through } = await pace();
  expect(month).toBe(`${through.slice(0, 7)}-01`);
  const lastDay = dayBefore(month);
  await spend({ incurredOn: through, total: of("3.00") });
  await spend({ incurredOn: `${lastDay.slice(0, 7)}-01`, total: of("6.00") });
  await spend({ incurredOn: lastDay, total: of("30.00") });
  const isWhole = lastDay.slice(8) <= through.slice(8);
  expect(await pace()).toEqual({
    month,
    through,
    mine: { amount: "1.00" },
    total: { amount: "3.00" },
    lastMine: { amount: isWhole ? "12.00" : "2.00" },
    lastTotal: { amount: isWhole ? "36.00" : "6.00" },
    lastMonthMine: { amount: "12.00" },
    lastMonthTotal: { amount: "36.00" },
  });
});

test("nobody sees a group that is not theirs, and whoever left sees none of it", async () => {
  const year = { from: "2025-01-01", to: "2026-12-31" };
  expect(await summary(mallory, year)).toMatchObject({ total: of("0.00"), count: 0 });
  const query = `query (${ARGUMENTS}, $groupIds: [ID!]) { spendingSummary(${GIVEN}, groupIds: $groupIds) { count } }`;
  const codes = [];
  for (const groupIds of [[group.id], [newId("grp")], ["x"]]) {
    const { errors } = await mallory.send(query, variables({ ...year, groupIds }));
    codes.push([errors![0]!.extensions.code, errors![0]!.message]);
  }
  expect(codes[0]![0]).toBe("NOT_FOUND");
  expect(new Set(codes.map(String)).size).toBe(1);
  const { errors } = await api.nobody.send(query, variables(year));
  expect(errors![0]!.extensions.code).toBe("UNAUTHENTICATED");
});

test("what cannot be answered is refused, and by its name", async () => {
  const fieldOf = async (range: object, more = "", field = "spendingTrend", selection = "count") => {
    const query = `query ($range: DateRangeInput!) { ${field}(range: $range, currency: "EUR"${more}) { ${selection} } }`;
    const { errors } = await ana.send(query, { range });
    return errors?.[0]?.extensions.details?.[0]?.field ?? errors?.[0]?.message;
  };
  const [day, month] = [", interval: DAY", ", interval: MONTH"];
  expect(await fieldOf({ from: "2026-02-01", to: "2026-01-31" }, month)).toBe("range.to");
  expect(await fieldOf({ from: "1900-01-01", to: "2026-01-31" }, month)).toBe("range");
  expect(await fieldOf({ from: "9999-01-01", to: "9999-12-31" }, month)).toBe("range.to");
  expect(await fieldOf({ from: "2000-01-01", to: "2026-01-31" }, day)).toBe("interval");
  expect(await fieldOf({ from: "2000-01-01", to: "2026-01-31" }, month)).toBeUndefined();
  const range = { from: "2026-01-01", to: "2026-01-31" };
  await ana.mutate("groupCreate", { name: "Another", currency: "EUR" });
  expect(await fieldOf(range, `, filter: { memberId: "${group.memberIds[0]}" }`, "spendingByGroup")).toBe(
    "filter.memberId",
  );
  expect(await fieldOf(range, ", first: 101", "spendingRows")).toBe("first");
  expect(await fieldOf(range, ', after: "x"', "spendingRows")).toBe("after");
  const many = Array.from({ length: 501 }, () => `"${newId("grp")}"`);
  expect(await fieldOf(range, `, groupIds: [${many}]`, "spendingRows")).toBe("groupIds");
});

test("a write adds to what is kept by one statement, however many share, and by none where no sum moves", async () => {
  const statements = async (work: () => Promise<unknown>) => {
    const query = jest.spyOn(api.surroundings.Client.prototype, "query");
    await work();
    const texts = query.mock.calls.map(([asked]) => (asked as unknown as { text?: string }).text ?? "");
    query.mockRestore();
    return texts.filter((text) => /_spending\b/.test(text)).length;
  };
  const { group: wide } = await ana.mutate(
    "groupCreate",
    { name: "Wide", currency: "EUR", members: Array.from({ length: 60 }, (_, index) => ({ name: `M${index}` })) },
    "group { id members { id } }",
  );
  const all = { id: wide.id, memberIds: wide.members.map(({ id }: Answer) => id), people: [ana] };
  let made: Answer;
  expect(await statements(async () => (made = (await ana.mutate("expenseCreate", expenseInput(all))).expense))).toBe(1);
  const { id, version } = made;
  const days = { id, version, incurredOn: "2026-04-01" };
  expect(await statements(() => ana.mutate("expenseUpdate", days, "__typename"))).toBe(1);
  expect(await statements(() => ana.mutate("expenseUpdate", { id, version: 2, title: "Tea" }, "__typename"))).toBe(0);
});

test("what is kept is what is counted anew, and a sum that is wrong is found", async () => {
  const health = () =>
    ana.ask("query ($id: ID!) { group(id: $id) { ledgerHealth { violations { rule } } } }", { id: group.id });
  expect((await health()).group.ledgerHealth.violations).toEqual([]);
  await api.dataSource.query("update group_spending set spent = spent + 1 where group_id = $1 and grain = 'MONTH'", [
    group.id,
  ]);
  await api.dataSource.query("delete from member_spending where group_id = $1 and member_id = $2", [
    group.id,
    group.memberIds[2],
  ]);
  await spend({ incurredOn: "2024-01-01" });
  const rules = new Set((await health()).group.ledgerHealth.violations.map(({ rule }: Answer) => rule));
  expect(rules).toEqual(new Set(["group-spending-is-sum-of-expenses", "member-spending-is-sum-of-shares"]));

  // Whoever keeps no sums is noticed, and the job counts anew.
  await api.dataSource.query("update expenses set updated_at = now() where group_id = $1", [group.id]);
  await spend({ incurredOn: "2024-01-01" });
  expect((await health()).group.ledgerHealth.violations).toEqual([]);
  await recountSpendingJob.run(api.services, new AbortController().signal, undefined);
  expect(await api.dataSource.query("select group_id from stale_spending")).toEqual([]);
  await spend({ incurredOn: "2024-01-02" });
  expect((await health()).group.ledgerHealth.violations).toEqual([]);
  expect(await api.dataSource.query("select group_id from stale_spending")).toEqual([]);
});

test("whoever counts waits for a hand that is not done yet, and counts its work", async () => {
  const { expense } = await spend({ incurredOn: "2024-02-01" });
  const hand = api.dataSource.createQueryRunner();
  await api.dataSource.query("insert into stale_spending values ($1)", [group.id]);
  await hand.startTransaction();
  await hand.query("update expenses set incurred_on = '2024-02-02' where id = $1", [expense.id]);
  const counting = recountSpendingJob.run(api.services, new AbortController().signal, undefined);
  await new Promise((resolve) => setTimeout(resolve, 300));
  await hand.commitTransaction();
  await hand.release();
  await counting;
  const of = (day: string) => summary(ana, { from: day, to: day });
  expect([(await of("2024-02-01")).count, (await of("2024-02-02")).count]).toEqual([0, 1]);
});

test("what each member bore, and each group spent, comes as a row for each, however many days there are", async () => {
  const trip = await api.group([ana, ben], { name: "Trip" });
  const days = ["2025-01-02", "2025-01-03", "2025-01-06", "2025-01-07", "2025-01-08", "2025-01-09"];
  for (const incurredOn of days) {
    await ana.mutate("expenseCreate", expenseInput(trip, { incurredOn, total: of("10.00", "USD") }), "__typename");
  }
  // Its own rate decides a cent of its own.
  const agreed = await api.group([ana, ben], { name: "Agreed" });
  const rate = { groupId: agreed.id, from: "USD", to: "EUR", rate: "0.333", validFrom: "2025-01-01" };
  await ana.mutate("groupRateSet", rate, "__typename");
  await ana.mutate(
    "expenseCreate",
    expenseInput(agreed, { incurredOn: days[0], total: of("10.00", "USD") }),
    "__typename",
  );
  const reader = poolReader(poolOf(api.dataSource));
  let most = 0;
  const counting: typeof reader = {
    async rows<Row extends object>(text: string, values?: readonly unknown[]) {
      const rows = await reader.rows<Row>(text, values);
      if (/(member|group)_spending/.test(text)) most = Math.max(most, rows.length);
      return rows;
    },
  };
  const source = spendingReader(counting, ana.id);
  const range = { from: "2025-01-01", to: "2025-12-31" };
  const asked = { range, currency: "EUR", convert: true, categoryId: null, memberId: null };
  const members = await spendingByMember(source, { ...asked, scope: await spendingScope(source, [trip.id]) });
  // 5.00 at 1.25, and five times at 1.6, are 19.625: half to even.
  expect(members.map(({ borne, paid, count }) => [borne, paid, count])).toEqual([
    [1962n, 3925n, 6],
    [1962n, 0n, 6],
  ]);
  const groups = await spendingByGroup(source, { ...asked, scope: await spendingScope(source, [trip.id, agreed.id]) });
  expect([groups.get(trip.id), groups.get(agreed.id)]).toEqual([
    { mine: 1962n, total: 3925n, count: 6 },
    // 1.665, half to even.
    { mine: 166n, total: 333n, count: 1 },
  ]);
  expect(most).toBe(2);
});
