import { Decimal } from "../../kernel/decimal.js";
import type { Viewer } from "../../platform/actor.js";
import type { Tx } from "../../platform/write.js";
import { SplitItemKind } from "../bills/bill.js";
import { SplitMode } from "../expenses/expense.entity.js";
import { createExpense } from "../expenses/mutations/expenseCreate.js";
import { membersOf } from "../groups/group.access.js";
import { GroupColour } from "../groups/look.js";
import { createGroup } from "../groups/mutations/groupCreate.js";
import { createSettlement } from "../settlements/mutations/settlementCreate.js";
import type { DemoExpense, DemoGroup, DemoItem } from "./demo-group.js";

/** Which day that was, so many days ago. */
export type DayAgo = (daysAgo: number) => string;

/** Makes the group through the doors of real writes, and answers its id. Also used by the demo of the command line. */
export async function fillDemoGroup(tx: Tx, viewer: Viewer, demo: DemoGroup, dayAgo: DayAgo): Promise<string> {
  const { name, emoji, colour, currency, people, payment } = demo;
  const groupId = await createGroup(tx, viewer, {
    name,
    emoji,
    colour: GroupColour[colour],
    currency,
    members: people.map((person) => ({ name: person })),
  });
  const memberIds = await fillDemoExpenses(tx, viewer, groupId, demo.expenses, dayAgo);
  await createSettlement(tx, viewer, {
    groupId,
    fromMemberId: memberIds[payment.from]!,
    toMemberId: memberIds[payment.to]!,
    amount: { amount: decimal(payment.amount), currency },
    settledOn: dayAgo(payment.daysAgo),
    note: payment.note,
  });
  return groupId;
}

/** Enters expenses into a group that is there; answers its members in their order. */
export async function fillDemoExpenses(
  tx: Tx,
  viewer: Viewer,
  groupId: string,
  expenses: readonly DemoExpense[],
  dayAgo: DayAgo,
): Promise<readonly string[]> {
  const memberIds = (await membersOf(tx, groupId)).map((member) => member.id);
  const categories = await tx.rows<{ id: string; name: string }>("select id, name from categories");
  const categoryIds = new Map(categories.map(({ id, name }) => [name, id]));
  for (const expense of expenses) {
    await createExpense(tx, viewer, {
      ...inputOf(expense, memberIds),
      groupId,
      incurredOn: dayAgo(expense.daysAgo),
      categoryId: categoryIds.get(expense.category) ?? null,
    });
  }
  return memberIds;
}

function inputOf({ title, amount, currency, paid, mode, parts, items }: DemoExpense, memberIds: readonly string[]) {
  return {
    title,
    total: { amount: decimal(amount), currency },
    payers: paid.map(([place, sum]) => ({ memberId: memberIds[place]!, amount: sum === null ? null : decimal(sum) })),
    split: {
      mode: SplitMode[mode],
      ...(items && { items: items.map((item) => itemOf(item, memberIds)) }),
      parts: parts.map(([place, value]) => ({
        memberId: memberIds[place]!,
        value: value === null ? null : decimal(value),
      })),
    },
  };
}

function itemOf({ name, amount, kind, claims = [] }: DemoItem, memberIds: readonly string[]) {
  return {
    name,
    amount: decimal(amount),
    kind: SplitItemKind[kind ?? "ITEM"],
    claims: claims.map(([place, weight]) => ({ memberId: memberIds[place]!, weight: decimal(weight) })),
  };
}

function decimal(text: string): Decimal {
  return Decimal.parse(text)!;
}
