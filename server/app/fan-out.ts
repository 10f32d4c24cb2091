import { setTimeout as sleep } from "node:timers/promises";
import type { ExecutionResult } from "graphql";
import { isConnectionLost } from "../platform/database.js";
import { Alarm } from "../platform/live/alarm.js";
import type { LiveSource, Look } from "../platform/live/live-source.js";
import type { Listener } from "./listener.js";

const PATIENCE_MILLISECONDS = 500;
/** How soon it is looked whether a client has read, and how seldom in the end. */
const OWED_LOOK_MILLISECONDS = 20;
const OWED_LOOK_MOST_MILLISECONDS = 500;

/**
 * All subscriptions of this process. Those that have the same source, the same selection and an answer that depends on
 * nobody make one feed: it reads, executes and writes down each event once for all of them, in one snapshot with whether
 * each may still hear it. What depends on the viewer makes a feed for each person. One who begins further behind, or does
 * not read as fast as the others, has a feed of their own until they have caught up.
 */
export class FanOut {
  private readonly feeds = new Map<string, Set<Feed>>();

  /** Has the listener hear what the source has; `key` names the feed that they belong to. */
  add(key: string, source: LiveSource, listener: Listener): void {
    const same = this.restingAt(key, source.from);
    if (same) same.join(listener);
    else this.begin(key, source, source.from, [listener]);
  }

  begin(key: string, source: LiveSource, from: unknown, listeners: readonly Listener[]): void {
    const feed = new Feed(this, key, source, from, listeners);
    const others = this.feeds.get(key) ?? new Set();
    this.feeds.set(key, others.add(feed));
    void feed.run().finally(() => {
      others.delete(feed);
      if (others.size === 0 && this.feeds.get(key) === others) this.feeds.delete(key);
    });
  }

  /** A feed that waits for what comes behind this very cursor. */
  restingAt(key: string, cursor: unknown, besides?: Feed): Feed | undefined {
    return Array.from(this.feeds.get(key) ?? []).find((feed) => feed !== besides && feed.restsAt(cursor));
  }
}

/** Listeners who have heard the same so far. */
class Feed {
  private readonly fanOut: FanOut;
  private readonly key: string;
  private readonly source: LiveSource;
  private readonly members: Set<Listener>;
  private readonly alarm = new Alarm();
  private cursor: unknown;
  private isResting = false;
  private patience = OWED_LOOK_MILLISECONDS;

  constructor(fanOut: FanOut, key: string, source: LiveSource, cursor: unknown, members: readonly Listener[]) {
    this.fanOut = fanOut;
    this.key = key;
    this.source = source;
    this.cursor = cursor;
    this.members = new Set();
    for (const member of members) this.join(member);
  }

  restsAt(cursor: unknown): boolean {
    return this.isResting && this.cursor === cursor;
  }

  join(listener: Listener): void {
    this.members.add(listener);
    listener.onLeave = () => {
      this.members.delete(listener);
      if (this.members.size === 0) this.alarm.ring();
    };
  }

  /** Goes on until nobody listens any more. */
  async run(): Promise<void> {
    const { wakeUps } = this.services();
    const unlisten = wakeUps.listen(this.source.topic, this.alarm.ring, this.source.knownSeq);
    try {
      while (this.members.size > 0) {
        this.alarm.reset();
        const look = await this.whenTheyRead();
        if (look?.root !== undefined && this.source.pause > 0) await pause(this.source.pause);
        if (look && !look.more && this.members.size > 0) await this.rest(look);
      }
    } catch (error) {
      for (const listener of Array.from(this.members)) listener.fail(error);
    } finally {
      unlisten();
    }
  }

  private services() {
    const [first] = this.members;
    return first!.services;
  }

  /** Joins those who wait at the same place, or waits for what comes. */
  private async rest({ again }: Look<unknown>): Promise<void> {
    const others = this.fanOut.restingAt(this.key, this.cursor, this);
    if (others) {
      for (const listener of Array.from(this.members)) others.join(listener);
      this.members.clear();
      return;
    }
    this.isResting = true;
    await this.alarm.wait(again);
    this.isResting = false;
  }

  /** Nobody is sent more than they read: whoever owes too much goes on by themselves. */
  private async whenTheyRead(): Promise<Look<unknown> | null> {
    const slow = Array.from(this.members).filter((listener) => listener.owesTooMuch);
    if (slow.length === this.members.size) {
      await pause(this.patience);
      this.patience = Math.min(this.patience * 2, OWED_LOOK_MOST_MILLISECONDS);
      return null;
    }
    this.patience = OWED_LOOK_MILLISECONDS;
    for (const listener of slow) {
      this.members.delete(listener);
      this.fanOut.begin(this.key, this.source, this.cursor, [listener]);
    }
    return this.step();
  }

  /** One event at most; null where it must be tried again. */
  private async step(): Promise<Look<unknown> | null> {
    const heard = Array.from(this.members);
    const [leader] = heard;
    const persons = new Set(heard.map(({ who }) => who));
    const line = persons.size === 1 ? leader!.who : this.source.topic;
    const endTurn = await leader!.services.eventTurns.take([line]);
    try {
      return await this.lookAndSend(heard, persons.size > 1);
    } catch (error) {
      // What broke with the database is read again when it is back: nothing is left out.
      if (!isConnectionLost(error)) throw error;
      await pause(PATIENCE_MILLISECONDS);
      return null;
    } finally {
      endTurn();
    }
  }

  private async lookAndSend(heard: readonly Listener[], isShared: boolean): Promise<Look<unknown> | null> {
    const leader = heard[0]!;
    const context = leader.context.fresh();
    try {
      const sessions = heard.map(({ sessionId }) => sessionId);
      const look = await this.source.look(context.reader, this.cursor, sessions);
      const allowed = heard.filter((listener) => look.allowed.has(listener.sessionId));
      for (const listener of heard) if (!look.allowed.has(listener.sessionId)) listener.end();
      // What is executed for all is executed for somebody who may hear it.
      if (!look.allowed.has(leader.sessionId)) return null;
      if (look.root !== undefined) {
        const paying = await this.paying(allowed, isShared);
        if (paying.length > 0) {
          send(await leader.executed(look.root, context), paying);
          leader.services.metrics.delivered(look.root, paying.length, leader.since);
        }
      }
      this.cursor = look.cursor;
      return look;
    } finally {
      await context.close();
    }
  }

  /**
   * Those who have points left. An execution is paid once: by the topic, where several people share it, and by the one
   * whose it is otherwise; each delivery is one more. Where a topic has no points left, each pays the execution.
   */
  private async paying(listeners: readonly Listener[], isShared: boolean): Promise<readonly Listener[]> {
    const [leader] = listeners;
    const byTopic = isShared && (await leader!.isPaidBy(this.source.topic));
    const paying: Listener[] = [];
    for (const listener of listeners) {
      const price = byTopic || (!isShared && listener !== leader) ? 1 : listener.points;
      if (await listener.pay(price)) paying.push(listener);
    }
    return paying;
  }
}

function pause(milliseconds: number): Promise<void> {
  return sleep(milliseconds, undefined, { ref: false });
}

function send(result: ExecutionResult, listeners: readonly Listener[]): void {
  const text = JSON.stringify(listeners[0]!.said(result));
  for (const listener of listeners) listener.deliver(text);
}
