import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { type Answer, type Person, TestApi, type TestGroup } from "../../../test/api.js";
import { expenseInput, threeAndAStranger } from "../../../test/seed.js";

let api: TestApi;
let ana: Person;
let ben: Person;
let eve: Person;
let group: TestGroup;

beforeAll(async () => {
  api = await TestApi.start();
  ({ ana, ben, eve, group } = await threeAndAStranger(api));
  await ana.mutate("expenseCreate", expenseInput(group, { total: { amount: "9.00", currency: "EUR" } }));
  await ben.mutate("userUpdate", { locale: "de" });
});
afterAll(() => api.close());

const input = (change: object = {}) => ({
  groupId: group.id,
  toMemberId: group.memberIds[1],
  currency: "EUR",
  ...change,
});
const LIST = "{ notifications(first: 5) { edges { node { kind text url } } } }";
const remindersOf = async (person: Person) =>
  (await person.ask(LIST)).notifications.edges
    .map(({ node }: Answer) => node)
    .filter(({ kind }: Answer) => kind === "REMINDER");

test("tried out it says the text, and nothing is sent; then they are told it, in their language", async () => {
  const text = "Ana erinnert dich: Du schuldest 3,00 € in „Flat“";
  const tried = await ana.mutate("nudgeSend", input({ dryRun: true }), "text member { name }");
  expect({ ...tried, text: tried.text.replace("\u00a0", " ") }).toMatchObject({ text, member: { name: "Ben" } });
  expect(await remindersOf(ben)).toEqual([]);
  const sent = await ana.mutate("nudgeSend", input(), "text");
  expect(sent.text).toBe(tried.text);
  const url = `${api.origin}/groups/${group.id}/settle`;
  expect(await remindersOf(ben)).toEqual([{ kind: "REMINDER", text: sent.text, url }]);
  expect(await remindersOf(ana)).toEqual([]);
});

test("of one debt once in three days, tried out as well, and of each debt by itself", async () => {
  for (const dryRun of [false, true]) {
    expect(await ana.try("nudgeSend", input({ dryRun }))).toMatchObject({
      __typename: "ConflictError",
      reason: "STATE",
    });
  }
  await ana.mutate("nudgeSend", input({ toMemberId: group.memberIds[2] }));
  await api.dataSource.query("update nudges set at = now() - interval '3 days'");
  await ana.mutate("nudgeSend", input());
});

test("whoever owes nothing, is nobody, or has no account is not reminded; nor by whoever is owed nothing", async () => {
  const { member } = await ana.mutate("memberAdd", { groupId: group.id, name: "Zoe" });
  const refusals: [Person, object, object][] = [
    [ana, { currency: "USD" }, { reason: "STATE" }],
    [ben, { toMemberId: group.memberIds[2] }, { reason: "STATE" }],
    [ana, { toMemberId: group.memberIds[0] }, { fields: [{ code: "NOT_ALLOWED" }] }],
    [ana, { toMemberId: member.id }, { fields: [{ code: "NOT_ALLOWED" }] }],
    [ana, { toMemberId: "nobody" }, { fields: [{ code: "UNKNOWN_MEMBER" }] }],
  ];
  for (const [person, change, refusal] of refusals) {
    expect(await person.try("nudgeSend", input(change))).toMatchObject(refusal);
  }
});

test("a guest sends none", async () => {
  const guest = await api.guest();
  const { groups } = await guest.ask("{ groups { edges { node { id members { id } } } } }");
  const [{ node }] = groups.edges;
  const asked = { groupId: node.id, toMemberId: node.members[1].id, currency: "EUR" };
  expect((await guest.try("nudgeSend", asked)).__typename).toBe("ForbiddenError");
});

test("at most five a day", async () => {
  await api.dataSource.query("update nudges set at = now() - interval '4 days'");
  const currencies = ["USD", "JPY", "CHF", "GBP", "SEK", "NOK"];
  for (const currency of currencies) {
    await eve.mutate(
      "expenseCreate",
      expenseInput(group, { total: { amount: "90", currency }, payers: [{ memberId: group.memberIds[2] }] }),
      "__typename",
    );
  }
  for (const currency of currencies.slice(0, 5)) await eve.mutate("nudgeSend", input({ currency }), "__typename");
  expect(await eve.try("nudgeSend", input({ currency: "NOK" }))).toMatchObject({ reason: "STATE" });
});

test("nor more in two groups at once", async () => {
  await api.dataSource.query(
    `update nudges set at = now() - case currency when 'USD' then interval '4 days' else '0' end`,
  );
  const pair = await api.group([eve, ben]);
  await eve.mutate("expenseCreate", expenseInput(pair), "__typename");
  const asked = [input({ currency: "NOK" }), input({ groupId: pair.id, toMemberId: pair.memberIds[1] })];
  const answers: Answer[] = await Promise.all(asked.map((each) => eve.try("nudgeSend", each)));
  expect(answers.filter(({ __typename }) => __typename === "NudgeSendPayload")).toHaveLength(1);
});
