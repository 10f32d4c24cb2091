import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { newId } from "../../kernel/ids.js";
import { poolOf } from "../../platform/database.js";
import { type Answer, type Person, TestApi, type TestGroup } from "../../test/api.js";
import { expenseInput, settlementInput } from "../../test/seed.js";
import { listen, socketOf } from "../../test/socket.js";

let api: TestApi;
let ana: Person;
let ben: Person;
let group: TestGroup;

beforeAll(async () => {
  api = await TestApi.start();
  ana = await api.person("Ana");
  ben = await api.person("Ben");
});
beforeEach(async () => {
  group = await api.group([ana, ben]);
});
afterAll(() => api.close());

const MONEY = "{ amount currency }";
const EXPENSE = `expense { id version deletedAt title total ${MONEY} shares { member { id } amount ${MONEY} }
  group { lastEventSeq balances { net ${MONEY} } } } effect { balances { member { id } net ${MONEY} }
  transfers { from { id } to { id } amount ${MONEY} } }`;
const SETTLEMENT = `settlement { id version status amount ${MONEY} } effect { balances { member { id } net ${MONEY} }
  transfers { from { id } to { id } amount ${MONEY} } }`;

/** Everything that a write could have moved. */
async function stateOf(): Promise<Answer> {
  const data = await ana.ask(
    `query ($id: ID!) { group(id: $id) { version lastEventSeq balances { member { id } net ${MONEY} }
      suggestedTransfers { amount ${MONEY} } expenses { edges { node { id version title deletedAt } } }
      deleted: expenses(filter: { deleted: true }) { edges { node { id } } }
      settlements { edges { node { id version status } } } ledgerHealth { ok } } }`,
    { id: group.id },
  );
  const [{ writes }] = await api.dataSource.query("select count(*)::int as writes from writes");
  return { ...data.group, writes };
}

/** Tries it, sees that nothing moved, does it, and compares. */
async function rehearsedAndDone(mutation: string, input: object, selection: string): Promise<Answer> {
  const before = await stateOf();
  const tried = await ana.mutate(mutation, { ...input, dryRun: true }, selection);
  expect(await stateOf()).toEqual(before);
  const done = await ana.mutate(mutation, input, selection);
  expect(tried).toEqual(done);
  expect(await stateOf()).not.toEqual(before);
  return done;
}

test("a dry run of every step of an expense is what the step then does", async () => {
  const id = newId("exp");
  const created = await rehearsedAndDone("expenseCreate", expenseInput(group, { id }), EXPENSE);
  expect(created.effect.balances).toEqual([
    { member: { id: group.memberIds[0] }, net: { amount: "5.00", currency: "EUR" } },
    { member: { id: group.memberIds[1] }, net: { amount: "-5.00", currency: "EUR" } },
  ]);
  expect(created.effect.transfers).toHaveLength(1);

  const change = { id, version: 1, total: { amount: "11.01", currency: "EUR" }, title: "More", requestId: "again" };
  await rehearsedAndDone("expenseUpdate", change, EXPENSE);
  const deletion = await ana.mutate("expenseDelete", { id, version: 2, dryRun: true }, EXPENSE);
  expect(deletion.expense.deletedAt).not.toBeNull();
  expect(deletion.effect.balances).toEqual([]);
  const { expense } = await ana.mutate("expenseDelete", { id, version: 2 }, EXPENSE);
  expect(expense).toMatchObject({ version: 3, group: deletion.expense.group });
  await rehearsedAndDone("expenseRestore", { id, version: 3 }, EXPENSE);
});

test("a dry run of every step of a settlement is what the step then does", async () => {
  await ana.mutate("groupUpdate", { id: group.id, version: 1, confirmSettlements: true }, "__typename");
  const [first, second] = group.memberIds;
  const pending = settlementInput(group, { id: newId("stl"), fromMemberId: first, toMemberId: second });
  await rehearsedAndDone("settlementCreate", pending, SETTLEMENT);
  await rehearsedAndDone("settlementCancel", { id: pending.id, version: 1 }, SETTLEMENT);

  const { settlement } = await ben.mutate("settlementCreate", settlementInput(group), SETTLEMENT);
  const confirm = { id: settlement.id, version: 1 };
  const done = await rehearsedAndDone("settlementConfirm", confirm, SETTLEMENT);
  expect(done.effect.balances[1].net).toEqual({ amount: "10.00", currency: "EUR" });
  await rehearsedAndDone("settlementCancel", { id: settlement.id, version: 2 }, SETTLEMENT);
});

test("a refusal is the same, tried or done", async () => {
  const wrong = expenseInput(group, { title: "", payers: [{ memberId: newId("mem") }] });
  expect(await ana.try("expenseCreate", { ...wrong, dryRun: true })).toEqual(await ana.try("expenseCreate", wrong));
  const { expense } = await ana.mutate("expenseCreate", expenseInput(group), EXPENSE);
  const stale = await ana.try("expenseUpdate", { id: expense.id, version: 9, title: "x", dryRun: true });
  expect(stale).toMatchObject({ __typename: "ConflictError", reason: "STALE_VERSION", current: { id: expense.id } });
});

test("whoever may not write may not try either", async () => {
  const eve = await api.person("Eve");
  const viewer = await api.person("Vic");
  await api.join(group.id, ana, viewer, "VIEWER");
  const input = expenseInput(group, { dryRun: true });
  expect(await eve.try("expenseCreate", input)).toMatchObject({ __typename: "NotFoundError" });
  expect(await viewer.try("expenseCreate", input)).toMatchObject({ __typename: "ForbiddenError" });
  expect(await api.nobody.fail("expenseCreate", input)).toMatchObject([{ extensions: { code: "UNAUTHENTICATED" } }]);
});

test("neither ids nor request ids are used up, and a dry run of what was done answers as its replay", async () => {
  const id = newId("exp");
  await ana.mutate("expenseCreate", expenseInput(group, { id, title: "One", dryRun: true }), EXPENSE);
  const done = await ben.mutate("expenseCreate", expenseInput(group, { id, title: "Two" }), EXPENSE);
  expect(done.expense).toMatchObject({ id, title: "Two", version: 1 });
  const replayed = await ben.mutate("expenseCreate", expenseInput(group, { id, title: "Two", dryRun: true }), EXPENSE);
  expect(replayed).toEqual(done);
  const other = await ben.try("expenseCreate", expenseInput(group, { id, title: "Three", dryRun: true }));
  expect(other).toMatchObject({ __typename: "ConflictError", reason: "ID_TAKEN" });

  await ana.mutate("expenseUpdate", { id, version: 1, title: "Tried", requestId: "r", dryRun: true }, EXPENSE);
  const { expense } = await ana.mutate("expenseUpdate", { id, version: 1, title: "Done", requestId: "r" }, EXPENSE);
  expect(expense).toMatchObject({ title: "Done", version: 2 });
});

test("in one operation the next write does not see what was only tried, and no connection is kept", async () => {
  const first = expenseInput(group, { id: newId("exp"), title: "Tried", dryRun: true });
  const second = expenseInput(group, { id: newId("exp"), title: "Done" });
  const payload = `... on ExpenseCreatePayload { expense { title } effect { balances { net ${MONEY} } } }`;
  const text = `mutation ($a: ExpenseCreateInput!, $b: ExpenseCreateInput!) {
    a: expenseCreate(input: $a) { ${payload} } b: expenseCreate(input: $b) { ${payload} } }`;
  for (let turn = 0; turn < 30; turn++) {
    // More turns than the pool has connections: a dry run that kept one would stop the last of them.
    await ana.mutate("expenseCreate", first, "effect { balances { net { amount } } }");
  }
  const { a, b } = await ana.ask(text, { a: first, b: second });
  expect([a.effect, b.effect].map(({ balances }) => balances[0].net.amount)).toEqual(["5.00", "5.00"]);
  expect((await stateOf()).expenses.edges).toHaveLength(1);
});

test("whoever hangs up in the middle, or asks for what fails, keeps neither a connection nor the group", async () => {
  const input = expenseInput(group, { dryRun: true });
  const before = await stateOf();
  const text = api.mutation("expenseCreate", `${EXPENSE}`);
  const failing = `mutation ($input: ExpenseCreateInput!) {
    a: expenseCreate(input: $input) { ... on ExpenseCreatePayload { expense { group {
      events(after: "nonsense") { edges { node { seq } } } balances { net ${MONEY} } } } ${EXPENSE} } }
    b: expenseCreate(input: $input) { ... on ExpenseCreatePayload { ${EXPENSE} } } }`;
  const headers = { "content-type": "application/json", authorization: `Bearer ${ana.token}` };
  const body = JSON.stringify({ query: text, variables: { input } });
  // More of each than the pool has connections.
  const turns = Array.from({ length: 25 }, async (_, turn) => {
    const signal = AbortSignal.timeout(turn * 2);
    await fetch(`${api.url}/graphql`, { method: "POST", headers, body, signal }).catch(() => undefined);
    const client = socketOf(api.url, ana.token);
    const heard = listen(client, text, { input });
    await new Promise((resolve) => setTimeout(resolve, turn * 2));
    if (turn % 2 === 0) heard.stop();
    await client.dispose();
    expect((await ana.send(failing, { input })).errors).toHaveLength(1);
  });
  await Promise.all(turns);
  const pool = poolOf(api.dataSource);
  while (pool.idleCount < pool.totalCount || pool.waitingCount > 0)
    await new Promise((resolve) => setTimeout(resolve, 5));
  expect(await stateOf()).toEqual(before);
  await ana.mutate("expenseCreate", expenseInput(group), EXPENSE);
});
