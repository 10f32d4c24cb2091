import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { minorDigits } from "../../kernel/currency.js";
import { Decimal } from "../../kernel/decimal.js";
import { amountText } from "../../kernel/money.js";
import { type Person, TestApi, type TestGroup } from "../../test/api.js";
import { Random, rounds, testSeed } from "../../test/random.js";
import { balancesOf, expenseInput, settlementInput, threeAndAStranger } from "../../test/seed.js";

let api: TestApi;
let ana: Person;
let ben: Person;
let eve: Person;
let mallory: Person;

beforeAll(async () => {
  api = await TestApi.start();
  ({ ana, ben, eve, mallory } = await threeAndAStranger(api));
  await api.dataSource.query(`insert into exchange_rates (currency, on_day, rate) values
    ('USD', '2026-01-02', 1.1), ('USD', '2026-01-05', 1.25), ('JPY', '2026-01-02', 160), ('JPY', '2026-01-05', 150),
    ('HRK', '2022-12-30', 7.5365)`);
});
afterAll(() => api.close());

interface Converted {
  member: { name: string };
  net: { amount: string; currency: string };
  unconverted: { amount: string; currency: string }[];
  rates: { from: string; to: string; rate: string; asOf: string; source: string; path: string[] }[];
}

async function balancesIn(group: TestGroup, currency: string, asOf?: string, viewer = ana): Promise<Converted[]> {
  const data = await viewer.ask(
    `query ($id: ID!, $currency: CurrencyCode!, $asOf: LocalDate) { group(id: $id) { balancesIn(currency: $currency, asOf: $asOf) {
      member { name } net { amount currency } unconverted { amount currency }
      rates { from to rate asOf source path } } } }`,
    { id: group.id, currency, asOf },
  );
  return data.group.balancesIn;
}

function netsOf(balances: readonly Converted[]): Record<string, string> {
  return Object.fromEntries(balances.map(({ member, net }) => [member.name, `${net.amount} ${net.currency}`]));
}

/** Ben pays for himself and others: so much in a currency on a day. */
function pays(person: Person, group: TestGroup, amount: string, currency: string, incurredOn: string, payer = 0) {
  const total = { amount, currency };
  return person.mutate(
    "expenseCreate",
    expenseInput(group, { total, incurredOn, payers: [{ memberId: group.memberIds[payer]! }] }),
  );
}

describe("balances in one currency", () => {
  test("add up several, each at its own rate, on a weekend at Friday's", async () => {
    const group = await api.group([ana, ben, eve]);
    await pays(ana, group, "30.00", "EUR", "2026-01-03");
    await pays(ana, group, "33.00", "USD", "2026-01-03", 1);
    await pays(ana, group, "4800", "JPY", "2026-01-04", 2);
    const weekend = await balancesIn(group, "EUR", "2026-01-04");
    // Ana: +20 −10 −10; Ben: −10 +20 −10; Eve: −10 −10 +20. Eleven dollars are ten euro, and 1600 yen too.
    expect(netsOf(weekend)).toEqual({ Ana: "0.00 EUR", Ben: "0.00 EUR", Eve: "0.00 EUR" });
    const [first] = weekend;
    expect(first!.rates).toEqual([
      { from: "JPY", to: "EUR", rate: "0.00625", asOf: "2026-01-02", source: "ECB", path: ["JPY", "EUR"] },
      { from: "USD", to: "EUR", rate: "0.909090909090909", asOf: "2026-01-02", source: "ECB", path: ["USD", "EUR"] },
    ]);
    const monday = await balancesIn(group, "USD", "2026-01-05");
    // Per euro 1.25 dollars and 150 yen: Ana +25 −11 −13.33.
    expect(netsOf(monday)).toEqual({ Ana: "0.67 USD", Ben: "-3.83 USD", Eve: "3.16 USD" });
    expect(monday[0]!.rates.map(({ path }) => path)).toEqual([
      ["EUR", "USD"],
      ["JPY", "EUR", "USD"],
    ]);
  });

  test("are those of the day, at the rates of the day; without a day those of now", async () => {
    const group = await api.group([ana, ben]);
    await pays(ana, group, "22.00", "USD", "2026-01-02");
    await pays(ana, group, "25.00", "USD", "2026-01-05", 1);
    expect(netsOf(await balancesIn(group, "EUR", "2026-01-01"))).toEqual({});
    expect(netsOf(await balancesIn(group, "EUR", "2026-01-04"))).toEqual({ Ana: "10.00 EUR", Ben: "-10.00 EUR" });
    expect(netsOf(await balancesIn(group, "EUR", "2026-01-05"))).toEqual({ Ana: "-1.20 EUR", Ben: "1.20 EUR" });
    // At the rate of the release, 1.1684: 1.50 dollars are 1.2838 euro.
    const now = await balancesIn(group, "EUR");
    expect(netsOf(now)).toEqual({ Ana: "-1.28 EUR", Ben: "1.28 EUR" });
    expect(now[0]!.rates).toMatchObject([{ asOf: "2026-04-13" }]);
  });

  test("leave out whoever has none, and those who are even in every currency", async () => {
    const group = await api.group([ana, ben, eve]);
    const [a, b] = group.memberIds;
    await ana.mutate("expenseCreate", {
      ...expenseInput(group, { payers: [{ memberId: a! }], incurredOn: "2026-01-03" }),
      split: { mode: "EQUAL", parts: [{ memberId: a! }, { memberId: b! }] },
    });
    expect(netsOf(await balancesIn(group, "JPY", "2026-01-05"))).toEqual({ Ana: "750 JPY", Ben: "-750 JPY" });
    await ana.mutate("settlementCreate", settlementInput(group, { amount: { amount: "5.00", currency: "EUR" } }));
    expect(await balancesIn(group, "JPY")).toEqual([]);
  });

  test("leave what has no rate as it is, and say so", async () => {
    const group = await api.group([ana, ben]);
    await pays(ana, group, "20.00", "EUR", "2026-01-03");
    await pays(ana, group, "4.000", "KWD", "2026-01-03");
    await pays(ana, group, "600.00", "MKD", "2026-01-03", 1);
    const balances = await balancesIn(group, "EUR", "2026-01-05");
    expect(netsOf(balances)).toEqual({ Ana: "10.00 EUR", Ben: "-10.00 EUR" });
    expect(balances.map(({ unconverted }) => unconverted)).toEqual([
      [
        { amount: "2.000", currency: "KWD" },
        { amount: "-300.00", currency: "MKD" },
      ],
      [
        { amount: "-2.000", currency: "KWD" },
        { amount: "300.00", currency: "MKD" },
      ],
    ]);
    expect(balances[0]!.rates).toEqual([]);
    // Into a currency without rates only its own balances go.
    const dinars = await balancesIn(group, "KWD", "2026-01-05");
    expect(netsOf(dinars)).toEqual({ Ana: "2.000 KWD", Ben: "-2.000 KWD" });
    expect(dinars[0]!.unconverted).toEqual([
      { amount: "10.00", currency: "EUR" },
      { amount: "-300.00", currency: "MKD" },
    ]);
    expect(netsOf(await balancesIn(group, "EUR", "1998-12-31"))).toEqual({});
  });

  test("use a currency that is gone at its last rate", async () => {
    const group = await api.group([ana, ben]);
    const balances = await balancesIn(group, "HRK");
    expect(balances).toEqual([]);
    await pays(ana, group, "20.00", "EUR", "2026-01-03");
    const [first] = await balancesIn(group, "HRK");
    expect(first).toMatchObject({ net: { amount: "75.37", currency: "HRK" }, rates: [{ asOf: "2022-12-30" }] });
  });

  test("are nothing to a stranger, and to nobody", async () => {
    const group = await api.group([ana, ben]);
    await pays(ana, group, "20.00", "EUR", "2026-01-03");
    const query = `query ($id: ID!) { group(id: $id) { balancesIn(currency: "USD") { net { amount } } } }`;
    expect((await mallory.ask(query, { id: group.id })).group).toBeNull();
    expect((await api.nobody.send(query, { id: group.id })).errors![0]!.extensions.code).toBe("UNAUTHENTICATED");
  });
});

describe("a rate of the group's own", () => {
  const set = (group: TestGroup, from: string, to: string, rate: string, validFrom?: string) =>
    ana.mutate("groupRateSet", { groupId: group.id, from, to, rate, validFrom });

  test("goes before the bank's, in both directions", async () => {
    const group = await api.group([ana, ben]);
    await pays(ana, group, "20.00", "EUR", "2026-01-03");
    await set(group, "EUR", "USD", "1.5");
    const [ours] = await balancesIn(group, "USD", "2026-01-05");
    expect(ours).toMatchObject({
      net: { amount: "15.00" },
      rates: [{ rate: "1.5", source: "GROUP", path: ["EUR", "USD"] }],
    });
    await set(group, "USD", "EUR", "0.3");
    const [back] = await balancesIn(group, "USD", "2026-01-05");
    expect(back).toMatchObject({
      net: { amount: "33.33" },
      rates: [{ from: "EUR", to: "USD", rate: "3.33333333333333" }],
    });
  });

  test("counts inside its group alone, from its day on, the last one first", async () => {
    const [group, other] = [await api.group([ana, ben]), await api.group([ana, ben])];
    for (const each of [group, other]) await pays(ana, each, "20.00", "EUR", "2026-01-02");
    await set(group, "EUR", "USD", "2", "2026-01-04");
    await set(group, "EUR", "USD", "3", "2026-01-06");
    const at = async (day: string) => (await balancesIn(group, "USD", day))[0]!;
    expect(await at("2026-01-03")).toMatchObject({ net: { amount: "11.00" }, rates: [{ source: "ECB" }] });
    expect(await at("2026-01-04")).toMatchObject({ net: { amount: "20.00" }, rates: [{ asOf: "2026-01-04" }] });
    expect(await at("2026-01-05")).toMatchObject({ net: { amount: "20.00" } });
    expect(await at("2026-01-06")).toMatchObject({ net: { amount: "30.00" }, rates: [{ asOf: "2026-01-06" }] });
    expect((await balancesIn(other, "USD", "2026-01-06"))[0]).toMatchObject({ net: { amount: "12.50" } });
  });

  test("brings a currency in that the bank does not have, through the euro to any other", async () => {
    const group = await api.group([ana, ben]);
    await pays(ana, group, "1200.00", "MKD", "2026-01-03");
    const { rate } = await ana.mutate("groupRateSet", { groupId: group.id, from: "EUR", to: "MKD", rate: "60" });
    const [inEuro] = await balancesIn(group, "EUR", "2026-01-05");
    expect(inEuro).toMatchObject({ net: { amount: "10.00" }, unconverted: [], rates: [{ path: ["MKD", "EUR"] }] });
    const [inDollars] = await balancesIn(group, "USD", "2026-01-05");
    expect(inDollars).toMatchObject({
      net: { amount: "12.50" },
      unconverted: [],
      // The older of the two days that it is made of.
      rates: [{ from: "MKD", to: "USD", source: "GROUP", asOf: "2026-01-05", path: ["MKD", "EUR", "USD"] }],
    });
    await ana.mutate("groupRateRemove", { id: rate.id });
    expect((await balancesIn(group, "EUR", "2026-01-05"))[0]).toMatchObject({
      net: { amount: "0.00" },
      unconverted: [{ amount: "600.00", currency: "MKD" }],
    });
  });
});

const GROUPS = rounds(200);

test(`${GROUPS} random groups: converted balances sum to zero, and each is the sum of its parts`, async () => {
  const seed = testSeed();
  const random = new Random(seed);
  const currencies = ["EUR", "USD", "JPY", "CHF", "KWD", "THB", "MKD", "HUF"];
  for (let round = 0; round < GROUPS; round++) {
    const group = await api.group([ana], {
      members: Array.from({ length: random.int(1, 5) }, (_, index) => ({ name: `P${index}` })),
    });
    const { group: read } = await ana.ask("query ($id: ID!) { group(id: $id) { members { id } } }", { id: group.id });
    const memberIds = read.members.map((member: { id: string }) => member.id) as string[];
    const some: TestGroup = { ...group, memberIds };
    for (let expense = random.int(1, 4); expense > 0; expense--) {
      const currency = random.pick(currencies);
      const amount = amountText(BigInt(random.int(1, 10_000_000)), currency);
      await pays(ana, some, amount, currency, `2026-04-${random.int(10, 20)}`, random.int(0, memberIds.length - 1));
    }
    const target = random.pick(currencies);
    const asOf = random.chance(0.5) ? `2026-04-${random.int(10, 20)}` : undefined;
    const converted = await balancesIn(some, target, asOf);
    const label = `SEED=${seed}, round ${round}`;

    const minors = converted.map(({ net }) => Decimal.parse(net.amount)!.scaledTo(minorDigits(target))!);
    expect([label, minors.reduce((a, b) => a + b, 0n)]).toEqual([label, 0n]);
    const open = await balancesOf(ana, some, asOf);
    expect([label, converted.length]).toEqual([label, Object.keys(open).length]);
    const unconverted = converted.flatMap((balance) => balance.unconverted.map(({ currency }) => currency));
    const rated = converted.flatMap((balance) => balance.rates.map(({ from }) => from));
    for (const balance of Object.values(open).flat()) {
      const currency = balance.split(" ")[1]!;
      const places = [currency === target, rated.includes(currency), unconverted.includes(currency)];
      expect([label, currency, places.filter(Boolean).length]).toEqual([label, currency, 1]);
    }
    const hasNone = (currency: string) => ["KWD", "MKD"].includes(currency);
    for (const currency of unconverted)
      expect([label, hasNone(currency) || hasNone(target) || asOf! < "2026-04-13"]).toEqual([label, true]);
  }
});
