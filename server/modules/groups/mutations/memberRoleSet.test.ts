import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { newId } from "../../../kernel/ids.js";
import { type Person, TestApi } from "../../../test/api.js";
import { expenseInput, stateOf } from "../../../test/seed.js";

let api: TestApi;
let ana: Person;
let ben: Person;
let mallory: Person;

beforeAll(async () => {
  api = await TestApi.start();
  [ana, ben, mallory] = [await api.person("Ana"), await api.person("Ben"), await api.person("Mallory")];
});
afterAll(() => api.close());

test("holds at once", async () => {
  const group = await api.group([ana, ben]);
  const { member } = await ana.mutate("memberRoleSet", { id: group.memberIds[1], role: "VIEWER" });
  expect(member.role).toBe("VIEWER");
  expect((await ben.try("expenseCreate", expenseInput(group))).__typename).toBe("ForbiddenError");
  await ana.mutate("memberRoleSet", { id: group.memberIds[1], role: "ADMIN" });
  await ben.mutate("memberAdd", { groupId: group.id, name: "Zoe" });
});

test("the last admin cannot be demoted, and nobody without an account be made one", async () => {
  const group = await api.group([ana, ben]);
  expect(await ana.try("memberRoleSet", { id: group.memberIds[0], role: "MEMBER" })).toMatchObject({ reason: "STATE" });
  const { member } = await ana.mutate("memberAdd", { groupId: group.id, name: "Tom" });
  const answer = await ana.try("memberRoleSet", { id: member.id, role: "ADMIN" });
  expect(answer.fields).toEqual([expect.objectContaining({ path: ["role"], code: "NOT_ALLOWED" })]);
  await ana.mutate("memberRoleSet", { id: member.id, role: "VIEWER" });
});

test("a request that is sent twice is one effect; nobody who has left has a role", async () => {
  const group = await api.group([ana, ben]);
  const input = { id: group.memberIds[1], role: "VIEWER", requestId: "role" };
  await ana.mutate("memberRoleSet", input);
  const before = await stateOf(ana, group);
  await ana.mutate("memberRoleSet", input);
  expect(await stateOf(ana, group)).toEqual(before);
  expect(await ana.try("memberRoleSet", { ...input, role: "MEMBER" })).toMatchObject({ reason: "REQUEST_ID_TAKEN" });
  await ana.mutate("memberRemove", { id: group.memberIds[1] });
  expect(await ana.try("memberRoleSet", { id: group.memberIds[1], role: "MEMBER" })).toMatchObject({ reason: "STATE" });
});

test("a role that there is not, a MEMBER, a stranger, nobody, and ids that are none", async () => {
  const group = await api.group([ana, ben]);
  const input = { id: group.memberIds[1]!, role: "ADMIN" };
  const [error] = await ana.fail("memberRoleSet", { ...input, role: "OWNER" });
  expect(error!.extensions).toMatchObject({ code: "BAD_USER_INPUT", details: [{ field: "input.role" }] });
  expect((await ben.try("memberRoleSet", input)).__typename).toBe("ForbiddenError");
  const unknown = await mallory.try("memberRoleSet", { ...input, id: newId("mem") });
  expect(unknown.__typename).toBe("NotFoundError");
  expect(await mallory.try("memberRoleSet", input)).toEqual(unknown);
  expect((await api.nobody.fail("memberRoleSet", input))[0]!.extensions.code).toBe("UNAUTHENTICATED");
});
