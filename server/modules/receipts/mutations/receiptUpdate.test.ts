import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { newId } from "../../../kernel/ids.js";
import { type Answer, type Person, TestApi, type TestGroup } from "../../../test/api.js";
import { sendReceipt, TYPED_LINES, typedReceipt } from "../../../test/receipts.js";
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

test("what somebody types is certain, its lines are added up, and nobody waits for a reading any more", async () => {
  const receipt = await typedReceipt(api, ana, group);
  expect(receipt).toMatchObject({
    state: "READ",
    version: 2,
    reading: {
      merchant: { value: "Inn", confidence: 1, filled: true },
      date: { value: "2026-02-01" },
      total: { value: { amount: "12.00", currency: "EUR" }, confidence: 1, filled: true },
      subtotal: null,
      engines: [],
      checks: [{ rule: "LINES_MAKE_TOTAL", ok: true, expected: { amount: "12.00" }, found: { amount: "12.00" } }],
    },
  });
  expect(
    receipt.reading.lines.map(({ name, quantity, amount, kind }: Answer) => [name, quantity, amount.amount, kind]),
  ).toEqual([
    ["Soup", "1", "5.00", "ITEM"],
    ["Three beers", "3", "9.00", "ITEM"],
    ["Tip", "1", "1.00", "TIP"],
    ["Voucher", "1", "3.00", "DISCOUNT"],
  ]);
  await api.doJobs();
  const { receipt: later } = await ana.ask("query ($id: ID!) { receipt(id: $id) { version state } }", {
    id: receipt.id,
  });
  expect(later).toEqual({ version: 2, state: "READ" });
});

test("what is left out stays, null takes it away, and a sum that is not kept is said", async () => {
  const { id, version, reading } = await typedReceipt(api, ana, group);
  const [soup, beers] = reading.lines;
  const change = { id, version, total: "13.00", tip: "1.00", date: null };
  const lines = [
    { id: beers.id, name: "Beer", amount: "9.00", quantity: "3" },
    { id: soup.id, name: "Soup", amount: "5.00" },
  ];
  const { receipt } = await ana.mutate("receiptUpdate", { ...change, lines });
  expect(receipt.reading).toMatchObject({
    merchant: { value: "Inn" },
    date: null,
    total: { value: { amount: "13.00" }, alternatives: [{ amount: "12.00" }] },
    tip: { value: { amount: "1.00" } },
    checks: [{ rule: "LINES_MAKE_TOTAL", ok: false, expected: { amount: "13.00" }, found: { amount: "14.00" } }],
  });
  expect(receipt.reading.lines.map((line: Answer) => [line.id, line.name])).toEqual([
    [beers.id, "Beer"],
    [soup.id, "Soup"],
  ]);
  const { group: read } = await ana.ask(
    `query ($id: ID!) { group(id: $id) { events(first: 1, order: NEWEST_FIRST) {
      edges { node { type subject { id } changes { field before after } } } } } }`,
    { id: group.id },
  );
  expect(read.events.edges[0].node).toEqual({
    type: "receipt.updated",
    subject: { id },
    changes: [
      { field: "date", before: "2026-02-01", after: null },
      { field: "total", before: "12.00 EUR", after: "13.00 EUR" },
      { field: "tip", before: null, after: "1.00 EUR" },
      { field: "lines", before: "4", after: "2" },
    ],
  });
});

test("claims stay with a line's id, and go with the line, or once nobody can have had it", async () => {
  const { id, version, reading } = await typedReceipt(api, ana, group);
  const [soup, beers] = reading.lines;
  for (const { id: lineId } of [soup, beers]) {
    await ana.mutate("receiptLineClaim", { receiptId: id, lineId, memberId: group.memberIds[0], weight: "2" });
  }
  const lines = [
    { id: soup.id, name: "Two soups", amount: "10.00" },
    { name: "New", amount: "2.00" },
  ];
  const { receipt } = await ana.mutate("receiptUpdate", { id, version, lines });
  const claimed = ({ name, claims }: Answer) => [name, claims.map(({ weight }: Answer) => weight)];
  expect(receipt.reading.lines.map(claimed)).toEqual([
    ["Two soups", ["2"]],
    ["New", []],
  ]);
  const spread = [{ id: soup.id, name: "A fee", amount: "10.00", kind: "FEE" }];
  const { receipt: then } = await ana.mutate("receiptUpdate", { id, version: receipt.version, lines: spread });
  expect(then.reading.lines.map(claimed)).toEqual([["A fee", []]]);
});

test("another currency has the same digits, where it has room for them", async () => {
  const { id, version } = await typedReceipt(api, ana, group);
  const { receipt } = await ana.mutate("receiptUpdate", { id, version, currency: "CHF" });
  expect(receipt.reading).toMatchObject({
    currency: { value: "CHF" },
    total: { value: { amount: "12.00", currency: "CHF" } },
    lines: [{ amount: { amount: "5.00", currency: "CHF" } }, {}, {}, {}],
  });
  const yen = await ana.mutate("receiptUpdate", { id, version: receipt.version, currency: "JPY" });
  expect(yen.receipt.reading.total.value).toEqual({ amount: "12", currency: "JPY" });
  const cents = { id, version: yen.receipt.version, currency: "EUR", total: "12.34" };
  const back = await ana.mutate("receiptUpdate", cents);
  expect(await ana.try("receiptUpdate", { id, version: back.receipt.version, currency: "JPY" })).toMatchObject({
    __typename: "InvalidInputError",
    fields: [{ path: ["currency"], code: "TOO_MANY_DECIMALS" }],
  });
});

test("the sums that the paper keeps are kept in another currency, too; lines can be taken away", async () => {
  const rows = ["CORNER INN", "Soup 5.00", "Lager 9.00", "SUBTOTAL 14.00", "TAX 1.00", "TOTAL 15.00"];
  const { id } = await sendReceipt(api, ana, group, rows);
  await api.doJobs();
  const { receipt } = await ana.mutate("receiptUpdate", { id, version: 2, currency: "JPY" });
  const sums = ({ checks }: Answer) =>
    checks.map(({ rule, ok, found }: Answer) => `${rule} ${ok} ${found.amount}`).sort();
  expect(sums(receipt.reading)).toEqual(["LINES_MAKE_TOTAL true 15", "SUBTOTAL_MAKES_TOTAL true 15"]);
  const none = await ana.mutate("receiptUpdate", { id, version: receipt.version, lines: null });
  expect(none.receipt.reading).toMatchObject({ lines: [], checks: [{ rule: "SUBTOTAL_MAKES_TOTAL" }] });
});

test("everything that is wrong is said at once, and an old version is a conflict with what is there", async () => {
  const { id, version } = await typedReceipt(api, ana, group);
  const input = {
    id,
    version,
    merchant: " ",
    total: "1.234",
    currency: "DEM",
    lines: [
      { id: newId("rln"), name: "Soup", amount: "1" },
      { name: "", amount: "1", quantity: "0" },
    ],
  };
  const { fields } = await ana.try("receiptUpdate", input);
  expect(fields.map(({ path, code }: Answer) => `${path.join(".")} ${code}`).sort()).toEqual([
    "currency NOT_ALLOWED",
    "lines.0.id NOT_ALLOWED",
    "lines.1.name REQUIRED",
    "lines.1.quantity OUT_OF_RANGE",
    "merchant REQUIRED",
    "total TOO_MANY_DECIMALS",
  ]);
  const many = Array.from({ length: 201 }, () => TYPED_LINES[0]);
  expect(await ana.try("receiptUpdate", { id, version, lines: many })).toMatchObject({
    fields: [{ code: "TOO_LONG" }],
  });
  expect(await ana.try("receiptUpdate", { id, version: 1, merchant: "Café" })).toMatchObject({
    __typename: "ConflictError",
    reason: "STALE_VERSION",
    current: { id },
  });
});

test("what waits can be typed at once", async () => {
  const { id, version, state } = await sendReceipt(api, ana, group);
  expect(state).toBe("QUEUED");
  const { receipt } = await ana.mutate("receiptUpdate", { id, version, total: "7" });
  expect(receipt).toMatchObject({ state: "READ", reading: { total: { value: { amount: "7.00" } }, lines: [] } });
});
