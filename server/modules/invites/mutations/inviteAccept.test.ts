import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { newId } from "../../../kernel/ids.js";
import { type Answer, type Person, TestApi, type TestGroup } from "../../../test/api.js";
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

test("whoever was removed does not come back by an old invite, but by a new one, as whom they were", async () => {
  const ben = await api.person("Ben");
  const group = await api.group([ana, ben]);
  const old = await newInvite(group.id);
  await ana.mutate("memberRemove", { id: group.memberIds[1] });
  expect((await ben.try("inviteAccept", { code: old.code })).__typename).toBe("NotFoundError");
  const { code } = await newInvite(group.id);
  const { member } = await ben.mutate("inviteAccept", { code });
  expect(member).toMatchObject({ id: group.memberIds[1], leftAt: null });
});

describe("an invite is good only while its maker may invite", () => {
  let ben: Person;
  let group: TestGroup;
  let invite: Answer;

  /** Ben is an ADMIN beside Ana, and has made an invite. */
  beforeEach(async () => {
    ben = await api.person("Ben");
    group = await api.group([ana, ben]);
    await ana.mutate("memberRoleSet", { id: group.memberIds[1], role: "ADMIN" });
    ({ invite } = await ben.mutate("inviteCreate", { groupId: group.id }));
  });

  const seqOf = async () => (await stateOf(ana, group)).lastEventSeq;
  const openInvites = async () => {
    const data = await ana.ask("query ($id: ID!) { group(id: $id) { invites { id } } }", { id: group.id });
    return data.group.invites.map(({ id }: Answer) => id);
  };

  async function expectNowhere(): Promise<void> {
    const { data } = await api.send("query ($c: String!) { invite(code: $c) { groupName } }", { c: invite.code });
    expect(data.invite).toBeNull();
    const second = await api.person("Bens second account");
    expect((await second.try("inviteAccept", { code: invite.code })).__typename).toBe("NotFoundError");
    expect(await openInvites()).not.toContain(invite.id);
  }

  test.each<[string, () => Promise<unknown>]>([
    ["leaves", () => ben.mutate("groupLeave", { id: group.id })],
    ["is removed", () => ana.mutate("memberRemove", { id: group.memberIds[1] })],
    ["is demoted", () => ana.mutate("memberRoleSet", { id: group.memberIds[1], role: "MEMBER" })],
  ])("it ends for ever, within the one event, when its maker %s", async (_, happens) => {
    expect(await openInvites()).toContain(invite.id);
    const before = await seqOf();
    await happens();
    expect(await seqOf()).toBe(before + 1);
    await expectNowhere();
    await ana.mutate("memberRoleSet", { id: await comeBack(), role: "ADMIN" });
    await expectNowhere();
  });

  /** Ben by a new invite of Ana's, if he is not here any more. */
  async function comeBack(): Promise<string> {
    return api.join(group.id, ana, ben);
  }

  test("what others made stays, and so does what an ADMIN made who is named ADMIN again", async () => {
    await ana.mutate("memberRoleSet", { id: group.memberIds[1], role: "ADMIN" });
    await ben.mutate("memberRoleSet", { id: group.memberIds[0], role: "VIEWER" });
    const una = await api.person("Una");
    await una.mutate("inviteAccept", { code: invite.code });
  });

  test("also where the database was told of the maker's end by another way", async () => {
    await api.dataSource.query("update members set role = 'MEMBER' where id = $1", [group.memberIds[1]]);
    await expectNowhere();
  });
});

test("an ADMIN's invite is spent by the first account, which may send its request again", async () => {
  const group = await api.group([ana]);
  const { code } = await newInvite(group.id, { role: "ADMIN" });
  const people = await Promise.all(Array.from({ length: 6 }, (_, index) => api.person(`Q${index}`)));
  const answers = await Promise.all(people.map((person) => person.try("inviteAccept", { code })));
  const first = answers.findIndex((answer) => answer.__typename === "InviteAcceptPayload");
  expect(answers.map((answer) => answer.__typename)).toEqual(
    answers.map((_, index) => (index === first ? "InviteAcceptPayload" : "NotFoundError")),
  );
  expect(await people[first]!.mutate("inviteAccept", { code })).toEqual(answers[first]);
  const seen = await ana.ask("query ($id: ID!) { group(id: $id) { invites { id } } }", { id: group.id });
  expect(seen.group.invites).toEqual([]);
  const { data } = await api.send("query ($c: String!) { invite(code: $c) { groupName } }", { c: code });
  expect(data.invite).toBeNull();
  // Nor does it bring back the one who has spent it.
  await ana.mutate("memberRemove", { id: answers[first].member.id });
  expect((await people[first]!.try("inviteAccept", { code })).__typename).toBe("NotFoundError");
});

test("whoever is here already does not become somebody else, and an ADMIN's invite is not spent on that", async () => {
  const ben = await api.person("Ben");
  const group = await api.group([ana, ben]);
  const { member } = await ana.mutate("memberAdd", { groupId: group.id, name: "Benny" });
  const [open, meant, admin] = [
    await newInvite(group.id),
    await newInvite(group.id, { memberId: member.id }),
    await newInvite(group.id, { role: "ADMIN" }),
  ];
  const before = await stateOf(ana, group);
  for (const input of [{ code: open.code, memberId: member.id }, { code: meant.code }]) {
    expect(await ben.try("inviteAccept", input)).toMatchObject({
      __typename: "ConflictError",
      reason: "STATE",
      message: "You are in this group already, as Ben.",
      current: { id: group.memberIds[1] },
    });
  }
  for (const input of [{ code: open.code }, { code: open.code, memberId: group.memberIds[1] }, { code: admin.code }]) {
    expect((await ben.mutate("inviteAccept", input)).member).toMatchObject({ id: group.memberIds[1], role: "MEMBER" });
  }
  expect(await stateOf(ana, group)).toEqual(before);
  await (await api.person("Una")).mutate("inviteAccept", { code: admin.code });
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
