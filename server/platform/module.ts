import type { Router } from "express";
import type { ZodObject } from "zod";
import type { AccountNewsListener } from "./account-news.js";
import type { Check } from "./checks.js";
import type { AppContext, Services } from "./context.js";
import type { EventType } from "./events/event-type.js";
import type { Follower } from "./events/follower.js";
import type { Projection } from "./events/projection.js";
import type { FilePurpose } from "./file-purpose.js";
import type { AnyJob } from "./jobs/job.js";
import type { Limit, Tally } from "./rate-limit.js";
import type { RetentionRule } from "./retention.js";
import type { Node } from "./schema/node.js";
import type { ErrorClass } from "./schema/refusals.js";
import type { Tx } from "./write.js";

/** HTTP beside GraphQL, such as uploads. */
export interface Route {
  /** It gets everything below this, as in "/uploads"; no other module's route begins so. */
  readonly path: string;
  /** Nothing has read the body before it: a webhook can check the signature of the bytes that came. */
  readonly router: (services: Services) => Router;
}

/** What a vertical slice contributes to the product: everything that others must know of it, and they ask nobody else. */
export interface Module {
  readonly name: string;
  /** The prefixes of its things' ids, each with their type in the API; null for what has no type of its own there. */
  readonly ids?: Readonly<Record<string, Function | null>>;
  readonly entities?: readonly Function[];
  /** Its tables without an entity. */
  readonly tables?: readonly string[];
  readonly resolvers?: readonly Function[];
  /** From an id with this prefix to the thing, if this viewer may see it. */
  readonly nodes?: Readonly<Record<string, (ctx: AppContext, id: string) => Promise<Node | null>>>;
  /** Why its writes are refused, beside the reasons that all have. */
  readonly errors?: readonly ErrorClass[];
  /** How often somebody may try what it does. */
  readonly limits?: Readonly<Record<string, Limit | Tally>>;
  /** Its environment variables; `services.settings.of` has their values. */
  readonly settings?: ZodObject;
  /** What files may be sent for. */
  readonly files?: readonly FilePurpose[];
  /**
   * A statement that names, as `key`, every file in the storage that its rows speak of, with whether one that is `claimed`
   * must be there: backups have those.
   */
  readonly storedKeys?: string;
  /** Queries that must answer no rows: for one group, or for all where it is null. */
  readonly checks?: readonly Check[];
  /** What is thrown away once nobody needs it. */
  readonly retention?: readonly RetentionRule[];
  /**
   * Lets go of an account that ends, in the transaction that takes it away: nothing may refer to it afterwards. Later
   * modules are asked first.
   */
  readonly endAccount?: (tx: Tx, userId: string) => Promise<void>;
  /** Hears what happened to accounts, in the transactions in which it did. */
  readonly accountNews?: AccountNewsListener;
  /** The kinds of events that it records. */
  readonly events?: readonly EventType[];
  /** What it derives from events in the transactions that record them. */
  readonly projections?: readonly Projection[];
  /** What it does once events are committed. */
  readonly followers?: readonly Follower[];
  /** Work beside the requests. */
  readonly jobs?: readonly AnyJob[];
  readonly routes?: readonly Route[];
}
