import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { type Person, TestApi, type TestGroup } from "../test/api.js";
import { expenseInput, threeAndAStranger } from "../test/seed.js";
import { type Heard, listen, seqs, socketOf } from "../test/socket.js";
import { tested } from "../test/tested.js";

let api: TestApi;
let ana: Person;
let ben: Person;
let group: TestGroup;

beforeAll(async () => {
  api = await TestApi.start({ RATE_LIMITS: "on" });
  ({ ana, ben, group } = await threeAndAStranger(api));
});
afterAll(() => api.close());

const SAME = "subscription ($groupId: ID!, $after: Int) { groupEvents(groupId: $groupId, after: $after) { seq type } }";
const OWN = `subscription ($groupId: ID!, $after: Int) {
  groupEvents(groupId: $groupId, after: $after) { seq group { viewerMember { user { id email } } viewerCan { administer } } } }`;

const lastSeq = async (of: TestGroup) =>
  (await ana.ask("query ($id: ID!) { group(id: $id) { lastEventSeq } }", { id: of.id })).group.lastEventSeq as number;
const upTo = (heard: readonly Heard[], seq: number) =>
  Promise.all(heard.map((each) => each.until(() => each.results.at(-1)?.data?.groupEvents.seq === seq)));

test("however far behind each began, all hear every event once, in order, and go on together", async () => {
  const before = await lastSeq(group);
  const sockets = [ana, ben, ana].map(({ token }) => socketOf(api.url, token));
  const starts = [0, 2, before - 1];
  const heard = sockets.map((socket, index) => listen(socket, SAME, { groupId: group.id, after: starts[index] }));
  await upTo(heard, before);
  for (let count = 0; count < 5; count++) await ana.mutate("expenseCreate", expenseInput(group), "__typename");
  await upTo(heard, before + 5);
  for (const [index, each] of heard.entries()) {
    const expected = Array.from({ length: before + 5 - starts[index]! }, (_, place) => starts[index]! + place + 1);
    expect(seqs(each)).toEqual(expected);
  }
  // One feed is left of three.
  expect([...api.services.wakeUps.topics()].filter(([topic]) => topic === group.id)).toHaveLength(1);
  for (const socket of sockets) await socket.dispose();
});

test("what is the viewer's own is each one's own, over one document", async () => {
  const sockets = [ana, ben].map(({ token }) => socketOf(api.url, token));
  const heard = sockets.map((socket) => listen(socket, OWN, { groupId: group.id, after: 0 }));
  const last = await lastSeq(group);
  await upTo(heard, last);
  await ana.mutate("expenseCreate", expenseInput(group), "__typename");
  await upTo(heard, last + 1);
  for (const [index, person] of [ana, ben].entries()) {
    for (const { data } of heard[index]!.results) {
      expect(data.groupEvents.group).toEqual({
        viewerMember: { user: { id: person.id, email: person.email } },
        viewerCan: { administer: index === 0 },
      });
    }
  }
  for (const socket of sockets) await socket.dispose();
});

test("whoever is removed hears nothing more, and those who heard the same go on", async () => {
  const fresh = await api.group([ana, ben]);
  // Ben comes first: it was he for whom all was executed.
  const sockets = [ben, ana].map(({ token }) => socketOf(api.url, token));
  const last = await lastSeq(fresh);
  const heard: Heard[] = [];
  for (const socket of sockets) {
    heard.push(listen(socket, SAME, { groupId: fresh.id, after: 0 }));
    await upTo(heard, last);
  }
  await ana.mutate("memberRemove", { id: fresh.memberIds[1] });
  await heard[0]!.until(() => heard[0]!.ended !== null);
  await upTo(heard.slice(1), last + 1);
  expect(heard[0]!.ended).toEqual({ how: "complete" });
  expect(Math.max(...seqs(heard[0]!))).toBe(last);
  for (const socket of sockets) await socket.dispose();
});

test("with a variable that reaches below, each hears what they asked for", async () => {
  const query = `subscription ($groupId: ID!, $after: Int, $with: Boolean!) {
    groupEvents(groupId: $groupId, after: $after) { seq type @include(if: $with) } }`;
  const socket = socketOf(api.url, ana.token);
  const last = await lastSeq(group);
  const heard = [true, false].map((shown) =>
    listen(socket, query, { groupId: group.id, after: last - 1, with: shown }),
  );
  await upTo(heard, last);
  expect(heard.map(({ results }) => Object.keys(results[0].data.groupEvents))).toEqual([["seq", "type"], ["seq"]]);
  await socket.dispose();
});

test("null is not what is left out: each hears the page that they asked for", async () => {
  const query = `subscription ($groupId: ID!, $after: Int, $first: Int = 1) {
    groupEvents(groupId: $groupId, after: $after) { seq group { events(first: $first) { edges { cursor } } } } }`;
  const socket = socketOf(api.url, ana.token);
  const last = await lastSeq(group);
  const heard = [{}, { first: null }].map((variables) =>
    listen(socket, query, { groupId: group.id, after: last - 1, ...variables }),
  );
  await upTo(heard, last);
  // From here on both wait at the same place.
  for (let count = 0; count < 2; count++) await ana.mutate("expenseCreate", expenseInput(group), "__typename");
  await upTo(heard, last + 2);
  const pages = heard.map(({ results }) => results.at(-1).data.groupEvents.group.events.edges.length);
  expect([pages[0], pages[1] > 1]).toEqual([1, true]);
  await socket.dispose();
});

test("whoever begins anew again and again pays for what they were told all the same", async () => {
  const { rateLimits } = api.services;
  const { OPERATION_LIMITS } = await tested("platform/rate-limit.js");
  const cleo = await api.person("Cleo");
  const fresh = await api.group([ana, cleo]);
  for (let count = 0; count < 3; count++) await ana.mutate("expenseCreate", expenseInput(fresh), "__typename");
  const last = await lastSeq(fresh);
  const socket = socketOf(api.url, cleo.token);
  const behind = { groupId: fresh.id, after: last - 4 };
  await rateLimits.take(OPERATION_LIMITS.EVENTS, cleo.id, OPERATION_LIMITS.EVENTS.points - 4);
  const first = listen(socket, SAME, behind);
  await upTo([first], last);
  first.stop();
  // What was sent together is charged when it ends, at the latest.
  const next = listen(socket, SAME, behind);
  await next.until(() => next.results.length > 0);
  expect(next.results[0].errors?.[0].extensions.code).toBe("RATE_LIMITED");
  await socket.dispose();
});
