import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { type Person, TestApi, type TestGroup } from "./test/api.js";
import { hurryJobs, kill, startWorker } from "./test/job-worker.js";
import { Random, rounds, testSeed } from "./test/random.js";

// Half of what is tried elsewhere: workers are killed in notify-crash.test.ts and reading-crash.test.ts too.
const KILLS = process.env.TEST_LONG ? 200 : rounds(100);
/** Only ends what hangs. */
const CEILING = 1_200_000;
/** A worker is killed at some time from its being ready to this; it has done its work in less. */
const LIVES_MILLISECONDS = 200;

let api: TestApi;
let ana: Person;
let ben: Person;
let groups: TestGroup[];

beforeAll(async () => {
  api = await TestApi.start();
  [ana, ben] = [await api.person("Ana"), await api.person("Ben")];
  groups = [await api.group([ana, ben]), await api.group([ben, ana])];
});
afterAll(() => api.close());

/** Without those that a later one of their key has superseded. */
async function jobsLeft(): Promise<number> {
  const [{ count }] = await api.dataSource.query(
    "select count(*)::int as count from graphile_worker._private_jobs where attempts < max_attempts",
  );
  return count;
}

test(
  `${KILLS} times a worker is killed while it follows the log: every mail is sent, every feed has each event once, in order`,
  async () => {
    const random = new Random(testSeed());
    const invited: string[] = [];
    for (let killed = 0; killed < KILLS; killed++) {
      const worker = await startWorker(api);
      const life = random.int(0, LIVES_MILLISECONDS);
      const [first, second] = random.chance(0.5) ? groups : [...groups].reverse();
      const [admin] = first!.people;
      const email = `guest${killed}@example.com`;
      // Committed before, while and after the worker dies.
      const written = Promise.all([
        admin!.mutate("inviteCreate", { groupId: first!.id, email }),
        second!.people[0]!.mutate("memberAdd", { groupId: second!.id, name: `Guest ${killed}` }),
      ]);
      await sleep(life);
      await kill(worker, "SIGKILL");
      await written;
      invited.push(email);
    }
    const last = await startWorker(api);
    while ((await jobsLeft()) > 0) {
      await hurryJobs(api);
      await sleep(100);
    }
    await kill(last, "SIGTERM");

    const folder = join(api.dataDir, "mail");
    const letters = await Promise.all((await readdir(folder)).map((name) => readFile(join(folder, name), "utf8")));
    const unsent = invited.filter((email) => !letters.some((letter) => letter.includes(email)));
    expect(unsent).toEqual([]);
    for (const person of [ana, ben]) {
      const entries: { number: string; groupId: string; seq: number }[] = await api.dataSource.query(
        `select number::text, group_id as "groupId", seq from feed_entries where user_id = $1 order by feed_entries.number`,
        [person.id],
      );
      expect(entries.map(({ number }) => Number(number))).toEqual(entries.map((_, index) => index + 1));
      for (const { id } of groups) {
        const [{ from, to }] = await api.dataSource.query(
          `select s.from_seq as "from", g.last_event_seq as "to" from stays s join groups g on g.id = s.group_id
           where s.group_id = $1 and s.user_id = $2`,
          [id, person.id],
        );
        const seqs = entries.filter(({ groupId }) => groupId === id).map(({ seq }) => seq);
        expect(seqs).toEqual(Array.from({ length: to - from + 1 }, (_, index) => from + index));
      }
    }
  },
  CEILING,
);
