import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { allocate, sum } from "../../kernel/allocate.js";
import { minorDigits } from "../../kernel/currency.js";
import { decimalText } from "../../kernel/decimal.js";
import { newId } from "../../kernel/ids.js";
import { dayBefore } from "../../kernel/local-date.js";
import { type Answer, type Person, TestApi } from "../../test/api.js";
import { Random, rounds, testSeed } from "../../test/random.js";

const HISTORIES = rounds(200);
const OPERATIONS = 8;
const AT_ONCE = 6;
const CURRENCIES = ["EUR", "JPY", "KWD"] as const;

let api: TestApi;
let ana: Person;

beforeAll(async () => {
  api = await TestApi.start();
  ana = await api.person("Ana");
});
afterAll(() => api.close());

const MONEY = "{ amount currency }";
const NETS = `{ member { id } net ${MONEY} }`;
const EFFECT = `effect { balances ${NETS} transfers { from { id } to { id } amount ${MONEY} } }`;
const EXPENSE = `expense { id version incurredOn deletedAt total ${MONEY} payers { member { id } amount ${MONEY} }
  shares { member { id } amount ${MONEY} allocation { numerator denominator oddUnits } } split { mode } } ${EFFECT}`;
const SETTLEMENT = `settlement { id version status amount ${MONEY} } ${EFFECT}`;

interface Thing {
  version: number;
  counts: boolean;
}

/** A life of a group in three currencies, in which every write is tried before it is done and periods are closed. */
class History {
  private readonly random: Random;
  private readonly expenses = new Map<string, Thing>();
  private readonly settlements = new Map<string, Thing>();
  private groupId = "";
  private memberIds: string[] = [];
  /** Days that are closed, and the balances as of them when they were. */
  private closed: readonly [string, string, string] | null = null;
  private past: Answer = null;

  constructor(seed: number) {
    this.random = new Random(seed);
  }

  async live(): Promise<void> {
    const members = Array.from({ length: this.random.int(1, 4) }, (_, index) => ({ name: `P${index}` }));
    const { group } = await ana.mutate(
      "groupCreate",
      { name: "x", currency: "EUR", members },
      "group { id members { id } }",
    );
    this.groupId = group.id;
    this.memberIds = group.members.map((member: Answer) => member.id);
    for (let count = 0; count < OPERATIONS; ) if (await this.step()) count += 1;
    await this.changesAreDifferences();
    await this.everythingTakenBack();
  }

  private step(): Promise<boolean> {
    const operation = this.random.pick(["create", "create", "update", "turn", "settle", "cancel", "close"] as const);
    return this[operation]();
  }

  private day(): string {
    return `2026-0${this.random.int(1, 6)}-${String(this.random.int(1, 28)).padStart(2, "0")}`;
  }

  private total(): { minor: bigint; money: { amount: string; currency: string } } {
    const currency = this.random.pick(CURRENCIES);
    const size = BigInt(this.random.int(1, 20_000));
    const minor = this.random.chance(0.15) ? -size : size;
    return { minor, money: { amount: decimalText(minor, minorDigits(currency)), currency } };
  }

  private money(): object {
    const { minor, money } = this.total();
    const text = (part: bigint) => decimalText(part, minorDigits(money.currency));
    const paying = this.random.some(this.memberIds);
    const paid = allocate(
      minor,
      paying.map(() => BigInt(this.random.int(1, 9))),
    );
    const payers = paying.map((memberId, index) => ({ memberId, amount: text(paid[index]!) }));
    return { total: money, payers, split: this.random.chance(0.5) ? this.bill(minor, text) : this.shares() };
  }

  private shares(): object {
    const parts = this.random
      .some(this.memberIds)
      .map((memberId) => ({ memberId, value: String(this.random.int(1, 9)) }));
    return { mode: "SHARES", parts };
  }

  /** Items, a tax and a discount, as the bill of a restaurant has them. */
  private bill(minor: bigint, text: (part: bigint) => string): object {
    const discount = minor / BigInt(this.random.int(5, 20));
    const [tax, ...items] = allocate(minor + discount, [2n, 5n, BigInt(this.random.int(1, 9))]) as [
      bigint,
      ...bigint[],
    ];
    const claims = () =>
      this.random.some(this.memberIds).map((memberId) => ({ memberId, weight: `${this.random.int(1, 3)}` }));
    const lines = items.map((amount) => ({ name: "item", amount: text(amount), claims: claims() }));
    return {
      mode: "ITEMIZED",
      items: [
        ...lines,
        { name: "tax", amount: text(tax), kind: "TAX" },
        { name: "discount", amount: text(discount), kind: "DISCOUNT" },
      ],
    };
  }

  /** Tries it, sees that nothing moved, does it and compares; the closed past must stand after it. */
  private async rehearsed(mutation: string, input: object, selection: string): Promise<Answer> {
    const before = await this.eventSeq();
    const tried = await ana.mutate(mutation, { ...input, dryRun: true }, selection);
    expect(await this.eventSeq()).toBe(before);
    const done = await ana.mutate(mutation, input, selection);
    expect(withoutTimes(tried)).toEqual(withoutTimes(done));
    await this.pastStands();
    return done;
  }

  private async eventSeq(): Promise<number> {
    return (await ana.ask("query ($id: ID!) { group(id: $id) { lastEventSeq } }", { id: this.groupId })).group
      .lastEventSeq;
  }

  async create(): Promise<boolean> {
    const input = { id: newId("exp"), groupId: this.groupId, title: "x", incurredOn: this.day(), ...this.money() };
    const { expense } = await this.rehearsed("expenseCreate", input, EXPENSE);
    this.expenses.set(expense.id, { version: expense.version, counts: true });
    return true;
  }

  async update(): Promise<boolean> {
    const [id, expense] = this.one(this.expenses, true);
    if (!id) return false;
    const change = this.random.chance(0.3) ? { incurredOn: this.day() } : this.money();
    await this.rehearsed("expenseUpdate", { id, version: expense.version++, ...change }, EXPENSE);
    return true;
  }

  async turn(): Promise<boolean> {
    const counts = this.random.chance(0.6);
    const [id, expense] = this.one(this.expenses, counts);
    if (!id) return false;
    await this.rehearsed(counts ? "expenseDelete" : "expenseRestore", { id, version: expense.version++ }, EXPENSE);
    expense.counts = !counts;
    return true;
  }

  async settle(): Promise<boolean> {
    const [fromMemberId, toMemberId] = [this.random.pick(this.memberIds), this.random.pick(this.memberIds)];
    if (fromMemberId === toMemberId) return false;
    const { money } = this.total();
    const amount = { ...money, amount: money.amount.replace("-", "") };
    const input = { id: newId("stl"), groupId: this.groupId, fromMemberId, toMemberId, amount, settledOn: this.day() };
    const { settlement } = await this.rehearsed("settlementCreate", input, SETTLEMENT);
    this.settlements.set(settlement.id, { version: 1, counts: true });
    return true;
  }

  async cancel(): Promise<boolean> {
    const [id, settlement] = this.one(this.settlements, true);
    if (!id) return false;
    await this.rehearsed("settlementCancel", { id, version: settlement.version++ }, SETTLEMENT);
    settlement.counts = false;
    return true;
  }

  /** Closes up to a day, or opens again what is closed. */
  async close(): Promise<boolean> {
    if (this.closed) {
      if (this.random.chance(0.5)) return false;
      await ana.mutate("periodReopen", { groupId: this.groupId }, "__typename");
      this.closed = null;
      return true;
    }
    const through = this.day();
    await ana.mutate("periodClose", { groupId: this.groupId, through }, "__typename");
    this.closed = [through, dayBefore(through), through < "2026-01-15" ? through : "2026-01-15"];
    this.past = await this.closedBalances();
    return true;
  }

  /** The balances as of the last closed day, the one before it, and one long past. */
  private async closedBalances(): Promise<Answer> {
    const [a, b, c] = this.closed!;
    const query = `query ($id: ID!, $a: LocalDate, $b: LocalDate, $c: LocalDate) {
      group(id: $id) { a: balances(asOf: $a) ${NETS} b: balances(asOf: $b) ${NETS} c: balances(asOf: $c) ${NETS} } }`;
    return (await ana.ask(query, { id: this.groupId, a, b, c })).group;
  }

  private async pastStands(): Promise<void> {
    if (this.closed) expect(await this.closedBalances()).toEqual(this.past);
  }

  private one(things: ReadonlyMap<string, Thing>, counts: boolean): [string, Thing] | [undefined, undefined] {
    const some = [...things].filter(([, thing]) => thing.counts === counts);
    return some.length > 0 ? this.random.pick(some) : [undefined, undefined];
  }

  /** With nothing left that counts nobody owes anybody, not even in a circle: whatever was corrected and opened again. */
  private async everythingTakenBack(): Promise<void> {
    if (this.random.chance(0.5)) await this.close();
    for (const [id, { version, counts }] of this.expenses) {
      if (counts) await ana.mutate("expenseDelete", { id, version }, "__typename");
    }
    for (const [id, { version, counts }] of this.settlements) {
      if (counts) await ana.mutate("settlementCancel", { id, version }, "__typename");
    }
    await ana.mutate("groupUpdate", { id: this.groupId, version: 1, simplifyDebts: false }, "__typename");
    const { group } = await ana.ask(
      `query ($id: ID!) { group(id: $id) { balances ${NETS} suggestedTransfers { amount ${MONEY} }
        ledgerHealth { violations { rule message } } } }`,
      { id: this.groupId },
    );
    expect(group).toEqual({ balances: [], suggestedTransfers: [], ledgerHealth: { violations: [] } });
  }

  /** What moved between two days is the difference of the balances as of the days around, and the rows add up to it. */
  private async changesAreDifferences(): Promise<void> {
    const [from, to] = [this.day(), this.day()].sort() as [string, string];
    const { group } = await ana.ask(
      `query ($id: ID!, $from: LocalDate!, $to: LocalDate!, $eve: LocalDate!) { group(id: $id) {
        changes(from: $from, to: $to) { member { id } before ${MONEY} after ${MONEY} rows { amount ${MONEY} running ${MONEY} } }
        before: balances(asOf: $eve) ${NETS} after: balances(asOf: $to) ${NETS} ledgerHealth { violations { rule message } } } }`,
      { id: this.groupId, from, to, eve: dayBefore(from) },
    );
    expect(group.ledgerHealth.violations).toEqual([]);
    const [before, after] = [byMember(group.before), byMember(group.after)];
    for (const change of group.changes) {
      const key = `${change.member.id} ${change.before.currency}`;
      expect([minorOf(change.before), minorOf(change.after)]).toEqual([before.get(key) ?? 0n, after.get(key) ?? 0n]);
      const moved = sum(change.rows.map((row: Answer) => minorOf(row.amount)));
      expect(moved).toBe(minorOf(change.after) - minorOf(change.before));
      expect(minorOf(change.rows.at(-1).running)).toBe(moved);
      before.delete(key);
      after.delete(key);
    }
    // Whoever is not among the changes is where they were.
    expect(before).toEqual(after);
  }
}

function minorOf(money: { amount: string }): bigint {
  return BigInt(money.amount.replace(".", ""));
}

function byMember(balances: Answer[]): Map<string, bigint> {
  return new Map(balances.map(({ member, net }) => [`${member.id} ${net.currency}`, minorOf(net)]));
}

/** The moment of a deletion is another one each time. */
function withoutTimes(payload: Answer): Answer {
  if (!payload.expense) return payload;
  return { ...payload, expense: { ...payload.expense, deletedAt: payload.expense.deletedAt !== null } };
}

test(`${HISTORIES} histories: what was tried is what is done, changes are differences, and a closed period stands`, async () => {
  const seed = testSeed();
  const waiting = Array.from({ length: HISTORIES }, (_, index) => seed + index);
  const worker = async () => {
    for (let each = waiting.pop(); each !== undefined; each = waiting.pop()) {
      try {
        await new History(each).live();
      } catch (error) {
        waiting.length = 0;
        throw new Error(`SEED=${each} repeats this history: ${(error as Error).message}`, { cause: error });
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
});
