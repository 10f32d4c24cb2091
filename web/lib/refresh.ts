import { apollo } from "./apollo.js";
import { onConnectionReturn } from "./connection.js";

/** Events that come together are answered by one reading. */
const TOGETHER_MS = 40;
/** A long burst (somebody imports a file) is followed in steps, not row by row. */
const APART_MS = 400;

let waiting = false;
let lastAt = 0;

/** Reads anew what the open page shows: soon, and no more often than it helps. */
export function refreshOpenPage(): void {
  if (waiting) return;
  waiting = true;
  setTimeout(
    () => {
      waiting = false;
      lastAt = Date.now();
      // A page that cannot be read now says so itself, and is read again when the connection returns.
      apollo.refetchQueries({ include: "active" }).catch(() => undefined);
    },
    Math.max(TOGETHER_MS, lastAt + APART_MS - Date.now()),
  );
}

/** Keeps open pages true after the connection, or the person, was away for a while. */
export function refreshOnReturn(): void {
  onConnectionReturn(refreshOpenPage);
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && refreshOpenPage());
}
