import { afterAll, beforeAll, expect, jest, test } from "@jest/globals";
import { type Answer, type Person, TestApi, type TestGroup } from "../test/api.js";
import { typedReceipt } from "../test/receipts.js";
import { expenseInput, settlementInput, threeAndAStranger } from "../test/seed.js";
import { EVENTS, listen, socketOf } from "../test/socket.js";

/**
 * Every statement that people wait for finds what it reads by a key of one group, so that groups can live on different
 * servers (docs/adr/0032): looked at in the plans that PostgreSQL makes, in a database with many groups.
 */

/**
 * The tables that grow with the groups, each with the columns one of which every look into it must name: the group's
 * id, or that of something that is in one group for good.
 */
const KEYS: Readonly<Record<string, readonly string[]>> = {
  balances: ["group_id"],
  budget_notices: ["budget_id"],
  // Beside the group by the person whose own they are.
  budgets: ["group_id", "user_id", "id"],
  event_changes: ["group_id"],
  expense_payers: ["group_id", "expense_id"],
  expense_shares: ["group_id", "expense_id"],
  expenses: ["group_id", "id"],
  follower_cursors: ["group_id"],
  group_events: ["group_id", "subject_id"],
  group_spending: ["group_id"],
  groups: ["id"],
  // Beside the group by the person who asks: on a server of some groups, their places in those.
  members: ["group_id", "id", "user_id"],
  member_spending: ["group_id"],
  pair_debts: ["group_id"],
  postings: ["group_id"],
  receipt_claims: ["receipt_id", "line_id"],
  receipt_lines: ["group_id", "receipt_id", "id"],
  receipt_pages: ["receipt_id"],
  // Beside the group by the expense that it is of; what waits for a reader waits in one line for all groups.
  receipts: ["group_id", "id", "expense_id"],
  settlements: ["group_id", "id"],
  // Beside the group by the person whose feed it is, which lives with the accounts.
  stays: ["group_id", "user_id"],
};
/** As many groups as make a look at all of them the worst of all plans. */
const GROUPS = 300;

let api: TestApi;
let ana: Person;
let group: TestGroup;
let receipt: Answer;

beforeAll(async () => {
  api = await TestApi.start();
  ({ ana, group } = await threeAndAStranger(api));
  for (let count = 0; count < 5; count++) await ana.mutate("expenseCreate", expenseInput(group), "__typename");
  await ana.mutate("settlementCreate", settlementInput(group), "__typename");
  const [first, second] = group.memberIds;
  await ana.mutate("householdCreate", { groupId: group.id, name: "Flat", memberIds: [first, second] }, "__typename");
  const limit = { amount: "100", currency: "EUR" };
  for (const whose of [{ groupId: group.id }, {}]) {
    await ana.mutate("budgetCreate", { ...whose, limit, period: "MONTH" }, "__typename");
  }
  const { id: attached } = await typedReceipt(api, ana, group);
  await ana.mutate("expenseCreate", expenseInput(group, { receiptIds: [attached] }), "__typename");
  receipt = await typedReceipt(api, ana, group);
  await api.doJobs();
  for (const table of Object.keys(KEYS)) await copyRows(table);
  await api.dataSource.query(`analyze ${Object.keys(KEYS).join(", ")}`);
});
afterAll(() => api.close());

/** Makes the same rows again for many other groups, with ids of their own. */
async function copyRows(table: string): Promise<void> {
  const columns = await api.dataSource.query(
    `select string_agg(quote_ident(column_name), ', ') as names from information_schema.columns
     where table_name = $1 and table_schema = 'public' and is_generated = 'NEVER'`,
    [table],
  );
  const { names } = columns[0] as { names: string };
  await api.dataSource.transaction(async (manager) => {
    // The copies are right because what they copy is: nothing is checked, posted or told.
    await manager.query("set local session_replication_role = replica");
    await manager.query(
      `insert into ${table} (${names}) select ${names} from generate_series(1, ${GROUPS}) copy, ${table} original,
         jsonb_populate_record(null::${table}, regexp_replace(to_jsonb(original)::text,
           '"([a-z]{3}_[0-9a-z]{22})[0-9a-z]{4}"', '"\\1' || lpad(copy::text, 4, '0') || '"', 'g')::jsonb) made`.replaceAll(
        `select ${names}`,
        `select ${names.replace(/[^, ]+/g, "made.$&")}`,
      ),
    );
  });
}

interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
}

interface Plan {
  readonly "Node Type": string;
  readonly "Relation Name"?: string;
  readonly "Index Cond"?: string;
  readonly Plans?: readonly Plan[];
}

/** What an operation asked the database, without what belongs to no table of a group. */
async function statementsOf(work: () => Promise<unknown>): Promise<Statement[]> {
  const query = jest.spyOn(api.surroundings.Client.prototype, "query");
  await work();
  const calls = query.mock.calls as unknown as [string | Statement, unknown[] | undefined][];
  const said = calls.map(([asked, values]) =>
    typeof asked === "string"
      ? { text: asked, values: values ?? [] }
      : { text: asked.text, values: asked.values ?? values ?? [] },
  );
  query.mockRestore();
  const ofGroups = new RegExp(`\\b(?:from|join|update|into)\\s+(?:${Object.keys(KEYS).join("|")})\\b`);
  return said.filter(({ text }) => /^\s*(?:select|with|insert|update|delete)\b/.test(text) && ofGroups.test(text));
}

/** The looks into tables of groups that a plan has, each with the condition that the index is asked with. */
function looksIn(plan: Plan): { table: string; condition: string }[] {
  const inner = plan.Plans ?? [];
  const table = plan["Relation Name"];
  if (table && table in KEYS && plan["Node Type"] !== "ModifyTable") {
    return conditionsOf(plan).map((condition) => ({ table, condition }));
  }
  return inner.flatMap((each) => looksIn(each));
}

/** What a look asks its index for; a bitmap's stand below it, and where it is made of several, each is a look. */
function conditionsOf(plan: Plan): string[] {
  if (plan["Index Cond"] !== undefined) return [plan["Index Cond"]];
  const below = plan["Node Type"].startsWith("Bitmap") ? (plan.Plans ?? []).map(conditionsOf) : [];
  if (plan["Node Type"] === "BitmapOr") return below.flat();
  return [below.flat().join()];
}

async function violationsOf(statements: readonly Statement[]): Promise<string[]> {
  const runner = api.dataSource.createQueryRunner();
  // What has an index is found by it, in however small a table.
  await runner.query("set enable_seqscan = off");
  const violations: string[] = [];
  for (const { text, values } of statements) {
    const [{ "QUERY PLAN": plans }] = (await runner.query(`explain (format json) ${text}`, values as never)) as [
      Answer,
    ];
    for (const { table, condition } of looksIn(plans[0].Plan)) {
      const isFound = KEYS[table]!.some((column) => new RegExp(`\\b${column} = `).test(condition));
      if (!isFound) violations.push(`${table} by "${condition}" in: ${text}`);
    }
  }
  await runner.query("reset enable_seqscan");
  await runner.release();
  return violations;
}

const PAGE = `query ($id: ID!) { group(id: $id) { id name viewerMember { id } members { id name }
  expenses(first: 20) { edges { node { id title version createdBy { name } payers { member { id } amount { amount } }
    shares { member { id } amount { amount } } } } }
  settlements(first: 20) { edges { node { id amount { amount } } } }
  events(first: 20) { edges { node { seq type actor { name } changes { field } subject { id } } } }
  balances { member { id } net { amount } } suggestedTransfers { amount { amount } } } }`;

const RECEIPTS_OF_EXPENSE = "expense { id receipts { id sameAs { id } pages { url } } }";
const RECEIPTS = `query ($id: ID!) { group(id: $id) { receipts(first: 20) { edges { node { id expense { title } pages { url(width: 300) }
  sameAs { id } reading { lines { id claims { member { id } } } } } } } } }`;

const SPENDING = `query ($range: DateRangeInput!, $id: ID!) {
  spendingSummary(range: $range, currency: "EUR") { total { amount } previous { total { amount } } }
  spendingTrend(range: $range, currency: "EUR", interval: MONTH, groupIds: [$id]) { total { amount } }
  spendingByCategory(range: $range, currency: "USD") { category { name } total { amount } }
  spendingByGroup(range: $range, currency: "EUR") { group { name } total { amount } }
  spendingByMember(range: $range, currency: "EUR", groupId: $id) { member { name } borne { amount } }
  spendingRows(range: $range, currency: "EUR", first: 2) { edges { node { expense { title } mine { amount } } } }
  viewer { budgets { spent { amount } } }
  group(id: $id) { budgets { left { amount } } fronting { moneyDays { amount } } nextToPay { balance { amount } } oddUnits { amount { amount } } } }`;

const OPERATIONS: readonly [string, () => Promise<unknown>][] = [
  ["the page of a group", () => ana.ask(PAGE, { id: group.id })],
  ["a new expense", () => ana.mutate("expenseCreate", expenseInput(group))],
  ["a new payment", () => ana.mutate("settlementCreate", settlementInput(group))],
  [
    "a change of an expense, and its end",
    async () => {
      const { expense } = await ana.mutate("expenseCreate", expenseInput(group));
      const { id, version } = expense;
      const changed = await ana.mutate("expenseUpdate", { id, version, title: "Supper" });
      await ana.mutate("expenseDelete", { id, version: changed.expense.version });
    },
  ],
  [
    "a receipt that people claim from, and that becomes an expense",
    async () => {
      const { id, reading } = receipt;
      const claim = { receiptId: id, lineId: reading.lines[0].id, memberId: group.memberIds[0], weight: "1" };
      await ana.mutate("receiptLineClaim", claim);
      await ana.mutate("receiptUpdate", { id, version: 2, merchant: "Café", lines: [{ name: "All", amount: "12" }] });
      const made = await ana.mutate("expenseCreate", expenseInput(group, { receiptIds: [id] }), RECEIPTS_OF_EXPENSE);
      await ana.mutate("receiptAttach", { id, expenseId: null });
      await ana.mutate("receiptAttach", { id, expenseId: made.expense.id });
      await ana.ask(RECEIPTS, { id: group.id });
    },
  ],
  ["what was spent", () => ana.ask(SPENDING, { range: { from: "2025-12-15", to: "2026-03-10" }, id: group.id })],
  ["what follows the writes", () => api.doJobs()],
  [
    "a live event",
    async () => {
      const client = socketOf(api.url, ana.token);
      const heard = listen(client, EVENTS, { groupId: group.id, after: 1 });
      await heard.until(() => heard.results.length > 5);
      await client.dispose();
    },
  ],
  [
    "an event of all groups, and who is present",
    async () => {
      const client = socketOf(api.url, ana.token);
      const all = listen(client, 'subscription { viewerEvents(after: "") { event { seq } } }', {});
      await all.until(() => all.results.length > 2);
      const presence = "subscription ($id: ID!) { groupPresence(groupId: $id) { member { id } } }";
      const here = listen(client, presence, { id: group.id });
      await here.until(() => here.results.length > 0);
      await client.dispose();
    },
  ],
];

test.each(OPERATIONS)("%s is found by the group", async (_name, work) => {
  const statements = await statementsOf(work);
  expect(statements.length).toBeGreaterThan(0);
  expect(await violationsOf(statements)).toEqual([]);
});

test("what is found by anything else is a violation", async () => {
  const text = "select id from expenses where title = $1";
  expect(await violationsOf([{ text, values: ["Dinner"] }])).toEqual([`expenses by "" in: ${text}`]);
});
