import type { ChildProcess } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { type Answer, type Person, TestApi, type TestGroup } from "./test/api.js";
import { hurryJobs, kill, startWorker } from "./test/job-worker.js";
import { mailServer, pushService } from "./test/notices.js";
import { Random, rounds, testSeed } from "./test/random.js";
import { expenseInput } from "./test/seed.js";

const EVENTS = rounds(2_000);
/** So many events are between one kill and the next, about. */
const EVENTS_PER_KILL = 80;
/** Only ends what hangs. */
const CEILING = 1_200_000;

let mail: Awaited<ReturnType<typeof mailServer>>;
let push: Awaited<ReturnType<typeof pushService>>;
let api: TestApi;
let environment: Record<string, string>;
const workers: ChildProcess[] = [];

beforeAll(async () => {
  [mail, push] = await Promise.all([mailServer(), pushService()]);
  environment = { SMTP_URL: mail.url, ...push.environment };
  api = await TestApi.start(environment);
});
afterAll(async () => {
  for (const each of workers) each.kill("SIGKILL");
  await api.close();
  await Promise.all([mail.close(), push.close()]);
});

/** A process that does the jobs, and does not outlive this test. */
async function worker(): Promise<ChildProcess> {
  const started = await startWorker(api, environment);
  workers.push(started);
  return started;
}

/** Somebody with a browser, and how they want to be told. */
interface Told {
  readonly person: Person;
  readonly browser: ReturnType<typeof push.browser>;
  readonly email: "AT_ONCE" | "DAILY" | "WEEKLY" | "OFF";
}

async function somebody(name: string, email: Told["email"], quiet: boolean): Promise<Told> {
  const person = await api.person(name);
  const browser = push.browser();
  await person.mutate("deviceAdd", { subscription: browser.subscription }, "__typename");
  for (const kind of ["EXPENSE", "SETTLEMENT"]) {
    await person.mutate("notificationPreferenceSet", { kind, email, push: true }, "__typename");
  }
  if (quiet) await person.mutate("quietHoursSet", { from: "00:00", to: "23:59" }, "__typename");
  return { person, browser, email };
}

/** What has happened: who did how many things that all others must hear of, and what there is. */
interface History {
  readonly did: Map<string, number>;
  readonly expenses: { readonly id: string; version: number; isDeleted: boolean }[];
}

function note({ did }: History, { id }: Person): void {
  did.set(id, (did.get(id) ?? 0) + 1);
}

/** Something that concerns all: something new, one more edit of the same, an end, or a return. */
async function happen(random: Random, group: TestGroup, history: History): Promise<void> {
  const { expenses } = history;
  const actor = random.pick(group.people);
  const expense = random.chance(0.85) && expenses.length > 0 ? random.pick(expenses) : null;
  note(history, actor);
  if (!expense) {
    const made = await actor.mutate("expenseCreate", expenseInput(group), "expense { id version }");
    expenses.push({ ...made.expense, isDeleted: false });
  } else if (expense.isDeleted) await turn(actor, expense, "expenseRestore");
  else if (random.chance(0.1)) await turn(actor, expense, "expenseDelete");
  else await turn(actor, expense, "expenseUpdate", { title: `Dinner ${expense.version}` });
}

async function turn(actor: Person, expense: History["expenses"][number], mutation: string, change = {}): Promise<void> {
  const { id, version } = expense;
  const after = await actor.mutate(mutation, { id, version, ...change }, "expense { version }");
  expense.version = after.expense.version;
  expense.isDeleted = mutation === "expenseDelete" || (expense.isDeleted && mutation !== "expenseRestore");
}

/** Nobody can be removed with something open: what there is ends first. */
async function endAll(actor: Person, history: History): Promise<void> {
  for (const expense of history.expenses.filter(({ isDeleted }) => !isDeleted)) {
    note(history, actor);
    await turn(actor, expense, "expenseDelete");
  }
}

async function waiting(): Promise<number> {
  const [{ count }] = await api.dataSource.query(
    "select count(*)::int as count from graphile_worker._private_jobs where attempts < max_attempts and key is not null",
  );
  return count;
}

async function hurryUntil(isDone: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isDone())) {
    await hurryJobs(api);
    await sleep(100);
  }
}

const arrivedFor = ({ person, browser }: Told) =>
  mail.mails.filter(({ recipient }) => recipient === person.email).length + browser.pushes.length;

test(
  `of ${EVENTS} events everybody hears each once, whatever is killed, and whoever is removed nothing afterwards`,
  async () => {
    const random = new Random(testSeed());
    const told = [
      await somebody("Ana", "AT_ONCE", false),
      await somebody("Ben", "DAILY", false),
      await somebody("Cem", "WEEKLY", true),
      await somebody("Dan", "AT_ONCE", true),
      await somebody("Eve", "OFF", false),
    ];
    const gone = await somebody("Gil", "AT_ONCE", false);
    const people = told.map(({ person }) => person);
    const all = await api.group([...people, gone.person]);
    const others = { ...all, people, memberIds: all.memberIds.slice(0, -1) };
    const history: History = { did: new Map(), expenses: [] };
    const start = () => Promise.all([worker(), worker()]);
    let [steady, mortal] = await start();
    let group: TestGroup = { ...all, people };
    let arrived = 0;
    for (let event = 1; event <= EVENTS; event++) {
      await happen(random, group, history);
      if (random.chance(0.1)) await hurryJobs(api);
      if (event % EVENTS_PER_KILL === 0) {
        await sleep(random.int(0, 200));
        await kill(mortal, "SIGKILL");
        mortal = await worker();
      }
      if (event === Math.floor(EVENTS / 2)) {
        await endAll(people[0]!, history);
        // Else a slow machine would show nothing of what goes to somebody before they are removed.
        await hurryUntil(() => arrivedFor(gone) > 0);
        // What is on its way now has left; all else is in the queue.
        await Promise.all([kill(steady, "SIGKILL"), kill(mortal, "SIGKILL")]);
        await sleep(300);
        arrived = arrivedFor(gone);
        await people[0]!.mutate("memberRemove", { id: all.memberIds.at(-1) }, "__typename");
        group = others;
        [steady, mortal] = await start();
      }
    }
    await hurryUntil(async () => (await waiting()) === 0);
    await Promise.all([kill(steady, "SIGTERM"), kill(mortal, "SIGTERM")]);

    expect(arrived).toBeGreaterThan(0);
    expect(arrivedFor(gone)).toBe(arrived);
    const total = [...history.did.values()].reduce((sum, count) => sum + count, 0);
    for (const each of told) await checkHeard(each, total - (history.did.get(each.person.id) ?? 0));
  },
  CEILING,
);

/** How many things a mail lists, if there are more. */
const LISTED_MAX = 50;

/** Each event once, in bursts; and on each way every notification once in effect: what comes twice has the same name. */
async function checkHeard({ person, browser, email }: Told, expected: number): Promise<void> {
  const notifications: Answer[] = await api.dataSource.query(
    `select n.id, n.count, n.subject_id as subject, d.channel, d.state, d.letter_id as letter
     from notifications n left join deliveries d on d.notification_id = n.id where n.user_id = $1 and n.kind = 'EXPENSE'`,
    [person.id],
  );
  const counts = new Map(notifications.map(({ id, count }) => [id, count]));
  expect([person.name, [...counts.values()].reduce((sum, count) => sum + count, 0)]).toEqual([person.name, expected]);
  // All within minutes of each other: of each thing there is one.
  expect(new Set(notifications.map(({ subject }) => subject)).size).toBe(counts.size);
  expect(notifications.filter(({ state }) => state !== "SENT")).toEqual([]);

  const pushed = notifications.filter(({ channel }) => channel === "PUSH").map(({ id }) => id);
  expect(pushed).toHaveLength(counts.size);
  expect(new Set(browser.pushes.map(({ topic }) => topic))).toEqual(new Set(pushed));

  const mailed = notifications.filter(({ channel }) => channel === "EMAIL");
  expect(mailed).toHaveLength(email === "OFF" ? 0 : counts.size);
  const letters = new Map<string, number>();
  for (const { letter } of mailed)
    letters.set(`<${letter}@localhost>`, (letters.get(`<${letter}@localhost>`) ?? 0) + 1);
  const arrived = mail.mails.filter(({ recipient }) => recipient === person.email);
  expect(new Set(arrived.map(({ messageId }) => messageId))).toEqual(new Set(letters.keys()));
  for (const { messageId, text } of arrived) {
    expect(text!.match(/\/expenses\//g)).toHaveLength(Math.min(letters.get(messageId!)!, LISTED_MAX));
  }
}
