import { EventEmitter } from "node:events";

/**
 * Carries "something happened to this topic" between those who write and those who wait. It carries no content:
 * who wakes up reads the table, so that a lost, doubled or late message changes nothing. A topic is an id of a group or
 * of a session. One process uses `LocalWakeUps`; many will use Redis behind this same interface.
 */
export interface WakeUps {
  publish(topic: string): void;
  /** Calls `listener` at every wake-up until the answer is called. */
  listen(topic: string, listener: () => void): () => void;
  /** What is being listened to in this process. */
  topics(): string[];
}

export class LocalWakeUps implements WakeUps {
  private readonly emitter = new EventEmitter().setMaxListeners(0);

  publish(topic: string): void {
    this.emitter.emit(topic);
  }

  listen(topic: string, listener: () => void): () => void {
    this.emitter.on(topic, listener);
    return () => this.emitter.off(topic, listener);
  }

  topics(): string[] {
    return this.emitter.eventNames().map(String);
  }
}
