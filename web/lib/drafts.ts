import { createStore, entries, get, promisifyRequest, type UseStore } from "idb-keyval";

/** Whose draft it is, and of what. */
export interface DraftKey {
  readonly accountId: string;
  readonly groupId: string;
  /** The id that it will be stored under: however often it is sent, it is one. */
  readonly id: string;
}

/** Where a change of something stored is kept: apart from all that is new. */
export function changeKey(accountId: string, id: string): DraftKey {
  return { accountId, groupId: "change", id };
}

export interface KeptDraft<State> {
  readonly id: string;
  readonly keptAt: number;
  readonly state: State;
}

/** Older ones nobody remembers. */
const KEPT_MS = 30 * 24 * 60 * 60 * 1_000;

let store: UseStore | null = null;

function drafts(): UseStore {
  store ??= createStore("drafts", "drafts");
  return store;
}

function nameOf({ accountId, groupId, id }: DraftKey): string {
  return [accountId, groupId, id].join(" ");
}

/**
 * Drafts live in the browser alone, by account and group. A browser that keeps nothing (in a private window) is no
 * reason to fail: then there are none.
 */
async function tried<Value>(work: () => Promise<Value>, otherwise: Value): Promise<Value> {
  try {
    return await work();
  } catch {
    return otherwise;
  }
}

/**
 * Changes what is kept, and is done when it is. Committed by name: left to itself, a browser does so only when its page
 * has heard that the change was made, and where somebody has reloaded or closed it meanwhile, it takes the change back.
 */
function change(work: (kept: IDBObjectStore) => void): Promise<void> {
  const changed = () =>
    drafts()("readwrite", (kept) => {
      work(kept);
      kept.transaction.commit();
      return promisifyRequest(kept.transaction);
    });
  return tried(changed, undefined);
}

/** Keeps what somebody has entered so far. */
export function keepDraft(key: DraftKey, state: unknown, now: number = Date.now()): Promise<void> {
  return change((kept) => kept.put({ id: key.id, keptAt: now, state }, nameOf(key)));
}

/** The drafts of an account in a group, the newest first. What is too old is gone, whoever it belonged to. */
export async function keptDrafts<State>(
  accountId: string,
  groupId: string,
  now: number = Date.now(),
): Promise<KeptDraft<State>[]> {
  const all = await tried(() => entries<string, KeptDraft<State>>(drafts()), []);
  const old = all.filter(([, { keptAt }]) => keptAt < now - KEPT_MS).map(([name]) => name);
  if (old.length > 0) await change((kept) => old.forEach((name) => kept.delete(name)));
  const start = nameOf({ accountId, groupId, id: "" });
  return all
    .filter(([name]) => name.startsWith(start) && !old.includes(name))
    .map(([, draft]) => draft)
    .sort((a, b) => b.keptAt - a.keptAt);
}

/** The draft under a key; null where there is none, or nobody remembers it. */
export async function keptDraft<State>(key: DraftKey, now: number = Date.now()): Promise<KeptDraft<State> | null> {
  const draft = await tried(() => get<KeptDraft<State>>(nameOf(key), drafts()), undefined);
  return draft && draft.keptAt >= now - KEPT_MS ? draft : null;
}

/** It was saved, or nobody wants it any more. */
export function forgetDraft(key: DraftKey): Promise<void> {
  return change((kept) => kept.delete(nameOf(key)));
}

/** Whoever signs out leaves nothing behind. */
export function forgetAllDrafts(): Promise<void> {
  return change((kept) => kept.clear());
}
