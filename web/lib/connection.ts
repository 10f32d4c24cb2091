import { useSyncExternalStore } from "react";

/**
 * Whether the server can be reached, as far as the browser, the requests and the live socket know.
 *
 * Whoever waits for the server's return (the socket's retries, the open pages) asks here, so that everything heals at
 * the same moment.
 */
export type ConnectionState = "up" | "down";

const PROBE_MS = 2_000;

let state: ConnectionState = navigator.onLine ? "up" : "down";
let probe: ReturnType<typeof setInterval> | undefined;
const listeners = new Set<() => void>();
const returnListeners = new Set<() => void>();

function change(next: ConnectionState): void {
  if (next === state) return;
  state = next;
  clearInterval(probe);
  if (state === "down") probe = setInterval(ask, PROBE_MS);
  for (const listener of listeners) listener();
  if (state === "up") for (const listener of returnListeners) listener();
}

async function ask(): Promise<void> {
  if (!navigator.onLine) return;
  try {
    const answer = await fetch("/healthz", { cache: "no-store" });
    if (answer.ok) change("up");
  } catch {
    // Still away; the next probe asks again.
  }
}

/** A request or the socket got an answer. */
export function connectionSeen(): void {
  if (navigator.onLine) change("up");
}

/** A request or the socket failed before it got an answer. */
export function connectionLost(): void {
  change("down");
}

/** Calls back each time the connection returns; the answer stops that. */
export function onConnectionReturn(listener: () => void): () => void {
  returnListeners.add(listener);
  return () => returnListeners.delete(listener);
}

/** Waits for so many milliseconds, or until the connection returns, whichever comes first; never while offline. */
export async function waitForConnection(milliseconds: number): Promise<void> {
  await new Promise<void>((resolve) => {
    const done = () => {
      clearTimeout(timer);
      window.removeEventListener("online", done);
      stop();
      resolve();
    };
    const timer = setTimeout(() => navigator.onLine && done(), milliseconds);
    const stop = onConnectionReturn(done);
    window.addEventListener("online", done);
  });
}

window.addEventListener("offline", () => change("down"));
window.addEventListener("online", () => void ask());
if (state === "down") probe = setInterval(ask, PROBE_MS);

export function useConnection(): ConnectionState {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => state,
  );
}
