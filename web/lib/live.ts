import { ApolloLink, type Operation } from "@apollo/client";
import { type GraphQLError, print } from "graphql";
import type { Client } from "graphql-ws";
import { Observable } from "rxjs";
import { connectionLost, connectionSeen, waitForConnection } from "./connection.js";
import { openPage } from "./refetch.js";
import { sessionToken } from "./session.js";

const PING_MS = 8_000;
const PONG_MS = 4_000;
const BACKOFF_MAX_MS = 10_000;
/** A server that ends says so to all at once: they come to another one within so long, and not in one moment. */
const GOES_AWAY = 1001;
const SPREAD_MS = 2_000;
/** Unauthorized and forbidden, as WebSocket close codes. */
const UNWELCOME = [4401, 4403];

function backoff(attempt: number): number {
  return Math.min(BACKOFF_MAX_MS, 250 * 2 ** attempt) * (0.75 + Math.random() / 2);
}

/** The library of sockets comes after the page, which can be used without it. */
async function connect(): Promise<Client> {
  const { createClient } = await import("graphql-ws");
  let socket: WebSocket | undefined;
  let silence: ReturnType<typeof setTimeout> | undefined;
  let token: string | undefined;
  let wentAway = false;
  const client = createClient({
    url: `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/graphql`,
    connectionParams: async () => {
      token = (await sessionToken()) ?? undefined;
      return { Authorization: `Bearer ${token}` };
    },
    keepAlive: PING_MS,
    retryAttempts: Number.POSITIVE_INFINITY,
    shouldRetry: () => true,
    retryWait: (attempt) => {
      const spread = wentAway ? Math.random() * SPREAD_MS : 0;
      wentAway = false;
      return waitForConnection(spread + backoff(attempt));
    },
    on: {
      connected: (opened) => {
        socket = opened as WebSocket;
        connectionSeen();
      },
      ping: (received) => {
        // A cable that was pulled does not close a socket: silence does.
        if (!received) silence = setTimeout(() => socket?.readyState === WebSocket.OPEN && client.terminate(), PONG_MS);
      },
      pong: (received) => {
        if (received) clearTimeout(silence);
      },
      closed: (event) => {
        clearTimeout(silence);
        wentAway = (event as CloseEvent).code === GOES_AWAY;
        // The session may be over: whoever renews it finds out.
        if (UNWELCOME.includes((event as CloseEvent).code)) void sessionToken(token);
        if (!(event as CloseEvent).wasClean) connectionLost();
      },
    },
  });
  window.addEventListener("offline", () => client.terminate());
  return client;
}

let live: Promise<Client> | undefined;

function sequenceOf(data: Record<string, unknown> | null | undefined): number | undefined {
  const event = data?.groupEvents as { seq?: number } | undefined;
  return event?.seq;
}

/** Codes that mean: not now, but soon. What was missed meanwhile comes with the next beginning. */
const FOR_NOW = new Set<unknown>(["RATE_LIMITED", "UNAVAILABLE"]);

function messagesOf(errors: unknown): string {
  return (errors as readonly GraphQLError[]).map(({ message }) => message).join(" ");
}

/** Whether the server knows nothing of what we have heard last, as after a restored backup. */
function isTooOld(error: unknown): boolean {
  return Array.isArray(error) && (error[0] as GraphQLError | undefined)?.extensions?.code === "CURSOR_TOO_OLD";
}

/** For how many milliseconds a subscription pauses that the server ended for now; null where it ended it for good. */
function pauseAfter(error: unknown): number | null {
  if (!Array.isArray(error)) return null;
  const { code, retryAfter } = (error[0] as GraphQLError | undefined)?.extensions ?? {};
  if (!FOR_NOW.has(code)) return null;
  return Math.max(typeof retryAfter === "number" ? retryAfter * 1_000 : 0, backoff(2));
}

/**
 * Carries subscriptions over one socket, and resumes each after the last event it has seen: whatever happened while
 * the connection was cut off arrives when it is back, once and in order.
 */
export class LiveLink extends ApolloLink {
  override request(operation: Operation): Observable<ApolloLink.Result> {
    return new Observable((observer) => {
      let after = operation.variables.after as number | undefined;
      let stop = () => {};
      let left = false;
      let failures = 0;
      const payload = {
        query: print(operation.query),
        operationName: operation.operationName,
        // Read anew at every attempt, so that a retry asks only for what is still missing.
        get variables() {
          return { ...operation.variables, after };
        },
      };
      const again = (pause: number) => {
        failures += 1;
        void waitForConnection(pause).then(() => left || begin());
      };
      const begin = () => {
        live ??= connect();
        live.then(subscribe, () => {
          live = undefined;
          again(backoff(failures + 1));
        });
      };
      const subscribe = (client: Client) => {
        if (left) return;
        stop = client.subscribe<Record<string, unknown>>(payload, {
          next: (result) => {
            failures = 0;
            const sequence = sequenceOf(result.data);
            if (sequence !== undefined && after !== undefined && sequence <= after) return;
            after = sequence ?? after;
            observer.next(result as ApolloLink.Result);
          },
          error: (error) => {
            if (left) return;
            if (isTooOld(error)) {
              // What is shown is from before the server's own past: it is read anew, and followed from now on.
              after = undefined;
              openPage.reread();
              return again(0);
            }
            const pause = pauseAfter(error) ?? (Array.isArray(error) ? null : backoff(failures + 1));
            if (pause === null) return observer.error(new Error(messagesOf(error)));
            again(pause);
          },
          complete: () => left || observer.complete(),
        });
      };
      begin();
      return () => {
        left = true;
        stop();
      };
    });
  }
}
