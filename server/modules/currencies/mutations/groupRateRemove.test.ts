import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { type Person, TestApi, type TestGroup } from "../../../test/api.js";
import { stateOf, threeAndAStranger } from "../../../test/seed.js";

let api: TestApi;
let ana: Person;
let ben: Person;
let group: TestGroup;

beforeAll(async () => {
  api = await TestApi.start();
  ({ ana, ben, group } = await threeAndAStranger(api));
});
afterAll(() => api.close());

const RATE = "rate { id removedAt } group { rates { id } }";

async function newRate(): Promise<string> {
  const { rate } = await ana.mutate("groupRateSet", { groupId: group.id, from: "EUR", to: "KWD", rate: "0.36" }, RATE);
  return rate.id;
}

test("takes a rate away, as one event, and once", async () => {
  const id = await newRate();
  const { lastEventSeq } = await stateOf(ana, group);
  const input = { id, requestId: "away" };
  const { rate, group: after } = await ben.mutate("groupRateRemove", input, RATE);
  expect(rate).toEqual({ id, removedAt: expect.any(String) });
  expect(after.rates).toEqual([]);
  const query = `query ($id: ID!, $after: Int) { group(id: $id) { events(afterSeq: $after) { edges { node {
    type actor { name } subject { id } changes { field before after } } } } } }`;
  const data = await ana.ask(query, { id: group.id, after: lastEventSeq });
  expect(data.group.events.edges.map((edge: { node: object }) => edge.node)).toEqual([
    {
      type: "rate.removed",
      actor: { name: "Ben" },
      subject: { id },
      changes: [{ field: "rate", before: "0.36", after: null }],
    },
  ]);

  const before = await stateOf(ana, group);
  expect(await ben.mutate("groupRateRemove", input, RATE)).toEqual({
    __typename: "GroupRateRemovePayload",
    rate,
    group: after,
  });
  expect((await ana.mutate("groupRateRemove", { id }, RATE)).rate).toEqual(rate);
  expect(await stateOf(ana, group)).toEqual(before);
  const another = await newRate();
  expect(await ben.try("groupRateRemove", { ...input, id: another })).toMatchObject({ reason: "REQUEST_ID_TAKEN" });
});
