import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { type Person, TestApi, type TestGroup } from "../../test/api.js";
import { sendReceipt, typedReceipt } from "../../test/receipts.js";
import { expenseInput } from "../../test/seed.js";

let api: TestApi;
let ana: Person;
let ben: Person;
let flat: TestGroup;

beforeAll(async () => {
  api = await TestApi.start();
  [ana, ben] = [await api.person("Ana"), await api.person("Ben")];
  flat = await api.group([ana, ben]);
  await ana.mutate("groupUpdate", { id: flat.id, version: 1, confirmSettlements: true });
});
afterAll(() => api.close());

const HOME =
  "{ viewer { waiting { toConfirm { id amount { amount } } toReview { id } } recentEvents(first: 5) { type group { id } } } }";

const pay = (from: Person, group: TestGroup, [fromMemberId, toMemberId]: readonly string[], amount: string) =>
  from.mutate("settlementCreate", {
    groupId: group.id,
    fromMemberId,
    toMemberId,
    amount: { amount, currency: "EUR" },
    settledOn: "2026-02-01",
  });

test("what waits is what nobody has answered: payments to me, receipts of mine without an expense", async () => {
  const { settlement } = await pay(ana, flat, flat.memberIds, "3.00");
  await pay(ben, flat, [...flat.memberIds].reverse(), "4.00");
  const typed = await typedReceipt(api, ben, flat);
  await typedReceipt(api, ana, flat);
  await sendReceipt(api, ben, flat);
  const { waiting } = (await ben.ask(HOME)).viewer;
  expect(waiting).toEqual({
    toConfirm: [{ id: settlement.id, amount: { amount: "3.00" } }],
    toReview: [{ id: typed.id }],
  });
  await ben.mutate("settlementConfirm", { id: settlement.id, version: 1 });
  await ben.mutate("expenseCreate", { ...expenseInput(flat), receiptIds: [typed.id] });
  expect((await ben.ask(HOME)).viewer.waiting).toEqual({ toConfirm: [], toReview: [] });
});

test("the last events of all groups, newest first, without those that concern nobody and groups that one has left", async () => {
  const trip = await api.group([ben, ana]);
  const { id } = await typedReceipt(api, ana, trip);
  const { receipt } = await ana.ask("query ($id: ID!) { receipt(id: $id) { reading { lines { id } } } }", { id });
  await api.doJobs();
  await ana.mutate("expenseCreate", expenseInput(flat));
  await ana.mutate("receiptLineClaim", {
    receiptId: id,
    lineId: receipt.reading.lines[0].id,
    memberId: trip.memberIds[1],
    weight: "1",
  });
  await api.doJobs();
  const recent = async () => (await ben.ask(HOME)).viewer.recentEvents;
  const of = (type: string, group: TestGroup) => ({ type, group: { id: group.id } });
  expect((await recent())[0]).toEqual(of("expense.created", flat));
  expect(await recent()).toContainEqual(of("receipt.updated", trip));
  const left = await api.group([ana, ben]);
  await api.doJobs();
  expect((await recent())[0]).toEqual(of("member.joined", left));
  await ben.mutate("groupLeave", { id: left.id });
  await api.doJobs();
  expect((await recent())[0]).toEqual(of("expense.created", flat));
  expect(await recent()).not.toContainEqual(of("receipt.claimed", trip));
  const { errors } = await ben.send("{ viewer { recentEvents(first: 101) { type } } }");
  expect(errors?.[0]!.extensions.code).toBe("BAD_USER_INPUT");
});
