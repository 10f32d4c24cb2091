import { afterAll, beforeAll, expect, jest, test } from "@jest/globals";
import { newId } from "../../../kernel/ids.js";
import { type Answer, type Person, TestApi, type TestGroup } from "../../../test/api.js";
import { Random, testSeed } from "../../../test/random.js";
import { expenseInput, threeAndAStranger } from "../../../test/seed.js";
import { EVENTS, type Heard, listen, seqs, socketOf } from "../../../test/socket.js";

let api: TestApi;
let ana: Person;
let ben: Person;
let mallory: Person;
let group: TestGroup;

beforeAll(async () => {
  api = await TestApi.start();
  ({ ana, ben, mallory, group } = await threeAndAStranger(api));
});
afterAll(() => api.close());

async function lastSeq(of: TestGroup): Promise<number> {
  const data = await ana.ask("query ($id: ID!) { group(id: $id) { lastEventSeq } }", { id: of.id });
  return data.group.lastEventSeq;
}

function upTo(last: number, from = 1): number[] {
  return Array.from({ length: last - from + 1 }, (_, index) => from + index);
}

/** What a subscription that never began was told instead. */
function codeOf({ results }: Heard): string {
  expect(results).toHaveLength(1);
  expect(results[0].data ?? null).toBeNull();
  return results[0].errors[0].extensions.code;
}

test("with `after` everything since, then live; the group reads never older than the event", async () => {
  const client = socketOf(api.url, ben.token);
  const heard = listen(client, EVENTS, { groupId: group.id, after: 0 });
  const before = await lastSeq(group);
  await heard.until(() => heard.results.length >= before);
  const { expense } = await ana.mutate("expenseCreate", expenseInput(group));
  await heard.until(() => heard.results.length >= before + 1);
  expect(seqs(heard)).toEqual(upTo(before + 1));
  const { data } = heard.results.at(-1);
  expect(data.groupEvents).toMatchObject({
    type: "expense.created",
    actor: { id: group.memberIds[0] },
    subject: { id: expense.id },
    group: { lastEventSeq: before + 1 },
  });
  for (const { data: each } of heard.results) {
    expect(each.groupEvents.group.lastEventSeq).toBeGreaterThanOrEqual(each.groupEvents.seq);
  }
  await client.dispose();
});

test("without `after` live only", async () => {
  const client = socketOf(api.url, ben.token);
  const heard = listen(client, EVENTS, { groupId: group.id });
  const other = listen(client, EVENTS, { groupId: group.id, after: (await lastSeq(group)) - 1 });
  // The second one has heard something, so the first one listens too.
  await other.until(() => other.results.length === 1);
  await ana.mutate("expenseCreate", expenseInput(group));
  await heard.until(() => heard.results.length === 1);
  expect(seqs(heard)).toEqual([await lastSeq(group)]);
  await client.dispose();
});

test("cut off at random moments, and resumed with `after`: every event once, in order", async () => {
  const random = new Random(testSeed());
  const fresh = await api.group([ana, ben]);
  const first = await lastSeq(fresh);
  const received: number[] = [];
  const total = first + 60;
  const writing = (async () => {
    for (let count = 0; count < 60; count++) {
      await ana.mutate("expenseCreate", expenseInput(fresh, { title: `${count}` }), "__typename");
    }
  })();
  while (received.length < total) {
    const client = socketOf(api.url, ben.token);
    const heard = listen(client, EVENTS, { groupId: fresh.id, after: received.at(-1) ?? 0 });
    const enough = Math.min(random.int(1, 15), total - received.length);
    await heard.until(() => heard.results.length >= enough);
    client.terminate();
    received.push(...seqs(heard));
  }
  await writing;
  expect(received).toEqual(upTo(total));
});

test("a removed member hears nothing more: their subscription completes", async () => {
  const fresh = await api.group([ana, ben]);
  const client = socketOf(api.url, ben.token);
  const heard = listen(client, EVENTS, { groupId: fresh.id, after: 0 });
  const before = await lastSeq(fresh);
  await heard.until(() => heard.results.length === before);
  await ana.mutate("memberRemove", { id: fresh.memberIds[1] });
  await heard.until(() => heard.ended !== null);
  await ana.mutate("expenseCreate", expenseInput(fresh, { split: { mode: "EQUAL" } }));
  expect(heard.ended).toEqual({ how: "complete" });
  expect(seqs(heard)).toEqual(upTo(before));
  // The socket itself goes on, for his other groups.
  const again = listen(client, EVENTS, { groupId: fresh.id, after: 0 });
  await again.until(() => again.ended !== null);
  expect(codeOf(again)).toBe("NOT_FOUND");
  await client.dispose();
});

test("whoever leaves hears nothing more either", async () => {
  const fresh = await api.group([ana, ben]);
  const client = socketOf(api.url, ben.token);
  const heard = listen(client, EVENTS, { groupId: fresh.id, after: 0 });
  await heard.until(() => heard.results.length > 0);
  await ben.mutate("groupLeave", { id: fresh.id });
  await heard.until(() => heard.ended !== null);
  expect(heard.ended).toEqual({ how: "complete" });
  await client.dispose();
});

test("a revoked session closes its sockets", async () => {
  const zoe = await api.person("Zoe");
  const fresh = await api.group([ana, zoe]);
  const client = socketOf(api.url, zoe.token);
  const closed = new Promise<{ code: number }>((resolve) =>
    client.on("closed", (event) => resolve(event as { code: number })),
  );
  const heard = listen(client, EVENTS, { groupId: fresh.id, after: 0 });
  await heard.until(() => heard.results.length > 0);
  await zoe.mutate("sessionRevoke", {});
  expect((await closed).code).toBe(4403);
});

test("a stranger's group, an unknown one and no id at all are all NOT_FOUND", async () => {
  const client = socketOf(api.url, mallory.token);
  for (const groupId of [group.id, newId("grp"), "", "\u0000"]) {
    const heard = listen(client, EVENTS, { groupId, after: 0 });
    await heard.until(() => heard.ended !== null);
    expect(codeOf(heard)).toBe("NOT_FOUND");
  }
  await client.dispose();
});

test("a number that was not given yet is told as such, and is not waited for", async () => {
  const client = socketOf(api.url, ben.token);
  const last = await lastSeq(group);
  const heard = listen(client, EVENTS, { groupId: group.id, after: last + 1 });
  await heard.until(() => heard.ended !== null);
  expect(codeOf(heard)).toBe("CURSOR_TOO_OLD");
  await client.dispose();
});

test("nobody without an account, with a bad token, or from a foreign page", async () => {
  const anonymous = socketOf(api.url, null);
  const heard = listen(anonymous, EVENTS, { groupId: group.id });
  await heard.until(() => heard.ended !== null);
  expect(codeOf(heard)).toBe("UNAUTHENTICATED");
  await anonymous.dispose();
  const bad = listen(socketOf(api.url, "nonsense"), EVENTS, { groupId: group.id });
  await bad.until(() => bad.ended !== null);
  expect(bad.ended).toMatchObject({ how: "error", error: { code: 4403 } });
  const foreign = listen(socketOf(api.url, ana.token, { origin: "https://evil.example" }), EVENTS, {
    groupId: group.id,
  });
  await foreign.until(() => foreign.ended !== null);
  expect(foreign.ended?.how).toBe("error");
  const ours = socketOf(api.url, ana.token, { origin: api.origin });
  const welcome = listen(ours, EVENTS, { groupId: group.id, after: 0 });
  await welcome.until(() => welcome.results.length > 0);
  await ours.dispose();
});

test("what another process writes is heard too", async () => {
  const fresh = await api.group([ana, ben]);
  const client = socketOf(api.url, ben.token);
  const heard = listen(client, EVENTS, { groupId: fresh.id, after: await lastSeq(fresh) });
  // Straight into the tables, as a command beside the server would: nobody wakes us up.
  await api.dataSource.query(
    `with bumped as (update groups set last_event_seq = last_event_seq + 1 where id = $1 returning last_event_seq)
     insert into group_events (group_id, seq, type, at, subject_id)
     select $1, last_event_seq, 'group.updated', now(), $1 from bumped`,
    [fresh.id],
  );
  await heard.until(() => heard.results.length === 1);
  expect(heard.results[0].data.groupEvents).toMatchObject({ type: "group.updated", actor: null });
  await client.dispose();
});

test("what a page of events is about takes as many statements as for one of each kind", async () => {
  const wide = await api.group([ana]);
  const more = async () => {
    const { member } = await ana.mutate("memberAdd", { groupId: wide.id, name: "Tom" });
    await ana.mutate("inviteCreate", { groupId: wide.id, memberId: member.id });
    const input = { groupId: wide.id, from: "EUR", to: "USD", rate: "1.1" };
    await ana.mutate("groupRateSet", input);
  };
  const PAGE = `query ($id: ID!) { group(id: $id) { events(first: 100) { edges { node { subject { __typename id } } } } } }`;
  const query = jest.spyOn(api.surroundings.Client.prototype, "query");
  const statements = async (events: number) => {
    query.mockClear();
    const { edges } = (await ana.ask(PAGE, { id: wide.id })).group.events;
    expect(edges).toHaveLength(events);
    expect(edges.filter(({ node }: Answer) => node.subject === null)).toEqual([]);
    return query.mock.calls.length;
  };
  await more();
  await statements(4);
  const one = await statements(4);
  for (let count = 0; count < 5; count++) await more();
  expect(one).toBeGreaterThan(0);
  expect(await statements(19)).toBe(one);
  query.mockRestore();
});
