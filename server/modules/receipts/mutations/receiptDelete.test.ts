import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { type Answer, type Person, TestApi, type TestGroup } from "../../../test/api.js";
import { typedReceipt } from "../../../test/receipts.js";
import { expenseInput, threeAndAStranger } from "../../../test/seed.js";

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

test("what it said goes at once, its files behind it; the expense that it belonged to stays", async () => {
  const { id, reading } = await typedReceipt(api, ana, group);
  const { expense } = await ana.mutate("expenseCreate", expenseInput(group, { receiptIds: [id] }));
  const answer = await ben.mutate("receiptDelete", { id }, "receiptId group { id receipts { edges { node { id } } } }");
  expect(answer).toEqual({
    __typename: "ReceiptDeletePayload",
    receiptId: id,
    group: { id: group.id, receipts: { edges: [] } },
  });
  const query = `query ($id: ID!, $line: ID!, $expense: ID!) { receipt(id: $id) { id } node(id: $line) { id }
    expense(id: $expense) { title deletedAt receipts { id } } }`;
  expect(await ana.ask(query, { id, line: reading.lines[0].id, expense: expense.id })).toEqual({
    receipt: null,
    node: null,
    expense: { title: "Dinner", deletedAt: null, receipts: [] },
  });
  await api.doJobs();
  const keys: string[] = [];
  for await (const key of api.services.storage.keys()) if (key.includes(id)) keys.push(key);
  expect(keys).toEqual([]);
  const [row] = await api.dataSource.query("select reading, as_read, document_key from receipts where id = $1", [id]);
  expect(row).toEqual({ reading: null, as_read: null, document_key: null });
});

test("the log says that there was one, and nothing of what it said; it cannot be changed or deleted any more", async () => {
  const { id, version } = await typedReceipt(api, ana, group);
  await ana.mutate("receiptDelete", { id });
  const { group: read } = await ana.ask(
    `query ($id: ID!) { group(id: $id) { events(first: 1, order: NEWEST_FIRST) {
      edges { node { type subject { id } changes { field } } } } } }`,
    { id: group.id },
  );
  expect(read.events.edges[0].node).toEqual({ type: "receipt.deleted", subject: null, changes: [] });
  const refused: [string, object][] = [
    ["receiptDelete", { id }],
    ["receiptUpdate", { id, version, merchant: "Café" }],
    ["receiptReread", { id }],
    ["receiptAttach", { id, expenseId: null }],
  ];
  for (const [mutation, input] of refused) {
    const { __typename }: Answer = await ana.try(mutation, input);
    expect([mutation, __typename]).toEqual([mutation, "NotFoundError"]);
  }
});
