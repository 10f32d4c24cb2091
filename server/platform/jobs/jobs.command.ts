import type { Pool } from "pg";
import { StartupProblem } from "../startup-problem.js";
import { deadJobs, dropJobs, reviveJobs } from "./dead-jobs.js";
import type { AnyJob } from "./job.js";
import { followerFacts, kindFacts } from "./queue-facts.js";

const USAGE = `npm run cli -- jobs                     what waits, what runs and what was given up
npm run cli -- jobs retry ID... | --all  has jobs that were given up tried anew
npm run cli -- jobs drop ID...           forgets jobs that nobody is doing`;

type Print = (line: string) => void;

/** Shows the queue to an operator, and does with its jobs what they say; throws `StartupProblem` where that is unclear. */
export async function jobsCommand(pool: Pool, jobs: readonly AnyJob[], args: string[], print: Print): Promise<void> {
  const [verb, ...ids] = args;
  if (verb === undefined) return show(pool, jobs, print);
  if (verb === "retry" && ids.length > 0) {
    const count = await reviveJobs(pool, ids.includes("--all") ? "all" : ids);
    return print(`${counted(count)} will be tried anew.`);
  }
  if (verb === "drop" && ids.length > 0) return print(`${counted(await dropJobs(pool, ids))} dropped.`);
  throw new StartupProblem(USAGE);
}

async function show(pool: Pool, jobs: readonly AnyJob[], print: Print): Promise<void> {
  for (const { kind, waiting, running, dead, oldestSeconds } of await kindFacts(pool, jobs)) {
    const age = waiting > 0 ? `, the oldest due for ${Math.trunc(oldestSeconds)} s` : "";
    print(`${kind}: ${waiting} waiting${age}, ${running} running, ${dead} given up`);
  }
  for (const { follower, events, oldestSeconds } of await followerFacts(pool)) {
    if (events > 0) print(`${follower} is ${events} events behind, the oldest ${Math.trunc(oldestSeconds)} s old`);
  }
  const dead = await deadJobs(pool);
  for (const { id, name, attempts, at, reason } of dead) {
    print(`${id} ${name}, tried ${attempts} times, last ${at.toISOString()}: ${reason}`);
  }
  print(dead.length === 0 ? "No job was given up." : "To try one anew: npm run cli -- jobs retry ID");
}

function counted(count: number): string {
  return count === 1 ? "1 job" : `${count} jobs`;
}
