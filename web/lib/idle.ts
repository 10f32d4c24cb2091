/** So long a browser waits that does not say when it is idle. */
const PAUSE_MS = 300;

/** Calls once nothing else is to be done; answers how to take that back. */
export function whenIdle(work: () => void): () => void {
  if (typeof requestIdleCallback === "undefined") {
    const timer = setTimeout(work, PAUSE_MS);
    return () => clearTimeout(timer);
  }
  const handle = requestIdleCallback(work);
  return () => cancelIdleCallback(handle);
}
