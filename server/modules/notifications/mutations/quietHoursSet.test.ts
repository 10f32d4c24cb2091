import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { type Person, TestApi } from "../../../test/api.js";

let api: TestApi;
let ana: Person;

beforeAll(async () => {
  api = await TestApi.start();
  ana = await api.person("Ana");
});
afterAll(() => api.close());

const SELECTION = "user { quietHours { from to } digestAt }";
const set = async (input: object) => (await ana.mutate("quietHoursSet", input, SELECTION)).user;

test("they are set, stay where they are left out, and are taken away again", async () => {
  expect(await set({ digestAt: "18:30" })).toEqual({ quietHours: null, digestAt: "18:30" });
  const quietHours = { from: "22:00", to: "07:00" };
  expect(await set(quietHours)).toEqual({ quietHours, digestAt: "18:30" });
  expect(await set({ digestAt: "06:00" })).toEqual({ quietHours, digestAt: "06:00" });
  expect(await set({ from: null, to: null })).toEqual({ quietHours: null, digestAt: "06:00" });
});

test.each([
  [{ from: "25:00", to: "07:00" }, "from"],
  [{ from: "22:00", to: "7" }, "to"],
  [{ from: "22:00" }, "to"],
  [{ to: "22:00" }, "to"],
  [{ from: "22:00", to: null }, "to"],
  [{ from: "22:00", to: "22:00" }, "to"],
  [{ digestAt: "noon" }, "digestAt"],
  [{ digestAt: null }, "digestAt"],
])("%j is refused", async (input, field) => {
  const refused = await ana.try("quietHoursSet", input);
  expect(refused).toMatchObject({ __typename: "InvalidInputError", fields: [{ path: [field] }] });
});
