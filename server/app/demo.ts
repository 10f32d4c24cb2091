import { randomBytes } from "node:crypto";
import type { DataSource } from "typeorm";
import { universalToday } from "../kernel/today.js";
import { insertUser } from "../modules/auth/mutations/userRegister.js";
import { hashPassword } from "../modules/auth/password.adapter.js";
import { setPassword } from "../modules/auth/password.service.js";
import { addFriend } from "../modules/groups/mutations/friendAdd.js";
import type { DemoExpense, DemoGroup } from "../modules/guests/demo-group.js";
import { fillDemoExpenses, fillDemoGroup } from "../modules/guests/demo-group.service.js";
import { User } from "../modules/users/user.entity.js";
import { commandActor } from "../platform/actor.js";
import { type Tx, write, writingAlone } from "../platform/write.js";
import type { Config } from "./config.js";
import { projections } from "./follows.js";

const EMAIL = "demo@example.com";

const EXPENSES: readonly DemoExpense[] = [
  {
    title: "Flat in Alfama",
    amount: "412.00",
    currency: "EUR",
    daysAgo: 21,
    category: "Lodging",
    paid: [[0, null]],
    mode: "EQUAL",
    parts: [
      [0, null],
      [1, null],
      [2, null],
    ],
  },
  {
    title: "Train to Porto",
    amount: "75.80",
    currency: "EUR",
    daysAgo: 19,
    category: "Transport",
    paid: [[1, null]],
    mode: "EQUAL",
    parts: [
      [0, null],
      [1, null],
      [2, null],
    ],
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
    parts: [],
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
    parts: [
      [0, "2"],
      [1, "1"],
      [2, "1"],
    ],
  },
  {
    title: "Fado evening",
    amount: "54.00",
    currency: "EUR",
    daysAgo: 16,
    category: "Entertainment",
    paid: [[1, null]],
    mode: "PERCENTAGE",
    parts: [
      [0, "50"],
      [1, "25"],
      [2, "25"],
    ],
  },
  {
    title: "Wine tasting",
    amount: "60.00",
    currency: "EUR",
    daysAgo: 15,
    category: "Entertainment",
    paid: [[0, null]],
    mode: "ADJUSTMENT",
    parts: [
      [0, null],
      [1, "8.50"],
      [2, null],
    ],
  },
  {
    title: "Stopover in London",
    amount: "47.35",
    currency: "GBP",
    daysAgo: 14,
    category: "Eating out",
    paid: [[0, null]],
    mode: "EXACT",
    parts: [
      [0, "15.00"],
      [1, "20.35"],
      [2, "12.00"],
    ],
  },
  {
    title: "Deposit came back",
    amount: "-50.00",
    currency: "EUR",
    daysAgo: 12,
    category: "Income",
    paid: [[0, null]],
    mode: "EQUAL",
    parts: [
      [0, null],
      [1, null],
      [2, null],
    ],
  },
];

const TRIP: DemoGroup = {
  name: "Lisbon and Porto",
  emoji: "🚋",
  colour: "AMBER",
  currency: "EUR",
  people: ["Ben", "Eve"],
  expenses: EXPENSES,
  payment: { from: 1, to: 0, amount: "40.00", daysAgo: 10, note: "In cash" },
};

const MUSEUM: DemoExpense = {
  title: "Museum passes",
  amount: "31.00",
  currency: "EUR",
  daysAgo: 30,
  category: "Entertainment",
  paid: [[1, null]],
  mode: "EQUAL",
  parts: [
    [0, null],
    [1, null],
  ],
};

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
  await tx.update(User, user.id, { occupation: "Architect", country: "PT" });
  const viewer = commandActor(user.id);
  await fillDemoGroup(tx, viewer, TRIP, dayAgo);
  // Somebody with whom Ana shares a museum pass, and no group.
  const pairId = await addFriend(tx, viewer, { name: "Kim", currency: "EUR" });
  await fillDemoExpenses(tx, viewer, pairId, [MUSEUM], dayAgo);
}

function dayAgo(days: number): string {
  return universalToday(new Date(Date.now() - days * 24 * 3600 * 1000));
}
