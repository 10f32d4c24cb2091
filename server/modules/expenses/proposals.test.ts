import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { type Answer, type Person, TestApi, type TestGroup } from "../../test/api.js";
import { expenseInput, threeAndAStranger } from "../../test/seed.js";

let api: TestApi;
let ana: Person;
let ben: Person;
let mallory: Person;
let group: TestGroup;

beforeAll(async () => {
  api = await TestApi.start();
  ({ ana, ben, mallory, group } = await threeAndAStranger(api));
});
afterAll(() => api.close());

const PROPOSALS = `query ($id: ID!) { group(id: $id) { viewerLastExpense { id payers { member { id } } }
  titledCategories { title category { id name } } } }`;

const proposalsFor = async (person: Person): Promise<Answer> => (await person.ask(PROPOSALS, { id: group.id })).group;

test("what the viewer entered last is theirs alone, and an expense that was deleted is none", async () => {
  expect(await proposalsFor(ana)).toEqual({ viewerLastExpense: null, titledCategories: [] });
  const add = async (person: Person, change: object) =>
    (await person.mutate("expenseCreate", expenseInput(group, change))).expense.id as string;
  const first = await add(ana, { title: "Bread", incurredOn: "2026-05-01" });
  const second = await add(ana, { title: "Milk", incurredOn: "2026-04-01" });
  const third = await add(ben, { title: "Tram", incurredOn: "2026-06-01" });
  expect((await proposalsFor(ana)).viewerLastExpense.id).toBe(second);
  expect((await proposalsFor(ben)).viewerLastExpense.id).toBe(third);
  await ana.mutate("expenseDelete", { id: second, version: 1 });
  expect((await proposalsFor(ana)).viewerLastExpense.id).toBe(first);
  expect(await proposalsFor(mallory)).toBeNull();
});

test("titles stand once, newest first, with the category that they had last", async () => {
  const { categories } = (
    await ana.ask("query ($id: ID!) { group(id: $id) { categories { id name } } }", { id: group.id })
  ).group;
  const add = (incurredOn: string, categoryId: string) =>
    ana.mutate("expenseCreate", expenseInput(group, { title: "Bread", incurredOn, categoryId }));
  await add("2026-07-02", categories[2].id);
  await add("2026-07-01", categories[1].id);
  expect((await proposalsFor(ben)).titledCategories).toEqual([
    { title: "Bread", category: categories[2] },
    { title: "Tram", category: categories[0] },
  ]);
});
