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

test("nothing moves, and the reason is kept", async () => {
  const before = await balancesOf(ana, group);
  const { id } = await pending();
  expect((await ben.try("settlementReject", { id, version: 1 })).__typename).toBe("ForbiddenError");
  expect((await eve.try("settlementReject", { id, version: 1 })).__typename).toBe("ForbiddenError");
  const { settlement } = await ana.mutate("settlementReject", { id, version: 1, reason: "Nothing came" });
  expect(settlement).toMatchObject({ status: "REJECTED", rejectReason: "Nothing came", version: 2 });
  expect(await balancesOf(ana, group)).toEqual(before);
  const other = await pending();
  const endless = await ana.try("settlementReject", { id: other.id, version: 1, reason: "x".repeat(501) });
  expect(endless.fields).toEqual([expect.objectContaining({ path: ["reason"], code: "TOO_LONG" })]);
});

test("a stale version, and a state that does not allow it", async () => {
  const { id } = await pending();
  expect(await ana.try("settlementReject", { id, version: 2 })).toMatchObject({
    reason: "STALE_VERSION",
    current: { id },
  });
  await ana.mutate("settlementReject", { id, version: 1 });
  expect(await ana.try("settlementReject", { id, version: 2 })).toMatchObject({ reason: "STATE", current: { id } });
  expect((await stateOf(ana, group)).ledgerHealth.ok).toBe(true);
});
