import { typedAmount } from "../../../server/kernel/amount-input.js";
import type { SplitMode } from "../../../server/kernel/split.js";
import { NO_VALUES, type PartsDraft } from "./split-draft.js";

/** The ways to split that go with any total. */
export const DEFAULT_MODES = ["EQUAL", "PERCENTAGE", "SHARES"] as const satisfies readonly SplitMode[];

export interface StoredDefault {
  readonly category?: { readonly id: string } | null;
  readonly split: {
    readonly mode: string;
    readonly parts: readonly { readonly member: { readonly id: string }; readonly value?: string | null }[];
  };
}

export interface DefaultDraft extends PartsDraft {
  readonly mode: (typeof DEFAULT_MODES)[number];
}

/** Everybody alike: what goes where a group has said nothing. */
export function equalDraft(memberIds: readonly string[]): DefaultDraft {
  const values = { ...NO_VALUES, SHARES: Object.fromEntries(memberIds.map((id) => [id, "1"])) };
  return { mode: "EQUAL", taking: memberIds, values };
}

/** How expenses of a category are split unless somebody says otherwise; null where the group has said nothing. */
export function defaultFor<Default extends Pick<StoredDefault, "category">>(
  defaults: readonly Default[],
  categoryId: string | null,
): Default | null {
  const own = defaults.find(({ category }) => category && category.id === categoryId);
  return own ?? defaults.find(({ category }) => !category) ?? null;
}

/** Whom a default names who is not here any more: then nobody can follow it. */
export function goneFrom<Member extends { readonly id: string }>(
  { split }: { readonly split: { readonly parts: readonly { readonly member: Member }[] } },
  memberIds: readonly string[],
): Member[] {
  return split.parts.map(({ member }) => member).filter(({ id }) => !memberIds.includes(id));
}

/** What is left of a default without those who are gone: where one begins to set a new one. */
export function remainingDraft(stored: StoredDefault, memberIds: readonly string[], locale: string): DefaultDraft {
  const parts = stored.split.parts.filter(({ member }) => memberIds.includes(member.id));
  if (parts.length === 0 && stored.split.parts.length > 0) return equalDraft(memberIds);
  return defaultDraft({ ...stored, split: { ...stored.split, parts } }, memberIds, locale) ?? equalDraft(memberIds);
}

/** A default as it stands in a form; null where it names somebody who is not here any more, and so cannot be followed. */
export function defaultDraft(
  { split }: StoredDefault,
  memberIds: readonly string[],
  locale: string,
): DefaultDraft | null {
  const mode = DEFAULT_MODES.find((each) => each === split.mode);
  const named = split.parts.map(({ member }) => member.id);
  if (!mode || goneFrom({ split }, memberIds).length > 0) return null;
  const equal = equalDraft(memberIds);
  if (mode === "EQUAL") return { ...equal, taking: named.length > 0 ? named : memberIds };
  const typed = split.parts.map(({ member, value }) => [member.id, typedAmount(value ?? "0", locale)] as const);
  return { mode, taking: memberIds, values: { ...equal.values, [mode]: Object.fromEntries(typed) } };
}
