import { createHook } from "node:async_hooks";
import { afterAll, beforeAll, expect, jest, test } from "@jest/globals";
import { BUDGET } from "../platform/budget.js";
import { type Answer, type Person, TestApi } from "../test/api.js";

/** As many as a group may have. */
const MEMBERS = 500;
/** As many as a page may have. */
const EXPENSES = 100;

let api: TestApi;
let ana: Person;
let groupId: string;
let memberIds: string[];
let expenseId: string;

/** One group of 500, with one expense that all share and, straight in the tables, 99 more of it. */
beforeAll(async () => {
  api = await TestApi.start();
  ana = await api.person("Ana");
  const names = Array.from({ length: MEMBERS - 1 }, (_, index) => ({ name: `Member ${index}` }));
  const { group } = await ana.mutate(
    "groupCreate",
    { name: "Wide", currency: "EUR", members: names.slice(0, 99) },
    "group { id }",
  );
  groupId = group.id;
  await api.dataSource.query(
    `insert into members (id, group_id, name, role, position, joined_at)
     select left(m.id, 18) || lpad(n::text, 12, '0'), group_id, name || ' ' || n, role, 100 + n, joined_at
     from (select * from members where group_id = $1 and position = 1) m, generate_series(0, 399) n`,
    [groupId],
  );
  const rows = await api.dataSource.query("select id from members where group_id = $1 order by position", [groupId]);
  memberIds = rows.map(({ id }: { id: string }) => id);
  const { expense } = await ana.mutate("expenseCreate", input(), "expense { id }");
  expenseId = expense.id;
  const copy = `left(id, 18) || lpad(n::text, 12, '0')`;
  const columns = `(select string_agg(column_name, ', ') from information_schema.columns where table_name = 'expenses' and column_name <> 'id')`;
  const [{ others }] = await api.dataSource.query(`select ${columns} as others`);
  await api.dataSource.query(
    `insert into expenses (id, ${others}) select ${copy}, ${others} from expenses, generate_series(1, ${EXPENSES - 1}) n where id = $1`,
    [expenseId],
  );
  for (const table of ["expense_payers", "expense_shares"]) {
    const [{ rest }] = await api.dataSource.query(
      "select string_agg(column_name, ', ') as rest from information_schema.columns where table_name = $1 and column_name <> 'expense_id'",
      [table],
    );
    await api.dataSource.query(
      `insert into ${table} (expense_id, ${rest})
       select left(expense_id, 18) || lpad(n::text, 12, '0'), ${rest} from ${table}, generate_series(1, ${EXPENSES - 1}) n where expense_id = $1`,
      [expenseId],
    );
  }
});
afterAll(() => api.close());

function input(change: object = {}) {
  return {
    groupId,
    title: "For all",
    total: { amount: "1000.00", currency: "EUR" },
    incurredOn: "2026-01-31",
    payers: [{ memberId: memberIds[0] }],
    split: { mode: "EQUAL", parts: memberIds.map((memberId) => ({ memberId })) },
    ...change,
  };
}

const shares = (more = "") =>
  `payers { member { name } amount { amount currency } } shares { member { name } amount { amount currency } ${more} }`;
const page = (first: number, selection: string) =>
  `query ($id: ID!) { group(id: $id) { expenses(first: ${first}) { edges { node { id ${selection} } } } } }`;

test("a page of a hundred expenses with payers and shares is answered, though five hundred people share each", async () => {
  const data = await ana.ask(page(EXPENSES, shares()), { id: groupId });
  const { edges } = data.group.expenses;
  expect(edges).toHaveLength(EXPENSES);
  expect(edges.every(({ node }: Answer) => node.shares.length === MEMBERS)).toBe(true);
});

test("a field that is there costs no promise: ten thousand shares make a few hundred", async () => {
  let promises = 0;
  const hook = createHook({ init: (_id, type) => void (promises += Number(type === "PROMISE")) });
  hook.enable();
  await ana.ask(page(20, shares()), { id: groupId });
  hook.disable();
  expect(promises).toBeGreaterThan(0);
  expect(promises).toBeLessThan(2_000);
});

test("how each share was computed, on top of that, is too much, by whatever name", async () => {
  for (const more of ["allocation { exact rule }", "a: allocation { exact } b: allocation { rule }"]) {
    const { errors } = await ana.send(page(EXPENSES, shares(more)), { id: groupId });
    expect(errors![0]!.message).toContain("beyond the limit COST");
  }
});

test("what was guessed too low is ended while it runs", async () => {
  const { data, errors } = await ana.send(page(40, "shares { allocation { exact } }"), { id: groupId });
  expect(errors![0]!).toMatchObject({
    message: `This operation is beyond the limit BUDGET (${BUDGET}).`,
    extensions: { code: "OPERATION_TOO_COSTLY" },
  });
  expect(data?.group ?? null).toBeNull();
  // The next one has a budget of its own.
  await ana.ask(page(10, "shares { allocation { exact } }"), { id: groupId });
});

const EFFECT =
  "effect { balances { member { id } net { amount currency } } transfers { from { id } to { id } amount { amount currency } } }";

test("a dry run in a group of five hundred tells its effect, and that is what the write does", async () => {
  const tried = await ana.mutate("expenseCreate", { ...input(), dryRun: true }, EFFECT);
  const written = await ana.mutate("expenseCreate", input(), EFFECT);
  expect(tried.effect.balances).toHaveLength(MEMBERS);
  expect(tried.effect).toEqual(written.effect);
});

test("a dry run may select a tenth: explanations are asked for afterwards", async () => {
  const explained =
    "effect { balances { explanation(by: MEMBERS) { rows { amount { amount } rows { amount { amount } rows { label } } } } } }";
  const query = api.mutation("expenseCreate", explained);
  for (const variables of [{ input: { ...input(), dryRun: true } }]) {
    const { errors } = await ana.send(query, variables);
    expect(errors![0]!.message).toContain("beyond the limit DRY_RUN_COST");
  }
  const inText = query
    .replace("($input: ExpenseCreateInput!)", "($dryRun: Boolean = true)")
    .replace("$input)", "{ dryRun: $dryRun })");
  expect((await ana.send(inText)).errors![0]!.message).toContain("beyond the limit DRY_RUN_COST");
});

test("one more argument that means a whole computation is counted", async () => {
  const many = Array.from(
    { length: 10 },
    (_, index) => `a${index}: balance(memberId: "${memberIds[0]}", asOf: "2026-01-0${index || 1}") { net { amount } }`,
  );
  const { errors } = await ana.send(`query ($id: ID!) { group(id: $id) { ${many.join(" ")} } }`, { id: groupId });
  expect(errors![0]!.message).toContain("beyond the limit COST");
});

test("suggestions of a wide group, and people, read a few rows of its events and not all that those posted", async () => {
  for (let count = 0; count < 6; count++)
    await ana.mutate("expenseCreate", input({ title: `Wide ${count}` }), "__typename");
  const read: number[] = [];
  const query = jest.spyOn(api.surroundings.Client.prototype, "query");
  await ana.ask("query ($id: ID!) { group(id: $id) { suggestedTransfers { amount { amount } } } }", { id: groupId });
  await ana.ask("{ people(first: 5) { edges { node { nets { amount } } } } }");
  for (const [index, [statement]] of query.mock.calls.entries()) {
    const { text = "" } = statement as unknown as { text?: string };
    if (!text.includes("from group_events where group_id = g.id")) continue;
    const { rows } = (await query.mock.results[index]!.value) as unknown as { rows: unknown[] };
    read.push(rows.length);
  }
  query.mockRestore();
  expect(read.length).toBeGreaterThan(0);
  expect(Math.max(...read)).toBeLessThanOrEqual(5);
});
