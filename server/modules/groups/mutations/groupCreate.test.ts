import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { newId } from "../../../kernel/ids.js";
import { type Person, TestApi } from "../../../test/api.js";

let api: TestApi;
let ana: Person;
let ben: Person;

beforeAll(async () => {
  api = await TestApi.start();
  [ana, ben] = [await api.person("Ana"), await api.person("Ben")];
});
afterAll(() => api.close());

const WHOLE = `group { id name currency timeZone simplifyDebts confirmSettlements version archivedAt lastEventSeq
  viewerMember { id role } members { name role leftAt user { id } } balances { net { amount } } }`;

test("makes the viewer its first admin, the others its members, and no balances", async () => {
  const members = [{ name: "Ben" }, { name: "Eve 🦊", email: "eve@example.com" }];
  const { group } = await ana.mutate("groupCreate", { name: "Flat", currency: "EUR", members }, WHOLE);
  expect(group).toMatchObject({
    name: "Flat",
    currency: "EUR",
    timeZone: "UTC",
    simplifyDebts: true,
    confirmSettlements: false,
    version: 1,
    archivedAt: null,
    lastEventSeq: 1,
    viewerMember: { role: "ADMIN" },
    balances: [],
  });
  expect(group.members.map((member: { name: string }) => member.name)).toEqual(["Ana", "Ben", "Eve 🦊"]);
  expect(group.members[1]).toEqual({ name: "Ben", role: "MEMBER", leftAt: null, user: null });
});

test("the same id and input is one group, also fifty times at once; with other input it is refused", async () => {
  const input = { id: newId("grp"), name: "Trip", currency: "CHF" };
  const answers = await Promise.all(Array.from({ length: 50 }, () => ana.mutate("groupCreate", input)));
  for (const answer of answers) expect(answer).toEqual(answers[0]);
  expect(await ana.try("groupCreate", { ...input, name: "Other" })).toMatchObject({
    __typename: "ConflictError",
    reason: "ID_TAKEN",
    current: { id: input.id },
  });
  expect(await ben.try("groupCreate", input)).toMatchObject({ reason: "ID_TAKEN", current: null });
});

test.each([
  [{ name: "" }, ["name"], "REQUIRED"],
  [{ name: "x".repeat(10_000) }, ["name"], "TOO_LONG"],
  [{ currency: "ITL" }, ["currency"], "NOT_ALLOWED"],
  [{ timeZone: "Nowhere" }, ["timeZone"], "MALFORMED"],
  [{ id: newId("exp") }, ["id"], "MALFORMED"],
  [{ id: newId("grp").toUpperCase() }, ["id"], "MALFORMED"],
  [{ members: [{ name: " " }] }, ["members", "0", "name"], "REQUIRED"],
  [{ members: [{ name: "Ben", email: "x" }] }, ["members", "0", "email"], "MALFORMED"],
  [
    {
      members: [
        { name: "Ben", email: "b@example.com" },
        { name: "Bob", email: "B@example.com" },
      ],
    },
    ["members", "1", "email"],
    "DUPLICATE",
  ],
  [{ members: Array.from({ length: 500 }, () => ({ name: "x" })) }, ["members"], "TOO_LONG"],
])("refuses %j", async (change, path, code) => {
  const answer = await ana.try("groupCreate", { name: "Refused", currency: "EUR", ...change });
  expect(answer.fields).toContainEqual(expect.objectContaining({ path, code }));
  expect(await api.dataSource.query("select id from groups where name = 'Refused'")).toEqual([]);
});

test("every active currency is accepted, and nothing else can be parsed", async () => {
  for (const currency of ["KWD", "XCG", "CLF", "XAU", "ZWG"]) await ana.mutate("groupCreate", { name: "x", currency });
  const [error] = await ana.fail("groupCreate", { name: "x", currency: "EURO" });
  expect(error!.extensions).toMatchObject({ code: "BAD_USER_INPUT", details: [{ field: "input.currency" }] });
});

test("nobody without an account; and nobody sees another's group", async () => {
  expect((await api.nobody.fail("groupCreate", { name: "x", currency: "EUR" }))[0]!.extensions.code).toBe(
    "UNAUTHENTICATED",
  );
  const { group } = await ana.mutate("groupCreate", { name: "Secret", currency: "EUR" });
  const query = "query ($id: ID!) { group(id: $id) { name } node(id: $id) { id } groups { edges { node { id } } } }";
  expect(await ben.ask(query, { id: group.id })).toEqual({ group: null, node: null, groups: { edges: [] } });
  expect(await ben.ask(query, { id: "\u0000" })).toEqual(await ben.ask(query, { id: newId("grp") }));
});
