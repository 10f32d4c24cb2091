import { made } from "../../platform/made.js";
import { Group, type GroupKind } from "./group.entity.js";
import type { GroupColour } from "./look.js";

interface NewGroup {
  readonly id: string;
  readonly kind: GroupKind;
  readonly name: string;
  readonly currency: string;
  readonly timeZone: string;
  readonly emoji: string | null;
  readonly colour: GroupColour | null;
}

/** A group as it begins: with the settings that nobody has asked for, and before its first event. */
export function newGroup(named: NewGroup): Group {
  const now = new Date();
  return made(Group, {
    ...named,
    simplifyDebts: true,
    confirmSettlements: false,
    version: 1,
    createdAt: now,
    archivedAt: null,
    lockedThrough: null,
    lastEventSeq: 0,
    lastActiveAt: now,
  });
}
