import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { type Person, TestApi } from "../../../test/api.js";
import { Random, testSeed } from "../../../test/random.js";
import { expenseInput } from "../../../test/seed.js";
import { type Heard, listen, socketOf } from "../../../test/socket.js";
import { tested } from "../../../test/tested.js";

let api: TestApi;

beforeAll(async () => {
  api = await TestApi.start();
});
afterAll(() => api.close());

const EVENTS = `subscription ($after: String) {
  viewerEvents(after: $after) { cursor groupId event { seq type group { id lastEventSeq } } } }`;

/** Runs the follower, which is what makes events part of a feed. */
const follow = () => api.doJobs();
const told = ({ results }: Heard) =>
  results.map(({ data: { viewerEvents: each } }) => `${each.groupId} ${each.event?.type ?? null}`);
const cursorOf = async (person: Person) => (await person.ask("{ viewerEventCursor }")).viewerEventCursor as string;
const hear = (person: Person, after?: string | null) => {
  const socket = socketOf(api.url, person.token);
  return { socket, heard: listen(socket, EVENTS, { after }) };
};

test("from the first on: each group from one's joining, nothing of one's absence, one's own departure last", async () => {
  const [ana, ben] = [await api.person("Ana"), await api.person("Ben")];
  const [flat, trip] = [await api.group([ana]), await api.group([ana])];
  await api.join(flat.id, ana, ben);
  await follow();
  await api.join(trip.id, ana, ben);
  await ana.mutate("expenseCreate", expenseInput(trip));
  await follow();
  await ben.mutate("groupLeave", { id: trip.id });
  await ana.mutate("expenseCreate", expenseInput(trip));
  await follow();
  const { socket, heard } = hear(ben, "");
  // Of the group that is not theirs any more, its end alone.
  await heard.until(() => heard.results.length >= 2);
  expect(told(heard)).toEqual([`${flat.id} member.joined`, `${trip.id} null`]);
  // Back again, all is theirs to read but what happened meanwhile.
  await api.join(trip.id, ana, ben);
  await follow();
  await heard.until(() => heard.results.length >= 3);
  expect(told(heard).slice(2)).toEqual([`${trip.id} member.joined`]);
  const again = hear(ben, "");
  await again.heard.until(() => again.heard.results.length >= 5);
  const types = ["member.joined", "expense.created", "member.left", "member.joined"];
  expect(told(again.heard)).toEqual([`${flat.id} member.joined`, ...types.map((type) => `${trip.id} ${type}`)]);
  for (const each of [socket, again.socket]) await each.dispose();
});

test("whoever is removed while they listen is told once, without the event, and their other groups go on", async () => {
  const [ana, ben] = [await api.person("Ana"), await api.person("Ben")];
  const [flat, trip] = [await api.group([ana, ben]), await api.group([ana, ben])];
  await follow();
  const { socket, heard } = hear(ben, await cursorOf(ben));
  await ana.mutate("memberRemove", { id: trip.memberIds[1] });
  await follow();
  await ana.mutate("expenseCreate", expenseInput(trip, { split: { mode: "EQUAL" } }));
  await ana.mutate("expenseCreate", expenseInput(flat));
  await follow();
  await heard.until(() => heard.results.length >= 2);
  expect(told(heard)).toEqual([`${trip.id} null`, `${flat.id} expense.created`]);
  await socket.dispose();
});

test("cut off at random moments and resumed by the cursor: everything of all groups once, and in order", async () => {
  const random = new Random(testSeed());
  const people = [await api.person("Ana"), await api.person("Ben")] as const;
  const [ana, ben] = people;
  const groups = [await api.group([...people]), await api.group([...people]), await api.group([...people])];
  await follow();
  const from = await cursorOf(ben);
  const total = 40;
  const writing = (async () => {
    for (let count = 0; count < total; count++) {
      await ana.mutate("memberAdd", { groupId: groups[count % 3]!.id, name: `Guest ${count}` }, "__typename");
      if (random.int(0, 3) === 0) await follow();
    }
    await follow();
  })();
  const received: { groupId: string; seq: number }[] = [];
  for (let after = from; received.length < total; ) {
    const { socket, heard } = hear(ben, after);
    const enough = Math.min(random.int(1, 12), total - received.length);
    await heard.until(() => heard.results.length >= enough);
    socket.terminate();
    received.push(...heard.results.map(({ data }) => ({ ...data.viewerEvents, seq: data.viewerEvents.event.seq })));
    after = heard.results.at(-1).data.viewerEvents.cursor;
  }
  await writing;
  for (const { id } of groups) {
    const seqs = received.filter(({ groupId }) => groupId === id).map(({ seq }) => seq);
    expect(seqs).toEqual(seqs.map((_, index) => seqs[0]! + index));
  }
  expect(received).toHaveLength(total);
});

test("without `after` live only; nobody hears what is another's, on sockets that ask the same", async () => {
  const [ana, ben, eve] = [await api.person("Ana"), await api.person("Ben"), await api.person("Eve")];
  const [ours, theirs] = [await api.group([ana, ben]), await api.group([eve])];
  await follow();
  const heard = [ana, ben, eve].map((person) => hear(person));
  // Each is told something of their own, so all listen.
  while (heard.some((each) => each.heard.results.length === 0)) {
    await ana.mutate("memberAdd", { groupId: ours.id, name: "Tom" }, "__typename");
    await eve.mutate("memberAdd", { groupId: theirs.id, name: "Tom" }, "__typename");
    await follow();
  }
  const groupsOf = (each: Heard) => [...new Set(each.results.map(({ data }) => data.viewerEvents.groupId))];
  expect(heard.map((each) => groupsOf(each.heard))).toEqual([[ours.id], [ours.id], [theirs.id]]);
  for (const { socket } of heard) await socket.dispose();
});

test("a cursor from before what is kept, or from after the last, is too old; no cursor of ours is refused", async () => {
  const ana = await api.person("Ana");
  const group = await api.group([ana]);
  await follow();
  const early = await cursorOf(ana);
  const old = async () =>
    api.dataSource.query(
      `with bumped as (update groups set last_event_seq = last_event_seq + 1 where id = $1 returning last_event_seq)
       insert into group_events (group_id, seq, type, at, subject_id)
       select $1, last_event_seq, 'group.updated', now() - interval '91 days', $1 from bumped`,
      [group.id],
    );
  await old();
  await old();
  await ana.mutate("memberAdd", { groupId: group.id, name: "Tom" });
  await follow();
  const { feedRetention } = await tested("modules/feed/feed.service.js");
  expect(await feedRetention.forget(api.services, new AbortController().signal)).toBe(3);
  expect(await feedRetention.forget(api.services, new AbortController().signal)).toBe(0);
  const codeOf = async (after: string) => {
    const { socket, heard } = hear(ana, after);
    await heard.until(() => heard.results.length > 0 || heard.ended !== null);
    await socket.dispose();
    return heard.results[0]?.errors?.[0].extensions.code ?? told(heard)[0];
  };
  const beyond = Buffer.from(JSON.stringify(["99"])).toString("base64url");
  expect(await codeOf(early)).toBe("CURSOR_TOO_OLD");
  expect(await codeOf(beyond)).toBe("CURSOR_TOO_OLD");
  for (const values of [["x"], ["\0"], ["99999999999"], ["-1"], ["1", "2"], [1], {}, "x", null]) {
    const odd = Buffer.from(JSON.stringify(values)).toString("base64url");
    expect([values, await codeOf(odd)]).toEqual([values, "BAD_USER_INPUT"]);
  }
  expect(await codeOf("nonsense")).toBe("BAD_USER_INPUT");
  expect(await codeOf("")).toBe(`${group.id} member.added`);
});

test("nobody without an account, and a wake-up that another process did not send is found by looking", async () => {
  const anonymous = socketOf(api.url, null);
  const refused = listen(anonymous, EVENTS, {});
  await refused.until(() => refused.results.length > 0);
  expect(refused.results[0].errors[0].extensions.code).toBe("UNAUTHENTICATED");
  await anonymous.dispose();
  const ana = await api.person("Ana");
  const group = await api.group([ana]);
  await follow();
  const { socket, heard } = hear(ana, await cursorOf(ana));
  await ana.mutate("memberAdd", { groupId: group.id, name: "Tom" });
  // As another process's follower would: without a word to this one.
  await api.dataSource.query(
    `with f as (update feeds set length = length + 1 where user_id = $1 returning length)
     insert into feed_entries (user_id, number, group_id, seq) select $1, length, $2, 2 from f`,
    [ana.id, group.id],
  );
  await heard.until(() => heard.results.length === 1);
  expect(told(heard)).toEqual([`${group.id} member.added`]);
  await socket.dispose();
});
