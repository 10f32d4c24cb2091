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

test("a stale version, a request that is sent twice, and a state that does not allow it", async () => {
  const { id } = await pending();
  expect(await ana.try("settlementCancel", { id, version: 2 })).toMatchObject({
    reason: "STALE_VERSION",
    current: { id },
  });
  const input = { id, version: 1, requestId: "once " + id };
  const once = await ana.mutate("settlementCancel", input);
  expect(await ana.mutate("settlementCancel", input)).toEqual(once);
  expect(await ana.try("settlementCancel", { ...input, version: 2 })).toMatchObject({ reason: "REQUEST_ID_TAKEN" });
  expect(await ana.try("settlementCancel", { id, version: 2 })).toMatchObject({ reason: "STATE", current: { id } });
  expect((await stateOf(ana, group)).ledgerHealth.ok).toBe(true);
});

test("a VIEWER, a stranger, nobody, and ids that are none", async () => {
  const { id } = await pending();
  const viewer = await api.person("Vic");
  await api.join(group.id, ana, viewer, "VIEWER");
  const before = await stateOf(ana, group);
  expect((await viewer.try("settlementCancel", { id, version: 1 })).__typename).toBe("ForbiddenError");
  const unknown = await mallory.try("settlementCancel", { id: newId("stl"), version: 1 });
  expect(unknown.__typename).toBe("NotFoundError");
  expect(await mallory.try("settlementCancel", { id, version: 1 })).toEqual(unknown);
  expect((await api.nobody.fail("settlementCancel", { id, version: 1 }))[0]!.extensions.code).toBe("UNAUTHENTICATED");
  expect(await stateOf(ana, group)).toEqual(before);
});
