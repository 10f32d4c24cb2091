import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { type Person, TestApi, type TestGroup } from "../test/api.js";
import { type RealServer, startRedis } from "../test/real-servers.js";
import { expenseInput, threeAndAStranger } from "../test/seed.js";
import { listen, seqs, socketOf } from "../test/socket.js";
import { tested } from "../test/tested.js";
import { expectSoon } from "../test/visitor.js";

/** Two processes in all but name: each has connections, wake-ups and counters of its own, and they share what is outside. */
let redis: RealServer;
let one: TestApi;
let other: TestApi;
let ana: Person;
let ben: Person;
let group: TestGroup;

beforeAll(async () => {
  redis = await startRedis({ mayBeKilled: true });
  const shared = { REDIS_URL: redis.url, RATE_LIMITS: "on", AUTH_SECRET: "s".repeat(40) };
  one = await TestApi.start(shared);
  other = await TestApi.start(shared, async () => (one.dataSource.options as { url: string }).url);
  ({ ana, ben, group } = await threeAndAStranger(one));
});
afterAll(async () => {
  await other.close();
  await one.close();
  await redis.stop();
});

const EVENTS = "subscription ($groupId: ID!, $after: Int) { groupEvents(groupId: $groupId, after: $after) { seq } }";
const SIGN_IN = `mutation ($input: SessionCreateInput!) { sessionCreate(input: $input) { __typename } }`;
const signIn = (api: TestApi, email: string) => api.send(SIGN_IN, { input: { email, password: "wrong wrong wrong" } });
const codeOf = ({ errors }: Awaited<ReturnType<TestApi["send"]>>) => errors?.[0]?.extensions.code ?? "none";
const isBack = async () => one.services.redis!.client.isReady && other.services.redis!.client.isReady;

test("a wake-up reaches those who listen in the other process, with its number, and no others", async () => {
  const heard: string[] = [];
  const stop = ["grp_a", "grp_b"].map((topic) => other.services.wakeUps.listen(topic, () => heard.push(topic), 4));
  await expectSoon(async () => {
    one.services.wakeUps.publish("grp_a", 5);
    return heard[0];
  }, "grp_a");
  // What it was woken for already wakes nobody again.
  one.services.wakeUps.publish("grp_a", 5);
  one.services.wakeUps.publish("grp_a", 6);
  await expectSoon(async () => [...other.services.wakeUps.topics()].find(([topic]) => topic === "grp_a")?.[1], 6);
  expect(heard).toEqual(["grp_a", "grp_a"]);
  for (const each of stop) each();
  expect([...other.services.wakeUps.topics()]).toEqual([]);
});

test("what others say on our channels ends no process, and silences no topic", async () => {
  let rung = 0;
  const stop = other.services.wakeUps.listen("grp_odd", () => (rung += 1), 4);
  const seqOf = () => [...other.services.wakeUps.topics()].find(([topic]) => topic === "grp_odd")?.[1];
  const odd = ["null", "nonsense", "7", "{}", '{"from":"x","seq":"9"}', '{"from":"x","seq":1e15}', '{"from":"x"}'];
  await expectSoon(async () => {
    for (const text of odd) await one.services.redis!.client.publish("wake:grp_odd", text);
    one.services.wakeUps.publish("grp_odd", 5);
    return seqOf();
  }, 5);
  expect(rung).toBe(1);
  stop();
});

test("a process that was busy takes nobody else for away, and what was silent is said to be back", async () => {
  const { redis: connection } = one.services;
  const busy = connection!.within(async (client) => {
    const answer = client.ping();
    await new Promise((resolve) => setImmediate(resolve));
    const until = performance.now() + 400;
    while (performance.now() < until);
    return answer;
  });
  expect(await busy).toBe("PONG");
  const said: string[] = [];
  const log = { error: (_: unknown, text: string) => said.push(text), info: (text: string) => said.push(text) };
  const { RedisConnection } = await tested("platform/redis.js");
  const own = await RedisConnection.open(redis.url, log as never);
  await expectSoon(async () => own.client.isReady, true);
  void own.client.sendCommand(["CLIENT", "PAUSE", "1500", "ALL"]).catch(() => undefined);
  await expectSoon(async () => own.ping().catch(() => "away"), "away");
  await expectSoon(
    async () =>
      own.ping().then(
        () => said.length,
        () => 0,
      ),
    2,
  );
  expect(said).toEqual(["Redis cannot be reached", "Redis is back"]);
  await own.close();
});

test("what one process writes is heard in the other, while Redis is killed and after it is back, once and in order", async () => {
  const socket = socketOf(other.url, ben.token);
  const heard = listen(socket, EVENTS, { groupId: group.id, after: 0 });
  const write = async (count: number) => {
    for (let index = 0; index < count; index++) await ana.mutate("expenseCreate", expenseInput(group), "__typename");
    const { lastEventSeq } = (await ana.ask("query ($id: ID!) { group(id: $id) { lastEventSeq } }", { id: group.id }))
      .group;
    await heard.until(() => seqs(heard).at(-1) === lastEventSeq);
  };
  await write(5);
  await redis.kill9();
  await write(5);
  await redis.start();
  await expectSoon(isBack, true);
  await write(5);
  expect(seqs(heard)).toEqual(seqs(heard).map((_, index) => index + 1));
  await socket.dispose();
});

test("tries are counted for all processes together", async () => {
  for (let count = 0; count < 5; count++) {
    expect(codeOf(await signIn(one, "together@example.com"))).toBe("none");
    expect(codeOf(await signIn(other, "together@example.com"))).toBe("none");
  }
  expect(codeOf(await signIn(one, "together@example.com"))).toBe("RATE_LIMITED");
  expect(codeOf(await signIn(other, "together@example.com"))).toBe("RATE_LIMITED");
});

test("while Redis is away signing in is strict, what has no strict limit is refused, and all else goes on", async () => {
  await redis.kill9();
  const codes = [];
  for (let count = 0; count < 4; count++) codes.push(codeOf(await signIn(other, "alone@example.com")));
  expect(codes).toEqual(["none", "none", "none", "RATE_LIMITED"]);
  const register = `mutation ($input: UserRegisterInput!) { userRegister(input: $input) { __typename } }`;
  const refused = await one.send(register, {
    input: { email: "new@example.com", password: "correct horse battery", name: "New" },
  });
  expect([refused.status, codeOf(refused)]).toEqual([503, "UNAVAILABLE"]);
  await ana.mutate("expenseCreate", expenseInput(group), "__typename");
  expect((await ben.ask("query ($id: ID!) { group(id: $id) { id } }", { id: group.id })).group).not.toBeNull();
  await redis.start();
  await expectSoon(isBack, true);
  await one.person("Late");
});

test("a Redis that refuses us is told of in one sentence, without the password", async () => {
  const { RedisConnection } = await tested("platform/redis.js");
  const refused = await RedisConnection.open(redis.url.replace("redis://", "redis://nobody:secret@"), one.services.log);
  const said = () => refused.ping().then(() => "", String);
  await expectSoon(async () => (await said()).includes("check the name and password in REDIS_URL"), true);
  expect(await said()).not.toContain("secret");
  await refused.close();
});

test("a Redis that hangs is waited for once and not by everybody", async () => {
  const { client } = one.services.redis!;
  // It answers nothing for a while, and its connection stays.
  void client.sendCommand(["CLIENT", "PAUSE", "60000", "ALL"]).catch(() => undefined);
  const replies = await Promise.all(Array.from({ length: 20 }, () => ana.send("{ viewer { id } }")));
  expect(replies.map(codeOf)).toEqual(Array.from({ length: 20 }, () => "none"));
  await redis.kill9();
  await redis.start();
  await expectSoon(isBack, true);
});
