import type { NotificationKind } from "./preference.js";

/** What is known of a delivery at the moment at which it would leave. */
export interface Standing {
  readonly kind: NotificationKind;
  readonly isRead: boolean;
  /** Whether the person is in its group, or it belongs to none. */
  readonly isTheirs: boolean;
  /** Whether it is still so: of a debt that is paid nobody is reminded, and a payment that is cancelled waits for nobody. */
  readonly isSo: boolean;
  readonly isMuted: boolean;
  /** Whether the person wants to be told of this kind on this way. */
  readonly isWanted: boolean;
  /** Whether there is anybody there: an address, a device that takes notices. */
  readonly isReachable: boolean;
}

/** Why something does not leave, in words for the person; null where it does. It is asked at the last moment. */
export function reasonToDrop(standing: Standing): string | null {
  if (standing.isRead) return "It was read before it left.";
  if (!standing.isTheirs) return "It is no longer theirs to see.";
  if (!standing.isSo) return "It is not so any more.";
  if (standing.isMuted) return "The group was silent.";
  if (!standing.isWanted) return "It is not wanted on this way.";
  if (!standing.isReachable) return "Nothing can be sent there.";
  return null;
}
