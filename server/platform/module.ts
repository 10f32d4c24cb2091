import type { Router } from "express";
import type { IdPrefix } from "../kernel/ids.js";
import type { Check } from "./checks.js";
import type { AppContext, Services } from "./context.js";
import type { EventType } from "./events/event-type.js";
import type { Follower } from "./events/follower.js";
import type { Projection } from "./events/projection.js";
import type { AnyJob } from "./jobs/job.js";
import type { RetentionRule } from "./retention.js";
import type { Node } from "./schema/node.js";

/** What a vertical slice contributes to the product. */
export interface Module {
  readonly name: string;
  readonly entities?: readonly Function[];
  readonly resolvers?: readonly Function[];
  /** From an id to the thing, if this viewer may see it. */
  readonly nodes?: Partial<Record<IdPrefix, (ctx: AppContext, id: string) => Promise<Node | null>>>;
  /** Queries that must answer no rows: for one group, or for all where it is null. */
  readonly checks?: readonly Check[];
  /** What is thrown away once nobody needs it. */
  readonly retention?: readonly RetentionRule[];
  /** The kinds of events that it records. */
  readonly events?: readonly EventType[];
  /** What it derives from events in the transactions that record them. */
  readonly projections?: readonly Projection[];
  /** What it does once events are committed. */
  readonly followers?: readonly Follower[];
  /** Work beside the requests. */
  readonly jobs?: readonly AnyJob[];
  /** HTTP beside GraphQL, such as uploads. */
  readonly router?: (services: Services) => Router;
}
