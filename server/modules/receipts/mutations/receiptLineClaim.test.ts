import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { newId } from "../../../kernel/ids.js";
import { type Answer, type Person, TestApi, type TestGroup } from "../../../test/api.js";
import { typedReceipt } from "../../../test/receipts.js";
import { expenseInput, threeAndAStranger } from "../../../test/seed.js";

let api: TestApi;
let ana: Person;
let ben: Person;
let group: TestGroup;
let receiptId: string;
let lines: Answer[];

beforeAll(async () => {
  api = await TestApi.start();
});
beforeEach(async () => {
  ({ ana, ben, group } = await threeAndAStranger(api));
  const receipt = await typedReceipt(api, ana, group);
  receiptId = receipt.id;
  lines = receipt.reading.lines;
});
afterAll(() => api.close());

const claim = (line: number, member: number, weight = "1") => ({
  receiptId,
  lineId: lines[line].id,
  memberId: group.memberIds[member],
  weight,
});

function claimsOf({ receipt }: Answer): string[][] {
  return receipt.reading.lines.map(({ claims }: Answer) =>
    claims.map(({ member, weight }: Answer) => `${group.memberIds.indexOf(member.id)}:${weight}`),
  );
}

test("two who tap one line share it, at the same moment too; who taps leaves the version as it is", async () => {
  await Promise.all([
    ana.mutate("receiptLineClaim", claim(1, 0)),
    ben.mutate("receiptLineClaim", claim(1, 1, "2.0")),
    ben.mutate("receiptLineClaim", claim(0, 2)),
  ]);
  const answer = await ana.mutate("receiptLineClaim", claim(0, 0));
  expect(claimsOf(answer)).toEqual([["0:1", "2:1"], ["0:1", "1:2"], [], []]);
  expect(answer.receipt.version).toBe(2);
  const back = await ana.mutate("receiptLineClaim", claim(0, 0, "0"));
  expect(claimsOf(back)).toEqual([["2:1"], ["0:1", "1:2"], [], []]);
});

test("a tap is an event of its own, and one that changes nothing is none", async () => {
  await ana.mutate("receiptLineClaim", claim(1, 0));
  await ana.mutate("receiptLineClaim", claim(1, 0, "1.0"));
  await ana.mutate("receiptLineClaim", claim(1, 0, "2"));
  const { group: read } = await ana.ask(
    `query ($id: ID!) { group(id: $id) { events(first: 3, order: NEWEST_FIRST) {
      edges { node { type changes { field member { id } before after } } } } } }`,
    { id: group.id },
  );
  const events = read.events.edges.map(({ node }: Answer) => node);
  expect(events.map(({ type }: Answer) => type)).toEqual(["receipt.claimed", "receipt.claimed", "receipt.updated"]);
  expect(events[0].changes).toEqual([
    { field: "claims", member: { id: group.memberIds[0] }, before: "Three beers", after: "Three beers × 2" },
  ]);
});

test("what nobody can have had, who is not there, and what is no weight", async () => {
  const { fields } = await ana.try("receiptLineClaim", { ...claim(2, 0, "-1"), memberId: newId("mem") });
  expect(fields.map(({ path, code }: Answer) => `${path} ${code}`)).toEqual([
    "lineId NOT_ALLOWED",
    "memberId UNKNOWN_MEMBER",
    "weight OUT_OF_RANGE",
  ]);
  const fine = await ana.try("receiptLineClaim", claim(0, 0, "0.0000001"));
  expect(fine.fields).toMatchObject([{ path: ["weight"], code: "TOO_MANY_DECIMALS" }]);
  const other = await typedReceipt(api, ana, group);
  const elsewhere = { ...claim(0, 0), lineId: other.reading.lines[0].id };
  expect((await ana.try("receiptLineClaim", elsewhere)).__typename).toBe("NotFoundError");
});

test("of somebody who has left a claim can be taken back, and none be made", async () => {
  await ana.mutate("receiptLineClaim", claim(0, 2));
  await ana.mutate("memberRemove", { id: group.memberIds[2] });
  expect(await ana.try("receiptLineClaim", claim(1, 2))).toMatchObject({ fields: [{ code: "UNKNOWN_MEMBER" }] });
  expect(claimsOf(await ana.mutate("receiptLineClaim", claim(0, 2, "0")))).toEqual([[], [], [], []]);
});

test("once it is an expense, that is what one changes", async () => {
  const change = { receiptIds: [receiptId] };
  const { expense } = await ana.mutate("expenseCreate", expenseInput(group, change));
  expect(await ben.try("receiptLineClaim", claim(0, 1))).toMatchObject({
    __typename: "ConflictError",
    reason: "STATE",
    current: { id: expense.id },
  });
});

test("the lines with their claims are an itemised split as they are", async () => {
  await ana.mutate("receiptLineClaim", claim(0, 0));
  await ana.mutate("receiptLineClaim", claim(1, 0));
  const { receipt } = await ana.mutate("receiptLineClaim", claim(1, 1, "2"));
  const items = receipt.reading.lines.map(({ name, amount, kind, claims }: Answer) => ({
    name,
    amount: amount.amount,
    kind,
    claims: claims.map(({ member, weight }: Answer) => ({ memberId: member.id, weight })),
  }));
  const total = { amount: "12.00", currency: "EUR" };
  const { expense } = await ana.mutate(
    "expenseCreate",
    expenseInput(group, { total, split: { mode: "ITEMIZED", items }, receiptIds: [receiptId] }),
  );
  // Ana had 5 + 3 of 14, Ben 6 of 14: 12 × 8/14 and 12 × 6/14.
  expect(expense.shares.map(({ amount }: Answer) => amount.amount)).toEqual(["6.86", "5.14"]);
});
