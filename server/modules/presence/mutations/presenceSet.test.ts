import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { newId } from "../../../kernel/ids.js";
import { type Person, TestApi, type TestGroup } from "../../../test/api.js";
import { expenseInput, threeAndAStranger } from "../../../test/seed.js";
import { type Heard, listen, socketOf } from "../../../test/socket.js";
import { PRESENT_MILLISECONDS, presencesOf, presenceTopic } from "../presence.js";

let api: TestApi;
let ana: Person;
let ben: Person;
let mallory: Person;
let group: TestGroup;
let expenseId: string;

beforeAll(async () => {
  api = await TestApi.start();
  ({ ana, ben, mallory, group } = await threeAndAStranger(api));
  expenseId = (await ana.mutate("expenseCreate", expenseInput(group))).expense.id;
});
afterAll(() => api.close());

const PRESENCE = `subscription ($groupId: ID!) {
  groupPresence(groupId: $groupId) { member { name } subject { id } editing since } }`;
const here = (person: Person, change: object = {}) =>
  person.mutate("presenceSet", { groupId: group.id, subjectId: group.id, editing: false, tab: "a", ...change }, "ok");
const hear = (person: Person) => {
  const socket = socketOf(api.url, person.token);
  return { socket, heard: listen(socket, PRESENCE, { groupId: group.id }) };
};
const last = ({ results }: Heard) =>
  results
    .at(-1)
    ?.data.groupPresence.map(
      (each: { member: { name: string }; subject: { id: string }; editing: boolean }) =>
        `${each.member.name} ${each.editing ? "edits" : "sees"} ${each.subject.id}`,
    );
const untilLast = (each: Heard, ...expected: string[]) =>
  each.until(() => JSON.stringify(last(each)) === JSON.stringify(expected));

test("who is there is told at once and whenever it changes, each member and thing once", async () => {
  const { socket, heard } = hear(ben);
  await untilLast(heard);
  await here(ana);
  await untilLast(heard, `Ana sees ${group.id}`);
  const since = heard.results.at(-1).data.groupPresence[0].since;
  await here(ana, { subjectId: expenseId, tab: "b" });
  await here(ana, { subjectId: expenseId, tab: "c", editing: true });
  await untilLast(heard, `Ana edits ${expenseId}`, `Ana sees ${group.id}`);
  expect(heard.results.at(-1).data.groupPresence[1].since).toBe(since);
  const told = heard.results.length;
  // Said again it is nobody's news.
  await here(ana);
  for (const tab of ["b", "c"]) await here(ana, { subjectId: null, tab });
  await untilLast(heard, `Ana sees ${group.id}`);
  expect(heard.results.length).toBeLessThanOrEqual(told + 2);
  await here(ana, { subjectId: null });
  await untilLast(heard);
  await socket.dispose();
});

test("whoever does not want to be seen is not, from that moment on", async () => {
  const { socket, heard } = hear(ben);
  await here(ana);
  await untilLast(heard, `Ana sees ${group.id}`);
  await ana.mutate("userUpdate", { showsPresence: false });
  expect((await ana.ask("{ viewer { showsPresence } }")).viewer).toEqual({ showsPresence: false });
  // Whatever rings next: it is not seen any more, and saying it again does not change that.
  await here(ben);
  await untilLast(heard, `Ben sees ${group.id}`);
  await here(ana);
  await here(ben, { tab: "b", subjectId: expenseId });
  await untilLast(heard, `Ben sees ${expenseId}`, `Ben sees ${group.id}`);
  await ana.mutate("userUpdate", { showsPresence: true });
  for (const tab of ["a", "b"]) await here(ben, { subjectId: null, tab });
  await untilLast(heard);
  await socket.dispose();
});

test("what is not said again is gone, and who has left is", async () => {
  const { shortLived } = api.services;
  const fresh = await api.group([ana, ben]);
  const topic = presenceTopic(fresh.id);
  const said = { memberId: fresh.memberIds[0]!, subjectId: fresh.id, editing: false, since: 1 };
  const soon = Date.now() + 300;
  await shortLived.set(topic, { key: "x", value: JSON.stringify(said), until: soon });
  const socket = socketOf(api.url, ben.token);
  const heard = listen(socket, PRESENCE, { groupId: fresh.id });
  await heard.until(() => heard.results.length > 0 && last(heard)!.length === 0);
  expect(Date.now()).toBeGreaterThanOrEqual(soon);
  await ben.mutate("presenceSet", { groupId: fresh.id, subjectId: fresh.id, editing: false, tab: "a" }, "ok");
  await untilLast(heard, `Ben sees ${fresh.id}`);
  await ana.mutate("memberRemove", { id: fresh.memberIds[1]! });
  api.services.wakeUps.publish(topic);
  await heard.until(() => heard.ended !== null);
  expect(heard.ended).toEqual({ how: "complete" });
  expect(PRESENT_MILLISECONDS).toBe(30_000);
});

test("a stranger neither hears nor says anything; what is of another group, or not for all, is NOT_FOUND", async () => {
  const { heard, socket } = hear(mallory);
  await heard.until(() => heard.results.length > 0);
  expect(heard.results[0].errors[0].extensions.code).toBe("NOT_FOUND");
  await socket.dispose();
  const theirs = await api.group([mallory]);
  const own = { groupId: theirs.id, subjectId: theirs.id, editing: false, tab: "a" };
  expect((await mallory.try("presenceSet", { ...own, groupId: group.id })).__typename).toBe("NotFoundError");
  expect((await mallory.try("presenceSet", { ...own, subjectId: expenseId })).__typename).toBe("NotFoundError");
  const { invite } = await ana.mutate("inviteCreate", { groupId: group.id });
  for (const subjectId of [invite.id, newId("exp"), "nonsense"]) {
    const refused = await ana.try("presenceSet", { ...own, groupId: group.id, subjectId });
    expect([subjectId, refused.__typename]).toEqual([subjectId, "NotFoundError"]);
  }
  const long = await ana.send(`mutation ($input: PresenceSetInput!) { presenceSet(input: $input) { __typename } }`, {
    input: { ...own, groupId: group.id, subjectId: null, tab: "x".repeat(65) },
  });
  expect(long.errors?.[0]?.extensions.code).toBe("BAD_USER_INPUT");
});

test("of many tabs each member and thing is one, editing where one of them edits, since the first", () => {
  const tab = (memberId: string, subjectId: string, editing: boolean, since: number) => ({
    memberId,
    subjectId,
    editing,
    since,
  });
  expect(presencesOf([tab("b", "x", false, 3), tab("a", "y", false, 9), tab("b", "x", true, 5)])).toEqual([
    tab("a", "y", false, 9),
    tab("b", "x", true, 3),
  ]);
});
