import { setTimeout as sleep } from "node:timers/promises";
import type { HealthCheck, Readiness } from "../platform/health.js";
import { StartupProblem } from "../platform/startup-problem.js";
import { AlreadyEnding, type Lifetime } from "./lifetime.js";

const LOOK_MILLISECONDS = 100;
/** What waits for something is told which setting says where it is. */
const SETTINGS: Readonly<Record<string, string>> = {
  database: "the database (DATABASE_URL)",
  storage: "the storage of files (S3_ENDPOINT)",
  redis: "Redis (REDIS_URL)",
};

/**
 * Waits until everything that the process works with has been there once, and says on the error output what it waits for.
 * Throws a StartupProblem where something refuses us, and AlreadyEnding where the process is told to end.
 */
export async function untilReady(
  look: () => Promise<Partial<Readiness>>,
  checks: readonly HealthCheck[],
  lifetime: Lifetime,
): Promise<void> {
  for (let told = ""; !lifetime.hasEnded; await sleep(LOOK_MILLISECONDS)) {
    const { ready = false, away = [] } = await look();
    if (ready) return;
    // What refuses us will not come to its senses; what is not there yet may come up beside us.
    for (const { name, check } of checks) {
      if (away.includes(name)) await check().catch(rethrowProblem);
    }
    const named = away.map((name) => SETTINGS[name] ?? name).join(" and ");
    if (named !== "" && told !== (told = named)) process.stderr.write(`Waiting for ${told}…\n`);
  }
  throw new AlreadyEnding();
}

function rethrowProblem(error: unknown): void {
  if (error instanceof StartupProblem) throw error;
}
