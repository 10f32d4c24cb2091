import { Field, ObjectType } from "type-graphql";
import { DateTimeScalar } from "../../platform/schema/scalars.js";

/** It ends so long after it was said last: whoever is there says so again in time. */
export const PRESENT_MILLISECONDS = 30_000;

/** What a tab says: where its member looks, and since when. */
export interface SaidPresence {
  readonly memberId: string;
  readonly subjectId: string;
  readonly editing: boolean;
  /** Milliseconds of the epoch. */
  readonly since: number;
}

@ObjectType({ description: "Somebody who is looking at something, or editing it, just now." })
export class Presence {
  /** Whose. */
  readonly memberId: string;
  /** At what. */
  readonly subjectId: string;

  @Field({ description: "Whether they are changing it, and not only looking at it." })
  readonly editing: boolean;

  @Field(() => DateTimeScalar, { description: "Since when." })
  readonly since: Date;

  constructor({ memberId, subjectId, editing, since }: SaidPresence) {
    this.memberId = memberId;
    this.subjectId = subjectId;
    this.editing = editing;
    this.since = new Date(since);
  }
}

/** The topic of who is present in a group; its events have another. */
export function presenceTopic(groupId: string): string {
  return `presence ${groupId}`;
}

/** The key of a tab's mark: what a client calls its tabs is its own business. */
export function presenceKey(sessionId: string, tab: string): string {
  return `${sessionId} ${tab}`;
}

/**
 * Of all tabs, each member and subject once: editing where one of their tabs is, and since the first of those. In one
 * order, so that two looks at the same are the same.
 */
export function presencesOf(said: readonly SaidPresence[]): SaidPresence[] {
  const together = new Map<string, SaidPresence>();
  for (const each of said) {
    const key = `${each.memberId} ${each.subjectId}`;
    const other = together.get(key);
    const editing = each.editing || (other?.editing ?? false);
    together.set(key, { ...each, editing, since: Math.min(each.since, other?.since ?? each.since) });
  }
  return [...together].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, presence]) => presence);
}
