import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { type Person, TestApi, type TestGroup } from "../../../test/api.js";
import { threeAndAStranger } from "../../../test/seed.js";

let api: TestApi;
let ana: Person;
let group: TestGroup;

beforeAll(async () => {
  api = await TestApi.start();
  ({ ana, group } = await threeAndAStranger(api));
});
afterAll(() => api.close());

test.each(["one's own", "a group's"])("%s comes back as it was, and no deleted one twice", async (whose) => {
  const groupId = whose === "a group's" ? group.id : null;
  const input = { groupId, limit: { amount: "10.00", currency: "EUR" }, period: "MONTH", rollOver: true };
  const { id } = (await ana.mutate("budgetCreate", input)).budget;
  // As if something had gone over.
  await api.dataSource.query("update budgets set carried_before = 700 where id = $1", [id]);
  const list = async () => {
    const fields = "budgets { id version carried { amount } }";
    const data = await ana.ask(
      `query ($id: ID!) { viewer { ${fields} } group(id: $id) { ${fields}
      events(first: 1, order: NEWEST_FIRST) { edges { node { type subject { id } } } } } }`,
      { id: group.id },
    );
    return { budgets: (groupId ? data.group : data.viewer).budgets, event: data.group.events.edges[0].node };
  };
  const { budgets: before } = await list();
  expect(await ana.try("budgetRestore", { id, version: 1 })).toMatchObject({ reason: "STATE" });
  await ana.mutate("budgetDelete", { id, version: 1 });
  expect(await ana.try("budgetRestore", { id, version: 1 })).toMatchObject({ reason: "STALE_VERSION" });
  await ana.mutate("budgetRestore", { id, version: 2 });
  const { budgets, event } = await list();
  expect(budgets).toEqual([{ ...before[0], version: 3 }]);
  expect(budgets[0].carried.amount).toBe("7.00");
  if (groupId) expect(event).toMatchObject({ type: "budget.restored", subject: { id } });
});

test("fifty others leave no room for it", async () => {
  const input = { limit: { amount: "10.00", currency: "EUR" }, period: "MONTH" };
  const { id } = (await ana.mutate("budgetCreate", input)).budget;
  await ana.mutate("budgetDelete", { id, version: 1 });
  await api.dataSource.query(
    `insert into budgets select (jsonb_populate_record(b, jsonb_build_object('id', 'bud_' || n, 'deleted_at', null))).*
     from budgets b, generate_series(1, 50) n where b.id = $1`,
    [id],
  );
  expect(await ana.try("budgetRestore", { id, version: 2 })).toMatchObject({ reason: "STATE" });
});
