import { DEFAULT_MODES, type DefaultDraft } from "./default-split.js";
import { draftOf, type ExpenseDraft, newDraft, type StoredExpense } from "./expense-draft.js";

interface Here {
  readonly currency: string;
  readonly today: string;
  readonly viewerMemberId: string | null;
  /** Those who are in the group now. */
  readonly memberIds: readonly string[];
  /** When the last of them came. */
  readonly newestJoinedAt: string;
  readonly locale: string;
  /** The group's own way of splitting; null where it has none that can be followed. */
  readonly groupDefault: DefaultDraft | null;
  /** The categories that have a way of their own: what was split by it says nothing of others. */
  readonly withOwnDefault: readonly string[];
}

/** A way of splitting, as it stands in the form. */
export type SplitDraft = Pick<ExpenseDraft, "mode" | "taking" | "values">;

/** The viewer's last expense here, and when it was entered. */
export interface LastExpense extends StoredExpense {
  readonly createdAt: string;
}

/**
 * What a new expense begins with: who paid, how it was split and in which currency the viewer's last one here was, as
 * far as it goes with any total. A default of the group wins over the last split.
 */
export function proposedDraft(here: Here, last: LastExpense | null): ExpenseDraft {
  if (!last) return plainDraft(here);
  // Who came since would silently be left out of what the others did without them.
  const isSameCircle = Date.parse(last.createdAt) >= Date.parse(here.newestJoinedAt);
  const before = draftOf(last, here.locale);
  const next = nextDraft(here, before);
  return isSameCircle ? next : { ...next, ...splitOf(plainDraft(here)) };
}

/** What follows one that was entered just now: its payer, split and currency; whom it names and who has left is not. */
export function nextDraft(here: Here, before: ExpenseDraft): ExpenseDraft {
  const plain = plainDraft(here);
  const isHere = (id: string) => here.memberIds.includes(id);
  const payer = !before.several && isHere(before.payerId) ? { payerId: before.payerId } : null;
  const isFree = !here.groupDefault && !here.withOwnDefault.some((id) => id === before.categoryId);
  const goesOn = isFree && DEFAULT_MODES.some((mode) => mode === before.mode) && namedIn(before).every(isHere);
  return { ...plain, currency: before.currency, ...payer, ...(goesOn && splitOf(before)) };
}

/** Nothing but what the group says: the viewer paid, and its default or equal parts. */
function plainDraft({ currency, today, viewerMemberId, memberIds, groupDefault }: Here): ExpenseDraft {
  const payerId = viewerMemberId ?? memberIds[0]!;
  return { ...newDraft({ currency, today, payerId, memberIds }), ...groupDefault };
}

export function splitOf({ mode, taking, values }: ExpenseDraft): SplitDraft {
  return { mode, taking, values };
}

/** Who stands in the split. */
function namedIn({ mode, taking, values }: ExpenseDraft): readonly string[] {
  return mode === "PERCENTAGE" || mode === "SHARES" ? Object.keys(values[mode]) : taking;
}

/** The same expense once more, today; without those who have left. */
export function duplicateDraft(here: Here, original: StoredExpense): ExpenseDraft {
  const copy = draftOf(original, here.locale);
  const present = (id: string) => here.memberIds.includes(id);
  const kept = <Value>(values: Readonly<Record<string, Value>>) =>
    Object.fromEntries(Object.entries(values).filter(([id]) => present(id)));
  return {
    ...copy,
    incurredOn: here.today,
    payerId: present(copy.payerId) ? copy.payerId : (here.viewerMemberId ?? here.memberIds[0]!),
    payerAmounts: kept(copy.payerAmounts),
    taking: copy.taking.filter(present),
    items: copy.items.map((item) => ({ ...item, claims: kept(item.claims) })),
  };
}
