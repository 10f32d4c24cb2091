import { sum } from "../../kernel/allocate.js";
import { groupBy } from "../../kernel/group-by.js";

/** A member of one of the viewer's groups who is this person, and the viewer's own member there. */
export interface SharedLedger {
  readonly groupId: string;
  readonly memberId: string;
  readonly viewerMemberId: string;
}

/** A payment that a group suggests. */
export interface Suggestion {
  readonly currency: string;
  readonly fromId: string;
  readonly toId: string;
  readonly minor: bigint;
}

/** An amount in minor units; positive: the viewer is owed it. */
export interface NetAmount {
  readonly currency: string;
  readonly minor: bigint;
}

/** The suggestions that are between the two, of any of their ledgers. */
export function between(ledgers: readonly SharedLedger[], suggestions: readonly Suggestion[]): Suggestion[] {
  const pairs = new Set(ledgers.flatMap(({ memberId: a, viewerMemberId: b }) => [`${a} ${b}`, `${b} ${a}`]));
  return suggestions.filter(({ fromId, toId }) => pairs.has(`${fromId} ${toId}`));
}

/** What the suggestions come to for the viewer, by currency code; what nets to zero is left out. */
export function netOf(viewerMemberIds: ReadonlySet<string>, suggestions: readonly Suggestion[]): NetAmount[] {
  const nets = [...groupBy(suggestions, (suggestion) => suggestion.currency)].map(([currency, own]) => ({
    currency,
    minor: sum(own.map(({ toId, minor }) => (viewerMemberIds.has(toId) ? minor : -minor))),
  }));
  return nets.filter(({ minor }) => minor !== 0n).sort((a, b) => (a.currency < b.currency ? -1 : 1));
}
