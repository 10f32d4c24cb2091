import { useEffect, useState } from "react";

/** Groups that this tab has seen with something open: only there does becoming even mean anything to the reader. */
const seenOpen = new Set<string>();

/** Remembers that a group has something open, for the moment in which it has not. */
export function useOpenSeen(groupId: string, isOpen: boolean): void {
  useEffect(() => {
    if (isOpen) seenOpen.add(groupId);
  }, [groupId, isOpen]);
}

/** Whether this tab has seen the group open since it was even last; asked once, when it is seen even. */
export function useWasOpen(groupId: string): boolean {
  const [wasOpen] = useState(() => seenOpen.has(groupId));
  useEffect(() => {
    seenOpen.delete(groupId);
  }, [groupId]);
  return wasOpen;
}
