import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { newId } from "../../kernel/ids.js";
import { type Answer, type Person, TestApi, type TestGroup } from "../../test/api.js";
import { expenseInput, settlementInput } from "../../test/seed.js";

let api: TestApi;
let ana: Person;
let ben: Person;
let eve: Person;
let group: TestGroup;

beforeAll(async () => {
  api = await TestApi.start();
  [ana, ben, eve] = (await Promise.all(["Ana", "Ben", "Eve"].map((name) => api.person(name)))) as [
    Person,
    Person,
    Person,
  ];
});
beforeEach(async () => {
  group = await api.group([ana, ben, eve]);
});
afterAll(() => api.close());

const ROW = "amount { amount currency } running { amount } label kind on correction source { id __typename }";
const ROWS = `rows { ${ROW} entries members { name } substitution { amount { amount } instead { from { name } to { name } }
  now { from { name } to { name } } open { from { name } } }
  rows { ${ROW} rows { ${ROW} rows { amount { amount } running { amount } } } } }`;
const EXPLANATION = `explanation { amount { amount currency } ${ROWS} }`;

async function explained(viewer: Person = ana): Promise<Answer> {
  const { group: seen } = await viewer.ask(
    `query ($id: ID!) { group(id: $id) { balances { member { name } net { amount currency } ${EXPLANATION} }
      suggestedTransfers { from { name } to { name } amount { amount currency } ${EXPLANATION} } } }`,
    { id: group.id },
  );
  for (const { net, explanation } of seen?.balances ?? []) {
    expect(explanation.amount).toEqual(net);
    expectSum(explanation.rows, net.amount);
  }
  for (const { amount, explanation } of seen?.suggestedTransfers ?? []) {
    expect(explanation.amount).toEqual(amount);
    expectSum(explanation.rows, amount.amount);
  }
  return seen;
}

/** The same balances by the other members. */
async function byMembers(): Promise<Answer[]> {
  const { group: seen } = await ana.ask(
    `query ($id: ID!) { group(id: $id) { balances { member { name } net { amount currency }
      explanation(by: MEMBERS) { amount { amount currency } ${ROWS} } } } }`,
    { id: group.id },
  );
  for (const { net, explanation } of seen.balances) expectSum(explanation.rows, net.amount);
  return seen.balances;
}

/** Every level adds up to the one above it, in cents. */
function expectSum(rows: Answer[], total: string): void {
  const cents = (text: string) => BigInt(text.replace(".", ""));
  let running = 0n;
  for (const row of rows) {
    running += cents(row.amount.amount);
    expect(cents(row.running.amount)).toBe(running);
    if (row.rows?.length > 0) expectSum(row.rows, row.amount.amount);
  }
  expect(running).toBe(cents(total));
}

function spent(change: object = {}) {
  return ana.mutate("expenseCreate", expenseInput(group, change));
}

/** The first of the people pays for the second alone. */
function lent(from: number, to: number, amount: string, title: string) {
  const [payer, debtor] = [group.memberIds[from]!, group.memberIds[to]!];
  return spent({
    title,
    total: { amount, currency: "EUR" },
    payers: [{ memberId: payer }],
    split: { mode: "EXACT", parts: [{ memberId: debtor, value: amount }] },
  });
}

const texts = (rows: Answer[]) => rows.map((row) => `${row.amount.amount} ${row.label}`);
const of = (list: Answer[], name: string) => list.find(({ member }) => member.name === name);

describe("why a balance", () => {
  test("each expense and payment that moved it, oldest first, with what was paid and borne", async () => {
    const { expense } = await spent({ title: "Dinner", total: { amount: "30.00", currency: "EUR" } });
    await spent({ title: "Taxi", total: { amount: "9.00", currency: "EUR" }, incurredOn: "2026-01-05" });
    const { settlement } = await ana.mutate("settlementCreate", settlementInput(group));
    const { balances } = await explained();
    const { explanation, net } = of(balances, "Ben");
    expect(net.amount).toBe("-3.00");
    expect(explanation.rows).toMatchObject([
      { kind: "EXPENSE", label: "Taxi", on: "2026-01-05", amount: { amount: "-3.00" } },
      { kind: "EXPENSE", label: "Dinner", source: { id: expense.id, __typename: "Expense" } },
      {
        kind: "SETTLEMENT",
        label: "Payment from Ben to Ana",
        on: "2026-02-01",
        amount: { amount: "10.00" },
        source: { id: settlement.id, __typename: "Settlement" },
        members: [{ name: "Ben" }, { name: "Ana" }],
      },
    ]);
    const [, dinner] = of(balances, "Ana").explanation.rows;
    expect(texts(dinner.rows)).toEqual(["30.00 Paid", "-10.00 Share"]);
    expect(dinner.rows[1].rows).toEqual([]);
    expect(of(await byMembers(), "Ana").explanation.rows).toMatchObject([
      { kind: "DEBT", label: "Ben owes Ana", amount: { amount: "3.00" }, members: [{ name: "Ben" }, { name: "Ana" }] },
      { kind: "DEBT", label: "Eve owes Ana", amount: { amount: "13.00" } },
    ]);
  });

  test("down to the odd cent, and who got it", async () => {
    await spent({ title: "Dinner", total: { amount: "10.01", currency: "EUR" } });
    const shares = (await explained()).balances.map(({ explanation }: Answer) =>
      texts(explanation.rows[0].rows.find(({ kind }: Answer) => kind === "SHARE").rows),
    );
    const rounded = ["-3.33 Exact share, rounded towards zero", "-0.01 Odd unit"];
    expect(shares.filter(({ length }: Answer) => length > 0)).toEqual([rounded, rounded]);
  });

  test("an edit and a deletion leave nothing behind, and a day in the past explains that day", async () => {
    const { expense } = await spent({ title: "Dinner" });
    await ana.mutate("expenseUpdate", { id: expense.id, version: 1, total: { amount: "12.00", currency: "EUR" } });
    const other = await spent({ title: "Gone" });
    await ana.mutate("expenseDelete", { id: other.expense.id, version: 1 });
    await spent({ title: "Later", incurredOn: "2026-05-05", total: { amount: "6.00", currency: "EUR" } });
    const data = await ana.ask(
      `query ($id: ID!) { group(id: $id) { balances(asOf: "2026-03-01") { member { name } net { amount currency } ${EXPLANATION} } } }`,
      { id: group.id },
    );
    expect(texts(of(data.group.balances, "Ben").explanation.rows)).toEqual(["-4.00 Dinner"]);
    expect(texts(of((await explained()).balances, "Ben").explanation.rows)).toEqual(["-4.00 Dinner", "-2.00 Later"]);
  });

  test("a correction of a closed period is a row of its own", async () => {
    const { expense } = await spent({ title: "Dinner", total: { amount: "9.00", currency: "EUR" } });
    await ana.mutate("periodClose", { groupId: group.id, through: "2026-02-28" }, "__typename");
    await ana.mutate("expenseUpdate", { id: expense.id, version: 1, total: { amount: "12.00", currency: "EUR" } });
    const [dinner, correction] = of((await explained()).balances, "Ben").explanation.rows;
    expect(dinner).toMatchObject({ label: "Dinner", on: "2026-01-31", amount: { amount: "-3.00" }, correction: false });
    expect(dinner.rows).toEqual([]);
    expect(correction).toMatchObject({ label: "Correction of Dinner", amount: { amount: "-1.00" }, correction: true });
    expect(correction.on > "2026-02-28").toBe(true);
    const transfer = (await explained()).suggestedTransfers[0].explanation.rows;
    expect(texts(transfer)).toEqual(["3.00 Dinner", "1.00 Correction of Dinner"]);
  });

  test("more than are listed are one row a year, to the cent", async () => {
    await manyExpenses(700);
    const { balances } = await explained();
    for (const { explanation } of balances) {
      const [older, ...listed] = explanation.rows;
      expect(older).toMatchObject({ kind: "YEAR", label: "2019: 200 entries", entries: 200, source: null, rows: [] });
      expect(listed).toHaveLength(500);
      expect(listed[0]).toMatchObject({ label: "Expense 201" });
    }
  });

  test("years that go back very far are one row", async () => {
    await manyExpenses(700, "make_date(2019 - $2::int + i::int, 1, 1)");
    const [first, second] = of((await explained()).balances, "Ben").explanation.rows;
    expect(first).toMatchObject({ kind: "EARLIER", label: "Until 1470: 151 entries", entries: 151 });
    expect(second).toMatchObject({ kind: "YEAR", label: "1471: 1 entry", entries: 1 });
  });
});

/** So many expenses of ten euro that Ana paid for herself and Ben, in one statement. */
async function manyExpenses(count: number, day = "date '2019-01-01' + ((i - 1) / 4)::int"): Promise<void> {
  const [anaId, benId] = group.memberIds;
  const ids = Array.from({ length: count }, () => newId("exp"));
  const parts = [{ memberId: anaId }, { memberId: benId }];
  const { expense } = await spent({ incurredOn: "2018-01-01", split: { mode: "EQUAL", parts } });
  const values = [ids, count, expense.id, anaId, benId, group.id];
  const rows = `unnest($1::text[]) with ordinality as n (id, i)`;
  await api.dataSource.query(
    `insert into expenses (id, group_id, title, notes, total, currency, incurred_on, category_id, split, payers_known, created_by_id, version, created_at, updated_at)
     select n.id, group_id, 'Expense ' || i, null, 1000, 'EUR', ${day}, category_id, split, true, created_by_id, 1, now(), now()
     from ${rows} cross join expenses e where e.id = $3 and $2::int > 0`,
    values.slice(0, 3),
  );
  await api.dataSource.query(`insert into expense_payers select id, $2, 1000 from ${rows}`, [ids, anaId]);
  await api.dataSource.query(
    `insert into expense_shares select id, m, 500 from ${rows} cross join unnest($2::text[]) as m`,
    [ids, [anaId, benId]],
  );
  await api.dataSource.query(
    `insert into postings (group_id, subject_id, event_seq, reversal, member_id, currency, amount, effective_on)
     select $6, id, 1 + i, false, m, 'EUR', a, ${day} from ${rows}
     cross join (values ($4::text, 500), ($5::text, -500)) as v (m, a) where $2::int > 0 and $3::text is not null`,
    values,
  );
  await api.dataSource.query(
    `update balances set net = net + case when member_id = $2 then 500 else -500 end * $3 where group_id = $1 and member_id = any($4)`,
    [group.id, anaId, count, [anaId, benId]],
  );
  const first = anaId! < benId!;
  await api.dataSource.query(
    "update pair_debts set amount = amount + $2 where group_id = $1 and from_id = any($3) and to_id = any($3)",
    [group.id, (first ? -500 : 500) * count, [anaId, benId]],
  );
  await ana.mutate("expenseDelete", { id: expense.id, version: 1 });
}

describe("why a transfer", () => {
  test("without simplification it is the expenses and payments of the two", async () => {
    await ana.mutate("groupUpdate", { id: group.id, version: 1, simplifyDebts: false });
    await lent(0, 1, "8.00", "Museum");
    await lent(1, 0, "3.00", "Coffee");
    await lent(1, 2, "6.00", "Bus");
    await ana.mutate("settlementCreate", settlementInput(group, { amount: { amount: "1.00", currency: "EUR" } }));
    const { suggestedTransfers } = await explained();
    expect(suggestedTransfers.map(({ from, to }: Answer) => `${from.name} ${to.name}`)).toEqual(["Ben Ana", "Eve Ben"]);
    expect(texts(suggestedTransfers[0].explanation.rows)).toEqual([
      "8.00 Museum",
      "-3.00 Coffee",
      "-1.00 Payment from Ben to Ana",
    ]);
    const [museum, coffee] = suggestedTransfers[0].explanation.rows;
    expect(texts(museum.rows)).toEqual(["8.00 Share of Ben"]);
    expect(texts(coffee.rows)).toEqual(["-3.00 Share of Ana"]);
  });

  test("with it, the direct debt and each substitution", async () => {
    await lent(0, 1, "8.00", "Museum");
    await lent(1, 2, "6.00", "Bus");
    const { suggestedTransfers } = await explained();
    const [benToAna, eveToAna] = suggestedTransfers;
    expect(benToAna.explanation.rows).toMatchObject([
      { kind: "DEBT", amount: { amount: "8.00" }, label: "Ben owes Ana", rows: [{ label: "Museum" }] },
      {
        kind: "SUBSTITUTION",
        amount: { amount: "-6.00" },
        label: "Instead of Eve paying Ben and Ben paying Ana: Eve pays Ana",
      },
    ]);
    const step = {
      amount: { amount: "6.00" },
      instead: [
        { from: { name: "Eve" }, to: { name: "Ben" } },
        { from: { name: "Ben" }, to: { name: "Ana" } },
      ],
      now: [{ from: { name: "Eve" }, to: { name: "Ana" } }],
      open: null,
    };
    expect(eveToAna.explanation.rows).toMatchObject([
      { kind: "SUBSTITUTION", amount: { amount: "6.00" }, running: { amount: "6.00" }, substitution: step, rows: [] },
    ]);
  });

  test("what is left of a plan after a part of it was paid is explained with the payment", async () => {
    await lent(0, 1, "8.00", "Museum");
    await lent(1, 2, "6.00", "Bus");
    await ana.mutate(
      "settlementCreate",
      settlementInput(group, { fromMemberId: group.memberIds[2]!, amount: { amount: "2.00", currency: "EUR" } }),
    );
    const [, eveToAna] = (await explained()).suggestedTransfers;
    expect(texts(eveToAna.explanation.rows)).toEqual([
      "-2.00 Ana owes Eve",
      "6.00 Instead of Eve paying Ben and Ben paying Ana: Eve pays Ana",
    ]);
  });

  test("a debt to one of several who paid is told by the debtor's share", async () => {
    await ana.mutate("groupUpdate", { id: group.id, version: 1, simplifyDebts: false });
    const [anaId, benId, eveId] = group.memberIds as [string, string, string];
    await spent({
      total: { amount: "30.00", currency: "EUR" },
      payers: [
        { memberId: anaId, amount: "15.00" },
        { memberId: benId, amount: "14.00" },
        { memberId: eveId, amount: "1.00" },
      ],
    });
    const { suggestedTransfers } = await explained();
    const rows = suggestedTransfers.map(({ explanation }: Answer) => texts(explanation.rows[0].rows).sort());
    expect(rows).toEqual([
      ["-1.00 Paid by Eve", "-4.00 Owed to Ben", "10.00 Share of Eve"],
      ["-1.00 Paid by Eve", "-5.00 Owed to Ana", "10.00 Share of Eve"],
    ]);
  });
});

const CHANGES = `query ($id: ID!, $from: LocalDate!, $to: LocalDate!) { group(id: $id) { changes(from: $from, to: $to) {
  member { name } before { amount currency } after { amount currency } ${ROWS} } } }`;

describe("what changed", () => {
  test("both days included, only who was moved, by members and currencies", async () => {
    await spent({ title: "Before", incurredOn: "2026-01-31", total: { amount: "3.00", currency: "EUR" } });
    await spent({ title: "First", incurredOn: "2026-02-01", total: { amount: "6.00", currency: "EUR" } });
    await lent(1, 0, "5.00", "Also before");
    await spent({ title: "Dollars", incurredOn: "2026-02-28", total: { amount: "3.00", currency: "USD" } });
    await spent({ title: "After", incurredOn: "2026-03-01" });
    const { changes } = (await ana.ask(CHANGES, { id: group.id, from: "2026-02-01", to: "2026-02-28" })).group;
    expect(changes.map(({ member, after }: Answer) => `${member.name} ${after.currency}`)).toEqual([
      "Ana EUR",
      "Ana USD",
      "Ben EUR",
      "Ben USD",
      "Eve EUR",
      "Eve USD",
    ]);
    expect(changes[0]).toMatchObject({ before: { amount: "-3.00" }, after: { amount: "1.00" } });
    expect(texts(changes[0].rows)).toEqual(["4.00 First"]);
    expect(texts(changes[1].rows)).toEqual(["2.00 Dollars"]);
    expectSum(changes[0].rows, "4.00");
  });

  test("a day of its own, days without anything, and days the wrong way round", async () => {
    await spent();
    const one = await ana.ask(CHANGES, { id: group.id, from: "2026-01-31", to: "2026-01-31" });
    expect(one.group.changes).toHaveLength(3);
    const none = await ana.ask(CHANGES, { id: group.id, from: "2026-02-01", to: "9999-12-31" });
    expect(none.group.changes).toEqual([]);
    const { errors } = await ana.send(CHANGES, { id: group.id, from: "2026-02-01", to: "2026-01-31" });
    expect(errors![0]!.extensions).toMatchObject({ code: "BAD_USER_INPUT", details: [{ field: "to" }] });
  });

  test("days the wrong way round keep no connection, whatever else was asked for", async () => {
    await spent();
    const text = `query ($id: ID!) { group(id: $id) { changes(from: "2026-02-02", to: "2026-02-01") { rows { label } }
      balances { ${EXPLANATION} byMember: explanation(by: MEMBERS) { rows { label } } } suggestedTransfers { ${EXPLANATION} } } }`;
    const replies = await Promise.all(Array.from({ length: 60 }, () => ana.send(text, { id: group.id })));
    expect(replies.map(({ errors }) => errors![0]!.extensions.code)).toEqual(replies.map(() => "BAD_USER_INPUT"));
    expect((await explained()).balances).toHaveLength(3);
  });

  test("what was taken back on the same day is no change", async () => {
    const { expense } = await spent();
    await ana.mutate("expenseDelete", { id: expense.id, version: 1 });
    const { group: seen } = await ana.ask(CHANGES, { id: group.id, from: "2026-01-01", to: "2026-12-31" });
    expect(seen.changes).toEqual([]);
  });
});

test("a stranger sees nothing, and whoever left reads nothing any more", async () => {
  await spent();
  const mallory = await api.person("Mallory");
  expect(await explained(mallory)).toBeNull();
  expect((await mallory.ask(CHANGES, { id: group.id, from: "2026-01-01", to: "2026-12-31" })).group).toBeNull();
  expect((await explained(eve)).balances).toHaveLength(3);
  await ana.mutate("memberRemove", { id: group.memberIds[2]! });
  expect(await explained(eve)).toBeNull();
  const { errors } = await api.nobody.send(CHANGES, { id: group.id, from: "2026-01-01", to: "2026-12-31" });
  expect(errors![0]!.extensions.code).toBe("UNAUTHENTICATED");
});

test("one balance and one transfer by whom they are about, and nothing for anybody else", async () => {
  await spent({ total: { amount: "9.00", currency: "EUR" } });
  const [anaId, benId] = group.memberIds;
  const stranger = await api.group([eve]);
  const query = `query ($id: ID!, $anaId: ID!, $benId: ID!, $other: ID!) { group(id: $id) {
    balance(memberId: $benId, currency: "EUR") { member { name } net { amount } ${EXPLANATION} }
    before: balance(memberId: $benId, currency: "EUR", asOf: "2026-01-30") { net { amount } explanation { rows { label } } }
    nothing: balance(memberId: $benId, currency: "JPY") { net { amount currency } explanation { rows { label } } }
    foreign: balance(memberId: $other, currency: "EUR") { net { amount } }
    suggestedTransfer(fromId: $benId, toId: $anaId, currency: "EUR") { from { name } to { name } amount { amount } }
    back: suggestedTransfer(fromId: $anaId, toId: $benId, currency: "EUR") { amount { amount } } } }`;
  const { group: seen } = await ana.ask(query, { id: group.id, anaId, benId, other: stranger.memberIds[0] });
  expect(seen.balance).toMatchObject({ member: { name: "Ben" }, net: { amount: "-3.00" } });
  expectSum(seen.balance.explanation.rows, "-3.00");
  expect(seen.before).toEqual({ net: { amount: "0.00" }, explanation: { rows: [] } });
  expect(seen.nothing).toEqual({ net: { amount: "0", currency: "JPY" }, explanation: { rows: [] } });
  expect(seen.foreign).toBeNull();
  expect(seen.suggestedTransfer).toEqual({ from: { name: "Ben" }, to: { name: "Ana" }, amount: { amount: "3.00" } });
  expect(seen.back).toBeNull();
});

test("a dry run explains what would be", async () => {
  const input = expenseInput(group, { title: "Perhaps", dryRun: true });
  const { effect } = await ana.mutate(
    "expenseCreate",
    input,
    `effect { balances { net { amount } explanation { rows { label rows { label } } } }
      transfers { amount { amount } explanation { rows { label source { id } } } } }`,
  );
  expect(effect.balances[0].explanation.rows).toEqual([
    { label: "Perhaps", rows: [{ label: "Paid" }, { label: "Share" }] },
  ]);
  expect(effect.transfers[0].explanation.rows).toMatchObject([{ label: "Perhaps" }]);
  expect((await explained()).balances).toEqual([]);
});
