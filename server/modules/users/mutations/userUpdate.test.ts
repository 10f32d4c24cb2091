import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { type Person, TestApi, type TestGroup } from "../../../test/api.js";

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

test("a new name is one event in each of one's groups, made by a job, archived ones included", async () => {
  const [ben, eve] = [await api.person("Ben"), await api.person("Eve")];
  const [flat, trip, left] = [
    await api.group([ana, ben]),
    await api.group([ben, ana]),
    await api.group([ana, ben, eve]),
  ];
  await ana.mutate("groupUpdate", { id: flat.id, version: 1, archived: true });
  await ben.mutate("groupLeave", { id: left.id });
  const NEWS = `query ($id: ID!) { group(id: $id) { lastEventSeq members { name } events(first: 1, order: NEWEST_FIRST) {
    edges { node { type actor { id } subject { id } changes { field before after } } } } } }`;
  const newsOf = async (group: TestGroup) => {
    const data = await ana.ask(NEWS, { id: group.id });
    return { seq: data.group.lastEventSeq, event: data.group.events.edges[0].node, names: data.group.members };
  };
  const groups = [flat, trip, left];
  const before = await Promise.all(groups.map(newsOf));
  await ben.mutate("userUpdate", { name: "Benedikt" });
  await ben.mutate("userUpdate", { name: "Benjamin" });
  await ben.mutate("userUpdate", { locale: "de" });
  // The name shows at once; the logs follow.
  expect((await newsOf(flat)).names[1]).toEqual({ name: "Benjamin" });
  expect((await newsOf(flat)).seq).toBe(before[0]!.seq);
  await api.doJobs();
  await api.dataSource.query("select graphile_worker.add_job('groups.user-renamed', $1)", [{ userId: ben.id }]);
  await api.doJobs();
  for (const [index, place] of [1, 0].entries()) {
    const { seq, event } = await newsOf(groups[index]!);
    const memberId = groups[index]!.memberIds[place];
    expect(seq).toBe(before[index]!.seq + 1);
    expect(event).toEqual({
      type: "member.renamed",
      actor: { id: memberId },
      subject: { id: memberId },
      changes: [{ field: "name", before: "Ben", after: "Benjamin" }],
    });
  }
  expect(await newsOf(left)).toMatchObject({ seq: before[2]!.seq });
  // There and back again is no news.
  await ben.mutate("userUpdate", { name: "B." });
  await ben.mutate("userUpdate", { name: "Benjamin" });
  await api.doJobs();
  expect((await newsOf(trip)).seq).toBe(before[1]!.seq + 1);
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
