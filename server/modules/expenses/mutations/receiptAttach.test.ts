import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { newId } from "../../../kernel/ids.js";
import { type Answer, type Person, TestApi, type TestGroup } from "../../../test/api.js";
import { sendReceipt, typedReceipt } from "../../../test/receipts.js";
import { expenseInput, stateOf, threeAndAStranger } from "../../../test/seed.js";

let api: TestApi;
let ana: Person;
let ben: Person;
let group: TestGroup;

beforeAll(async () => {
  api = await TestApi.start();
});
beforeEach(async () => {
  ({ ana, ben, group } = await threeAndAStranger(api));
});
afterAll(() => api.close());

const expense = async (change: object = {}) =>
  (await ana.mutate("expenseCreate", expenseInput(group, change), "expense { id version receipts { id } }")).expense;
const receiptsOf = async (id: string) =>
  (await ben.ask("query ($id: ID!) { expense(id: $id) { receipts { id } } }", { id })).expense.receipts.map(
    (receipt: Answer) => receipt.id,
  );

test("a receipt is attached, moved from nothing, and let go of; what waits is not read for it", async () => {
  const { id: expenseId } = await expense();
  const { id } = await sendReceipt(api, ben, group);
  const { receipt } = await ben.mutate("receiptAttach", { id, expenseId });
  expect(receipt).toMatchObject({ state: "READ", reading: null, version: 2, expense: { id: expenseId } });
  await api.doJobs();
  expect(await receiptsOf(expenseId)).toEqual([id]);
  const same = await ben.mutate("receiptAttach", { id, expenseId });
  expect(same.receipt.version).toBe(2);
  const { receipt: free } = await ana.mutate("receiptAttach", { id, expenseId: null });
  expect(free).toMatchObject({ expense: null, version: 3, state: "READ", reading: null });
  const { group: read } = await ana.ask(
    `query ($id: ID!) { group(id: $id) { events(first: 2, order: NEWEST_FIRST) { edges { node {
      type changes { field before after } } } } } }`,
    { id: group.id },
  );
  expect(read.events.edges.map(({ node }: Answer) => node)).toEqual([
    { type: "receipt.attached", changes: [{ field: "expense", before: "Dinner", after: null }] },
    { type: "receipt.attached", changes: [{ field: "expense", before: null, after: "Dinner" }] },
  ]);
});

test("an expense is made with its receipts; an update leaves them, changes them, or lets go of them", async () => {
  const [first, second] = [(await typedReceipt(api, ana, group)).id, (await sendReceipt(api, ana, group)).id];
  const made = await expense({ receiptIds: [first] });
  expect(made.receipts).toEqual([{ id: first }]);
  const update = (version: number, change: object) =>
    ana.mutate("expenseUpdate", { id: made.id, version, ...change }, "expense { version receipts { id } }");
  expect((await update(1, { title: "Supper" })).expense).toEqual({ version: 2, receipts: [{ id: first }] });
  const both = await update(2, { receiptIds: [second, first] });
  expect(new Set(both.expense.receipts.map(({ id }: Answer) => id))).toEqual(new Set([first, second]));
  expect((await update(3, { receiptIds: [second] })).expense.receipts).toEqual([{ id: second }]);
  expect((await update(4, { receiptIds: null })).expense.receipts).toEqual([]);
  expect((await update(5, { receiptIds: [first] })).expense.receipts).toEqual([{ id: first }]);
  expect((await update(6, { receiptIds: [] })).expense.receipts).toEqual([]);
  const { expense: read } = await ana.ask(
    `query ($id: ID!) { expense(id: $id) { history(first: 3) { edges { node { changes { field before after } } } } } }`,
    { id: made.id },
  );
  expect(read.history.edges.map(({ node }: Answer) => node.changes)).toEqual([
    [{ field: "receipts", before: "1", after: "0" }],
    [{ field: "receipts", before: "0", after: "1" }],
    [{ field: "receipts", before: "1", after: "0" }],
  ]);
});

test("a receipt of another group, or one that there is not, is not allowed; nothing is written", async () => {
  const other = await api.group([ana]);
  const foreign = (await sendReceipt(api, ana, other)).id;
  const own = (await sendReceipt(api, ana, group)).id;
  const { id: expenseId } = await expense();
  const before = await stateOf(ana, group);
  const answer = await ana.try("expenseCreate", expenseInput(group, { receiptIds: [own, foreign, newId("rcp"), own] }));
  expect(answer.fields.map(({ path, code }: Answer) => `${path.join(".")} ${code}`)).toEqual([
    "receiptIds.1 NOT_ALLOWED",
    "receiptIds.2 NOT_ALLOWED",
    "receiptIds.3 DUPLICATE",
  ]);
  const many = Array.from({ length: 21 }, () => newId("rcp"));
  expect(await ana.try("expenseCreate", expenseInput(group, { receiptIds: many }))).toMatchObject({
    fields: [{ path: ["receiptIds"], code: "TOO_LONG" }],
  });
  expect(await ana.try("receiptAttach", { id: foreign, expenseId })).toMatchObject({
    fields: [{ path: ["expenseId"], code: "NOT_ALLOWED" }],
  });
  expect(await stateOf(ana, group)).toEqual(before);
});

test("a second expense is a conflict with the first, until that is deleted", async () => {
  const { id } = await typedReceipt(api, ana, group);
  const first = await expense({ receiptIds: [id] });
  const conflict = { __typename: "ConflictError", reason: "STATE", current: { id: first.id } };
  expect(await ana.try("expenseCreate", expenseInput(group, { receiptIds: [id] }))).toMatchObject(conflict);
  const second = await expense();
  const named = { id: second.id, version: 1, receiptIds: [id] };
  expect(await ana.try("expenseUpdate", named)).toMatchObject(conflict);
  expect(await ana.try("receiptAttach", { id, expenseId: second.id })).toMatchObject(conflict);
  await ana.mutate("expenseDelete", { id: first.id, version: 1 });
  expect(await ana.try("receiptAttach", { id, expenseId: first.id })).toMatchObject({
    receipt: { expense: { id: first.id } },
  });
  await ana.mutate("expenseUpdate", named);
  expect(await receiptsOf(second.id)).toEqual([id]);
});

test("a dry run attaches nothing", async () => {
  const { id } = await typedReceipt(api, ana, group);
  const answer = await ana.mutate(
    "expenseCreate",
    expenseInput(group, { receiptIds: [id], dryRun: true }),
    "expense { receipts { id expense { title } } }",
  );
  expect(answer.expense.receipts).toEqual([{ id, expense: { title: "Dinner" } }]);
  const { receipt } = await ana.ask("query ($id: ID!) { receipt(id: $id) { version expense { id } } }", { id });
  expect(receipt).toEqual({ version: 2, expense: null });
});
