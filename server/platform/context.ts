import type DataLoader from "dataloader";
import type { Logger } from "pino";
import type { DataSource } from "typeorm";
import type { Readers } from "../reader/readers.js";
import type { AccountNewsListener } from "./account-news.js";
import { requireScope, type Scope, type SessionActor, type Viewer } from "./actor.js";
import { Budget } from "./budget.js";
import type { Check } from "./checks.js";
import { poolOf } from "./database.js";
import type { Follower } from "./events/follower.js";
import type { FilePurpose } from "./file-purpose.js";
import type { HealthCheck } from "./health.js";
import type { MailSender } from "./mail.js";
import type { Metrics } from "./metrics.js";
import { openOutcome } from "./operation-outcome.js";
import type { Outages } from "./outages.js";
import type { RateLimits } from "./rate-limit.js";
import { DryRunReader, type OperationReader, type Reader, Snapshot } from "./reader.js";
import type { RedisConnection } from "./redis.js";
import type { Node } from "./schema/node.js";
import { unauthenticated } from "./schema/top-level-errors.js";
import type { Settings } from "./settings.js";
import type { ShortLived } from "./short-lived.js";
import type { Storage } from "./storage.js";
import type { Turns } from "./turns.js";
import { type Patience, runDry, type Tx, type Writing, write } from "./write.js";

/** What every operation of this process shares. */
export interface Services extends Writing {
  /** The lines in which events of subscriptions are executed, one at a time for each person, or for a topic that is shared. */
  readonly eventTurns: Turns;
  /** A few connections beside those of the operations: signing in, readiness and streams never wait for writers. */
  readonly reserved: DataSource;
  /** What several processes share beside the database; null where there is one process. */
  readonly redis: RedisConnection | null;
  /** What people say of themselves for a moment, as where they are looking. */
  readonly shortLived: ShortLived;
  readonly mail: MailSender;
  readonly storage: Storage;
  /** Processes that read receipts; none of them runs before there is one to read. */
  readonly readers: Readers;
  /** What files may be for, by the names that the API has. */
  readonly purposes: ReadonlyMap<string, FilePurpose>;
  readonly rateLimits: RateLimits;
  /** What the product works with, and whether it is there. */
  readonly health: readonly HealthCheck[];
  readonly log: Logger;
  readonly outages: Outages;
  readonly metrics: Metrics;
  /** Where people reach this product; links are built from it, never from a Host header. */
  readonly publicUrl: string;
  /** What modules were told when the process started. */
  readonly settings: Settings;
  /** Signs access tokens, refresh tokens and upload forms. */
  readonly secret: Uint8Array;
  /** Every module's rules about what must never be in the database. */
  readonly checks: readonly Check[];
  /** How modules let go of an account that ends, in the order in which they are asked. */
  readonly accountEnds: readonly ((tx: Tx, userId: string) => Promise<void>)[];
  /** Who hears what happened to accounts. */
  readonly accountNews: readonly AccountNewsListener[];
  /** What comes of events once they are committed, in the order of the modules. */
  readonly followers: readonly Follower[];
  /** From any id to the thing, if this viewer may see it; null for every other text. */
  readonly node: (ctx: AppContext, id: string) => Promise<Node | null>;
}

/** What the transport knows about a request; cookies exist over HTTP alone. */
export interface Transport {
  /** Where the request came from. */
  readonly ip: string;
  /** What is counted where nobody is signed in: see `networkOf`. */
  readonly network: string;
  /** What the program calls itself. */
  readonly userAgent: string | null;
  /** The refresh token in the cookie, where the request comes from one of our own pages. */
  readonly cookie: string | null;
  setCookie(refreshToken: string | null, expiresAt: Date | null): void;
}

export type LoaderFactory<Key, Value> = (reader: Reader, viewer: Viewer | null) => DataLoader<Key, Value>;

/** Where an operation begins, over HTTP and WebSocket alike. */
export interface Credentials {
  readonly viewer: Viewer | null;
  /** A token was sent, but it is not (or no longer) good. */
  readonly rejected: boolean;
}

interface WriteOptions {
  readonly dryRun?: boolean;
  /** How long it may take; see `Tx`. */
  readonly patience?: Patience;
  /** Uses one of the few connections that no writer of a group holds: for signing in, and nothing that takes long. */
  readonly reserved?: boolean;
  /** What the actor must be allowed to: WRITE, unless it is about the account itself. */
  readonly scope?: Scope;
}

/**
 * One operation: who asks, one snapshot that it reads, its loaders, and the door to writing. Apollo copies the object,
 * so what changes lives behind one reference.
 */
export class AppContext {
  readonly services: Services;
  readonly requestId: string;
  readonly transport: Transport;
  /** What this operation may still use. */
  readonly budget = new Budget();
  /** What became of this operation, for those who look after the product. */
  readonly outcome = openOutcome();
  private readonly state: {
    credentials: Credentials;
    snapshot: OperationReader;
    loaders: Map<unknown, unknown>;
    answers: Map<string, Promise<unknown>>;
  };

  constructor(services: Services, credentials: Credentials, transport: Transport, requestId: string) {
    this.services = services;
    this.transport = transport;
    this.requestId = requestId;
    this.state = { credentials, snapshot: this.newSnapshot(), loaders: new Map(), answers: new Map() };
  }

  private get credentials(): Credentials {
    return this.state.credentials;
  }

  /** Who asks; nobody is a top-level UNAUTHENTICATED error. */
  get viewer(): Viewer {
    const viewer = this.viewerOrNull;
    if (!viewer) throw unauthenticated();
    return viewer;
  }

  /** Who asks, or null for nobody; a token that is no longer good is an error, so that clients refresh it. */
  get viewerOrNull(): Viewer | null {
    if (this.credentials.rejected) throw unauthenticated("This access token is not, or no longer, good.");
    return this.credentials.viewer;
  }

  /** The account that asks, for those who look after the product; null for nobody, and for whom nobody knows any more. */
  get whoAsks(): string | null {
    return this.credentials.viewer?.userId ?? null;
  }

  /** The session that asks; whoever acts otherwise has none, and is refused as somebody who is not signed in. */
  get session(): SessionActor {
    const { viewer } = this;
    if (viewer.kind !== "SESSION") throw unauthenticated("Only a person in a session can do this.");
    return viewer;
  }

  /** Whether what this operation reads was only tried out, and will not last. */
  get isDryRun(): boolean {
    return this.state.snapshot instanceof DryRunReader;
  }

  /** The one state of the database that this operation reads. */
  get reader(): Reader {
    requireScope(this.credentials.viewer, "READ");
    return this.state.snapshot;
  }

  /** The loader that this factory makes, once per operation. */
  loader<Key, Value>(factory: LoaderFactory<Key, Value>): DataLoader<Key, Value> {
    let loader = this.state.loaders.get(factory) as DataLoader<Key, Value> | undefined;
    if (!loader) {
      loader = factory(this.reader, this.credentials.viewer);
      this.state.loaders.set(factory, loader);
    }
    return loader;
  }

  /**
   * What `make` answers, made once in this operation for everybody who asks with this key: by aliases and ways back (an
   * expense's group's expenses) the same costly thing can be asked for hundreds of times.
   */
  once<Answer>(key: readonly unknown[], make: () => Promise<Answer>): Promise<Answer> {
    const name = JSON.stringify(key, (_, value) => (typeof value === "bigint" ? `${value}n` : value));
    let answer = this.state.answers.get(name) as Promise<Answer> | undefined;
    if (!answer) {
      answer = make();
      this.state.answers.set(name, answer);
    }
    return answer;
  }

  /**
   * Runs `work` in one transaction; what is read afterwards sees it. As a dry run the transaction stays open for what
   * this operation still reads, sees everything as it would be, and is then rolled back.
   */
  async write<Answer>(work: (tx: Tx) => Promise<Answer>, options: WriteOptions = {}): Promise<Answer> {
    const { patience, dryRun = false, reserved = false, scope = "WRITE" } = options;
    requireScope(this.credentials.viewer, scope);
    await this.end();
    const { services } = this;
    const writing = reserved ? { ...services, dataSource: services.reserved } : services;
    if (!dryRun) return write(writing, work, patience);
    const { answer, reader } = await runDry(writing, work, this.counted, patience);
    this.budget.forDryRun();
    this.state.snapshot = reader;
    return answer;
  }

  /** Whoever was signed in just now asks for the rest of this operation, and sees in its answer what is theirs. */
  async goOnAs(viewer: Viewer): Promise<void> {
    await this.end();
    this.state.credentials = { viewer, rejected: false };
  }

  /** Lets go of the snapshot for good: the operation is over. */
  async close(): Promise<void> {
    await this.end();
    await this.state.snapshot.end();
  }

  /** Lets go of the snapshot and of everything loaded from it; the next read begins a new one. */
  private async end(): Promise<void> {
    const { snapshot } = this.state;
    this.state.loaders.clear();
    this.state.answers.clear();
    this.state.snapshot = this.newSnapshot();
    await snapshot.end();
  }

  private newSnapshot(): Snapshot {
    return new Snapshot(poolOf(this.services.dataSource), this.counted);
  }

  private readonly counted = (rows: number): void => this.budget.take(rows);

  /** The same viewer with a fresh snapshot and fresh loaders: every event of a subscription gets its own. */
  fresh(): AppContext {
    return new AppContext(this.services, this.credentials, this.transport, this.requestId);
  }
}
