/**
 * Whether somebody is signed in in this browser, as far as a page can know it before it has asked: the refresh token is
 * in a cookie that no script reads and that does not come along from other sites. `skip-landing.js` reads the mark too.
 */
const MARK = "signed-in";

/** Remembers that somebody is signed in here, or that nobody is. */
export function markSession(signedIn: boolean): void {
  try {
    if (signedIn) localStorage.setItem(MARK, "yes");
    else localStorage.removeItem(MARK);
  } catch {
    // A browser that keeps nothing shows the landing, from where one signs in.
  }
}

/** Whether somebody was signed in here when a page last knew. */
export function isSessionMarked(): boolean {
  try {
    return localStorage.getItem(MARK) !== null;
  } catch {
    return false;
  }
}

/** For a page that has just begun a session and leaves: the next one, and all other tabs, hear of it. */
export function announceSession(): void {
  markSession(true);
  new BroadcastChannel("session").postMessage("signed-in");
}
