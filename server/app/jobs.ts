import { followJob } from "../platform/events/follow.job.js";
import type { AnyJob } from "../platform/jobs/job.js";
import { retentionJob } from "../platform/retention.js";
import { modules } from "./modules.js";

/** Every job of the product. */
export const jobs: readonly AnyJob[] = [
  retentionJob(modules.flatMap((module) => module.retention ?? [])),
  followJob,
  ...modules.flatMap((module) => module.jobs ?? []),
];
