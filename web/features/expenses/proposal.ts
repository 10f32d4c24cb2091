import { type DefaultDraft, equalDraft } from "./default-split.js";
import { draftOf, type ExpenseDraft, newDraft, type StoredExpense } from "./expense-draft.js";

interface Here {
  readonly currency: string;
  readonly today: string;
  readonly viewerMemberId: string | null;
  /** Those who are in the group now. */
  readonly memberIds: readonly string[];
  readonly locale: string;
  /** The group's own way of splitting; null where it has none that can be followed. */
  readonly groupDefault: DefaultDraft | null;
}

/** Everybody who stands in an expense. */
function namedIn({ payers, split }: StoredExpense): string[] {
  const claims = split.items.flatMap((item) => item.claims);
  return [...payers, ...split.parts, ...claims].map(({ member }) => member.id);
}

/**
 * What a new expense begins with: who paid, how it was split and in which currency the viewer's last one here was, as
 * far as it goes with any total. A default of the group wins over the last split; who has left is proposed no more.
 */
export function proposedDraft(here: Here, last: StoredExpense | null): ExpenseDraft {
  const { memberIds, groupDefault } = here;
  const me = here.viewerMemberId ?? memberIds[0]!;
  const plain = {
    ...newDraft({ currency: here.currency, today: here.today, payerId: me, memberIds }),
    ...(groupDefault ?? equalDraft(memberIds)),
  };
  if (!last) return plain;
  const before = draftOf(last, here.locale);
  const payer = !before.several && memberIds.includes(before.payerId) ? { payerId: before.payerId } : null;
  const goesOn = before.mode === "EQUAL" || before.mode === "PERCENTAGE" || before.mode === "SHARES";
  const isWhole = namedIn(last).every((id) => memberIds.includes(id));
  const split =
    !groupDefault && goesOn && isWhole ? { mode: before.mode, taking: before.taking, values: before.values } : null;
  return { ...plain, currency: before.currency, ...payer, ...split };
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
