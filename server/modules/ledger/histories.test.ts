import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { allocate } from "../../kernel/allocate.js";
import { minorDigits } from "../../kernel/currency.js";
import { decimalText } from "../../kernel/decimal.js";
import { type Answer, type Person, TestApi } from "../../test/api.js";
import { Random, rounds, testSeed } from "../../test/random.js";

const HISTORIES = rounds(200);
const OPERATIONS = 50;
const AT_ONCE = 6;
const CURRENCIES = ["EUR", "JPY", "KWD"];

let api: TestApi;
let ana: Person;

beforeAll(async () => {
  api = await TestApi.start();
  ana = await api.person("Ana");
});
afterAll(() => api.close());

/** What counts, as the API said when it was written: the oracle uses nothing else. */
interface Fact {
  version: number;
  counts: boolean;
  day: string;
  currency: string;
  /** Minor units by member. */
  nets: Map<string, bigint>;
}

const AMOUNTS = "member { id } amount { amount currency }";
const EXPENSE = `expense { id version incurredOn deletedAt payers { ${AMOUNTS} } shares { ${AMOUNTS} } }`;
const SETTLEMENT = "settlement { id version status settledOn from { id } to { id } amount { amount currency } }";

function minorOf(money: { amount: string; currency: string }): bigint {
  const minor = BigInt(money.amount.replace(".", ""));
  expect(money.amount).toBe(decimalText(minor, minorDigits(money.currency)));
  return minor;
}

function add(nets: Map<string, bigint>, memberId: string, minor: bigint): void {
  nets.set(memberId, (nets.get(memberId) ?? 0n) + minor);
}

function factOfExpense(expense: Answer): Fact {
  const nets = new Map<string, bigint>();
  for (const payer of expense.payers) add(nets, payer.member.id, minorOf(payer.amount));
  for (const share of expense.shares) add(nets, share.member.id, -minorOf(share.amount));
  const { currency } = expense.payers[0].amount;
  return { version: expense.version, counts: expense.deletedAt === null, day: expense.incurredOn, currency, nets };
}

function factOfSettlement(settlement: Answer): Fact {
  const minor = minorOf(settlement.amount);
  const nets = new Map([
    [settlement.from.id, minor],
    [settlement.to.id, -minor],
  ]);
  const { version, settledOn: day, amount } = settlement;
  return { version, counts: settlement.status === "CONFIRMED", day, currency: amount.currency, nets };
}

/** One random life of a group, and everything that must hold at its end. */
class History {
  readonly random: Random;
  readonly expenses = new Map<string, Fact>();
  readonly settlements = new Map<string, Fact>();
  groupId = "";
  members: string[] = [];
  present: string[] = [];

  constructor(seed: number) {
    this.random = new Random(seed);
  }

  async begin(): Promise<void> {
    const members = Array.from({ length: this.random.int(1, 5) }, (_, index) => ({ name: `P${index}` }));
    const input = { name: "History", currency: "EUR", members };
    const { group } = await ana.mutate("groupCreate", input, "group { id members { id } }");
    this.groupId = group.id;
    this.members = group.members.map((member: Answer) => member.id);
    this.present = [...this.members];
  }

  day(): string {
    return `2026-0${this.random.int(1, 6)}-${String(this.random.int(1, 28)).padStart(2, "0")}`;
  }

  total(): { amount: string; currency: string; minor: bigint } {
    const currency = this.random.pick(CURRENCIES);
    const size = BigInt(this.random.int(1, this.random.chance(0.1) ? 2_000_000_000 : 20_000));
    const minor = this.random.chance(0.15) ? -size : size;
    return { amount: decimalText(minor, minorDigits(currency)), currency, minor };
  }

  payers(total: { minor: bigint; currency: string }) {
    const some = this.random.some(this.present);
    if (some.length === 1) return [{ memberId: some[0] }];
    const parts = allocate(
      total.minor,
      some.map(() => BigInt(this.random.int(1, 9))),
    );
    return some.map((memberId, index) => ({
      memberId,
      amount: decimalText(parts[index]!, minorDigits(total.currency)),
    }));
  }

  split(total: { minor: bigint; currency: string }) {
    const some = this.random.some(this.present);
    const mode = this.random.pick(["EQUAL", "EXACT", "PERCENTAGE", "SHARES", "ADJUSTMENT", "ITEMIZED"]);
    if (mode === "ITEMIZED") return { mode, items: this.bill(total, some) };
    const weights = some.map(() => BigInt(this.random.int(1, 9)));
    const digits = minorDigits(total.currency);
    const values: Record<string, (string | null)[]> = {
      EQUAL: some.map(() => null),
      EXACT: allocate(total.minor, weights).map((minor) => decimalText(minor, digits)),
      PERCENTAGE: allocate(10_000n, weights).map((units) => decimalText(units, 2)),
      SHARES: weights.map(String),
      ADJUSTMENT: allocate(total.minor / 3n, weights).map((minor) => decimalText(minor, digits)),
    };
    return { mode, parts: some.map((memberId, index) => ({ memberId, value: values[mode]![index] })) };
  }

  /** Two items, the first of which is never nothing, a tax and a discount that add up to the total. */
  bill(total: { minor: bigint; currency: string }, some: readonly string[]) {
    const discount = total.minor / BigInt(this.random.int(4, 40));
    const [first, second, tax] = allocate(total.minor + discount, [6n, 3n, 1n]) as [bigint, bigint, bigint];
    const claims = (memberIds: readonly string[]) =>
      memberIds.map((memberId) => ({ memberId, weight: this.random.pick(["1", "2", "0.5"]) }));
    const line = (name: string, minor: bigint, more: object) => ({
      name,
      amount: decimalText(minor, minorDigits(total.currency)),
      ...more,
    });
    return [
      line("Meal", first, { claims: claims(some) }),
      line("Drinks", second, { claims: claims(this.random.some(some)) }),
      line("Tax", tax, { kind: "TAX" }),
      line("Voucher", discount, { kind: "DISCOUNT" }),
    ];
  }

  /** Whether there was something to do it to. */
  async step(): Promise<boolean> {
    const operation = this.random.pick([
      "create",
      "create",
      "create",
      "update",
      "update",
      "delete",
      "restore",
      "settle",
      "cancel",
      "remove",
    ] as const);
    return this[operation]();
  }

  async create(): Promise<boolean> {
    const { minor, ...money } = this.total();
    const total = { minor, currency: money.currency };
    const { expense } = await ana.mutate(
      "expenseCreate",
      {
        groupId: this.groupId,
        title: "x",
        total: money,
        incurredOn: this.day(),
        payers: this.payers(total),
        split: this.split(total),
      },
      EXPENSE,
    );
    this.expenses.set(expense.id, factOfExpense(expense));
    return true;
  }

  async update(): Promise<boolean> {
    const [id, fact] = this.one(this.expenses, (each) => each.counts);
    if (!id || !fact) return false;
    const { minor, ...money } = this.total();
    const total = { minor, currency: money.currency };
    const whole = { total: money, payers: this.payers(total), split: this.split(total) };
    const change = this.random.chance(0.6)
      ? whole
      : this.random.chance(0.5)
        ? { incurredOn: this.day() }
        : { title: "y" };
    const { expense } = await ana.mutate("expenseUpdate", { id, version: fact.version, ...change }, EXPENSE);
    this.expenses.set(id, factOfExpense(expense));
    return true;
  }

  async delete(): Promise<boolean> {
    return this.turn("expenseDelete", true);
  }

  async restore(): Promise<boolean> {
    return this.turn("expenseRestore", false);
  }

  async turn(mutation: string, counts: boolean): Promise<boolean> {
    const [id, fact] = this.one(this.expenses, (each) => each.counts === counts);
    if (!id || !fact) return false;
    const { expense } = await ana.mutate(mutation, { id, version: fact.version }, EXPENSE);
    this.expenses.set(id, factOfExpense(expense));
    return true;
  }

  async settle(): Promise<boolean> {
    const [fromMemberId, toMemberId] = [this.random.pick(this.members), this.random.pick(this.members)];
    if (fromMemberId === toMemberId) return false;
    const { minor, currency } = this.total();
    const amount = { amount: decimalText(minor < 0n ? -minor : minor, minorDigits(currency)), currency };
    const input = { groupId: this.groupId, fromMemberId, toMemberId, amount, settledOn: this.day() };
    const { settlement } = await ana.mutate("settlementCreate", input, SETTLEMENT);
    this.settlements.set(settlement.id, factOfSettlement(settlement));
    return true;
  }

  async cancel(): Promise<boolean> {
    const [id, fact] = this.one(this.settlements, (each) => each.counts);
    if (!id || !fact) return false;
    const { settlement } = await ana.mutate("settlementCancel", { id, version: fact.version }, SETTLEMENT);
    this.settlements.set(id, factOfSettlement(settlement));
    return true;
  }

  /** Somebody goes, and somebody else comes, so that there is always someone to split with. */
  async remove(): Promise<boolean> {
    const [, ...others] = this.present;
    if (others.length === 0 || this.random.chance(0.6)) return false;
    const id = this.random.pick(others);
    await ana.mutate("memberRemove", { id }, "__typename");
    const { member } = await ana.mutate("memberAdd", { groupId: this.groupId, name: "New" }, "member { id }");
    this.present = [...this.present.filter((other) => other !== id), member.id];
    this.members.push(member.id);
    return true;
  }

  one(facts: Map<string, Fact>, wanted: (fact: Fact) => boolean): [string?, Fact?] {
    const some = [...facts].filter(([, fact]) => wanted(fact));
    return some.length > 0 ? this.random.pick(some) : [];
  }

  /** A replay of the facts up to a day, as "member currency" → minor units. */
  expected(until: string): Record<string, bigint> {
    const balances: Record<string, bigint> = {};
    for (const { counts, day, currency, nets } of [...this.expenses.values(), ...this.settlements.values()]) {
      if (!counts || day > until) continue;
      for (const [memberId, minor] of nets) {
        const key = `${memberId} ${currency}`;
        balances[key] = (balances[key] ?? 0n) + minor;
      }
    }
    return nonZero(balances);
  }

  async verify(): Promise<void> {
    const days = [this.day(), this.day(), this.day()] as const;
    const balance = "{ member { id } net { amount currency } }";
    const { group } = await ana.ask(
      `query ($id: ID!, $a: LocalDate, $b: LocalDate, $c: LocalDate) { group(id: $id) {
        now: balances ${balance} a: balances(asOf: $a) ${balance} b: balances(asOf: $b) ${balance}
        c: balances(asOf: $c) ${balance} suggestedTransfers { from { id } to { id } amount { amount currency } }
        ledgerHealth { ok violations { rule message } } lastEventSeq } }`,
      { id: this.groupId, a: days[0], b: days[1], c: days[2] },
    );
    expect(group.ledgerHealth).toEqual({ ok: true, violations: [] });
    expect(fromApi(group.now)).toEqual(this.expected("9999-12-31"));
    for (const [index, name] of (["a", "b", "c"] as const).entries()) {
      expect(fromApi(group[name])).toEqual(this.expected(days[index]!));
    }
    expect(await this.stored("select member_id, currency, net::text as net from balances where group_id = $1")).toEqual(
      this.expected("9999-12-31"),
    );
    expect(
      await this.stored(
        "select member_id, currency, sum(amount)::text as net from postings where group_id = $1 group by 1, 2",
      ),
    ).toEqual(this.expected("9999-12-31"));
    this.settlesAll(group.suggestedTransfers);
    await this.pairsAddUp();
  }

  async stored(sql: string): Promise<Record<string, bigint>> {
    const rows: { member_id: string; currency: string; net: string }[] = await api.dataSource.query(sql, [
      this.groupId,
    ]);
    return nonZero(Object.fromEntries(rows.map((row) => [`${row.member_id} ${row.currency}`, BigInt(row.net)])));
  }

  /** Paying what is suggested leaves nothing open. */
  settlesAll(transfers: Answer[]): void {
    const left = this.expected("9999-12-31");
    for (const { from, to, amount } of transfers) {
      const [payer, receiver] = [`${from.id} ${amount.currency}`, `${to.id} ${amount.currency}`];
      left[payer] = (left[payer] ?? 0n) + minorOf(amount);
      left[receiver] = (left[receiver] ?? 0n) - minorOf(amount);
    }
    expect(nonZero(left)).toEqual({});
  }

  async pairsAddUp(): Promise<void> {
    await ana.mutate("groupUpdate", { id: this.groupId, version: 1, simplifyDebts: false }, "__typename");
    const query =
      "query ($id: ID!) { group(id: $id) { suggestedTransfers { from { id } to { id } amount { amount currency } } } }";
    const { group } = await ana.ask(query, { id: this.groupId });
    this.settlesAll(group.suggestedTransfers);
  }
}

function fromApi(rows: Answer[]): Record<string, bigint> {
  return Object.fromEntries(rows.map(({ member, net }) => [`${member.id} ${net.currency}`, minorOf(net)]));
}

function nonZero(balances: Record<string, bigint>): Record<string, bigint> {
  return Object.fromEntries(Object.entries(balances).filter(([, minor]) => minor !== 0n));
}

test(`${HISTORIES} random histories of ${OPERATIONS} operations add up in every way`, async () => {
  const seed = testSeed();
  const waiting = Array.from({ length: HISTORIES }, (_, index) => seed + index);
  const worker = async () => {
    for (let each = waiting.pop(); each !== undefined; each = waiting.pop()) {
      const history = new History(each);
      try {
        await history.begin();
        for (let count = 0; count < OPERATIONS; ) if (await history.step()) count += 1;
        await history.verify();
      } catch (error) {
        waiting.length = 0;
        throw new Error(`SEED=${each} repeats this history: ${(error as Error).message}`, { cause: error });
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
});
