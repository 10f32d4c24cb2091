import { setImmediate as nextTurn, setTimeout as sleep } from "node:timers/promises";
import type { RedisPubSub } from "graphql-redis-subscriptions";
import type { Logger } from "pino";
import { StartupProblem } from "./startup-problem.js";

/** Longer is nobody's patience: what Redis is asked can be done without it, or be refused. */
const PATIENCE_MILLISECONDS = 300;
/** After it was silent nobody waits for it anew for so long. */
const AWAY_MILLISECONDS = 1_000;
const RECONNECT_MILLISECONDS = 500;

/** How Redis begins when it does not know the name or the password. */
const REFUSED = /^(WRONGPASS|NOAUTH|NOPERM)/;

type RedisClient = ReturnType<Libraries["connectTo"]>;

/** Redis is not there, or says nothing. */
export class RedisAway extends Error {}

/**
 * What this process has of Redis: a client for counting and presence, and what carries wake-ups to the other processes. It
 * connects by itself, now and whenever Redis is back; nothing waits for that.
 */
export class RedisConnection {
  readonly client: RedisClient;
  readonly pubSub: RedisPubSub;
  private readonly log: Logger;
  /** Why it will not have us; null where it is only not there. */
  private refusal: string | null = null;
  private isAway = false;
  private silentUntil = 0;

  private constructor(url: string, log: Logger, { connectTo, publishBy }: Libraries) {
    this.log = log;
    this.client = connectTo(url);
    this.client.on("error", (error: unknown) => this.noticed(error)).on("ready", () => this.back());
    this.client.connect().catch((error: unknown) => this.noticed(error));
    this.pubSub = publishBy(url);
  }

  /** Begins to connect, and waits for nothing. */
  static async open(url: string, log: Logger): Promise<RedisConnection> {
    return new RedisConnection(url, log, await libraries());
  }

  /** What `ask` answers; throws `RedisAway` where Redis does not answer soon. */
  async within<Answer>(ask: (client: RedisClient) => Promise<Answer>): Promise<Answer> {
    if (!this.client.isReady || Date.now() < this.silentUntil) throw new RedisAway("Redis is away.");
    const stop = new AbortController();
    try {
      const patience = { signal: stop.signal, ref: false };
      const tooLate = sleep(PATIENCE_MILLISECONDS, undefined, patience).then(async () => {
        // Where this process was busy for so long the answer may lie there, and nobody has read it yet.
        await nextTurn(undefined, patience);
        this.silentUntil = Date.now() + AWAY_MILLISECONDS;
        throw new RedisAway("Redis does not answer.");
      });
      tooLate.catch(() => undefined);
      const answer = await Promise.race([ask(this.client), tooLate]);
      this.heardAgain();
      return answer;
    } catch (error) {
      // Of what was counted and refused the library throws what is no error.
      if (!(error instanceof Error)) throw error;
      this.noticed(error);
      throw error instanceof RedisAway ? error : new RedisAway("Redis is away.", { cause: error });
    } finally {
      stop.abort();
    }
  }

  /** Throws where Redis does not answer; one sentence where it refuses us, and will do so again. */
  async ping(): Promise<void> {
    if (this.refusal !== null) {
      throw new StartupProblem(`Redis refuses us (${this.refusal}): check the name and password in REDIS_URL.`);
    }
    await this.within((client) => client.ping());
  }

  /** Lets go of all connections. */
  async close(): Promise<void> {
    this.client.destroy();
    await this.pubSub.close().catch(() => undefined);
  }

  /** What was only silent comes back without a new connection. */
  private heardAgain(): void {
    if (this.silentUntil === 0) return;
    this.silentUntil = 0;
    this.back();
  }

  /** One line when it goes away and one when it is back. */
  private noticed(error: unknown): void {
    this.refusal = REFUSED.exec(error instanceof Error ? error.message : "")?.[0] ?? null;
    if (this.isAway) return;
    this.isAway = true;
    this.log.error({ err: error }, "Redis cannot be reached");
  }

  private back(): void {
    this.refusal = null;
    if (this.isAway) this.log.info("Redis is back");
    this.isAway = false;
  }
}

type Libraries = Awaited<ReturnType<typeof libraries>>;

/** The clients of Redis are two fifths of all the files that a start would read, and most processes have no Redis. */
async function libraries() {
  const [{ createClient }, { Redis }, { RedisPubSub }] = await Promise.all([
    import("redis"),
    import("ioredis"),
    import("graphql-redis-subscriptions"),
  ]);
  return {
    connectTo: (url: string) =>
      createClient({
        url,
        disableOfflineQueue: true,
        socket: { reconnectStrategy: () => RECONNECT_MILLISECONDS, connectTimeout: 5_000 },
      }),
    publishBy: (url: string) => {
      const options = { retryStrategy: () => RECONNECT_MILLISECONDS, connectTimeout: 5_000 };
      // What is published while Redis is away is not kept: whoever listens looks by themselves once a second.
      const publisher = new Redis(url, { ...options, enableOfflineQueue: false, maxRetriesPerRequest: 0 });
      const subscriber = new Redis(url, { ...options, maxRetriesPerRequest: null });
      for (const each of [publisher, subscriber]) each.on("error", () => undefined);
      return new RedisPubSub({ publisher, subscriber });
    },
  };
}
