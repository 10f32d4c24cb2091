const PLACE = "last-group";

/** The group that one was in last, in this browser; null where there was none since one signed in. */
export function lastGroup(): string | null {
  try {
    return localStorage.getItem(PLACE);
  } catch {
    return null;
  }
}

/** Remembers where one is: the next expense is most likely of here. */
export function rememberGroup(groupId: string): void {
  try {
    localStorage.setItem(PLACE, groupId);
  } catch {
    // A browser that keeps nothing lets one choose.
  }
}

/** Another account has other groups. */
export function forgetLastGroup(): void {
  try {
    localStorage.removeItem(PLACE);
  } catch {
    // Nothing was kept.
  }
}
