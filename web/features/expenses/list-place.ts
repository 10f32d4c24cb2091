/** Where somebody was in a list: a row, and how far below the top of the window it began. */
export interface ListPlace {
  readonly rowId: string;
  readonly top: number;
  /** The cursor behind which the list must begin to have it; null where that is its beginning. */
  readonly after: string | null;
}

const KEPT = "list-places";
/** So many entries of a history have a place; the oldest go. */
const KEPT_MOST = 30;

function places(): [key: string, place: ListPlace][] {
  try {
    return JSON.parse(sessionStorage.getItem(KEPT) ?? "[]") as [string, ListPlace][];
  } catch {
    return [];
  }
}

/** The place in the list of that name, as it was left in this tab. */
export function listPlace(key: string): ListPlace | null {
  return places().find(([of]) => of === key)?.[1] ?? null;
}

/** Keeps a place for who comes back to it, or reloads; null is the list's beginning. */
export function keepListPlace(key: string, place: ListPlace | null): void {
  const others = places().filter(([of]) => of !== key);
  const next = place ? [...others, [key, place]] : others;
  try {
    sessionStorage.setItem(KEPT, JSON.stringify(next.slice(-KEPT_MOST)));
  } catch {
    // A browser that keeps nothing begins each list at its beginning.
  }
}
