import type { Line } from "./receipt-parts.js";

/** Somebody who may have had something. */
export interface Claimant {
  readonly id: string;
  readonly name: string;
}

/** What was said of a person and a line. */
export interface ClaimedAs {
  readonly lineId: string;
  readonly memberId: string;
  /** "0": nothing of it. */
  readonly weight: string;
}

export function claimKey(lineId: string, memberId: string): string {
  return `${lineId} ${memberId}`;
}

/** The lines as they will be once everything that was said has arrived; who has claimed keeps their place. */
export function withClaims(
  lines: readonly Line[],
  said: ReadonlyMap<string, ClaimedAs>,
  members: readonly Claimant[],
): readonly Line[] {
  if (said.size === 0) return lines;
  return lines.map((line) => {
    const weights = new Map(line.claims.map(({ member, weight }) => [member.id, weight]));
    for (const { lineId, memberId, weight } of said.values()) if (lineId === line.id) weights.set(memberId, weight);
    const people = new Map<string, Claimant>(
      [...line.claims.map(({ member }) => member), ...members].map((member) => [member.id, member]),
    );
    const claims = [...weights].flatMap(([id, weight]) => {
      const member = people.get(id);
      return weight === "0" || !member ? [] : [{ member, weight }];
    });
    return { ...line, claims: claims as Line["claims"] };
  });
}

/** The lines without the claims of those who have left: nobody can have them pay for it, so others must say who does. */
export function withoutThoseWhoLeft(lines: readonly Line[], members: readonly Claimant[]): readonly Line[] {
  const here = new Set(members.map(({ id }) => id));
  return lines.map((line) => ({ ...line, claims: line.claims.filter(({ member }) => here.has(member.id)) }));
}
