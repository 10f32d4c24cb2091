import type { ChildProcess } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { type Answer, type Person, TestApi, type TestGroup } from "./test/api.js";
import { hurryJobs, kill, startWorker } from "./test/job-worker.js";
import { Random, rounds, testSeed } from "./test/random.js";
import { sendReceipt } from "./test/receipts.js";

const KILLS = rounds(60);
/** Only ends what hangs. */
const CEILING = 1_200_000;
/** A reader or its worker is killed within this; a receipt is read in less, once its reader is warm. */
const LIVES_MILLISECONDS = 2_500;
/** So many wait at a time. */
const WAITING = 2;

let api: TestApi;
let ana: Person;
let group: TestGroup;

beforeAll(async () => {
  api = await TestApi.start();
  ana = await api.person("Ana");
  group = await api.group([ana]);
});
afterAll(() => api.close());

/** The processes that this worker reads by. */
function readersOf(worker: ChildProcess): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        return Number(/PPid:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))![1]) === worker.pid;
      } catch {
        return false;
      }
    });
}

async function states(): Promise<Answer[]> {
  return api.dataSource.query(`select r.id, r.state, r.problem, count(e.seq)::int as events
    from receipts r left join group_events e on e.subject_id = r.id and e.type in ('receipt.read', 'receipt.failed')
    group by r.id, r.state, r.problem order by r.id`);
}

const waiting = async () => (await states()).filter(({ state }) => state === "QUEUED" || state === "READING").length;

test(
  `${KILLS} times a reader, or its worker, is killed at some time: every receipt is read, once`,
  async () => {
    const random = new Random(testSeed());
    let worker = await startWorker(api);
    for (let killed = 0; killed < KILLS; killed++) {
      while ((await waiting()) < WAITING) {
        await sendReceipt(api, ana, group, [
          "CORNER INN",
          "01/31/2026",
          "Soup   5.00",
          `Bread  ${killed}.50`,
          `TOTAL  ${killed + 5}.50`,
        ]);
      }
      await hurryJobs(api);
      await sleep(random.int(0, LIVES_MILLISECONDS));
      const readers = readersOf(worker);
      if (readers.length > 0 && random.chance(0.7)) {
        process.kill(random.pick(readers), "SIGKILL");
      } else {
        await kill(worker, "SIGKILL");
        worker = await startWorker(api);
      }
    }
    while ((await waiting()) > 0) {
      await hurryJobs(api);
      await sleep(200);
    }
    await kill(worker, "SIGTERM");
    for (const { id, state, problem, events } of await states()) {
      // One whose reader was ended again and again is given up, with a reason.
      const reason = state === "FAILED" ? "TOO_LARGE" : null;
      expect({ id, state, problem, events }).toEqual({
        id,
        state: expect.stringMatching(/READ|FAILED/),
        problem: reason,
        events: 1,
      });
    }
    expect((await states()).filter(({ state }) => state === "READ").length).toBeGreaterThan(0);
  },
  CEILING,
);
