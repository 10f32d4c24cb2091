import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { type Answer, type Person, TestApi, type TestGroup } from "../../test/api.js";
import { blankPage } from "../../test/receipt-files.js";
import { sendReceipt, uploadReceipt } from "../../test/receipts.js";
import { expenseInput, threeAndAStranger } from "../../test/seed.js";

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

const BILL = [
  "CORNER INN",
  "01/31/2026",
  " ",
  "Tomato soup          5.00",
  "2 x Lager            9.00",
  " ",
  "SUBTOTAL            14.00",
  "TAX                  1.12",
  "TOTAL               15.12",
];
const READ = `query ($id: ID!) { receipt(id: $id) { state problem version currency: reading { currency { value } } reading {
  merchant { value filled } date { value box { page x y width height } } total { value { amount currency } filled confidence alternatives { amount } }
  tax { value { amount } } checks { rule ok } engines
  lines { id name quantity amount { amount } kind box { page } claims { weight } } } } }`;

async function read(id: string): Promise<Answer> {
  return (await ana.ask(READ, { id })).receipt;
}

test("a photo becomes a checked bill, which is an expense as it is", async () => {
  const { id } = await sendReceipt(api, ana, group, BILL);
  await api.doJobs();
  const receipt = await read(id);
  expect(receipt).toMatchObject({
    state: "READ",
    problem: null,
    version: 2,
    reading: {
      merchant: { value: "CORNER INN" },
      date: { value: "2026-01-31", box: { page: 0 } },
      total: { value: { amount: "15.12", currency: "EUR" }, filled: true },
      tax: { value: { amount: "1.12" } },
    },
  });
  expect(receipt.reading.checks.every(({ ok }: Answer) => ok)).toBe(true);
  expect(
    receipt.reading.lines.map(({ name, quantity, amount, kind }: Answer) => [name, quantity, amount.amount, kind]),
  ).toEqual([
    ["Tomato soup", "1", "5.00", "ITEM"],
    ["Lager", "2", "9.00", "ITEM"],
    ["TAX", "1", "1.12", "TAX"],
  ]);
  const items = receipt.reading.lines.map(({ name, amount, kind }: Answer) => ({
    name,
    amount: amount.amount,
    kind,
    ...(kind === "ITEM" && { claims: group.memberIds.map((memberId) => ({ memberId })) }),
  }));
  const total = { amount: "15.12", currency: "EUR" };
  const { expense } = await ana.mutate(
    "expenseCreate",
    expenseInput(group, { total, split: { mode: "ITEMIZED", items }, receiptIds: [id] }),
  );
  expect(expense.shares.map(({ amount }: Answer) => amount.amount)).toEqual(["5.04", "5.04", "5.04"]);
});

test("what comes of it is one event, by nobody; done a second time it is nothing", async () => {
  const { id } = await sendReceipt(api, ana, group, BILL);
  await api.doJobs();
  await api.dataSource.query(
    "select graphile_worker.add_job('receipts.read', json_build_object('receiptId', $1::text, 'round', 1))",
    [id],
  );
  await api.doJobs();
  const { group: found } = await ana.ask(
    `query ($id: ID!) { group(id: $id) { events(first: 3, order: NEWEST_FIRST) { edges { node {
      type actor { id } subject { id } } } } } }`,
    { id: group.id },
  );
  const events = found.events.edges.map(({ node }: Answer) => node);
  expect(events.slice(0, 2)).toEqual([
    { type: "receipt.read", actor: null, subject: { id } },
    { type: "receipt.created", actor: { id: group.memberIds[0] }, subject: { id } },
  ]);
});

test("what has no amount, and what has no text, fails with its reason, and can be typed", async () => {
  const words = await sendReceipt(api, ana, group, ["HELLO", "NOTHING TO PAY"]);
  const uploadIds = [await uploadReceipt(api, ana, await blankPage(), "image/png")];
  const { receipt: blank } = await ana.mutate("receiptCreate", { groupId: group.id, uploadIds });
  await api.doJobs();
  expect(await read(words.id)).toMatchObject({ state: "FAILED", problem: "NO_RECEIPT", reading: null });
  expect(await read(blank.id)).toMatchObject({ state: "FAILED", problem: "UNREADABLE", reading: null });
  const { receipt } = await ana.mutate("receiptUpdate", { id: blank.id, version: 2, total: "3.20" });
  expect(receipt).toMatchObject({ state: "READ", problem: null, reading: { total: { value: { amount: "3.20" } } } });
});

test("whoever types while it is read is not written over", async () => {
  const { id } = await sendReceipt(api, ana, group, BILL);
  const { readers } = api.services;
  const original = readers.read.bind(readers);
  Object.assign(readers, {
    read: async (...args: Parameters<typeof original>) => {
      const result = await original(...args);
      await ana.mutate("receiptUpdate", { id, version: 1, total: "7.77" });
      return result;
    },
  });
  await api.doJobs();
  Object.assign(readers, { read: original });
  expect(await read(id)).toMatchObject({
    state: "READ",
    version: 2,
    reading: { total: { value: { amount: "7.77" } } },
  });
});

test("what somebody corrected is read right the next time, in that group", async () => {
  const bill = ["CRONER lNN", "01/31/2026", "Soup   5.00", "AMOUNT A    5.00", "WHATEVER    6.50"];
  const { id } = await sendReceipt(api, ana, group, bill);
  await api.doJobs();
  const { version } = await read(id);
  await api.dataSource.query(
    `insert into receipt_merchants (group_id, key, learned, learned_at)
     select $1, 'shop' || n, '{"key": "shop", "name": null, "kinds": []}', now() - interval '1 day' from generate_series(1, 600) n`,
    [group.id],
  );
  await ana.mutate("receiptUpdate", { id, version, merchant: "Corner Inn", total: "6.50" });
  // Those that were corrected longest ago are forgotten.
  const merchants = "select count(*)::int as kept from receipt_merchants where group_id = $1";
  expect(await api.dataSource.query(merchants, [group.id])).toEqual([{ kept: 500 }]);
  const next = await sendReceipt(
    api,
    ana,
    group,
    bill.map((line) => line.replace("6.50", "8.25")),
  );
  await api.doJobs();
  expect((await read(next.id)).reading).toMatchObject({
    merchant: { value: "Corner Inn" },
    total: { value: { amount: "8.25" } },
  });
});
