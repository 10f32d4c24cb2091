import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { type Answer, type Person, TestApi, type TestGroup } from "../../../test/api.js";
import { balancesOf, settlementInput, stateOf, threeAndAStranger } from "../../../test/seed.js";

let api: TestApi;
let ana: Person;
let ben: Person;
let eve: Person;
let group: TestGroup;

beforeAll(async () => {
  api = await TestApi.start();
  ({ ana, ben, eve, group } = await threeAndAStranger(api));
  await ana.mutate("groupUpdate", { id: group.id, version: 1, confirmSettlements: true });
});
afterAll(() => api.close());

/** Ben says that he paid Ana. */
async function pending(change: object = {}): Promise<Answer> {
  return (await ben.mutate("settlementCreate", settlementInput(group, change))).settlement;
}

test("only now the balances move, and only the receiver can say so", async () => {
  const { id } = await pending({ amount: { amount: "7.50", currency: "CHF" } });
  expect((await ben.try("settlementConfirm", { id, version: 1 })).__typename).toBe("ForbiddenError");
  expect((await eve.try("settlementConfirm", { id, version: 1 })).__typename).toBe("ForbiddenError");
  expect(await balancesOf(ana, group)).toEqual({});
  const { settlement } = await ana.mutate("settlementConfirm", { id, version: 1 });
  expect(settlement).toMatchObject({ status: "CONFIRMED", version: 2 });
  expect(await balancesOf(ana, group)).toEqual({
    [group.memberIds[0]!]: ["-7.50 CHF"],
    [group.memberIds[1]!]: ["7.50 CHF"],
  });
});

test("an ADMIN speaks for a receiver without an account", async () => {
  const { member } = await ana.mutate("memberAdd", { groupId: group.id, name: "Old Tom" });
  const { id } = await pending({ toMemberId: member.id });
  expect((await ben.try("settlementConfirm", { id, version: 1 })).__typename).toBe("ForbiddenError");
  await ana.mutate("settlementConfirm", { id, version: 1 });
});

test("a stale version, and a state that does not allow it", async () => {
  const { id } = await pending();
  expect(await ana.try("settlementConfirm", { id, version: 2 })).toMatchObject({
    reason: "STALE_VERSION",
    current: { id },
  });
  await ana.mutate("settlementConfirm", { id, version: 1 });
  expect(await ana.try("settlementConfirm", { id, version: 2 })).toMatchObject({ reason: "STATE", current: { id } });
  expect((await stateOf(ana, group)).ledgerHealth.ok).toBe(true);
});
