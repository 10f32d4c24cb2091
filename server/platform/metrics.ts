import type { Pool } from "pg";
import { Counter, Gauge, Histogram, Registry } from "prom-client";

/** What every name begins with, so that one can ask for all of them. */
const PREFIX = "expense_tracker_";
/** Seconds; half a second is the limit of an alert, and so an edge. */
const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
/** A look at something that is away must not keep all other numbers from whoever asks. */
const PATIENCE_MILLISECONDS = 2_000;

interface Dated {
  readonly at?: unknown;
}

/** Something that is looked up when the numbers are asked for, and sets gauges. */
type Look = () => unknown;

/**
 * The numbers of one process, for Prometheus. What happens is counted where it happens; what only is, such as the length
 * of a queue, is looked up whenever somebody asks. No label has a value that a caller could choose.
 */
export class Metrics {
  private readonly registry = new Registry();
  private readonly looks: Look[] = [];

  readonly operations = this.histogram("operation_seconds", "How long operations took, but for what streams send.", [
    "operation",
    "type",
    "outcome",
  ]);
  readonly errors = this.counter("errors_total", "Errors that callers were told of, by their code.", ["code"]);
  readonly poolMax = this.gauge("pool_max", "Connections that a pool may have.", ["pool"]);
  readonly poolConnections = this.gauge("pool_connections", "Connections that a pool has.", ["pool", "state"]);
  readonly poolWaiting = this.gauge("pool_waiting", "How many wait for a connection now.", ["pool"]);
  readonly poolWait = this.histogram("pool_wait_seconds", "How long it took to get a connection.", ["pool"]);
  readonly eventLag = this.histogram("event_lag_seconds", "From an event to its delivery to those who listen.", []);
  readonly followerLag = this.gauge("follower_lag_seconds", "Age of the oldest event that a follower does not know.", [
    "follower",
  ]);
  readonly jobsWaiting = this.gauge("jobs_waiting", "Jobs that nobody does yet.", ["kind"]);
  readonly jobsAge = this.gauge("jobs_oldest_ready_seconds", "For how long the first that is due has been.", ["kind"]);
  readonly jobsDead = this.gauge("jobs_dead", "Jobs that were given up.", ["kind"]);
  readonly readings = this.histogram("reading_seconds", "How long a receipt was read, by what came of it.", [
    "outcome",
  ]);
  readonly notices = this.counter("notices_total", "Mails, pushes and text messages that tell people of something.", [
    "channel",
    "outcome",
  ]);
  readonly noticesStanding = this.gauge(
    "notices_standing_seconds",
    "For how long the first that is due has not left.",
    [],
  );
  readonly sockets = this.gauge("sockets", "WebSockets that are open.", []);
  readonly subscriptions = this.gauge("subscriptions", "Subscriptions that run.", []);
  readonly deliveries = this.counter("deliveries_total", "Events that subscriptions were sent.", []);
  readonly redisMemory = this.gauge("redis_memory_bytes", "Memory of Redis: used, and the most that it may use.", [
    "state",
  ]);
  readonly disk = this.gauge("disk_bytes", "The disk of DATA_DIR: its size, and what is free on it.", ["state"]);
  readonly certificate = this.gauge(
    "certificate_expiry_seconds",
    "When the certificate of PUBLIC_URL ends, in Unix time.",
    ["host"],
  );
  readonly build = this.gauge("build_info", "The release that runs; always 1.", ["version", "node"]);

  /** An event was sent to so many, who listen `since`; what they asked to hear again says nothing of how late it is. */
  delivered(event: unknown, listeners: number, since: number): void {
    this.deliveries.inc(listeners);
    const dated = event as Dated & { readonly event?: Dated | null };
    // What concerns a person has the group's event in it.
    const at = dated.at ?? dated.event?.at;
    if (at instanceof Date && at.getTime() >= since)
      this.eventLag.observe(Math.max(Date.now() - at.getTime(), 0) / 1000);
  }

  /** Has something looked up at every question, before it is answered; what fails leaves its gauges as they are. */
  beforeEach(look: Look): void {
    this.looks.push(look);
  }

  /** Where those numbers go that only a process has that is asked for them: see `prom-client`'s own. */
  get register(): Registry {
    return this.registry;
  }

  /** The names of all of them. */
  get names(): string[] {
    return this.registry.getMetricsAsArray().map(({ name }) => name);
  }

  /** All numbers in Prometheus' own form; takes a little more than two seconds at most. */
  async text(): Promise<string> {
    const looking = this.looks.map(async (look) => look());
    const all = Promise.allSettled(looking);
    let timer: ReturnType<typeof setTimeout> | undefined;
    const patience = new Promise((resolve) => {
      timer = setTimeout(resolve, PATIENCE_MILLISECONDS);
    });
    await Promise.race([all, patience]);
    clearTimeout(timer);
    return this.registry.metrics();
  }

  private counter<Label extends string>(name: string, help: string, labelNames: Label[]): Counter<Label> {
    return new Counter({ name: PREFIX + name, help, labelNames, registers: [this.registry] });
  }

  private gauge<Label extends string>(name: string, help: string, labelNames: Label[]): Gauge<Label> {
    return new Gauge({ name: PREFIX + name, help, labelNames, registers: [this.registry] });
  }

  private histogram<Label extends string>(name: string, help: string, labelNames: Label[]): Histogram<Label> {
    return new Histogram({ name: PREFIX + name, help, labelNames, buckets: SECONDS, registers: [this.registry] });
  }
}

/** Counts who has a connection, who waits for one, and how long they did. A pool is watched once. */
export function watchPool(metrics: Metrics, name: string, pool: Pool): void {
  metrics.beforeEach(() => {
    metrics.poolMax.set({ pool: name }, pool.options.max);
    metrics.poolConnections.set({ pool: name, state: "in_use" }, pool.totalCount - pool.idleCount);
    metrics.poolConnections.set({ pool: name, state: "idle" }, pool.idleCount);
    metrics.poolWaiting.set({ pool: name }, pool.waitingCount);
  });
  // The pool says when somebody gets a connection, but not since when they waited.
  const connect = pool.connect.bind(pool) as (callback?: Connected) => Promise<unknown> | void;
  const waited = () => metrics.poolWait.startTimer({ pool: name });
  pool.connect = ((callback?: Connected) => {
    const got = waited();
    if (callback) {
      return connect((...answer) => {
        got();
        callback(...answer);
      });
    }
    return (connect() as Promise<unknown>).finally(got);
  }) as Pool["connect"];
}

type Connected = (...answer: unknown[]) => void;
