import type { AnyJob } from "../platform/jobs/job.js";
import { retentionJob } from "../platform/retention.js";
import { modules } from "./modules.js";

/** Every job of the product. */
export const jobs: readonly AnyJob[] = [
  retentionJob(modules.flatMap((module) => module.retention ?? [])),
  ...modules.flatMap((module) => module.jobs ?? []),
];
