import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { newId } from "../../../kernel/ids.js";
import { type Person, TestApi, type TestGroup } from "../../../test/api.js";
import { balancesOf, expenseInput } from "../../../test/seed.js";
import { splitwiseText, startImport } from "../../../test/upload.js";

let api: TestApi;
let ana: Person;
let ben: Person;

beforeAll(async () => {
  api = await TestApi.start();
  [ana, ben] = [await api.person("Ana"), await api.person("Ben")];
});
afterAll(() => api.close());

const LEDGER = "group { id kind name members { id name user { id } role } viewerMember { id } }";

async function befriend(change: object = {}) {
  const { group } = await ana.mutate("friendAdd", { name: "Benny", currency: "EUR", ...change }, LEDGER);
  return group;
}

test("two people have a ledger that each calls by the other one's name", async () => {
  const group = await befriend();
  expect(group).toMatchObject({
    kind: "PAIR",
    name: "Benny",
    members: [{ name: "Ana" }, { name: "Benny", user: null }],
  });
  const memberIds: string[] = group.members.map(({ id }: { id: string }) => id);
  await api.join(group.id, ana, ben, "MEMBER", memberIds[1]);
  const query = "query ($id: ID!) { group(id: $id) { name } }";
  expect((await ana.ask(query, { id: group.id })).group.name).toBe("Ben");
  expect((await ben.ask(query, { id: group.id })).group.name).toBe("Ana");

  const ledger: TestGroup = { id: group.id, memberIds, people: [ana, ben] };
  await ben.mutate("expenseCreate", expenseInput(ledger));
  expect(await balancesOf(ben, ledger)).toEqual({ [memberIds[0]!]: ["5.00 EUR"], [memberIds[1]!]: ["-5.00 EUR"] });
});

test("it is private: there is room for nobody else, and nobody else sees it", async () => {
  const eve = await api.person("Eve");
  const group = await befriend();
  expect(await ana.try("memberAdd", { groupId: group.id, name: "Eve" })).toMatchObject({
    __typename: "InvalidInputError",
    fields: [{ path: ["groupId"], code: "OUT_OF_RANGE" }],
  });
  const { invite } = await ana.mutate("inviteCreate", { groupId: group.id }, "invite { code }");
  await ben.mutate("inviteAccept", { code: invite.code, memberId: group.members[1].id }, "__typename");
  expect(await eve.try("inviteAccept", { code: invite.code })).toMatchObject({ __typename: "ConflictError" });
  expect((await eve.ask("query ($id: ID!) { group(id: $id) { id } }", { id: group.id })).group).toBeNull();
  expect(await ana.try("groupUpdate", { id: group.id, version: 1, name: "Us" })).toMatchObject({
    fields: [{ path: ["name"], code: "NOT_ALLOWED" }],
  });
});

test("two who come at once by one invite, or by a file: one finds room", async () => {
  const [eve, zoe] = [await api.person("Eve"), await api.person("Zoe")];
  const group = await befriend();
  const { invite } = await ana.mutate("inviteCreate", { groupId: group.id }, "invite { code }");
  const memberId = group.members[1].id;
  const answers = await Promise.all([
    eve.try("inviteAccept", { code: invite.code, memberId }),
    zoe.try("inviteAccept", { code: invite.code, memberId }),
    ben.try("inviteAccept", { code: invite.code }),
  ]);
  expect(answers.filter(({ __typename }) => __typename === "InviteAcceptPayload")).toHaveLength(1);
  expect(answers[2].__typename).toBe("ConflictError");
  const tea = "2026-01-31,Tea,Groceries,9.00,EUR,6.00,-3.00,-3.00";
  const file = await startImport(api, ana, splitwiseText("Ana,Benny,Max", tea), { groupId: group.id });
  const refused = await ana.try("importCommit", { id: file.id });
  expect(refused).toMatchObject({ fields: [{ path: ["people"], code: "TOO_LONG" }] });
  const { group: read } = await ana.ask("query ($id: ID!) { group(id: $id) { members { id } } }", { id: group.id });
  expect(read.members).toHaveLength(2);
});

test("groups and ledgers of two can be listed apart", async () => {
  const kim = await api.person("Kim");
  const { group } = await kim.mutate("friendAdd", { name: "Lee", currency: "JPY" }, LEDGER);
  const { group: flat } = await kim.mutate("groupCreate", { name: "Flat", currency: "EUR" }, "group { id }");
  const list = async (kind: string | null) => {
    const data = await kim.ask("query ($kind: GroupKind) { groups(kind: $kind) { edges { node { id } } } }", { kind });
    return data.groups.edges.map((edge: { node: { id: string } }) => edge.node.id);
  };
  expect([await list("PAIR"), await list("GROUP"), await list(null)]).toEqual([
    [group.id],
    [flat.id],
    [flat.id, group.id],
  ]);
});

test("sent twice it is one ledger; what is wrong is said by field", async () => {
  const id = newId("grp");
  await befriend({ id });
  await befriend({ id });
  expect(await ana.try("friendAdd", { id, name: "Other", currency: "EUR" })).toMatchObject({ reason: "ID_TAKEN" });
  expect(await ben.try("friendAdd", { id, name: "Benny", currency: "EUR" })).toMatchObject({ reason: "ID_TAKEN" });
  const wrong = await ana.try("friendAdd", { id: "grp_x", name: " ", email: "nobody", currency: "HRK" });
  expect(wrong.fields.map(({ path }: { path: string[] }) => path[0]).sort()).toEqual([
    "currency",
    "email",
    "id",
    "name",
  ]);
  expect((await api.nobody.fail("friendAdd", { name: "Benny", currency: "EUR" }))[0]!.extensions.code).toBe(
    "UNAUTHENTICATED",
  );
});

test("with somebody who is in a group of one's own there is nothing to claim, and but one ledger", async () => {
  const [kim, lee, max] = [await api.person("Kim"), await api.person("Lee"), await api.person("Max")];
  await api.group([kim, lee]);
  const [one, two] = await Promise.all([
    kim.try("friendAdd", { userId: lee.id, currency: "EUR" }, LEDGER),
    lee.try("friendAdd", { userId: kim.id, currency: "EUR" }, LEDGER),
  ]);
  const made = one.group ?? two.group;
  const refused = one.group ? two : one;
  expect(made.members.map(({ user }: { user: { id: string } }) => user.id).sort()).toEqual([kim.id, lee.id].sort());
  expect(refused).toMatchObject({ __typename: "ConflictError", reason: "STATE", current: { id: made.id } });
  for (const userId of [max.id, kim.id, "usr_x"]) {
    expect(await kim.try("friendAdd", { userId, currency: "EUR" })).toMatchObject({
      fields: [{ path: ["userId"], code: "UNKNOWN_MEMBER" }],
    });
  }
});

test("whoever has left the ledger is not put into another one, and comes back by an invite", async () => {
  const [kim, lee] = [await api.person("Kim"), await api.person("Lee")];
  await api.group([kim, lee]);
  const { group } = await kim.mutate("friendAdd", { userId: lee.id, currency: "EUR" }, LEDGER);
  await lee.mutate("groupLeave", { id: group.id }, "__typename");
  const again = await kim.try("friendAdd", { userId: lee.id, currency: "EUR" }, LEDGER);
  expect(again).toMatchObject({ __typename: "ConflictError", reason: "STATE", current: { id: group.id } });
  // What he is no longer in is not shown to him.
  expect(await lee.try("friendAdd", { userId: kim.id, currency: "EUR" })).toMatchObject({
    reason: "STATE",
    current: null,
  });
  await api.join(group.id, kim, lee);
  const { group: read } = await lee.ask("query ($id: ID!) { group(id: $id) { name } }", { id: group.id });
  expect(read.name).toBe("Kim");
});
