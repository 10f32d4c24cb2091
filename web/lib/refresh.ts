import { apollo } from "./apollo.js";
import { onConnectionReturn } from "./connection.js";

const TOGETHER_MS = 40;

let pending: ReturnType<typeof setTimeout> | undefined;

/** Reads anew what the open page shows. Many calls in a row (a burst of live events) are one. */
export function refreshOpenPage(): void {
  clearTimeout(pending);
  pending = setTimeout(() => {
    // A page that cannot be read now says so itself, and is read again when the connection returns.
    apollo.refetchQueries({ include: "active" }).catch(() => undefined);
  }, TOGETHER_MS);
}

/** Keeps open pages true after the connection, or the person, was away for a while. */
export function refreshOnReturn(): void {
  onConnectionReturn(refreshOpenPage);
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && refreshOpenPage());
}
