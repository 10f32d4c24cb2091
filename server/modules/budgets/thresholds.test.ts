import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { homeToday } from "../../kernel/today.js";
import { type Answer, type Person, TestApi, type TestGroup } from "../../test/api.js";
import { expenseInput, threeAndAStranger } from "../../test/seed.js";
import { importText, splitwiseText } from "../../test/upload.js";
import { allThresholdsJob } from "./threshold.job.js";

let api: TestApi;
let ana: Person;
let ben: Person;
let eve: Person;
let group: TestGroup;
const today = homeToday({ timeZone: "UTC" });

beforeAll(async () => {
  api = await TestApi.start();
});
beforeEach(async () => {
  ({ ana, ben, eve, group } = await threeAndAStranger(api, { timeZone: "UTC" }));
  await api.dataSource.query("update users set time_zone = 'UTC'");
});
afterAll(() => api.close());

const eur = (amount: string) => ({ amount, currency: "EUR" });
const spend = (amount: string, change: object = {}) =>
  ana.mutate(
    "expenseCreate",
    expenseInput(group, { incurredOn: today, total: eur(amount), ...change }),
    "expense { id version }",
  );

/** What somebody was told of budgets, oldest first. */
async function toldTo(person: Person): Promise<string[]> {
  await api.doJobs();
  const { notifications } = await person.ask("{ notifications(first: 50) { edges { node { kind text url } } } }");
  const nodes = notifications.edges.map(({ node }: Answer) => node);
  return nodes
    .filter(({ kind, text }: Answer) => kind === "BUDGET" && text.includes("%"))
    .map(({ text }: Answer) => text)
    .reverse();
}

test("each threshold is told of once in a period, to whose budget it is, and of several at once the highest", async () => {
  await ana.mutate("budgetCreate", { limit: eur("10.00"), period: "MONTH", thresholds: [50, 80, 100] });
  await spend("12.00");
  expect(await toldTo(ana)).toEqual([]);
  const { expense } = await spend("6.00");
  expect(await toldTo(ana)).toEqual([expect.stringMatching(/50.*6\.00.*10\.00/)]);
  await ana.mutate("expenseDelete", { id: expense.id, version: 1 });
  await ana.mutate("expenseRestore", { id: expense.id, version: 2 });
  expect(await toldTo(ana)).toHaveLength(1);
  await spend("60.00");
  expect(await toldTo(ana)).toEqual([expect.anything(), expect.stringMatching(/100.*26\.00/)]);
  await spend("60.00");
  expect(await toldTo(ana)).toHaveLength(2);
  expect(await toldTo(ben)).toEqual([]);
  expect(await toldTo(eve)).toEqual([]);
});

test("of a group's everybody in it is told, whoever spent, also by an import; whoever left is not", async () => {
  await ana.mutate("budgetCreate", { groupId: group.id, limit: eur("10.00"), period: "YEAR", thresholds: [90] });
  await eve.mutate("groupLeave", { id: group.id });
  await importText(api, ana, splitwiseText("Ana,Ben", `${today},Tea,General,9.00,EUR,4.50,-4.50`), {
    groupId: group.id,
  });
  for (const person of [ana, ben]) expect(await toldTo(person)).toEqual([expect.stringMatching(/90.*9\.00.*10\.00/)]);
  expect(await toldTo(eve)).toEqual([]);
});

test("a budget that is made beyond a threshold is told of, and so is a period that begins beyond one", async () => {
  await spend("30.00");
  await ben.mutate("budgetCreate", { limit: eur("10.00"), period: "WEEK", thresholds: [80] });
  expect(await toldTo(ben)).toHaveLength(1);
  // As if it had been told of in the week before.
  await api.dataSource.query("update budget_notices set period_from = period_from - 7");
  await api.dataSource.query("delete from notifications");
  await allThresholdsJob.run(api.services, new AbortController().signal, undefined);
  expect(await toldTo(ben)).toHaveLength(1);
});

test("of a budget that is deleted and restored nothing is told again, one's own or a group's", async () => {
  await spend("30.00");
  const input = { limit: eur("10.00"), period: "MONTH", thresholds: [80, 100] };
  const made = [];
  for (const groupId of [null, group.id])
    made.push((await ana.mutate("budgetCreate", { ...input, groupId })).budget.id);
  expect(await toldTo(ana)).toHaveLength(2);
  for (const id of made) await ana.mutate("budgetDelete", { id, version: 1 });
  await spend("3.00");
  for (const id of made) await ana.mutate("budgetRestore", { id, version: 2 });
  expect(await toldTo(ana)).toHaveLength(2);
});
