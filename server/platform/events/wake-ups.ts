/**
 * Carries "something happened to this topic" between those who write and those who wait. It carries no content:
 * who wakes up reads the table, so that a lost, doubled or late message changes nothing. A topic is an id of a group, a
 * session or a person. One process uses `LocalWakeUps`; many have Redis behind this same interface (`RedisWakeUps`).
 */
export interface WakeUps {
  /** `seq` is the number of the topic's last event, where whoever publishes knows it. */
  publish(topic: string, seq?: number): void;
  /** Calls `listener` at every wake-up until the answer is called; whoever listens has heard everything up to `seq`. */
  listen(topic: string, listener: () => void, seq?: number): () => void;
  /** What is being listened to in this process, and up to which number everybody was woken. */
  topics(): Iterable<readonly [topic: string, seq: number]>;
}

interface Topic {
  readonly listeners: Set<() => void>;
  seq: number;
}

export class LocalWakeUps implements WakeUps {
  private readonly known = new Map<string, Topic>();

  publish(name: string, seq = 0): void {
    const topic = this.known.get(name);
    if (!topic) return;
    topic.seq = Math.max(topic.seq, seq);
    // A listener may go, or another come, because of this.
    for (const listener of Array.from(topic.listeners)) listener();
  }

  listen(name: string, listener: () => void, seq = 0): () => void {
    const topic = this.known.get(name) ?? { listeners: new Set(), seq };
    this.known.set(name, topic);
    // Somebody knows of events that the others here were not woken for.
    if (seq > topic.seq) this.publish(name, seq);
    topic.listeners.add(listener);
    return () => {
      topic.listeners.delete(listener);
      if (topic.listeners.size === 0) this.known.delete(name);
    };
  }

  /** The number up to which everybody here was woken for a topic; 0 where nobody listens. */
  heardUpTo(name: string): number {
    return this.known.get(name)?.seq ?? 0;
  }

  *topics(): Iterable<readonly [string, number]> {
    for (const [name, { seq }] of this.known) yield [name, seq];
  }
}
