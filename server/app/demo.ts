import { randomBytes } from "node:crypto";
import type { DataSource } from "typeorm";
import { Decimal } from "../kernel/decimal.js";
import { universalToday } from "../kernel/today.js";
import { insertUser } from "../modules/auth/mutations/userRegister.js";
import { hashPassword } from "../modules/auth/password.adapter.js";
import { setPassword } from "../modules/auth/password.service.js";
import { SplitItemKind, type SplitMode } from "../modules/expenses/expense.entity.js";
import { createExpense } from "../modules/expenses/mutations/expenseCreate.js";
import { membersOf } from "../modules/groups/group.access.js";
import { GroupColour } from "../modules/groups/look.js";
import { addFriend } from "../modules/groups/mutations/friendAdd.js";
import { createGroup } from "../modules/groups/mutations/groupCreate.js";
import { createSettlement } from "../modules/settlements/mutations/settlementCreate.js";
import type { Viewer } from "../platform/actor.js";
import { commandActor } from "../platform/actor.js";
import { type Tx, write, writingAlone } from "../platform/write.js";
import type { Config } from "./config.js";
import { projections } from "./follows.js";

const EMAIL = "demo@example.com";
const PEOPLE = ["Ben", "Eve"];

interface DemoExpense {
  readonly title: string;
  readonly amount: string;
  readonly currency: string;
  readonly daysAgo: number;
  readonly category: string;
  /** The place of each payer among Ana, Ben and Eve, and what each one paid. */
  readonly paid: readonly (readonly [member: number, amount: string | null])[];
  readonly mode: keyof typeof SplitMode;
  readonly values: readonly (string | null)[];
  readonly items?: readonly DemoItem[];
}

interface DemoItem {
  readonly name: string;
  readonly amount: string;
  readonly kind?: keyof typeof SplitItemKind;
  /** The place of each who had it, and how much of it. */
  readonly claims?: readonly (readonly [member: number, weight: string])[];
}

const EXPENSES: readonly DemoExpense[] = [
  {
    title: "Flat in Alfama",
    amount: "412.00",
    currency: "EUR",
    daysAgo: 21,
    category: "Lodging",
    paid: [[0, null]],
    mode: "EQUAL",
    values: [null, null, null],
  },
  {
    title: "Train to Porto",
    amount: "75.80",
    currency: "EUR",
    daysAgo: 19,
    category: "Transport",
    paid: [[1, null]],
    mode: "EQUAL",
    values: [null, null, null],
  },
  {
    title: "Dinner by the river",
    amount: "96.40",
    currency: "EUR",
    daysAgo: 18,
    category: "Eating out",
    paid: [
      [0, "60.00"],
      [2, "36.40"],
    ],
    mode: "ITEMIZED",
    values: [],
    items: [
      { name: "Grilled sardines", amount: "24.00", claims: [[0, "1"]] },
      { name: "Steak", amount: "19.00", claims: [[1, "1"]] },
      { name: "Octopus rice", amount: "26.00", claims: [[2, "1"]] },
      {
        name: "Vinho verde",
        amount: "14.00",
        claims: [
          [0, "1"],
          [2, "2"],
        ],
      },
      { name: "Couvert", amount: "5.00", kind: "FEE" },
      { name: "Tip", amount: "8.40", kind: "TIP" },
    ],
  },
  {
    title: "Groceries",
    amount: "38.17",
    currency: "EUR",
    daysAgo: 17,
    category: "Groceries",
    paid: [[2, null]],
    mode: "SHARES",
    values: ["2", "1", "1"],
  },
  {
    title: "Fado evening",
    amount: "54.00",
    currency: "EUR",
    daysAgo: 16,
    category: "Entertainment",
    paid: [[1, null]],
    mode: "PERCENTAGE",
    values: ["50", "25", "25"],
  },
  {
    title: "Wine tasting",
    amount: "60.00",
    currency: "EUR",
    daysAgo: 15,
    category: "Entertainment",
    paid: [[0, null]],
    mode: "ADJUSTMENT",
    values: [null, "8.50", null],
  },
  {
    title: "Stopover in London",
    amount: "47.35",
    currency: "GBP",
    daysAgo: 14,
    category: "Eating out",
    paid: [[0, null]],
    mode: "EXACT",
    values: ["15.00", "20.35", "12.00"],
  },
  {
    title: "Deposit came back",
    amount: "-50.00",
    currency: "EUR",
    daysAgo: 12,
    category: "Income",
    paid: [[0, null]],
    mode: "EQUAL",
    values: [null, null, null],
  },
];

/** Adds an account with a small travelling group, once; answers the sentence that says how to sign in. */
export async function seedDemo(dataSource: DataSource, config: Config): Promise<string> {
  // A password of its own for every start: a known one would be a way in for everybody.
  const password = randomBytes(9).toString("base64url");
  const passwordHash = await hashPassword(password);
  await write(writingAlone(dataSource, projections), async (tx) => {
    const [known] = await tx.rows<{ id: string }>("select id from users where email = $1", [EMAIL]);
    if (known) await setPassword(tx, known.id, passwordHash);
    else await seedAccount(tx, passwordHash);
  });
  return `Sign in at ${config.publicUrl}/sign-in as ${EMAIL} with the password ${password}`;
}

async function seedAccount(tx: Tx, passwordHash: string): Promise<void> {
  const profile = { name: "Ana", preferredCurrency: "EUR", locale: "en", timeZone: "Europe/Lisbon" };
  const user = await insertUser(tx, { email: EMAIL, passwordHash, ...profile });
  const viewer = commandActor(user.id);
  const members = PEOPLE.map((name) => ({ name }));
  const groupId = await createGroup(tx, viewer, {
    name: "Lisbon and Porto",
    emoji: "🚋",
    colour: GroupColour.AMBER,
    currency: "EUR",
    members,
  });
  const memberIds = (await membersOf(tx, groupId)).map((member) => member.id);
  const categories = await tx.rows<{ id: string; name: string }>("select id, name from categories");
  const categoryIds = new Map(categories.map(({ id, name }) => [name, id]));
  for (const expense of EXPENSES) await seedExpense(tx, viewer, groupId, memberIds, categoryIds, expense);
  await createSettlement(tx, viewer, {
    groupId,
    fromMemberId: memberIds[1]!,
    toMemberId: memberIds[0]!,
    amount: { amount: decimal("40.00"), currency: "EUR" },
    settledOn: dayBefore(10),
    note: "In cash",
  });
  await seedFriend(tx, viewer, categoryIds);
}

/** Somebody with whom Ana shares a subscription, and no group. */
async function seedFriend(tx: Tx, viewer: Viewer, categoryIds: ReadonlyMap<string, string>): Promise<void> {
  const groupId = await addFriend(tx, viewer, { name: "Kim", currency: "EUR" });
  const memberIds = (await membersOf(tx, groupId)).map((member) => member.id);
  await seedExpense(tx, viewer, groupId, memberIds, categoryIds, {
    title: "Museum passes",
    amount: "31.00",
    currency: "EUR",
    daysAgo: 30,
    category: "Entertainment",
    paid: [[1, null]],
    mode: "EQUAL",
    values: [null, null],
  });
}

async function seedExpense(
  tx: Tx,
  viewer: Viewer,
  groupId: string,
  memberIds: readonly string[],
  categoryIds: ReadonlyMap<string, string>,
  expense: DemoExpense,
): Promise<void> {
  await createExpense(tx, viewer, {
    groupId,
    title: expense.title,
    total: { amount: decimal(expense.amount), currency: expense.currency },
    incurredOn: dayBefore(expense.daysAgo),
    categoryId: categoryIds.get(expense.category) ?? null,
    payers: expense.paid.map(([member, amount]) => ({
      memberId: memberIds[member]!,
      amount: amount === null ? null : decimal(amount),
    })),
    split: {
      mode: expense.mode as SplitMode,
      ...(expense.items && { items: expense.items.map((item) => itemInput(item, memberIds)) }),
      parts: expense.values.map((value, member) => ({
        memberId: memberIds[member]!,
        value: value === null ? null : decimal(value),
      })),
    },
  });
}

function itemInput({ name, amount, kind, claims = [] }: DemoItem, memberIds: readonly string[]) {
  return {
    name,
    amount: decimal(amount),
    kind: SplitItemKind[kind ?? "ITEM"],
    claims: claims.map(([member, weight]) => ({ memberId: memberIds[member]!, weight: decimal(weight) })),
  };
}

function decimal(text: string): Decimal {
  return Decimal.parse(text)!;
}

function dayBefore(days: number): string {
  return universalToday(new Date(Date.now() - days * 24 * 3600 * 1000));
}
