import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { newId } from "../../../kernel/ids.js";
import { type Answer, type Person, TestApi, type TestGroup } from "../../../test/api.js";
import { balancesOf, settlementInput, stateOf, threeAndAStranger } from "../../../test/seed.js";

let api: TestApi;
let ana: Person;
let ben: Person;
let eve: Person;
let mallory: Person;
let group: TestGroup;

beforeAll(async () => {
  api = await TestApi.start();
  ({ ana, ben, eve, mallory, group } = await threeAndAStranger(api));
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

test("a stale version, a request that is sent twice, and a state that does not allow it", async () => {
  const { id } = await pending();
  expect(await ana.try("settlementConfirm", { id, version: 2 })).toMatchObject({
    reason: "STALE_VERSION",
    current: { id },
  });
  const input = { id, version: 1, requestId: "once " + id };
  const once = await ana.mutate("settlementConfirm", input);
  expect(await ana.mutate("settlementConfirm", input)).toEqual(once);
  expect(await ana.try("settlementConfirm", { ...input, version: 2 })).toMatchObject({ reason: "REQUEST_ID_TAKEN" });
  expect(await ana.try("settlementConfirm", { id, version: 2 })).toMatchObject({ reason: "STATE", current: { id } });
  expect((await stateOf(ana, group)).ledgerHealth.ok).toBe(true);
});

test("a VIEWER, a stranger, nobody, and ids that are none", async () => {
  const { id } = await pending();
  const viewer = await api.person("Vic");
  await api.join(group.id, ana, viewer, "VIEWER");
  const before = await stateOf(ana, group);
  expect((await viewer.try("settlementConfirm", { id, version: 1 })).__typename).toBe("ForbiddenError");
  const unknown = await mallory.try("settlementConfirm", { id: newId("stl"), version: 1 });
  expect(unknown.__typename).toBe("NotFoundError");
  expect(await mallory.try("settlementConfirm", { id, version: 1 })).toEqual(unknown);
  expect((await api.nobody.fail("settlementConfirm", { id, version: 1 }))[0]!.extensions.code).toBe("UNAUTHENTICATED");
  expect(await stateOf(ana, group)).toEqual(before);
});
