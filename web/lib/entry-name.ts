/**
 * Gives an entry of the history a key of its own where it has none, as a new visit has. The history's own key for such
 * an entry is the same for every visit, and so each would begin where the one before it ended. An entry that one comes
 * back to, or reloads, has the key that it was given.
 */
export function nameEntry(history: Pick<History, "state" | "replaceState">): void {
  const state = history.state as { readonly key?: string } | null;
  if (!state?.key) history.replaceState({ ...state, key: Math.random().toString(36).slice(2) }, "");
}
