import { Decimal, decimalText } from "../../../server/kernel/decimal.js";
import { MINOR_MAX } from "../../../server/kernel/money.js";
import type { SettlementOptionsInput } from "../../gql/graphql.js";

/** One member exchanges payments with nobody but these; while nobody is named, the rule is unfinished and changes nothing. */
export interface PartnerRule {
  readonly memberId: string;
  readonly partnerIds: readonly string[];
}

/** What a person wants of the payments beside few of them. */
export interface SettleWishes {
  readonly throughId: string | null;
  /** As the API takes it, above zero; it counts in each currency for itself. */
  readonly smallest: string | null;
  /** Empty where everything goes through one member: the two exclude each other. */
  readonly rules: readonly PartnerRule[];
}

export const NO_WISHES: SettleWishes = { throughId: null, smallest: null, rules: [] };

/** Whoever can be named in a wish. */
export interface WishMember {
  readonly id: string;
  readonly household?: { readonly id: string } | null | undefined;
}

/** People of one household settle as one, and so pay each other nothing. */
export function canBePartners(a: WishMember, b: WishMember): boolean {
  return a.id !== b.id && (!a.household || a.household.id !== b.household?.id);
}

/** Reads the wishes from an address, where anybody can write anything: what makes no sense is as if it were not there. */
export function wishesFrom(search: URLSearchParams, members: readonly WishMember[], digits: number): SettleWishes {
  const byId = new Map(members.map((member) => [member.id, member]));
  const throughId = byId.get(search.get("through") ?? "")?.id ?? null;
  const rules = new Map<string, PartnerRule>();
  for (const written of throughId === null ? search.getAll("only") : []) {
    const [memberId = "", ...others] = written.split(".");
    const member = byId.get(memberId);
    if (!member || rules.has(memberId)) continue;
    const partners = [...new Set(others)].flatMap((id) => byId.get(id) ?? []);
    const partnerIds = partners.filter((other) => canBePartners(member, other)).map(({ id }) => id);
    rules.set(memberId, { memberId, partnerIds });
  }
  return { throughId, smallest: smallestFrom(search.get("smallest") ?? "", digits), rules: [...rules.values()] };
}

/** The amount as the API writes it, or null where it is none above zero. */
export function smallestFrom(text: string, digits: number): string | null {
  const minor = Decimal.parse(text)?.scaledTo(digits) ?? 0n;
  return minor > 0n && minor <= MINOR_MAX ? decimalText(minor, digits) : null;
}

/** The address with these wishes in it; whatever else it says stays. */
export function withWishes(search: URLSearchParams, { throughId, smallest, rules }: SettleWishes): URLSearchParams {
  const next = new URLSearchParams(search);
  for (const name of ["through", "smallest", "only"]) next.delete(name);
  if (throughId !== null) next.set("through", throughId);
  if (smallest !== null) next.set("smallest", smallest);
  if (throughId !== null) return next;
  for (const { memberId, partnerIds } of rules) next.append("only", [memberId, ...partnerIds].join("."));
  return next;
}

/** The wishes as the API takes them, or null where there is none: then the group's own suggestions hold. */
export function optionsOf({ throughId, smallest, rules }: SettleWishes): SettlementOptionsInput | null {
  const partners = rules
    .filter(({ partnerIds }) => partnerIds.length > 0)
    .map(({ memberId, partnerIds }) => ({ memberId, partnerIds: [...partnerIds] }));
  // Fields that are not there, rather than empty, so that equal wishes are equal in the cache.
  const options: SettlementOptionsInput = {
    ...(throughId !== null && { through: throughId }),
    ...(smallest !== null && { smallest }),
    ...(throughId === null && partners.length > 0 && { partners }),
  };
  return Object.keys(options).length > 0 ? options : null;
}
