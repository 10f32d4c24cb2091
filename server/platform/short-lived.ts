import { RedisAway, type RedisConnection } from "./redis.js";

/** What somebody says of themselves for a moment: it is said again while it holds, and gone soon after. */
export interface Mark {
  /** Whose it is; another of the same key takes its place. */
  readonly key: string;
  readonly value: string;
  /** When it is gone, in milliseconds of the epoch. */
  readonly until: number;
}

/** Marks under topics: in Redis where there are many processes, else in this one; never in the database. */
export interface ShortLived {
  /** The value of a mark that is not gone, or null. */
  get(topic: string, key: string): Promise<string | null>;
  set(topic: string, mark: Mark): Promise<void>;
  /** Takes a mark away; answers whether there was one. */
  remove(topic: string, key: string): Promise<boolean>;
  /** All marks of a topic that are not gone, by key. */
  list(topic: string): Promise<Mark[]>;
}

function byKey(a: Mark, b: Mark): number {
  return a.key < b.key ? -1 : Number(a.key > b.key);
}

/** After so many marks what is gone of all topics is forgotten. */
const SWEPT_AFTER = 1_000;

/** Keeps marks in this process. */
export class LocalShortLived implements ShortLived {
  private readonly topics = new Map<string, Map<string, Mark>>();
  private sets = 0;

  async get(topic: string, key: string): Promise<string | null> {
    return this.living(topic)?.get(key)?.value ?? null;
  }

  async set(topic: string, mark: Mark): Promise<void> {
    const marks = this.living(topic) ?? new Map<string, Mark>();
    this.topics.set(topic, marks.set(mark.key, mark));
    this.sets += 1;
    // Topics that nobody looks at any more.
    if (this.sets % SWEPT_AFTER === 0) for (const each of Array.from(this.topics.keys())) this.living(each);
  }

  async remove(topic: string, key: string): Promise<boolean> {
    const marks = this.living(topic);
    const was = marks?.delete(key) ?? false;
    if (marks?.size === 0) this.topics.delete(topic);
    return was;
  }

  async list(topic: string): Promise<Mark[]> {
    return Array.from(this.living(topic)?.values() ?? []).sort(byKey);
  }

  /** What is gone is forgotten by whoever looks next. */
  private living(topic: string): Map<string, Mark> | undefined {
    const marks = this.topics.get(topic);
    if (!marks) return undefined;
    const now = Date.now();
    for (const { key, until } of Array.from(marks.values())) if (until <= now) marks.delete(key);
    if (marks.size === 0) this.topics.delete(topic);
    return marks;
  }
}

/** Keeps marks in Redis, for all processes. While Redis is away there are none, and nobody is told of an error. */
export class RedisShortLived implements ShortLived {
  private readonly redis: RedisConnection;

  constructor(redis: RedisConnection) {
    this.redis = redis;
  }

  async get(topic: string, key: string): Promise<string | null> {
    const found = await this.orNothing<string | null>(null, (client) => client.hGet(keyOf(topic), key));
    return living([found])[0]?.value ?? null;
  }

  async set(topic: string, mark: Mark): Promise<void> {
    const lifetime = Math.max(1, mark.until - Date.now());
    await this.orNothing<unknown>(null, (client) =>
      // The whole goes with the last that was said.
      client.multi().hSet(keyOf(topic), mark.key, JSON.stringify(mark)).pExpire(keyOf(topic), lifetime).exec(),
    );
  }

  async remove(topic: string, key: string): Promise<boolean> {
    return this.orNothing(false, async (client) => (await client.hDel(keyOf(topic), key)) > 0);
  }

  async list(topic: string): Promise<Mark[]> {
    const found = await this.orNothing<Record<string, string>>({}, (client) => client.hGetAll(keyOf(topic)));
    const marks = living(Object.values(found));
    // Long enough that none of them can be one that was said anew just now.
    const gone = Object.keys(found).filter((key) => (JSON.parse(found[key]!) as Mark).until < Date.now() - LONG_GONE);
    if (gone.length > 0) await this.orNothing(0, (client) => client.hDel(keyOf(topic), gone));
    return marks.sort(byKey);
  }

  private async orNothing<Answer>(
    nothing: Answer,
    ask: (client: RedisConnection["client"]) => Promise<Answer>,
  ): Promise<Answer> {
    try {
      return await this.redis.within(ask);
    } catch (error) {
      if (error instanceof RedisAway) return nothing;
      throw error;
    }
  }
}

const LONG_GONE = 60_000;

function keyOf(topic: string): string {
  return `marks:${topic}`;
}

function living(texts: readonly (string | null)[]): Mark[] {
  const now = Date.now();
  return texts.flatMap((text) => (text === null ? [] : [JSON.parse(text) as Mark])).filter(({ until }) => until > now);
}
