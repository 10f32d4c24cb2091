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

test("a confirmed one is reversed, a pending one just ends", async () => {
  const before = await balancesOf(ana, group);
  const { id } = await pending();
  await ana.mutate("settlementConfirm", { id, version: 1 });
  expect(await balancesOf(ana, group)).not.toEqual(before);
  const { settlement } = await eve.mutate("settlementCancel", { id, version: 2 });
  expect(settlement).toMatchObject({ status: "CANCELLED", version: 3 });
  expect(await balancesOf(ana, group)).toEqual(before);
  const other = await pending();
  await ben.mutate("settlementCancel", { id: other.id, version: 1 });
  expect(await balancesOf(ana, group)).toEqual(before);
});

test("a rejected one stays rejected", async () => {
  const { id } = await pending();
  await ana.mutate("settlementReject", { id, version: 1 });
  expect(await ben.try("settlementCancel", { id, version: 2 })).toMatchObject({ reason: "STATE" });
});

test("a stale version, and a state that does not allow it", async () => {
  const { id } = await pending();
  expect(await ana.try("settlementCancel", { id, version: 2 })).toMatchObject({
    reason: "STALE_VERSION",
    current: { id },
  });
  await ana.mutate("settlementCancel", { id, version: 1 });
  expect(await ana.try("settlementCancel", { id, version: 2 })).toMatchObject({ reason: "STATE", current: { id } });
  expect((await stateOf(ana, group)).ledgerHealth.ok).toBe(true);
});
