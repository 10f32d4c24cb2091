import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { newId } from "../../kernel/ids.js";
import { type Answer, type Person, TestApi, type TestGroup } from "../../test/api.js";
import { tinyPdf } from "../../test/receipt-files.js";
import { sendReceipt, typedReceipt, uploadPhoto, uploadReceipt } from "../../test/receipts.js";
import { expenseInput, threeAndAStranger } from "../../test/seed.js";
import { tested } from "../../test/tested.js";

let api: TestApi;
let ana: Person;
let ben: Person;
let mallory: Person;
let group: TestGroup;

beforeAll(async () => {
  api = await TestApi.start();
});
beforeEach(async () => {
  ({ ana, ben, mallory, group } = await threeAndAStranger(api));
});
afterAll(() => api.close());

test("one file is one receipt, however many ask for it at once; whoever asks again is told of that", async () => {
  const uploadIds = [await uploadPhoto(api, ana)];
  const ids = [newId("rcp"), newId("rcp"), newId("rcp")];
  const answers = await Promise.all(
    [...ids, ids[0]!].map((id) => ana.try("receiptCreate", { id, groupId: group.id, uploadIds })),
  );
  const made = answers.flatMap(({ receipt }) => receipt?.id ?? []);
  expect(new Set(made).size).toBe(1);
  // Whoever came too late for the file finds it gone, or not there yet.
  const tooLate = ["NotFoundError", "InvalidInputError"];
  for (const { __typename } of answers) expect(["ReceiptCreatePayload", ...tooLate]).toContain(__typename);
  if (made[0] === ids[0]) expect(made).toHaveLength(2);
  const again = await ana.mutate("receiptCreate", { id: made[0], groupId: group.id, uploadIds });
  expect(again.receipt.id).toBe(made[0]);
});

test("pages that are all the same are kept once, and shown each", async () => {
  const file = await uploadReceipt(api, ana, tinyPdf({ pages: ["", "", "", ""] }), "application/pdf");
  const { receipt } = await ana.mutate("receiptCreate", { groupId: group.id, uploadIds: [file] });
  expect(receipt.pages).toHaveLength(4);
});

test("a file is tried again later where nothing looks into it", async () => {
  const { readers } = api.services;
  const uploadIds = [await uploadPhoto(api, ana)];
  const id = newId("rcp");
  const { ReaderEnded } = await tested("reader/readers.js");
  const create = () => ana.fail("receiptCreate", { id, groupId: group.id, uploadIds });
  const prepare = readers.prepare.bind(readers);
  Object.assign(readers, { prepare: () => Promise.reject(new ReaderEnded("It ended.")) });
  expect(await create()).toMatchObject([{ extensions: { code: "UNAVAILABLE" } }]);
  Object.assign(readers, { prepare });
  expect((await ana.mutate("receiptCreate", { id, groupId: group.id, uploadIds })).receipt.id).toBe(id);
});

test("a line that is claimed, changed, deleted and read anew at once: each is done or refused, and what is left agrees", async () => {
  const { id, version, reading } = await typedReceipt(api, ana, group);
  const [soup, beers] = reading.lines;
  const claim = (person: Person, lineId: string, memberId: string) =>
    person.try("receiptLineClaim", { receiptId: id, lineId, memberId, weight: "1" });
  const answers = await Promise.all([
    claim(ana, soup.id, group.memberIds[0]!),
    claim(ben, beers.id, group.memberIds[1]!),
    ana.try("receiptUpdate", { id, version, lines: [{ id: beers.id, name: "Beer", amount: "12.00" }] }),
    ben.try("receiptUpdate", { id, version, total: "5.00" }),
    ben.try("receiptReread", { id }),
    claim(ben, soup.id, group.memberIds[1]!),
    ana.try("receiptAttach", { id, expenseId: (await ana.mutate("expenseCreate", expenseInput(group))).expense.id }),
  ]);
  const allowed = ["ConflictError", "NotFoundError"];
  for (const { __typename } of answers) {
    expect(__typename.endsWith("Payload") || allowed.includes(__typename)).toBe(true);
  }
  await api.doJobs();
  const [deleted] = await Promise.all([
    ana.try("receiptDelete", { id }),
    claim(ben, beers.id, group.memberIds[1]!),
    ben.try("receiptReread", { id }),
  ]);
  expect(deleted.__typename).toBe("ReceiptDeletePayload");
  await api.doJobs();
  for (const table of ["receipt_lines", "receipt_claims", "receipt_texts", "receipt_pages"]) {
    expect(await api.dataSource.query(`select from ${table} where receipt_id = $1`, [id])).toEqual([]);
  }
  const [row] = await api.dataSource.query("select state, reading, expense_id from receipts where id = $1", [id]);
  expect(row).toMatchObject({ reading: null, expense_id: null });
});

test("one receipt is asked for by three expenses at once, and belongs to one of them", async () => {
  const { id } = await sendReceipt(api, ana, group);
  const { expense } = await ana.mutate("expenseCreate", expenseInput(group));
  const { expense: other } = await ana.mutate("expenseCreate", expenseInput(group));
  const answers = await Promise.all([
    ana.try("expenseCreate", expenseInput(group, { receiptIds: [id] })),
    ben.try("receiptAttach", { id, expenseId: expense.id }),
    ana.try("expenseUpdate", { id: other.id, version: 1, receiptIds: [id] }),
  ]);
  expect(answers.filter(({ __typename }: Answer) => __typename.endsWith("Payload"))).toHaveLength(1);
  const refused = answers.filter(({ __typename }: Answer) => __typename === "ConflictError");
  const { receipt } = await ana.ask("query ($id: ID!) { receipt(id: $id) { expense { id } } }", { id });
  for (const { reason, current } of refused) expect([reason, current.id]).toEqual(["STATE", receipt.expense.id]);
  expect(refused).toHaveLength(2);
});

test("a reading that begins while its receipt is let go of is not forgotten", async () => {
  const { id } = await sendReceipt(api, ana, group);
  await ana.mutate("expenseCreate", expenseInput(group, { receiptIds: [id] }));
  await ana.mutate("receiptReread", { id });
  const reading = api.dataSource.createQueryRunner();
  await reading.startTransaction();
  await reading.query("update receipts set state = 'READING', tries = 1 where id = $1", [id]);
  const detached = ana.mutate("receiptAttach", { id, expenseId: null });
  const waiting = "select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
  while ((await api.dataSource.query(waiting)).length === 0) await sleep(10);
  await reading.commitTransaction();
  await reading.release();
  expect((await detached).receipt).toMatchObject({ state: "READING", expense: null });
});

test("what is only tried out attaches nothing, detaches nothing, and stops no reading", async () => {
  const { id } = await sendReceipt(api, ana, group);
  await ana.mutate("expenseCreate", expenseInput(group, { receiptIds: [id], dryRun: true }));
  const query = "query ($id: ID!) { receipt(id: $id) { state version expense { id } } }";
  expect((await ana.ask(query, { id })).receipt).toEqual({ state: "QUEUED", version: 1, expense: null });
  const { expense } = await ana.mutate("expenseCreate", expenseInput(group, { receiptIds: [id] }));
  await ana.mutate("expenseUpdate", { id: expense.id, version: 1, receiptIds: null, dryRun: true });
  expect((await ana.ask(query, { id })).receipt).toMatchObject({ expense: { id: expense.id } });
});

test("an expense that was deleted lets go of its receipt for another, and does not get it back", async () => {
  const { id } = await sendReceipt(api, ana, group);
  const { expense } = await ana.mutate("expenseCreate", expenseInput(group, { receiptIds: [id] }));
  const gone = await ana.mutate("expenseDelete", { id: expense.id, version: 1 });
  const { expense: other } = await ben.mutate("expenseCreate", expenseInput(group, { receiptIds: [id] }));
  await ana.mutate("expenseRestore", { id: expense.id, version: gone.expense.version });
  const query = "query ($id: ID!) { expense(id: $id) { receipts { id } } }";
  expect((await ana.ask(query, { id: expense.id })).expense.receipts).toEqual([]);
  expect((await ana.ask(query, { id: other.id })).expense.receipts).toEqual([{ id }]);
  expect(await ana.try("receiptAttach", { id, expenseId: expense.id })).toMatchObject({
    __typename: "ConflictError",
    reason: "STATE",
    current: { id: other.id },
  });
});

test("no id of another group is of any use, nor is any of one's own once one has left", async () => {
  const mine = await typedReceipt(api, ana, group);
  const { expense } = await ana.mutate("expenseCreate", expenseInput(group));
  const theirs = await api.group([mallory]);
  const own = await typedReceipt(api, mallory, theirs);
  const [line] = mine.reading.lines;
  const [ownLine] = own.reading.lines;
  const reaching: [string, object][] = [
    ["receiptUpdate", { id: mine.id, version: mine.version, total: "1" }],
    ["receiptDelete", { id: mine.id }],
    ["receiptReread", { id: mine.id }],
    ["receiptAttach", { id: mine.id, expenseId: null }],
    ["receiptLineClaim", { receiptId: mine.id, lineId: line.id, memberId: group.memberIds[0], weight: "1" }],
    ["receiptLineClaim", { receiptId: own.id, lineId: line.id, memberId: theirs.memberIds[0], weight: "1" }],
    ["receiptLineClaim", { receiptId: own.id, lineId: ownLine.id, memberId: group.memberIds[0], weight: "1" }],
    ["receiptAttach", { id: own.id, expenseId: expense.id }],
    ["receiptUpdate", { id: own.id, version: own.version, lines: [{ id: line.id, name: "x", amount: "1" }] }],
    ["expenseCreate", expenseInput(theirs, { receiptIds: [mine.id] })],
    ["receiptCreate", { id: mine.id, groupId: theirs.id, uploadIds: [await uploadPhoto(api, mallory)] }],
    ["receiptCreate", { groupId: group.id, uploadIds: [await uploadPhoto(api, mallory)] }],
  ];
  const answers: string[] = [];
  for (const [name, input] of reaching) {
    const answer = await mallory.try(name, input);
    expect(JSON.stringify(answer)).not.toContain("Soup");
    answers.push([answer.__typename, answer.fields?.[0].code ?? answer.reason].filter(Boolean).join(" "));
  }
  expect(answers).toEqual([
    ...Array.from({ length: 6 }, () => "NotFoundError"),
    "InvalidInputError UNKNOWN_MEMBER",
    "InvalidInputError NOT_ALLOWED",
    "InvalidInputError NOT_ALLOWED",
    "InvalidInputError NOT_ALLOWED",
    "ConflictError ID_TAKEN",
    "NotFoundError",
  ]);
  const query = `query ($receipt: ID!, $line: ID!) { receipt(id: $receipt) { id } line: node(id: $line) { id }
    receiptNode: node(id: $receipt) { id } }`;
  const nothing = { receipt: null, line: null, receiptNode: null };
  expect(await mallory.ask(query, { receipt: mine.id, line: line.id })).toEqual(nothing);
  await ana.mutate("memberRemove", { id: group.memberIds[1] });
  expect(await ben.ask(query, { receipt: mine.id, line: line.id })).toEqual(nothing);
  expect((await ben.try("receiptDelete", { id: mine.id })).__typename).toBe("NotFoundError");
});
