const PLACE = "invite-later";

function groups(): string[] {
  try {
    return (localStorage.getItem(PLACE) ?? "").split(" ").filter(Boolean);
  } catch {
    return [];
  }
}

/** Whether somebody said in this browser that they would rather not invite anybody into this group now. */
export function invitesLater(groupId: string): boolean {
  return groups().includes(groupId);
}

/** Does not offer it again here; the members' page still does. */
export function inviteLater(groupId: string): void {
  try {
    localStorage.setItem(PLACE, [...groups(), groupId].join(" "));
  } catch {
    // A browser that keeps nothing offers it again.
  }
}
