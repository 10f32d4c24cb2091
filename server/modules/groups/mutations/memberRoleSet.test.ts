import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { type Person, TestApi } from "../../../test/api.js";
import { expenseInput } from "../../../test/seed.js";

let api: TestApi;
let ana: Person;
let ben: Person;

beforeAll(async () => {
  api = await TestApi.start();
  [ana, ben] = [await api.person("Ana"), await api.person("Ben")];
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

test("nobody who has left has a role", async () => {
  const group = await api.group([ana, ben]);
  await ana.mutate("memberRemove", { id: group.memberIds[1] });
  expect(await ana.try("memberRoleSet", { id: group.memberIds[1], role: "MEMBER" })).toMatchObject({ reason: "STATE" });
});

test("a role that there is not", async () => {
  const group = await api.group([ana, ben]);
  const [error] = await ana.fail("memberRoleSet", { id: group.memberIds[1]!, role: "OWNER" });
  expect(error!.extensions).toMatchObject({ code: "BAD_USER_INPUT", details: [{ field: "input.role" }] });
});
