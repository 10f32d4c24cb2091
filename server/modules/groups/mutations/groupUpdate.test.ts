import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { type Person, TestApi } from "../../../test/api.js";
import { expenseInput, stateOf } from "../../../test/seed.js";

const COLOURS = ["RED", "ORANGE", "AMBER", "GREEN", "TEAL", "CYAN", "BLUE", "VIOLET", "PINK", "GREY"];
const LOOK = "query ($id: ID!) { group(id: $id) { emoji colour version } }";
const CHANGES = `query ($id: ID!) {
  group(id: $id) { events(first: 1, order: NEWEST_FIRST) { edges { node { changes { field before after } } } } } }`;

let api: TestApi;
let ana: Person;
let ben: Person;

beforeAll(async () => {
  api = await TestApi.start();
  [ana, ben] = [await api.person("Ana"), await api.person("Ben")];
});
afterAll(() => api.close());

test("changes what is given, leaves the rest, and grows the version by one", async () => {
  const { id } = await api.group([ana]);
  const { group } = await ana.mutate("groupUpdate", { id, version: 1, name: "House", currency: "USD" });
  expect(group).toMatchObject({ name: "House", currency: "USD", simplifyDebts: true, version: 2, archivedAt: null });
  const put = await ana.mutate("groupUpdate", { id, version: 2, archived: true, simplifyDebts: false });
  expect(put.group).toMatchObject({ name: "House", simplifyDebts: false, version: 3, archivedAt: expect.any(String) });
  const back = await ana.mutate("groupUpdate", { id, version: 3, archived: false, timeZone: "Asia/Tokyo" });
  expect(back.group).toMatchObject({ archivedAt: null, timeZone: "Asia/Tokyo", version: 4 });
});

test("a group has an emoji and a colour, and the colour of its id until somebody chooses one", async () => {
  const { id } = await api.group([ana]);
  const look = async () => (await ana.ask(LOOK, { id })).group;
  const { emoji, colour: own } = await look();
  expect({ emoji, known: COLOURS.includes(own) }).toEqual({ emoji: null, known: true });
  const chosen = COLOURS.find((colour) => colour !== own)!;
  await ana.mutate("groupUpdate", { id, version: 1, emoji: " 🏖️ ", colour: chosen });
  expect(await look()).toMatchObject({ emoji: "🏖️", colour: chosen, version: 2 });
  await ana.mutate("groupUpdate", { id, version: 2, name: "House" });
  expect(await look()).toMatchObject({ emoji: "🏖️", colour: chosen, version: 3 });
  await ana.mutate("groupUpdate", { id, version: 3, emoji: null, colour: null });
  expect(await look()).toMatchObject({ emoji: null, colour: own, version: 4 });
  const { group } = await ana.ask(CHANGES, { id });
  expect(group.events.edges[0].node.changes).toEqual([
    { field: "emoji", before: "🏖️", after: null },
    { field: "colour", before: chosen, after: own },
  ]);
});

test.each(["🏖️", "👨‍👩‍👧‍👦", "🇨🇭", "1️⃣", "🏴󠁧󠁢󠁳󠁣󠁴󠁿", "❤️"])("%s is one emoji", async (emoji) => {
  const made = await ana.mutate("groupCreate", { name: "Trip", currency: "EUR", emoji, colour: "TEAL" });
  expect((await ana.ask(LOOK, { id: made.group.id })).group).toMatchObject({ emoji, colour: "TEAL" });
});

test.each(["", "a", "🇽🇽", "🏖️\u0301\u0301", "🏖️\u200d", "7", "🏖️🏖️", "🏖️a", "🇨", `👍${"\u200d👍".repeat(30)}`])(
  "%j is none",
  async (emoji) => {
    const malformed = { __typename: "InvalidInputError", fields: [{ path: ["emoji"], code: "MALFORMED" }] };
    expect(await ana.try("groupCreate", { name: "Trip", currency: "EUR", emoji })).toMatchObject(malformed);
    const { id } = await api.group([ana]);
    expect(await ana.try("groupUpdate", { id, version: 1, emoji })).toMatchObject(malformed);
  },
);

test("without simplification everybody pays those who paid for them", async () => {
  const group = await api.group([ana, ben, await api.person("Eve")]);
  const [a, b, e] = group.memberIds;
  const owe = (payer: string, debtor: string) =>
    ana.mutate("expenseCreate", {
      ...expenseInput(group),
      payers: [{ memberId: payer }],
      split: { mode: "EQUAL", parts: [{ memberId: debtor }] },
    });
  await owe(b!, a!);
  await owe(e!, b!);
  const query = `query ($id: ID!) { group(id: $id) { suggestedTransfers { from { id } to { id } amount { amount } } } }`;
  const simplified = await ana.ask(query, { id: group.id });
  expect(simplified.group.suggestedTransfers).toEqual([
    { from: { id: a }, to: { id: e }, amount: { amount: "10.00" } },
  ]);
  await ana.mutate("groupUpdate", { id: group.id, version: 1, simplifyDebts: false });
  const pairwise = await ana.ask(query, { id: group.id });
  expect(pairwise.group.suggestedTransfers).toEqual([
    { from: { id: a }, to: { id: b }, amount: { amount: "10.00" } },
    { from: { id: b }, to: { id: e }, amount: { amount: "10.00" } },
  ]);
});

test("a stale version", async () => {
  const { id } = await api.group([ana]);
  await ana.mutate("groupUpdate", { id, version: 1, name: "One" });
  expect(await ana.try("groupUpdate", { id, version: 1, name: "Two" })).toMatchObject({
    reason: "STALE_VERSION",
    current: { id, __typename: "Group" },
  });
});

test.each([
  [{ name: "" }, ["name"], "REQUIRED"],
  [{ name: null }, ["name"], "REQUIRED"],
  [{ name: "x".repeat(10_000) }, ["name"], "TOO_LONG"],
  [{ currency: "ITL" }, ["currency"], "NOT_ALLOWED"],
  [{ currency: null }, ["currency"], "REQUIRED"],
  [{ timeZone: "?" }, ["timeZone"], "MALFORMED"],
  [{ simplifyDebts: null }, ["simplifyDebts"], "REQUIRED"],
  [{ archived: null }, ["archived"], "REQUIRED"],
])("refuses %j", async (change, path, code) => {
  const group = await api.group([ana]);
  const before = await stateOf(ana, group);
  const answer = await ana.try("groupUpdate", { id: group.id, version: 1, ...change });
  expect(answer.fields).toEqual([expect.objectContaining({ path, code })]);
  expect(await stateOf(ana, group)).toEqual(before);
});
