import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { type Person, TestApi } from "../../../test/api.js";

let api: TestApi;
let ana: Person;

beforeAll(async () => {
  api = await TestApi.start();
  ana = await api.person("Ana");
});
afterAll(() => api.close());

test("changes what is given, and leaves the rest", async () => {
  const { user } = await ana.mutate("userUpdate", { name: "Ana María", preferredCurrency: "CHF" });
  expect(user).toMatchObject({
    name: "Ana María",
    preferredCurrency: "CHF",
    locale: "en",
    timeZone: "UTC",
    email: ana.email,
  });
  const again = await ana.mutate("userUpdate", { locale: "de-at", timeZone: "Europe/Vienna" });
  expect(again.user).toMatchObject({ name: "Ana María", locale: "de-AT", timeZone: "Europe/Vienna" });
});

test("the new name is the one in every group", async () => {
  const ben = await api.person("Ben");
  const group = await api.group([ana, ben]);
  await ben.mutate("userUpdate", { name: "Benjamin" });
  const data = await ana.ask("query ($id: ID!) { group(id: $id) { members { name } } }", { id: group.id });
  expect(data.group.members[1].name).toBe("Benjamin");
});

test("the same request id is one effect", async () => {
  const input = { requestId: "profile", name: "First" };
  await ana.mutate("userUpdate", input);
  await ana.mutate("userUpdate", { name: "Second" });
  expect((await ana.mutate("userUpdate", input)).user.name).toBe("Second");
  expect(await ana.try("userUpdate", { ...input, name: "Third" })).toMatchObject({ reason: "REQUEST_ID_TAKEN" });
});

test.each([
  [{ name: "" }, ["name"], "REQUIRED"],
  [{ name: null }, ["name"], "REQUIRED"],
  [{ name: "x".repeat(10_000) }, ["name"], "TOO_LONG"],
  [{ preferredCurrency: "DEM" }, ["preferredCurrency"], "NOT_ALLOWED"],
  [{ locale: "no language" }, ["locale"], "MALFORMED"],
  [{ timeZone: "Mars/Olympus" }, ["timeZone"], "MALFORMED"],
])("refuses %j", async (input, path, code) => {
  const before = await ana.ask("{ viewer { name preferredCurrency locale timeZone } }");
  const answer = await ana.try("userUpdate", input);
  expect(answer.fields).toEqual([expect.objectContaining({ path, code })]);
  expect(await ana.ask("{ viewer { name preferredCurrency locale timeZone } }")).toEqual(before);
});

test("nobody without an account; and nobody sees another's address", async () => {
  expect((await api.nobody.fail("userUpdate", { name: "x" }))[0]!.extensions.code).toBe("UNAUTHENTICATED");
  const ben = await api.person("Ben");
  const group = await api.group([ana, ben]);
  const data = await ana.ask("query ($id: ID!) { group(id: $id) { members { user { id email } } } }", { id: group.id });
  expect(data.group.members[1].user).toEqual({ id: ben.id, email: null });
  expect(data.group.members[0].user.email).toBe(ana.email);
});

test("an account that a member shows is a node, and nobody else's is", async () => {
  const [ben, eve] = [await api.person("Ben"), await api.person("Eve")];
  const group = await api.group([ana, ben]);
  const query = "query ($id: ID!) { node(id: $id) { id ... on User { name email sessions { id } } } }";
  const seen = { node: { id: ben.id, name: "Ben", email: null, sessions: [] } };
  expect(await ana.ask(query, { id: ben.id })).toEqual(seen);
  expect(await ana.ask(query, { id: eve.id })).toEqual({ node: null });
  await ana.mutate("memberRemove", { id: group.memberIds[1] });
  expect(await ana.ask(query, { id: ben.id })).toEqual(seen);
  expect(await ben.ask(query, { id: ana.id })).toEqual({ node: null });
  expect((await ana.ask(query, { id: ana.id })).node.email).toBe(ana.email);
});
