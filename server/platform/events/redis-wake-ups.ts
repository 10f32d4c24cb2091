import { randomUUID } from "node:crypto";
import type { RedisPubSub } from "graphql-redis-subscriptions";
import { LocalWakeUps, type WakeUps } from "./wake-ups.js";

/** What goes over Redis: who says so, and up to which number. */
interface Message {
  readonly from: string;
  readonly seq: number;
}

const CHANNEL = "wake:";
/** The most that an integer of PostgreSQL holds. */
const SEQ_MAX = 2_147_483_647;

/**
 * Wake-ups between processes. Those of this one are told at once and by themselves, so that nothing here depends on Redis;
 * what others do arrives by it, or, where it is away, by the look once a second.
 */
export class RedisWakeUps implements WakeUps {
  private readonly local = new LocalWakeUps();
  private readonly pubSub: RedisPubSub;
  private readonly self = randomUUID();
  /** How many listen to each topic here, and the one subscription that they share. */
  private readonly heard = new Map<string, { count: number; id: Promise<number | null> }>();

  constructor(pubSub: RedisPubSub) {
    this.pubSub = pubSub;
  }

  publish(topic: string, seq = 0): void {
    this.local.publish(topic, seq);
    const message: Message = { from: this.self, seq };
    this.pubSub.publish(CHANNEL + topic, message).catch(() => undefined);
  }

  listen(topic: string, listener: () => void, seq = 0): () => void {
    const unlisten = this.local.listen(topic, listener, seq);
    const heard = this.heard.get(topic) ?? { count: 0, id: this.subscribe(topic) };
    heard.count += 1;
    this.heard.set(topic, heard);
    let gone = false;
    return () => {
      unlisten();
      if (gone) return;
      gone = true;
      heard.count -= 1;
      if (heard.count > 0) return;
      this.heard.delete(topic);
      void heard.id.then((id) => id !== null && this.pubSub.unsubscribe(id));
    };
  }

  topics(): Iterable<readonly [string, number]> {
    return this.local.topics();
  }

  private subscribe(topic: string): Promise<number | null> {
    const hear = (message: unknown) => {
      if (!isMessage(message) || message.from === this.self) return;
      const { seq } = message;
      if (!(seq > 0 && seq <= this.local.heardUpTo(topic))) this.local.publish(topic, seq);
    };
    return this.pubSub.subscribe<unknown>(CHANNEL + topic, hear).catch(() => null);
  }
}

/** Whoever else uses this Redis must not end our process, nor silence a topic. */
function isMessage(message: unknown): message is Message {
  const { from, seq } = (message ?? {}) as Partial<Message>;
  return typeof from === "string" && Number.isInteger(seq) && seq! >= 0 && seq! <= SEQ_MAX;
}
