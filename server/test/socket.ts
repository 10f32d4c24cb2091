import { type Client, createClient } from "graphql-ws";
import { WebSocket } from "ws";
import type { Answer } from "./api.js";

/** A graphql-ws client as a program would make one; it does not come back by itself. */
export function socketOf(url: string, token: string | null, options: { origin?: string } = {}): Client {
  class Socket extends WebSocket {
    constructor(address: string, protocols: string[]) {
      super(address, protocols, options.origin === undefined ? {} : { origin: options.origin });
    }
  }
  return createClient({
    url: `${url.replace("http", "ws")}/graphql`,
    webSocketImpl: Socket,
    retryAttempts: 0,
    lazy: true,
    connectionParams: token === null ? {} : { Authorization: `Bearer ${token}` },
  });
}

/** What a subscription has sent so far, and how it ended. */
export interface Heard {
  readonly results: Answer[];
  ended: { how: "complete" } | { how: "error"; error: unknown } | null;
  stop(): void;
  /** Resolves once `enough` holds; the test's own time limit is the only clock. */
  until(enough: () => boolean): Promise<void>;
}

export function listen(client: Client, query: string, variables: Record<string, unknown>): Heard {
  const waiting: { enough: () => boolean; resolve: () => void }[] = [];
  const check = () => {
    for (const each of waiting.filter(({ enough }) => enough())) {
      waiting.splice(waiting.indexOf(each), 1);
      each.resolve();
    }
  };
  const heard: Heard = {
    results: [],
    ended: null,
    stop: () => undefined,
    until: (enough) =>
      new Promise((resolve) => {
        waiting.push({ enough, resolve });
        check();
      }),
  };
  heard.stop = client.subscribe(
    { query, variables },
    {
      next: (result) => {
        heard.results.push(result);
        check();
      },
      error: (error) => {
        heard.ended = { how: "error", error };
        check();
      },
      complete: () => {
        heard.ended ??= { how: "complete" };
        check();
      },
    },
  );
  return heard;
}

export const EVENTS = `subscription Events($groupId: ID!, $after: Int) {
  groupEvents(groupId: $groupId, after: $after) { seq type actor { id } subject { id } group { id lastEventSeq
    balances { net { amount currency } } } } }`;

/** The numbers of the events that were heard. */
export function seqs(heard: Heard): number[] {
  return heard.results.map((result) => result.data.groupEvents.seq);
}
