import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { turnOf } from "./kernel/allocate.js";
import { newId } from "./kernel/ids.js";
import { type Answer, type Person, TestApi } from "./test/api.js";

const PAGE = join(process.cwd(), "docs/worked-examples.md");

interface Example {
  readonly title: string;
  readonly done: readonly string[];
  readonly comesOut: readonly string[];
}

/** The rows of the page's table; the phrases of a cell are written as code. */
function readExamples(): Example[] {
  const rows = readFileSync(PAGE, "utf8")
    .split("\n")
    .filter((line) => /^\| \d+ \|/.test(line));
  const phrases = (cell: string) => [...cell.matchAll(/`([^`]+)`/g)].map(([, phrase]) => phrase!);
  return rows.map((row) => {
    const [number, title, done, comesOut] = row
      .split("|")
      .slice(1)
      .map((cell) => cell.trim()) as [string, string, string, string];
    return { title: `${number} ${title}`, done: phrases(done), comesOut: phrases(comesOut) };
  });
}

const examples = readExamples();
const MONEY = "{ amount currency }";

let api: TestApi;
let ana: Person;

beforeAll(async () => {
  api = await TestApi.start({ RATES_URL: "off" });
  ana = await api.person("Ana");
});
afterAll(() => api.close());

/** One row's group, and the expense that it is about. */
class Stage {
  private groupId = "";
  private readonly ids = new Map<string, string>();
  private expense = { id: "", version: 0 };

  async begin(): Promise<void> {
    const { group } = await ana.mutate(
      "groupCreate",
      { name: "x", currency: "EUR" },
      "group { id viewerMember { id } }",
    );
    this.groupId = group.id;
    this.ids.set("Ana", group.viewerMember.id);
    await this.join("Ben", "Eve");
  }

  /** Ids carry the time: each is later than the one before. */
  private async join(...names: string[]): Promise<void> {
    for (const name of names) {
      const id = newId("mem", Date.now() + this.ids.size);
      await ana.mutate("memberAdd", { groupId: this.groupId, id, name }, "__typename");
      this.ids.set(name, id);
    }
  }

  private id(name: string): string {
    const id = this.ids.get(name);
    if (!id) throw new Error(`Nobody is called ${name}.`);
    return id;
  }

  private name(id: string): string {
    return [...this.ids].find(([, known]) => known === id)![0];
  }

  async do(phrase: string): Promise<void> {
    for (const [pattern, step] of this.steps) {
      const match = pattern.exec(phrase);
      if (match) return step(...match.slice(1));
    }
    throw new Error(`Nobody knows how to do this: ${phrase}`);
  }

  private readonly steps: readonly (readonly [RegExp, (...words: string[]) => Promise<void>])[] = [
    [/^(\w+), (\w+) and (\w+) join$/, (...names) => this.join(...names)],
    [/^(.+?) pays? (\S+) ([A-Z]{3})(?: on (\S+))? (.+?)(?:, odd to (\w+))?$/, (...words) => this.spend(words)],
    [
      /^(\w+) settles (\S+) ([A-Z]{3}) with (\w+)(?: for (\S+) ([A-Z]{3}))?$/,
      async (from, amount, currency, to, settled, settledCurrency) => {
        const settles = settled ? { settles: { amount: settled, currency: settledCurrency } } : {};
        const [fromMemberId, toMemberId] = [this.id(from!), this.id(to!)];
        const input = { groupId: this.groupId, fromMemberId, toMemberId, settledOn: "2026-04-12" };
        await ana.mutate("settlementCreate", { ...input, amount: { amount, currency }, ...settles }, "__typename");
      },
    ],
    [
      /^rates of (\S+) (.+)$/,
      async (day, list) => {
        for (const [currency, rate] of list!.split(", ").map((each) => each.split(" "))) {
          await api.dataSource.query("insert into exchange_rates (currency, on_day, rate) values ($1, $2, $3)", [
            currency,
            day,
            rate,
          ]);
        }
      },
    ],
    [
      /^1 ([A-Z]{3}) is (\S+) ([A-Z]{3}) here$/,
      async (from, rate, to) => {
        await ana.mutate("groupRateSet", { groupId: this.groupId, from, to, rate }, "__typename");
      },
    ],
    [
      /^close through (\S+)$/,
      async (through) => {
        await ana.mutate("periodClose", { groupId: this.groupId, through }, "__typename");
      },
    ],
    [
      /^open again$/,
      async () => {
        await ana.mutate("periodReopen", { groupId: this.groupId }, "__typename");
      },
    ],
    [
      /^change to (\S+) ([A-Z]{3})$/,
      (amount, currency) => this.change("expenseUpdate", { total: { amount, currency } }),
    ],
    [/^delete$/, () => this.change("expenseDelete", {})],
    [/^restore$/, () => this.change("expenseRestore", {})],
  ];

  private async change(mutation: string, change: object): Promise<void> {
    const { expense } = await ana.mutate(mutation, { ...this.expense, ...change }, "expense { id version }");
    this.expense = expense;
  }

  private async spend([payers, amount, currency, day, how, odd]: readonly string[]): Promise<void> {
    const split = this.split(how!);
    const input = {
      id: this.expenseId(odd, split),
      groupId: this.groupId,
      title: "x",
      total: { amount, currency },
      incurredOn: day ?? "2026-04-12",
      payers: this.payers(payers!),
      split,
    };
    const { expense } = await ana.mutate("expenseCreate", input, "expense { id version }");
    this.expense = expense;
  }

  private payers(text: string): object[] {
    if (!text.includes(" ")) return [{ memberId: this.id(text) }];
    return text.split(" and ").map((each) => {
      const [name, amount] = each.split(" ");
      return { memberId: this.id(name!), amount };
    });
  }

  /** An id that gives this person the first turn among those who share. */
  private expenseId(odd: string | undefined, split: Answer): string {
    const named: string[] = (split.parts ?? split.items.flatMap(({ claims = [] }: Answer) => claims)).map(
      ({ memberId }: Answer) => memberId,
    );
    const sharing = [...new Set(named)].sort();
    for (;;) {
      const id = newId("exp");
      if (odd === undefined || sharing[turnOf(id, sharing.length)] === this.id(odd)) return id;
    }
  }

  private split(how: string): Answer {
    const [, word = "", rest = ""] = /^(\w+(?: (?=percent|weight)\w+)?) (.*)$/.exec(how)!;
    const pairs = () =>
      rest.split(", ").map((each) => {
        const [name, value] = each.split(" ");
        return { memberId: this.id(name!), value };
      });
    const names = rest === "all" ? [...this.ids.keys()] : rest.split(", ");
    switch (word) {
      case "for":
        return { mode: "EQUAL", parts: names.map((name) => ({ memberId: this.id(name) })) };
      case "by percent":
        return { mode: "PERCENTAGE", parts: pairs() };
      case "by weight":
        return { mode: "SHARES", parts: pairs() };
      case "exactly":
        return { mode: "EXACT", parts: pairs() };
      case "plus":
        return { mode: "ADJUSTMENT", parts: pairs() };
      case "bill":
        return { mode: "ITEMIZED", items: rest.split("; ").map((line) => this.item(line)) };
      default:
        throw new Error(`Nobody knows how to split this: ${how}`);
    }
  }

  private item(line: string): object {
    const [name, amount, ...claims] = line.split(" ") as [string, string, ...string[]];
    if (/^[A-Z]+$/.test(name)) return { name, amount, kind: name };
    return {
      name,
      amount,
      claims: claims.map((claim) => {
        const [who, weight = "1"] = claim.split("×") as [string, string?];
        return { memberId: this.id(who), weight };
      }),
    };
  }

  /** What comes out, written as the page writes it. */
  async see(phrase: string): Promise<string> {
    const [head] = phrase.split(":") as [string];
    const asOf = / as of (\S+)$/.exec(head)?.[1] ?? null;
    const [what, ...words] = head.replace(/ as of \S+$/, "").split(" ") as [string, ...string[]];
    const text = await this.views[what]!(asOf, words);
    return `${head}: ${text || "none"}`;
  }

  /** Fields of the group; `{asOf}` and `{currency}` stand for arguments. */
  private async group(fields: string, words: { asOf?: string | null; currency?: string } = {}): Promise<Answer> {
    const { asOf, currency = "EUR" } = words;
    const day = asOf ? JSON.stringify(asOf) : "null";
    const text = fields.replace("{asOf}", `asOf: ${day}`).replace("{currency}", `currency: "${currency}"`);
    return (await ana.ask(`query ($id: ID!) { group(id: $id) { ${text} } }`, { id: this.groupId })).group;
  }

  private async shares(field: string): Promise<Answer[]> {
    const query = `query ($id: ID!) { expense(id: $id) { shares { member { id } ${field} } } }`;
    return (await ana.ask(query, { id: this.expense.id })).expense.shares;
  }

  private readonly views: Record<string, (asOf: string | null, words: readonly string[]) => Promise<string>> = {
    shares: async () => {
      const shares = await this.shares(`amount ${MONEY}`);
      return shares.map(({ member, amount }) => `${this.name(member.id)} ${amount.amount}`).join(", ");
    },
    exact: async () => {
      const shares = await this.shares("allocation { exact }");
      return shares.map(({ member, allocation }) => `${this.name(member.id)} ${allocation.exact}`).join(", ");
    },
    balances: async (asOf) => {
      const { balances } = await this.group(`balances({asOf}) { member { id } net ${MONEY} }`, { asOf });
      const text = ({ member, net }: Answer) => `${this.name(member.id)} ${net.amount} ${net.currency}`;
      return balances.map(text).join(", ");
    },
    transfers: async () => {
      const { suggestedTransfers } = await this.group(`suggestedTransfers { from { id } to { id } amount ${MONEY} }`);
      const text = ({ from, to, amount }: Answer) =>
        `${this.name(from.id)} → ${this.name(to.id)} ${amount.amount} ${amount.currency}`;
      return suggestedTransfers.map(text).join(", ");
    },
    plan: async () => {
      const { settlementPlan } = await this.group("settlementPlan({currency}) { method lowerBound }");
      return `${settlementPlan.method}, at least ${settlementPlan.lowerBound}`;
    },
    in: async (asOf, [currency]) => {
      const fields = `balancesIn({currency}, {asOf}) { member { id } net ${MONEY} unconverted ${MONEY} }`;
      const { balancesIn } = await this.group(fields, { asOf, currency });
      expect(balancesIn.flatMap(({ unconverted }: Answer) => unconverted)).toEqual([]);
      return balancesIn.map(({ member, net }: Answer) => `${this.name(member.id)} ${net.amount}`).join(", ");
    },
    rate: async (_asOf, [from, , to, , on]) => {
      const { exchangeRate } = await ana.ask(
        `query ($from: CurrencyCode!, $to: CurrencyCode!, $on: LocalDate) {
          exchangeRate(from: $from, to: $to, on: $on) { asOf path source } }`,
        { from, to, on },
      );
      return exchangeRate && `of ${exchangeRate.asOf} by ${exchangeRate.path.join(" ")}`;
    },
  };
}

test("the page has at least twenty examples, each with something done and something that comes out", () => {
  expect(examples.length).toBeGreaterThanOrEqual(20);
  expect(examples.filter(({ done, comesOut }) => done.length === 0 || comesOut.length === 0)).toEqual([]);
});

test.each(examples)("$title", async ({ done, comesOut }) => {
  const stage = new Stage();
  await stage.begin();
  for (const phrase of done) await stage.do(phrase);
  const seen: string[] = [];
  for (const phrase of comesOut) seen.push(await stage.see(phrase));
  expect(seen).toEqual(comesOut);
});
