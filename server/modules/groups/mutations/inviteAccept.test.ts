import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { newId } from "../../../kernel/ids.js";
import { type Answer, type Person, TestApi } from "../../../test/api.js";
import { balancesOf, expenseInput, stateOf } from "../../../test/seed.js";

let api: TestApi;
let ana: Person;

beforeAll(async () => {
  api = await TestApi.start();
  ana = await api.person("Ana");
});
afterAll(() => api.close());

async function newInvite(groupId: string, change: object = {}): Promise<Answer> {
  return (await ana.mutate("inviteCreate", { groupId, ...change })).invite;
}

test("joins as a new member with the invite's role; accepting twice is one effect", async () => {
  const group = await api.group([ana]);
  const { code } = await newInvite(group.id, { role: "VIEWER" });
  const ben = await api.person("Ben");
  const once = await ben.mutate("inviteAccept", { code });
  expect(once.member).toMatchObject({ name: "Ben", role: "VIEWER", user: { id: ben.id } });
  const before = await stateOf(ben, group);
  expect(await ben.mutate("inviteAccept", { code })).toEqual(once);
  expect(await stateOf(ben, group)).toEqual(before);
});

test("claims a member with all its history", async () => {
  const group = await api.group([ana]);
  const { member } = await ana.mutate("memberAdd", { groupId: group.id, name: "Benny" });
  const parts = [{ memberId: group.memberIds[0] }, { memberId: member.id }];
  await ana.mutate("expenseCreate", expenseInput(group, { split: { mode: "EQUAL", parts } }));
  const before = await balancesOf(ana, group);
  const { code } = await newInvite(group.id, { memberId: member.id });
  const ben = await api.person("Ben");
  const claimed = await ben.mutate("inviteAccept", { code });
  expect(claimed.member).toMatchObject({ id: member.id, name: "Ben", user: { id: ben.id } });
  expect(await balancesOf(ben, group)).toEqual(before);
  // Claimed is claimed, and the invite is of no more use to anybody.
  const open = await ana.ask("query ($id: ID!) { group(id: $id) { invites { id } } }", { id: group.id });
  expect(open.group.invites).toEqual([]);
  const eve = await api.person("Eve");
  expect(await eve.try("inviteAccept", { code })).toMatchObject({
    __typename: "ConflictError",
    reason: "STATE",
    current: null,
  });
});

test("claims the member that is chosen, among those who have no account", async () => {
  const group = await api.group([ana]);
  const { member } = await ana.mutate("memberAdd", { groupId: group.id, name: "Benny" });
  const { code } = await newInvite(group.id);
  const { data } = await api.send("query ($c: String!) { invite(code: $c) { claimable { id name } } }", { c: code });
  expect(data.invite.claimable).toEqual([{ id: member.id, name: "Benny" }]);
  const ben = await api.person("Ben");
  const wrong = await ben.try("inviteAccept", { code, memberId: newId("mem") });
  expect(wrong.fields).toEqual([expect.objectContaining({ path: ["memberId"], code: "UNKNOWN_MEMBER" })]);
  expect(await ben.try("inviteAccept", { code, memberId: group.memberIds[0] })).toMatchObject({ reason: "STATE" });
  expect((await ben.mutate("inviteAccept", { code, memberId: member.id })).member.id).toBe(member.id);
});

test("an invite for one member is for nobody else", async () => {
  const group = await api.group([ana]);
  const [tom, una] = await Promise.all(
    ["Tom", "Una"].map(async (name) => (await ana.mutate("memberAdd", { groupId: group.id, name })).member),
  );
  const { code } = await newInvite(group.id, { memberId: tom.id });
  const ben = await api.person("Ben");
  const answer = await ben.try("inviteAccept", { code, memberId: una.id });
  expect(answer.fields).toEqual([expect.objectContaining({ path: ["memberId"], code: "NOT_ALLOWED" })]);
});

test("twelve who claim one member at once: one gets it", async () => {
  const group = await api.group([ana]);
  const { member } = await ana.mutate("memberAdd", { groupId: group.id, name: "Tom" });
  const { code } = await newInvite(group.id, { memberId: member.id });
  const people = await Promise.all(Array.from({ length: 12 }, (_, index) => api.person(`P${index}`)));
  const answers = await Promise.all(people.map((person) => person.try("inviteAccept", { code })));
  expect(answers.filter((answer) => answer.__typename === "InviteAcceptPayload")).toHaveLength(1);
  expect(answers.filter((answer) => answer.reason === "STATE")).toHaveLength(11);
});

test("whoever was removed does not come back by an old invite, but by a new one, as whom he was", async () => {
  const ben = await api.person("Ben");
  const group = await api.group([ana, ben]);
  const old = await newInvite(group.id);
  await ana.mutate("memberRemove", { id: group.memberIds[1] });
  expect((await ben.try("inviteAccept", { code: old.code })).__typename).toBe("NotFoundError");
  const { code } = await newInvite(group.id);
  const { member } = await ben.mutate("inviteAccept", { code });
  expect(member).toMatchObject({ id: group.memberIds[1], leftAt: null });
});

test("codes that are unknown, too old, or none; and nobody without an account", async () => {
  const group = await api.group([ana]);
  const { code, id } = await newInvite(group.id);
  const ben = await api.person("Ben");
  for (const guess of ["", "guess", "x".repeat(1000), "\u0000"]) {
    expect((await ben.try("inviteAccept", { code: guess })).__typename).toBe("NotFoundError");
  }
  expect((await api.nobody.fail("inviteAccept", { code }))[0]!.extensions.code).toBe("UNAUTHENTICATED");
  await api.dataSource.query("update invites set expires_at = now() where id = $1", [id]);
  expect((await ben.try("inviteAccept", { code })).__typename).toBe("NotFoundError");
});
