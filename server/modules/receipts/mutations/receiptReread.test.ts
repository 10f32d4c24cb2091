import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { type Answer, type Person, TestApi, type TestGroup } from "../../../test/api.js";
import { sendReceipt } from "../../../test/receipts.js";
import { threeAndAStranger } from "../../../test/seed.js";

let api: TestApi;
let ana: Person;
let group: TestGroup;

beforeAll(async () => {
  api = await TestApi.start();
});
beforeEach(async () => {
  ({ ana, group } = await threeAndAStranger(api));
});
afterAll(() => api.close());

const BILL = ["CORNER INN", "01/31/2026", "Soup           5.00", "Bread          2.00", "TOTAL          7.00"];

async function read(id: string): Promise<Answer> {
  const query = `query ($id: ID!) { receipt(id: $id) { state version
    reading { total { value { amount } } lines { id name claims { weight } } } } }`;
  return (await ana.ask(query, { id })).receipt;
}

test("read again, a line that says the same is that line, with its claims; what was corrected is what was read", async () => {
  const { id } = await sendReceipt(api, ana, group, BILL);
  await api.doJobs();
  const first = await read(id);
  const [soup, bread] = first.reading.lines;
  await ana.mutate("receiptLineClaim", { receiptId: id, lineId: bread.id, memberId: group.memberIds[1], weight: "2" });
  const change = {
    id,
    version: 2,
    total: "99.00",
    lines: [{ id: bread.id, name: bread.name, amount: "2.00" }],
  };
  await ana.mutate("receiptUpdate", change);
  const { receipt } = await ana.mutate("receiptReread", { id }, "receipt { state version }");
  expect(receipt).toEqual({ state: "QUEUED", version: 4 });
  await api.doJobs();
  const again = await read(id);
  expect(again).toMatchObject({ state: "READ", version: 5, reading: { total: { value: { amount: "7.00" } } } });
  expect(again.reading.lines[1]).toMatchObject({ id: bread.id, claims: [{ weight: "2" }] });
  expect(again.reading.lines[0].id).not.toBe(soup.id);
});

test("what waits already goes on waiting, and what was attached unread is read", async () => {
  const { id } = await sendReceipt(api, ana, group, BILL);
  const { receipt } = await ana.mutate("receiptReread", { id }, "receipt { state version }");
  expect(receipt).toEqual({ state: "QUEUED", version: 1 });
  const { expense } = await ana.mutate("expenseCreate", {
    groupId: group.id,
    title: "Dinner",
    total: { amount: "7.00", currency: "EUR" },
    incurredOn: "2026-01-31",
    payers: [{ memberId: group.memberIds[0] }],
    split: { mode: "EQUAL" },
    receiptIds: [id],
  });
  await api.doJobs();
  expect(await read(id)).toMatchObject({ state: "READ", reading: null });
  await ana.mutate("receiptReread", { id }, "receipt { state }");
  await api.doJobs();
  expect(await read(id)).toMatchObject({ state: "READ", reading: { total: { value: { amount: "7.00" } } } });
  const { expense: still } = await ana.ask("query ($id: ID!) { expense(id: $id) { version receipts { id } } }", {
    id: expense.id,
  });
  expect(still).toEqual({ version: 1, receipts: [{ id }] });
});
