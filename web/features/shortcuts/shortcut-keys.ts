/** What a single key does outside of fields. */
export type ShortcutAct = "add" | "settle" | "edit" | "search" | "groups" | "people" | "help";

const SINGLE: Readonly<Record<string, ShortcutAct>> = { n: "add", s: "settle", e: "edit", "/": "search", "?": "help" };
const AFTER_G: Readonly<Record<string, ShortcutAct>> = { g: "groups", p: "people" };
/** Whoever waits longer after G meant something else. */
const TOGETHER_MS = 1_500;

interface Press {
  readonly key: string;
  readonly at: number;
}

/** What this press means after the one before it; null where it means nothing, as G alone does. */
export function shortcutOf(press: Press, before: Press | null): ShortcutAct | null {
  const key = press.key.toLowerCase();
  const followsG = before?.key.toLowerCase() === "g" && press.at - before.at < TOGETHER_MS;
  return (followsG ? AFTER_G[key] : SINGLE[key]) ?? null;
}
