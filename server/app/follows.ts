import type { Follower } from "../platform/events/follower.js";
import type { Projection } from "../platform/events/projection.js";
import { modules } from "./modules.js";

/** What modules derive from events in the transactions that record them. */
export const projections: readonly Projection[] = modules.flatMap((module) => module.projections ?? []);

/** What modules do once events are committed. */
export const followers: readonly Follower[] = modules.flatMap((module) => module.followers ?? []);
