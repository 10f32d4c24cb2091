import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { newId } from "../../../kernel/ids.js";
import { type Person, TestApi, type TestGroup } from "../../../test/api.js";
import { stateOf, threeAndAStranger } from "../../../test/seed.js";

let api: TestApi;
let ana: Person;
let ben: Person;
let eve: Person;
let mallory: Person;

beforeAll(async () => {
  api = await TestApi.start();
  ({ ana, ben, eve, mallory } = await threeAndAStranger(api));
});
afterAll(() => api.close());

const RATE = "rate { id from to rate validFrom removedAt createdBy { name } } group { id rates { id } }";
const RATES = `query ($id: ID!) { group(id: $id) { rates { id from to rate validFrom } } }`;
const EVENTS = `query ($id: ID!) { group(id: $id) { events(order: NEWEST_FIRST) { edges { node {
  type actor { name } subject { id __typename } changes { field before after } } } } } }`;

function rateInput(group: TestGroup, change: object = {}) {
  return { groupId: group.id, from: "EUR", to: "MKD", rate: "61.5", ...change };
}

async function ratesOf(group: TestGroup) {
  const data = await ana.ask(RATES, { id: group.id });
  return data.group.rates;
}

async function lastEvent(group: TestGroup) {
  const data = await ana.ask(EVENTS, { id: group.id });
  return data.group.events.edges[0].node;
}

describe("a rate of a group", () => {
  test("counts from then on, is listed, and is one event", async () => {
    const group = await api.group([ana, ben]);
    const id = newId("rat");
    const { rate, group: after } = await ben.mutate(
      "groupRateSet",
      rateInput(group, { id, validFrom: "2026-01-31" }),
      RATE,
    );
    const expected = { id, from: "EUR", to: "MKD", rate: "61.5", validFrom: "2026-01-31" };
    expect(rate).toEqual({ ...expected, removedAt: null, createdBy: { name: "Ben" } });
    expect(after).toEqual({ id: group.id, rates: [{ id }] });
    expect(await ratesOf(group)).toEqual([expected]);
    expect(await lastEvent(group)).toEqual({
      type: "rate.set",
      actor: { name: "Ben" },
      subject: { id, __typename: "GroupRate" },
      changes: [
        { field: "from", before: null, after: "EUR" },
        { field: "to", before: null, after: "MKD" },
        { field: "rate", before: null, after: "61.5" },
        { field: "validFrom", before: null, after: "2026-01-31" },
      ],
    });
    const { node } = await ana.ask("query ($id: ID!) { node(id: $id) { id ... on GroupRate { rate } } }", { id });
    expect(node).toEqual({ id, rate: "61.5" });
  });

  test("takes the place of the one for the same currencies and day, in whichever direction", async () => {
    const group = await api.group([ana]);
    const { rate: first } = await ana.mutate("groupRateSet", rateInput(group), RATE);
    const { rate: other } = await ana.mutate("groupRateSet", rateInput(group, { validFrom: "2026-01-31" }), RATE);
    const { rate: second } = await ana.mutate("groupRateSet", rateInput(group, { rate: "61.70" }), RATE);
    expect((await ratesOf(group)).map((rate: { id: string }) => rate.id)).toEqual([other.id, second.id]);
    expect((await lastEvent(group)).changes).toEqual([{ field: "rate", before: "61.5", after: "61.7" }]);
    const { rate: third } = await ana.mutate(
      "groupRateSet",
      rateInput(group, { from: "MKD", to: "EUR", rate: "0.0162" }),
      RATE,
    );
    expect(await ratesOf(group)).toEqual([
      { id: other.id, from: "EUR", to: "MKD", rate: "61.5", validFrom: "2026-01-31" },
      { id: third.id, from: "MKD", to: "EUR", rate: "0.0162", validFrom: null },
    ]);
    const { node } = await ana.ask("query ($id: ID!) { node(id: $id) { ... on GroupRate { removedAt } } }", {
      id: first.id,
    });
    expect(node.removedAt).not.toBeNull();
  });

  test("set twice by the same request is one effect", async () => {
    const group = await api.group([ana, ben]);
    const id = newId("rat");
    const input = rateInput(group, { id });
    const once = await ana.mutate("groupRateSet", input, RATE);
    const before = await stateOf(ana, group);
    expect(await ana.mutate("groupRateSet", { ...input, rate: "61.50" }, RATE)).toEqual(once);
    expect(await ana.try("groupRateSet", { ...input, rate: "62" })).toMatchObject({ reason: "ID_TAKEN" });
    expect(await ben.try("groupRateSet", input)).toMatchObject({ reason: "ID_TAKEN" });
    expect(await stateOf(ana, group)).toEqual(before);
    // The answer is the same when the rate counts no longer.
    await ana.mutate("groupRateRemove", { id });
    expect((await ana.mutate("groupRateSet", input, RATE)).rate).toMatchObject({ removedAt: expect.any(String) });
    expect(await ratesOf(group)).toEqual([]);
  });

  test("set by many at once has one that counts", async () => {
    const group = await api.group([ana, ben, eve]);
    const tries = Array.from({ length: 12 }, (_, index) =>
      [ana, ben, eve][index % 3]!.mutate("groupRateSet", rateInput(group, { rate: `6${index}` })),
    );
    await Promise.all(tries);
    expect(await ratesOf(group)).toHaveLength(1);
    const { lastEventSeq } = await stateOf(ana, group);
    const data = await ana.ask(EVENTS, { id: group.id });
    expect(data.group.events.edges).toHaveLength(lastEventSeq);
  });
});

test("the group converts at its own rate, else at the bank's, else not at all", async () => {
  const group = await api.group([ana]);
  await ana.mutate("groupRateSet", rateInput(group, { validFrom: "2026-05-01" }));
  const query = `query ($id: ID!, $from: CurrencyCode!, $to: CurrencyCode!, $on: LocalDate) {
    group(id: $id) { rate(from: $from, to: $to, on: $on) { rate source asOf path } } }`;
  const at = async (from: string, to: string, on?: string) =>
    (await ana.ask(query, { id: group.id, from, to, on })).group.rate;
  expect(await at("EUR", "MKD", "2026-05-02")).toEqual({
    rate: "61.5",
    source: "GROUP",
    asOf: "2026-05-01",
    path: ["EUR", "MKD"],
  });
  expect(await at("MKD", "USD", "2026-05-02")).toMatchObject({
    source: "GROUP",
    asOf: "2026-04-13",
    path: ["MKD", "EUR", "USD"],
  });
  expect(await at("EUR", "USD")).toMatchObject({ rate: "1.1684", source: "ECB", asOf: "2026-04-13" });
  expect(await at("MKD", "MKD")).toMatchObject({ rate: "1" });
  expect(await at("EUR", "MKD", "2026-04-30")).toBeNull();
});

describe("refuses", () => {
  test.each([
    [{ to: "EUR" }, ["to"], "NOT_ALLOWED"],
    [{ rate: "0" }, ["rate"], "OUT_OF_RANGE"],
    [{ rate: "-61.5" }, ["rate"], "OUT_OF_RANGE"],
    [{ rate: "1000000000.1" }, ["rate"], "OUT_OF_RANGE"],
    [{ rate: `1${"0".repeat(38)}` }, ["rate"], "OUT_OF_RANGE"],
    [{ rate: "0.0000000000001" }, ["rate"], "TOO_MANY_DECIMALS"],
    [{ id: "rat_1" }, ["id"], "MALFORMED"],
    [{ id: newId("exp") }, ["id"], "MALFORMED"],
  ])("%j", async (change, path, code) => {
    const group = await api.group([ana]);
    const before = await stateOf(ana, group);
    const answer = await ana.try("groupRateSet", rateInput(group, change));
    expect(answer.fields).toEqual([expect.objectContaining({ path, code })]);
    expect(await stateOf(ana, group)).toEqual(before);
    expect(await ratesOf(group)).toEqual([]);
  });

  test.each([{ rate: "1e3" }, { rate: "1,5" }, { from: "XXQ" }, { validFrom: "2026-02-30" }])(
    "%j before it is tried",
    async (change) => {
      const group = await api.group([ana]);
      const errors = await ana.fail("groupRateSet", rateInput(group, change));
      expect(errors[0]!.extensions.code).toBe("BAD_USER_INPUT");
    },
  );

  test("more than two hundred that count", async () => {
    const group = await api.group([ana]);
    await api.dataSource.query(
      `insert into group_rates (id, group_id, from_currency, to_currency, rate, valid_from, created_by_id)
       select 'rat_' || n, $1, 'EUR', 'MKD', 60, date '2026-01-01' + n, $2 from generate_series(1, 200) n`,
      [group.id, group.memberIds[0]],
    );
    expect((await ana.try("groupRateSet", rateInput(group))).fields).toMatchObject([
      { path: ["groupId"], code: "OUT_OF_RANGE" },
    ]);
    await ana.mutate("groupRateSet", rateInput(group, { validFrom: "2026-01-02" }));
    expect(await ratesOf(group)).toHaveLength(200);
  });

  test("is a node to members alone", async () => {
    const group = await api.group([ana]);
    await api.join(group.id, ana, eve, "VIEWER");
    const { rate } = await ana.mutate("groupRateSet", rateInput(group), RATE);
    const query = "query ($id: ID!) { node(id: $id) { id } }";
    expect((await mallory.ask(query, { id: rate.id })).node).toBeNull();
    expect((await eve.ask(query, { id: rate.id })).node).toEqual({ id: rate.id });
  });
});
