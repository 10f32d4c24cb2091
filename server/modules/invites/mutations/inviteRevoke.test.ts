import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { type Person, TestApi, type TestGroup } from "../../../test/api.js";
import { stateOf, threeAndAStranger } from "../../../test/seed.js";

let api: TestApi;
let ana: Person;
let mallory: Person;
let group: TestGroup;

beforeAll(async () => {
  api = await TestApi.start();
  ({ ana, mallory, group } = await threeAndAStranger(api));
});
afterAll(() => api.close());

test("the link leads nowhere from then on; revoking twice is one effect", async () => {
  const { invite } = await ana.mutate("inviteCreate", { groupId: group.id });
  await ana.mutate("inviteRevoke", { id: invite.id });
  const before = await stateOf(ana, group);
  expect(await ana.mutate("inviteRevoke", { id: invite.id })).toMatchObject({ ok: true });
  expect(await stateOf(ana, group)).toEqual(before);
  expect((await mallory.try("inviteAccept", { code: invite.code })).__typename).toBe("NotFoundError");
  const { data } = await api.send("query ($c: String!) { invite(code: $c) { groupName } }", { c: invite.code });
  expect(data.invite).toBeNull();
  const seen = await ana.ask("query ($id: ID!) { group(id: $id) { invites { id } } }", { id: group.id });
  expect(JSON.stringify(seen)).not.toContain(invite.id);
});
