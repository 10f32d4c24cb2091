import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { allocate, sum } from "../../kernel/allocate.js";
import { type DayRange, type Interval, intervalsOf } from "../../kernel/calendar.js";
import { minorDigits } from "../../kernel/currency.js";
import { decimalText } from "../../kernel/decimal.js";
import { inMinorUnits, ONE, type Rate, roundHalfToEven } from "../../kernel/exchange.js";
import { poolOf } from "../../platform/database.js";
import { poolReader, type Reader } from "../../platform/reader.js";
import { type Answer, type Person, TestApi } from "../../test/api.js";
import { Random, rounds, testSeed } from "../../test/random.js";
import { importText, splitwiseText } from "../../test/upload.js";
import { ratesInGroup } from "../currencies/group-rate.service.js";
import { allSpendingLines, spendingLedger } from "./spending-rows.service.js";
import { spendingReader, spendingScope } from "./spending-scope.js";

const HISTORIES = rounds(200);
const OPERATIONS = 20;
const AT_ONCE = 4;
/** The last one has no rate. */
const CURRENCIES = ["EUR", "EUR", "JPY", "KWD", "USD", "MNT"];
const INTERVALS: Interval[] = ["DAY", "WEEK", "MONTH", "QUARTER", "YEAR"];

let api: TestApi;
let categoryIds: string[];

beforeAll(async () => {
  api = await TestApi.start();
  const rows = await api.dataSource.query("select id from categories order by position limit 4");
  categoryIds = rows.map(({ id }: { id: string }) => id);
  // Days on which none, one or all of them have a rate.
  const random = new Random(1);
  for (let day = 1; day <= 28; day++) {
    for (const currency of ["JPY", "KWD", "USD"].filter(() => random.chance(0.4))) {
      await api.dataSource.query("insert into exchange_rates (currency, on_day, rate) values ($1, $2, $3)", [
        currency,
        `2026-0${random.int(1, 3)}-${String(day).padStart(2, "0")}`,
        (random.int(1, 999_999) / 10_000).toFixed(4),
      ]);
    }
  }
});
afterAll(() => api.close());

const MONEY = "{ amount currency }";
const EXPENSES = `query ($id: ID!) { group(id: $id) { ledgerHealth { violations { rule message } }
  expenses(first: 100) { edges { node { id version incurredOn category { id } payersKnown total ${MONEY}
    payers { member { id } amount ${MONEY} } shares { member { id } amount ${MONEY} } } } } } }`;

function minorOf({ amount, currency }: { amount: string; currency: string }): bigint {
  const minor = BigInt(amount.replace(".", ""));
  expect(amount).toBe(decimalText(minor, minorDigits(currency)));
  return minor;
}

/** An expense as the API tells it; the oracle adds up nothing else. */
interface Fact {
  readonly id: string;
  readonly groupId: string;
  readonly day: string;
  readonly currency: string;
  readonly categoryId: string;
  readonly total: bigint;
  readonly isNet: boolean;
  readonly shares: ReadonlyMap<string, bigint>;
  readonly paid: ReadonlyMap<string, bigint>;
  /** What a minor unit of it is worth in the currency that is asked for; null where there is no rate. */
  readonly factor: Rate | null;
}

/** The sum as one fraction, rounded once. */
function figure(facts: readonly Fact[], minorOfFact: (fact: Fact) => bigint): bigint {
  let [numerator, denominator] = [0n, 1n];
  for (const fact of facts) {
    const { factor } = fact;
    if (!factor) continue;
    numerator = numerator * factor.denominator + minorOfFact(fact) * factor.numerator * denominator;
    denominator *= factor.denominator;
  }
  return roundHalfToEven(numerator, denominator);
}

interface Group {
  readonly id: string;
  readonly memberIds: readonly string[];
}

/** A random life of two groups of one person, and every way to add it up. */
class History {
  private readonly random: Random;
  private ana!: Person;
  private groups: Group[] = [];
  private readonly expenses = new Map<string, { version: number; deleted: boolean; group: Group }>();
  private readonly imports: string[] = [];

  constructor(seed: number) {
    this.random = new Random(seed);
  }

  async live(): Promise<void> {
    this.ana = await api.person("Ana");
    for (const name of ["Flat", "Trip"]) {
      const members = Array.from({ length: this.random.int(1, 3) }, (_, index) => ({ name: `P${index}` }));
      const { group } = await this.ana.mutate(
        "groupCreate",
        { name, currency: "EUR", members },
        "group { id members { id } }",
      );
      this.groups.push({ id: group.id, memberIds: group.members.map(({ id }: Answer) => id) });
    }
    for (let count = 0; count < OPERATIONS; ) if (await this.step()) count += 1;
  }

  private step(): Promise<boolean> {
    const kinds = [
      "create",
      "create",
      "create",
      "create",
      "create",
      "update",
      "update",
      "delete",
      "restore",
      "close",
      "agree",
      "import",
      "undo",
    ];
    return this[this.random.pick(kinds) as "create"]();
  }

  private day(): string {
    return `2026-0${this.random.int(1, 2)}-${String(this.random.int(1, 2) * 12).padStart(2, "0")}`;
  }

  private money(group: Group) {
    const currency = this.random.pick(CURRENCIES);
    const size = BigInt(this.random.int(1, this.random.chance(0.2) ? 2_000_000_000 : 2_000));
    const minor = this.random.chance(0.15) ? -size : size;
    const some = this.random.some(group.memberIds);
    const digits = minorDigits(currency);
    const parts = allocate(
      minor,
      some.map(() => BigInt(this.random.int(1, 9))),
    );
    const named = some.map((memberId, index) => ({ memberId, amount: decimalText(parts[index]!, digits) }));
    return {
      total: { amount: decimalText(minor, digits), currency },
      payers: some.length === 1 ? [{ memberId: some[0] }] : named,
      split: { mode: "EQUAL", parts: this.random.some(group.memberIds).map((memberId) => ({ memberId })) },
    };
  }

  protected async create(): Promise<boolean> {
    const group = this.random.pick(this.groups);
    const { expense } = await this.ana.mutate(
      "expenseCreate",
      {
        groupId: group.id,
        title: "x",
        incurredOn: this.day(),
        categoryId: this.random.pick(categoryIds),
        ...this.money(group),
      },
      "expense { id version }",
    );
    this.expenses.set(expense.id, { version: expense.version, deleted: false, group });
    return true;
  }

  protected async update(): Promise<boolean> {
    const id = this.one(false);
    if (!id) return false;
    const { version, group } = this.expenses.get(id)!;
    const change = this.random.pick([
      this.money(group),
      { incurredOn: this.day() },
      { categoryId: this.random.pick(categoryIds) },
      { title: "y" },
    ]);
    return this.changed("expenseUpdate", id, { version, ...change });
  }

  protected delete(): Promise<boolean> {
    return this.turned("expenseDelete", false);
  }

  protected restore(): Promise<boolean> {
    return this.turned("expenseRestore", true);
  }

  private async turned(mutation: string, deleted: boolean): Promise<boolean> {
    const id = this.one(deleted);
    if (!id) return false;
    return this.changed(mutation, id, { version: this.expenses.get(id)!.version });
  }

  private async changed(mutation: string, id: string, change: object): Promise<boolean> {
    const { expense } = await this.ana.mutate(mutation, { id, ...change }, "expense { version deletedAt }");
    const { group } = this.expenses.get(id)!;
    this.expenses.set(id, { version: expense.version, deleted: expense.deletedAt !== null, group });
    return true;
  }

  private one(deleted: boolean): string | undefined {
    const some = [...this.expenses].filter(([, expense]) => expense.deleted === deleted);
    return some.length > 0 ? this.random.pick(some)[0] : undefined;
  }

  /** What is changed before that day is then posted later; it is spending of its own day all the same. */
  protected async close(): Promise<boolean> {
    const [group] = this.groups as [Group];
    const through = `2026-0${this.random.int(1, 2)}-12`;
    const answer = await this.ana.try("periodClose", { groupId: group.id, through }, "__typename");
    return answer.__typename.endsWith("Payload");
  }

  protected async agree(): Promise<boolean> {
    const input = {
      groupId: this.groups[0]!.id,
      from: this.random.pick(["JPY", "KWD", "MNT"]),
      to: "EUR",
      rate: "1.7",
    };
    await this.ana.mutate(
      "groupRateSet",
      { ...input, validFrom: this.random.chance(0.5) ? this.day() : null },
      "__typename",
    );
    return true;
  }

  /** Rows of which it is known who paid, one of which it is not, an income and a payment. */
  protected async import(): Promise<boolean> {
    const group = this.random.pick(this.groups);
    const text = splitwiseText(
      "Ana,P0",
      `${this.day()},Tea ${this.imports.length},Groceries,9.00,EUR,6.00,-6.00`,
      `${this.day()},Net ${this.imports.length},Dining out,25.00,USD,7.50,-7.50`,
      `${this.day()},Back ${this.imports.length},Groceries,-8.00,EUR,-4.00,4.00`,
      `${this.day()},P0 paid Ana,Payment,3.00,EUR,-3.00,3.00`,
    );
    const committed = await importText(api, this.ana, text, { groupId: group.id });
    this.imports.push(committed.import.id);
    const { group: found } = await this.ana.ask(EXPENSES, { id: group.id });
    for (const { node } of found.expenses.edges) {
      this.expenses.set(node.id, { version: node.version, deleted: false, group });
    }
    return true;
  }

  protected async undo(): Promise<boolean> {
    const id = this.imports.pop();
    if (!id) return false;
    await this.ana.mutate("importUndo", { id }, "__typename");
    for (const group of this.groups) await this.read(group);
    return true;
  }

  /** Forgets what an import took with it. */
  private async read(group: Group): Promise<Answer> {
    const { group: found } = await this.ana.ask(EXPENSES, { id: group.id });
    for (const [id, expense] of this.expenses) {
      if (expense.group === group && !expense.deleted) this.expenses.delete(id);
    }
    for (const { node } of found.expenses.edges)
      this.expenses.set(node.id, { version: node.version, deleted: false, group });
    return found;
  }

  async verify(): Promise<void> {
    const isWhole = this.random.chance(0.6);
    const [from, to] = isWhole ? ["2025-12-15", "2026-03-10"] : ([this.day(), this.day()].sort() as [string, string]);
    const currency = this.random.pick(CURRENCIES.slice(0, 5));
    const convert = this.random.chance(0.7);
    const facts = await this.facts(currency, convert, { from, to });
    const asked = { range: { from, to }, currency, convert };
    await this.agrees(facts, asked);
    await this.agreesFiltered(facts, asked);
  }

  /** What there is, as the API tells it, as far as it is asked about; the sums that are kept are looked at as well. */
  private async facts(currency: string, convert: boolean, { from, to }: DayRange): Promise<Fact[]> {
    const facts: Fact[] = [];
    const reader = poolReader(poolOf(api.dataSource));
    for (const group of this.groups) {
      const found = await this.read(group);
      expect(found.ledgerHealth.violations).toEqual([]);
      for (const { node } of found.expenses.edges) {
        const { total, incurredOn: day } = node;
        if (day < from || day > to || (!convert && total.currency !== currency)) continue;
        const amounts = (rows: Answer[]) => new Map(rows.map(({ member, amount }) => [member.id, minorOf(amount)]));
        facts.push({
          id: node.id,
          groupId: group.id,
          day,
          currency: total.currency,
          categoryId: node.category.id,
          total: minorOf(total),
          isNet: !node.payersKnown,
          shares: amounts(node.shares),
          paid: amounts(node.payers),
          factor: await factorOf(reader, group.id, total.currency, currency, day),
        });
      }
    }
    return facts;
  }

  private async agrees(
    facts: readonly Fact[],
    asked: { range: DayRange; currency: string; convert: boolean },
  ): Promise<void> {
    const interval = this.random.pick(INTERVALS);
    const first = this.random.int(2, 4);
    const data = await this.ana.ask(QUERY, {
      ...asked,
      interval,
      groupId: this.groups[0]!.id,
      groupIds: this.groups.map(({ id }) => id),
    });
    const own = new Set(this.groups.map(({ memberIds }) => memberIds[0]!));
    const spent = facts.filter(({ total }) => total > 0n);
    const known = spent.filter(({ factor }) => factor);
    const total = (fact: Fact) => fact.total;
    const ofOwn = (amounts: ReadonlyMap<string, bigint>) =>
      sum([...amounts].filter(([id]) => own.has(id)).map(([, minor]) => minor));
    const mine = ({ shares }: Fact) => ofOwn(shares);
    const shown = (minor: bigint) => ({
      amount: decimalText(minor, minorDigits(asked.currency)),
      currency: asked.currency,
    });
    const figures = (some: readonly Fact[]) => ({
      total: shown(figure(some, total)),
      mine: shown(figure(some, mine)),
      count: some.length,
    });

    const unconverted = new Map<string, bigint>();
    for (const fact of spent)
      if (!fact.factor) unconverted.set(fact.currency, (unconverted.get(fact.currency) ?? 0n) + fact.total);
    const ofIncome = facts.filter((fact) => fact.total < 0n && !fact.factor).map(({ currency }) => currency);
    for (const currency of ofIncome) if (!unconverted.has(currency)) unconverted.set(currency, 0n);
    expect(data.spendingSummary).toEqual({
      ...figures(known),
      paid: shown(figure(known, ({ paid }) => ofOwn(paid))),
      income: shown(
        -figure(
          facts.filter((fact) => fact.total < 0n),
          mine,
        ),
      ),
      netCount: known.filter(({ isNet }) => isNet).length,
      unconverted: [...unconverted]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([currency, minor]) => ({ amount: decimalText(minor, minorDigits(currency)), currency })),
    });
    expect(data.spendingTrend).toEqual(
      intervalsOf(interval, asked.range).map((point) => ({
        ...point,
        ...figures(known.filter(({ day }) => day >= point.from && day <= point.to)),
      })),
    );
    const by = (key: (fact: Fact) => string) => {
      const keys = [...new Set(known.map(key))].sort();
      return keys.map((each) => ({ id: each, ...figures(known.filter((fact) => key(fact) === each)) }));
    };
    const byId = (rows: Answer[], name: string) =>
      rows.map(({ [name]: thing, ...row }) => ({ id: thing.id, ...row })).sort((a, b) => (a.id < b.id ? -1 : 1));
    expect(byId(data.spendingByCategory, "category")).toEqual(by(({ categoryId }) => categoryId));
    expect(byId(data.spendingByGroup, "group")).toEqual(by(({ groupId }) => groupId));
    const [group] = this.groups as [Group];
    const inGroup = known.filter(({ groupId }) => groupId === group.id);
    const members = group.memberIds.map((id) => {
      const borne = inGroup.filter(({ shares }) => (shares.get(id) ?? 0n) !== 0n);
      return {
        member: { id },
        borne: shown(figure(inGroup, ({ shares }) => shares.get(id) ?? 0n)),
        paid: shown(figure(inGroup, ({ paid }) => paid.get(id) ?? 0n)),
        count: borne.length,
        someone: borne.length > 0 || inGroup.some(({ paid }) => (paid.get(id) ?? 0n) !== 0n),
      };
    });
    expect(data.spendingByMember).toEqual(members.filter(({ someone }) => someone).map(({ someone, ...row }) => row));
    if (!asked.convert) this.addUp(data);
    await this.rowsAgree(known, total, mine, { ...asked, first, filter: {} }, this.groups);
  }

  /** In one currency whatever is told apart sums to the whole, to the cent. */
  private addUp(data: Answer): void {
    const whole = minorOf(data.spendingSummary.total);
    for (const name of ["spendingTrend", "spendingByCategory", "spendingByGroup"]) {
      expect({ name, sum: sum(data[name].map(({ total }: Answer) => minorOf(total))) }).toEqual({ name, sum: whole });
    }
    const ofGroup = data.spendingByGroup.find(({ group }: Answer) => group.id === this.groups[0]!.id);
    const inGroup = ofGroup ? minorOf(ofGroup.total) : 0n;
    for (const name of ["borne", "paid"]) {
      expect(sum(data.spendingByMember.map((row: Answer) => minorOf(row[name])))).toBe(inGroup);
    }
  }

  private async agreesFiltered(
    facts: readonly Fact[],
    asked: { range: DayRange; currency: string; convert: boolean },
  ): Promise<void> {
    const group = this.random.pick(this.groups);
    const [ownId] = group.memberIds;
    const memberId = this.random.pick(group.memberIds);
    const categoryId = this.random.chance(0.5) ? this.random.pick(categoryIds) : null;
    const some = facts.filter(
      (fact) =>
        fact.groupId === group.id &&
        fact.total > 0n &&
        fact.factor &&
        (categoryId === null || fact.categoryId === categoryId) &&
        (fact.shares.get(memberId) ?? 0n) !== 0n,
    );
    const total = ({ shares }: Fact) => shares.get(memberId)!;
    const mine = (fact: Fact) => (memberId === ownId ? total(fact) : 0n);
    await this.rowsAgree(some, total, mine, { ...asked, first: 3, filter: { categoryId, memberId } }, [group]);
  }

  /** The pages, and all at once as reports read them, are these expenses; they sum to the figure, each within a unit. */
  private async rowsAgree(
    facts: readonly Fact[],
    total: (fact: Fact) => bigint,
    mine: (fact: Fact) => bigint,
    asked: { range: DayRange; currency: string; convert: boolean; first: number; filter: Answer },
    groups: readonly Group[],
  ): Promise<void> {
    const groupIds = groups.map(({ id }) => id);
    const rows: Answer[] = [];
    for (let after: string | null = null; ; ) {
      const { spendingRows: page } = await this.ana.ask(ROWS, { ...asked, groupIds, after });
      expect([minorOf(page.total), minorOf(page.mine), page.count]).toEqual([
        figure(facts, total),
        figure(facts, mine),
        facts.length,
      ]);
      rows.push(...page.edges.map(({ node }: Answer) => node));
      if (!page.pageInfo.hasNextPage) break;
      after = page.pageInfo.endCursor;
    }
    const inOrder = [...facts].sort((a, b) => (`${a.day} ${a.id}` < `${b.day} ${b.id}` ? 1 : -1));
    expect(rows.map(({ expense }) => expense.id)).toEqual(inOrder.map(({ id }) => id));
    for (const [name, minor] of [
      ["total", total],
      ["mine", mine],
    ] as const) {
      expect(sum(rows.map((row) => minorOf(row[name])))).toBe(figure(facts, minor));
      for (const [index, fact] of inOrder.entries()) {
        const { numerator, denominator } = fact.factor!;
        const off = minorOf(rows[index][name]) * denominator - minor(fact) * numerator;
        expect(off < denominator && -off < denominator).toBe(true);
      }
    }
    expect(await this.streamed(asked, groupIds)).toEqual(
      rows.map(({ expense, ...row }) => [expense.id, minorOf(row.total), minorOf(row.mine)]),
    );
  }

  private async streamed({ range, currency, convert, filter }: Answer, groupIds: string[]) {
    const source = spendingReader(poolReader(poolOf(api.dataSource)), this.ana.id);
    const { categoryId = null, memberId = null } = filter;
    const scope = await spendingScope(source, groupIds);
    const ledger = await spendingLedger(source, { scope, range, currency, convert, categoryId, memberId });
    const lines = [];
    for await (const some of allSpendingLines(source, ledger)) lines.push(...some);
    return lines.map((line) => [line.expenseId, line.total, line.mine]);
  }
}

const factors = new Map<string, Rate | null>();

/** What the product converts one amount with; that is tested elsewhere. */
async function factorOf(reader: Reader, groupId: string, from: string, to: string, day: string): Promise<Rate | null> {
  if (from === to) return ONE;
  const key = `${groupId} ${from} ${to} ${day}`;
  if (!factors.has(key)) {
    const rates = await ratesInGroup({ loader: (factory) => factory(reader, null) }, groupId, [from], to, day);
    const known = rates.get(from);
    factors.set(key, known ? inMinorUnits(known.rate, from, to) : null);
  }
  return factors.get(key)!;
}

const FIGURES = `total ${MONEY} mine ${MONEY} count`;
const TYPES = "$range: DateRangeInput!, $currency: CurrencyCode!, $convert: Boolean, $groupIds: [ID!]";
const GIVEN = "range: $range, currency: $currency, convert: $convert";
const QUERY = `query (${TYPES}, $interval: TrendInterval!, $groupId: ID!) {
  spendingSummary(${GIVEN}, groupIds: $groupIds) { ${FIGURES} paid ${MONEY} income ${MONEY} netCount unconverted ${MONEY} }
  spendingTrend(${GIVEN}, groupIds: $groupIds, interval: $interval) { from to ${FIGURES} }
  spendingByCategory(${GIVEN}, groupIds: $groupIds) { category { id } ${FIGURES} }
  spendingByGroup(${GIVEN}) { group { id } ${FIGURES} }
  spendingByMember(${GIVEN}, groupId: $groupId) { member { id } borne ${MONEY} paid ${MONEY} count } }`;
const ROWS = `query (${TYPES}, $filter: SpendingFilterInput, $first: Int, $after: String) {
  spendingRows(${GIVEN}, groupIds: $groupIds, filter: $filter, first: $first, after: $after) { ${FIGURES}
    edges { node { expense { id } total ${MONEY} mine ${MONEY} } } pageInfo { hasNextPage endCursor } } }`;

test(`${HISTORIES} random histories of ${OPERATIONS} operations: every figure is what the expenses below it add up to`, async () => {
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
