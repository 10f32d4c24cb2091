import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { allocate } from "../../kernel/allocate.js";
import { minorDigits } from "../../kernel/currency.js";
import { decimalText } from "../../kernel/decimal.js";
import { type Answer, type Person, TestApi } from "../../test/api.js";
import { Random, rounds, testSeed } from "../../test/random.js";

const HISTORIES = rounds(200);
const OPERATIONS = 10;
const AT_ONCE = 6;
const CURRENCIES = ["EUR", "JPY", "KWD"];

let api: TestApi;
let ana: Person;

beforeAll(async () => {
  api = await TestApi.start();
  ana = await api.person("Ana");
});
afterAll(() => api.close());

const MONEY = "{ amount currency }";
const ROW = `amount ${MONEY} running ${MONEY} label source { id __typename }`;
/** As deep as trees go, of all balances and all transfers: the largest question about a group. */
const EXPLANATION = `explanation { amount ${MONEY} rows { ${ROW} rows { ${ROW} rows { ${ROW} rows { ${ROW} } } } } }`;
const EVERYTHING = `query ($id: ID!) { group(id: $id) { balances { member { id } net ${MONEY} ${EXPLANATION} }
  suggestedTransfers { from { id } to { id } amount ${MONEY} ${EXPLANATION} } } }`;
const BY_MEMBERS = `explanation(by: MEMBERS) { amount ${MONEY} rows { ${ROW} kind rows { ${ROW} rows { ${ROW} } } } }`;
const OTHERWISE = `query ($id: ID!, $before: LocalDate!, $from: LocalDate!, $to: LocalDate!) { group(id: $id) {
  balances(asOf: $to) { member { id } net ${MONEY} ${BY_MEMBERS} }
  before: balances(asOf: $before) { member { id } net ${MONEY} ${BY_MEMBERS} }
  changes(from: $from, to: $to) { member { id } before ${MONEY} after ${MONEY} rows { ${ROW} rows { ${ROW} } } } } }`;

/** A random life of a group, and everything that explanations of it must be. */
class History {
  private readonly random: Random;
  private readonly expenses = new Map<string, number>();
  private readonly settlements = new Map<string, number>();
  private groupId = "";
  private memberIds: string[] = [];
  private version = 1;

  constructor(seed: number) {
    this.random = new Random(seed);
  }

  async live(): Promise<void> {
    const members = Array.from({ length: this.random.int(1, 5) }, (_, index) => ({ name: `P${index}` }));
    const input = { name: "Explained", currency: "EUR", members };
    const { group } = await ana.mutate("groupCreate", input, "group { id members { id } }");
    this.groupId = group.id;
    this.memberIds = group.members.map((member: Answer) => member.id);
    for (let count = 0; count < OPERATIONS; ) if (await this.step()) count += 1;
  }

  private step(): Promise<boolean> {
    return this[
      this.random.pick(["create", "create", "create", "update", "delete", "settle", "cancel", "close"] as const)
    ]();
  }

  private day(): string {
    return `2026-0${this.random.int(1, 6)}-${String(this.random.int(1, 28)).padStart(2, "0")}`;
  }

  private money() {
    const currency = this.random.pick(CURRENCIES);
    const minor = BigInt(this.random.int(1, 20_000)) * (this.random.chance(0.1) ? -1n : 1n);
    return { currency, minor, amount: decimalText(minor, minorDigits(currency)) };
  }

  private split(minor: bigint, currency: string): object {
    const some = this.random.some(this.memberIds);
    const [payers, parts] = [this.random.some(this.memberIds), some.map((memberId) => ({ memberId }))];
    const paid = allocate(
      minor,
      payers.map(() => BigInt(this.random.int(1, 9))),
    );
    return {
      total: { amount: decimalText(minor, minorDigits(currency)), currency },
      payers: payers.map((memberId, index) => ({ memberId, amount: decimalText(paid[index]!, minorDigits(currency)) })),
      split: this.random.chance(0.5)
        ? { mode: "EQUAL", parts }
        : { mode: "SHARES", parts: parts.map((part) => ({ ...part, value: String(this.random.int(1, 7)) })) },
    };
  }

  private async create(): Promise<boolean> {
    const { minor, currency } = this.money();
    const input = { groupId: this.groupId, title: "x", incurredOn: this.day(), ...this.split(minor, currency) };
    const { expense } = await ana.mutate("expenseCreate", input, "expense { id version }");
    this.expenses.set(expense.id, expense.version);
    return true;
  }

  private async update(): Promise<boolean> {
    const [id, version] = this.one(this.expenses);
    if (!id) return false;
    const { minor, currency } = this.money();
    const change = this.random.chance(0.7) ? this.split(minor, currency) : { incurredOn: this.day() };
    const { expense } = await ana.mutate("expenseUpdate", { id, version, ...change }, "expense { id version }");
    this.expenses.set(id, expense.version);
    return true;
  }

  private async delete(): Promise<boolean> {
    const [id, version] = this.one(this.expenses);
    if (!id) return false;
    await ana.mutate("expenseDelete", { id, version }, "__typename");
    return this.expenses.delete(id);
  }

  private async settle(): Promise<boolean> {
    const [fromMemberId, toMemberId] = [this.random.pick(this.memberIds), this.random.pick(this.memberIds)];
    if (fromMemberId === toMemberId) return false;
    const { currency, minor } = this.money();
    const amount = { currency, amount: decimalText(minor < 0n ? -minor : minor, minorDigits(currency)) };
    const input = { groupId: this.groupId, fromMemberId, toMemberId, amount, settledOn: this.day() };
    const { settlement } = await ana.mutate("settlementCreate", input, "settlement { id version }");
    this.settlements.set(settlement.id, settlement.version);
    return true;
  }

  private async cancel(): Promise<boolean> {
    const [id, version] = this.one(this.settlements);
    if (!id) return false;
    await ana.mutate("settlementCancel", { id, version }, "__typename");
    return this.settlements.delete(id);
  }

  /** What is edited in a closed period becomes a correction: rows of their own, on a later day. */
  private async close(): Promise<boolean> {
    if (this.random.chance(0.5)) return false;
    const answer = await ana.try("periodClose", { groupId: this.groupId, through: this.day() }, "__typename");
    return answer.__typename === "PeriodClosePayload";
  }

  private one(things: Map<string, number>): [string?, number?] {
    return things.size > 0 ? this.random.pick([...things]) : [];
  }

  async verify(): Promise<void> {
    await this.everything();
    await this.otherwise();
    const simplifyDebts = false;
    await ana.mutate("groupUpdate", { id: this.groupId, version: this.version, simplifyDebts }, "__typename");
    await this.everything();
  }

  private async everything(): Promise<void> {
    const { group } = await ana.ask(EVERYTHING, { id: this.groupId });
    for (const { net, explanation } of group.balances) {
      expect(explanation.amount).toEqual(net);
      sumsTo(explanation.rows, net);
      for (const { source } of explanation.rows) expect(["Expense", "Settlement"]).toContain(source.__typename);
    }
    for (const { amount, explanation } of group.suggestedTransfers) {
      expect(explanation.amount).toEqual(amount);
      sumsTo(explanation.rows, amount);
    }
  }

  private async otherwise(): Promise<void> {
    const [from, to] = [this.day(), this.day()].sort() as [string, string];
    const before = new Date(Date.parse(from) - 86_400_000).toISOString().slice(0, 10);
    const { group } = await ana.ask(OTHERWISE, { id: this.groupId, before, from, to });
    const nets = (rows: Answer[]) =>
      new Map(rows.map(({ member, net }) => [`${member.id} ${net.currency}`, net.amount]));
    for (const { net, explanation } of [...group.balances, ...group.before]) sumsTo(explanation.rows, net);
    const [start, end] = [nets(group.before), nets(group.balances)];
    for (const change of group.changes) {
      const key = `${change.member.id} ${change.after.currency}`;
      expect(change.rows.length).toBeGreaterThan(0);
      expect([units(change.before), units(change.after)]).toEqual([
        units({ amount: start.get(key) ?? "0" }),
        units({ amount: end.get(key) ?? "0" }),
      ]);
      const moved = units(change.after) - units(change.before);
      sumsTo(change.rows, { amount: decimalText(moved, minorDigits(change.after.currency)) });
    }
    const changed = new Set(group.changes.map(({ member, after }: Answer) => `${member.id} ${after.currency}`));
    for (const key of new Set([...start.keys(), ...end.keys()])) {
      if (!changed.has(key)) expect(start.get(key)).toBe(end.get(key));
    }
  }
}

function units(money: { amount: string }): bigint {
  return BigInt(money.amount.replace(".", ""));
}

/** Every level sums to the one above it, and its running sums run. */
function sumsTo(rows: Answer[], whole: { amount: string }): void {
  let total = 0n;
  for (const row of rows) {
    total += units(row.amount);
    if (units(row.running) !== total) throw new Error(`A running sum is ${row.running.amount}, at ${total}.`);
    if (row.rows?.length > 0) sumsTo(row.rows, row.amount);
  }
  if (total !== units(whole)) throw new Error(`The rows sum to ${total}, and not to ${whole.amount}.`);
}

test(`${HISTORIES} random histories are explained to the last unit, in every way`, async () => {
  const seed = testSeed();
  const waiting = Array.from({ length: HISTORIES }, (_, index) => seed + index);
  const worker = async () => {
    for (let each = waiting.pop(); each !== undefined; each = waiting.pop()) {
      const history = new History(each);
      try {
        await history.live();
        await history.verify();
      } catch (error) {
        waiting.length = 0;
        throw new Error(`SEED=${each} repeats this history: ${(error as Error).message}`, { cause: error });
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
});
