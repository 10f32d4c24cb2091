import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { type Answer, type Person, TestApi, type TestGroup } from "../../../test/api.js";
import { threeAndAStranger } from "../../../test/seed.js";

let api: TestApi;
let ana: Person;
let ben: Person;
let mallory: Person;
let group: TestGroup;

beforeAll(async () => {
  api = await TestApi.start();
  ({ ana, ben, mallory, group } = await threeAndAStranger(api));
});
afterAll(() => api.close());

const eur = (amount: string) => ({ amount, currency: "EUR" });

async function made(person: Person, change: object = {}): Promise<Answer> {
  return (await person.mutate("budgetCreate", { limit: eur("10.00"), period: "MONTH", ...change })).budget;
}

test("a group's change is an event that says what became of the limit", async () => {
  const { id } = await made(ana, { groupId: group.id });
  const { budget } = await ben.mutate("budgetUpdate", {
    id,
    version: 1,
    limit: { amount: "9", currency: "USD" },
    rollOver: true,
  });
  expect(budget).toMatchObject({
    limit: { amount: "9.00", currency: "USD" },
    rollOver: true,
    period: "MONTH",
    version: 2,
  });
  const { group: found } = await ana.ask(
    `query ($id: ID!) { group(id: $id) { events(first: 1, order: NEWEST_FIRST) { edges { node { type actor { name }
      subject { id } changes { field before after } } } } } }`,
    { id: group.id },
  );
  expect(found.events.edges[0].node).toEqual({
    type: "budget.updated",
    actor: { name: "Ben" },
    subject: { id },
    changes: [{ field: "limit", before: "10.00 EUR", after: "9.00 USD" }],
  });
});

test("one's own is changed without a word to anybody, and is nobody else's to change", async () => {
  const { id } = await made(ana);
  const { budget } = await ana.mutate("budgetUpdate", { id, version: 1, thresholds: [100, 50], categoryId: null });
  expect(budget).toMatchObject({ thresholds: [50, 100], category: null, version: 2 });
  for (const person of [ben, mallory]) {
    for (const mutation of ["budgetUpdate", "budgetDelete"]) {
      expect((await person.try(mutation, { id, version: 2 })).__typename).toBe("NotFoundError");
    }
  }
  expect(await ana.try("budgetUpdate", { id, version: 1, rollOver: true })).toMatchObject({ reason: "STALE_VERSION" });
});

test("what a budget needs cannot be emptied, and a range brings its days", async () => {
  const { id } = await made(ana);
  const fields = async (change: object) =>
    ((await ana.try("budgetUpdate", { id, version: 1, ...change })).fields ?? []).map(
      ({ path, code }: Answer) => `${path.join(".")} ${code}`,
    );
  expect(await fields({ limit: null, period: null, thresholds: null, rollOver: null })).toEqual([
    "limit REQUIRED",
    "period REQUIRED",
    "thresholds REQUIRED",
    "rollOver REQUIRED",
  ]);
  expect(await fields({ period: "RANGE" })).toEqual(["from REQUIRED", "to REQUIRED"]);
  expect(await fields({ from: "2026-01-01" })).toEqual(["from NOT_ALLOWED"]);
  const range = { from: "2026-01-01", to: "2026-01-31" };
  const { budget } = await ana.mutate("budgetUpdate", { id, version: 1, period: "RANGE", ...range });
  expect(budget).toMatchObject({ period: "RANGE", ...range });
  const { budget: longer } = await ana.mutate("budgetUpdate", { id, version: 2, to: "2026-02-28" });
  expect(longer).toMatchObject({ from: "2026-01-01", to: "2026-02-28" });
  const { budget: monthly } = await ana.mutate("budgetUpdate", { id, version: 3, period: "MONTH" });
  expect(monthly.period).toBe("MONTH");
});
