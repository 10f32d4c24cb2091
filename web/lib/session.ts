import { print } from "graphql";
import { useSyncExternalStore } from "react";
import { graphql } from "../gql/index.js";
import { connectionLost, connectionSeen, waitForConnection } from "./connection.js";
import { isSessionMarked, markSession } from "./session-mark.js";

const SessionRefresh = graphql(`
  mutation SessionRefresh {
    sessionRefresh(input: {}) {
      __typename
      ... on SessionRefreshPayload {
        session {
          accessToken
          expiresAt
        }
      }
    }
  }
`);

export type SessionStatus = "starting" | "signed-out" | "signed-in";

interface Access {
  readonly token: string;
  readonly expiresAt: number;
}

/** A token this close to its end is renewed before it is used. */
const RENEW_MS = 60_000;
const RETRY_MS = 1_000;
/** `setTimeout` counts in 32 bits; later than this, it fires at once. */
const TIMER_MAX_MS = 2 ** 31 - 1;

let status: SessionStatus = "starting";
/** The access token lives here and nowhere else; the refresh token is in a cookie that no script can read. */
let access: Access | null = null;
let renewing: Promise<void> | null = null;
let renewal: ReturnType<typeof setTimeout> | undefined;

const listeners = new Set<() => void>();
const endListeners = new Set<() => void>();
const otherTabs = new BroadcastChannel("session");

function become(next: SessionStatus, granted: Access | null): void {
  // Ended from elsewhere while this browser was closed is ended, too.
  const wasIn = status === "signed-in" || (status === "starting" && isSessionMarked());
  const ended = wasIn && next === "signed-out";
  status = next;
  access = granted;
  markSession(next === "signed-in");
  clearTimeout(renewal);
  if (granted) {
    const wait = Math.min(Math.max(granted.expiresAt - Date.now() - RENEW_MS, RETRY_MS), TIMER_MAX_MS);
    renewal = setTimeout(() => void renew(), wait);
  }
  for (const listener of listeners) listener();
  if (ended) for (const listener of endListeners) listener();
}

/** Locks exist only where the page came by HTTPS or from this machine; elsewhere tabs trust the server's patience. */
async function inTurn(work: () => Promise<void>): Promise<void> {
  await ("locks" in navigator ? navigator.locks.request("session-renewal", work) : work());
}

/** Tabs take turns, because the cookie's token rotates with every renewal. */
function renew(): Promise<void> {
  renewing ??= inTurn(renewOnce)
    .catch(() => undefined)
    .finally(() => {
      renewing = null;
    });
  return renewing;
}

async function renewOnce(): Promise<void> {
  for (;;) {
    try {
      const granted = await requestRenewal();
      return become(granted ? "signed-in" : "signed-out", granted);
    } catch {
      connectionLost();
      if (access && access.expiresAt > Date.now()) return;
      await waitForConnection(RETRY_MS);
    }
  }
}

async function requestRenewal(): Promise<Access | null> {
  const response = await fetch("/graphql", {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/graphql-response+json" },
    body: JSON.stringify({ query: print(SessionRefresh), operationName: "SessionRefresh" }),
  });
  const { data } = await response.json();
  if (!data) throw new Error("The session could not be renewed.");
  connectionSeen();
  const answer = data.sessionRefresh;
  return answer.__typename === "SessionRefreshPayload" ? accessFrom(answer.session) : null;
}

function accessFrom(session: { accessToken: string; expiresAt: string }): Access {
  return { token: session.accessToken, expiresAt: Date.parse(session.expiresAt) };
}

/** Asks whether the cookie still holds a session; called once, when the page loads. */
export function startSession(): Promise<void> {
  return renew();
}

/** Takes over the session that a sign-in or a registration was granted. */
export function enterSession(session: { accessToken: string; expiresAt: string }): void {
  become("signed-in", accessFrom(session));
  otherTabs.postMessage("signed-in");
}

/** Forgets the session in every tab of this browser. */
export function leaveSession(): void {
  become("signed-out", null);
  otherTabs.postMessage("signed-out");
}

/** A token that is good for the next request, or null for nobody. `rejected` is one that the server refused. */
export async function sessionToken(rejected?: string): Promise<string | null> {
  if (status === "starting") await renew();
  if (status !== "signed-in") return null;
  if (!access || access.token === rejected || access.expiresAt - Date.now() < RENEW_MS / 2) await renew();
  return access?.token ?? null;
}

/** Calls back when a session ends, so that nothing of it stays in memory. */
export function onSessionEnd(listener: () => void): void {
  endListeners.add(listener);
}

otherTabs.onmessage = (message: MessageEvent<"signed-in" | "signed-out">) => {
  if (message.data === "signed-out") become("signed-out", null);
  // Another tab may have signed in as somebody else: what this one shows would be the wrong person's.
  else if (status === "signed-in") location.reload();
  else void renew();
};

export function useSessionStatus(): SessionStatus {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => status,
  );
}
