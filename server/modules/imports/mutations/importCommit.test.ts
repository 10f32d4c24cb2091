import { afterAll, beforeAll, describe, expect, jest, test } from "@jest/globals";
import { newId } from "../../../kernel/ids.js";
import { type Answer, type Person, TestApi, type TestGroup } from "../../../test/api.js";
import { balancesOf, stateOf, threeAndAStranger } from "../../../test/seed.js";
import { importText, splitwiseText, startImport, uploadText } from "../../../test/upload.js";
import { ROWS_AT_ONCE } from "../pieces.js";

const TEA = "2026-01-31,Tea,Groceries,9.00,EUR,6.00,-3.00,-3.00";
const PAYMENT = "2026-02-01,Ben A. paid Ana C.,Payment,3.00,EUR,-3.00,3.00,0.00";
const SEVERAL = "2026-02-02,Dinner,Dining out,20.00,USD,3.33,3.33,-6.66";
const TEXT = splitwiseText("Ana,Ben,Eve", TEA, PAYMENT, SEVERAL);

let api: TestApi;
let ana: Person;
let ben: Person;
let eve: Person;
let mallory: Person;
let group: TestGroup;

beforeAll(async () => {
  api = await TestApi.start();
});
afterAll(() => api.close());

/** A group that no other test has imported into. */
async function freshGroup(): Promise<void> {
  ({ ana, ben, eve, mallory, group } = await threeAndAStranger(api));
}

async function entriesOf(person: Person, groupId: string): Promise<Answer> {
  const data = await person.ask(
    `query ($id: ID!) { group(id: $id) {
      lastEventSeq
      members { id name role user { id } }
      balances { member { name } net { amount currency } }
      ledgerHealth { ok }
      imports { id state expenseCount knownCount }
      expenses(first: 100) { edges { node { title notes total { amount currency } incurredOn category { name } payersKnown version
        payers { member { name } amount { amount } } shares { member { name } amount { amount } }
        split { mode parts { member { name } value } } createdBy { name } } } }
      settlements(first: 100) { edges { node { from { name } to { name } amount { amount currency } status settledOn note } } }
      events(first: 100) { edges { node { seq type actor { name } subject { id } } } } } }`,
    { id: groupId },
  );
  const { expenses, settlements, events, ...rest } = data.group;
  const nodes = (list: Answer) => list.edges.map(({ node }: Answer) => node);
  return { ...rest, expenses: nodes(expenses), settlements: nodes(settlements), events: nodes(events) };
}

const commit = (person: Person, id: string, people: object[] = []) => person.mutate("importCommit", { id, people });

test("makes a group with everything of the file in one event", async () => {
  ana = await api.person("Ana");
  const { import: committed, group: made } = await importText(api, ana, TEXT);

  expect(committed).toMatchObject({
    state: "COMMITTED",
    into: { id: made.id },
    expenseCount: 2,
    settlementCount: 1,
    knownCount: 0,
  });
  const entries = await entriesOf(ana, made.id);
  expect(entries).toMatchObject({
    lastEventSeq: 1,
    ledgerHealth: { ok: true },
    imports: [{ id: committed.id, state: "COMMITTED" }],
  });
  expect(entries.events).toEqual([
    { seq: 1, type: "import.committed", actor: { name: "Ana" }, subject: { id: committed.id } },
  ]);
  expect(entries.members).toMatchObject([
    { name: "Ana", role: "ADMIN", user: { id: ana.id } },
    { name: "Ben", role: "MEMBER", user: null },
    { name: "Eve", role: "MEMBER", user: null },
  ]);
  const net = (name: string, amount: string, currency: string) => ({ member: { name }, net: { amount, currency } });
  expect(entries.balances).toEqual([
    net("Ana", "3.00", "EUR"),
    net("Ana", "3.33", "USD"),
    net("Ben", "3.33", "USD"),
    net("Eve", "-3.00", "EUR"),
    net("Eve", "-6.66", "USD"),
  ]);
});

test("one payer's expense has their own share; where nobody can say who paid, the net effect is marked", async () => {
  ana = await api.person("Ana");
  const { group: made } = await importText(api, ana, TEXT);

  const { expenses, settlements } = await entriesOf(ana, made.id);
  const amount = (name: string, text: string) => ({ member: { name }, amount: { amount: text } });
  expect(expenses).toEqual([
    {
      title: "Dinner",
      notes: "Splitwise: 20.00 USD",
      total: { amount: "6.66", currency: "USD" },
      incurredOn: "2026-02-02",
      category: { name: "Eating out" },
      payersKnown: false,
      version: 1,
      payers: [amount("Ana", "3.33"), amount("Ben", "3.33")],
      shares: [amount("Eve", "6.66")],
      split: { mode: "EXACT", parts: [{ member: { name: "Eve" }, value: "6.66" }] },
      createdBy: { name: "Ana" },
    },
    {
      title: "Tea",
      notes: null,
      total: { amount: "9.00", currency: "EUR" },
      incurredOn: "2026-01-31",
      category: { name: "Groceries" },
      payersKnown: true,
      version: 1,
      payers: [amount("Ana", "9.00")],
      shares: [amount("Ana", "3.00"), amount("Ben", "3.00"), amount("Eve", "3.00")],
      split: {
        mode: "EXACT",
        parts: ["Ana", "Ben", "Eve"].map((name) => ({ member: { name }, value: "3.00" })),
      },
      createdBy: { name: "Ana" },
    },
  ]);
  expect(settlements).toEqual([
    {
      from: { name: "Ben" },
      to: { name: "Ana" },
      amount: { amount: "3.00", currency: "EUR" },
      status: "CONFIRMED",
      settledOn: "2026-02-01",
      note: "Ben A. paid Ana C.",
    },
  ]);
});

test("an imported expense can be edited as it opens", async () => {
  ana = await api.person("Ana");
  const { group: made } = await importText(
    api,
    ana,
    splitwiseText("Ana,Ben", "2026-01-31,Refund,General,-9.00,EUR,-4.50,4.50"),
  );
  const { group: found } = await ana.ask("query ($id: ID!) { group(id: $id) { expenses { edges { node { id } } } } }", {
    id: made.id,
  });
  const [{ node }] = found.expenses.edges;

  const { expense } = await ana.mutate("expenseUpdate", { id: node.id, version: 1, title: "Deposit back" });

  expect(expense).toMatchObject({ total: { amount: "-9.00" }, title: "Deposit back", version: 2 });
});

test("odd texts: long, empty, of several lines, right to left, and formulas stay what they are", async () => {
  ana = await api.person("Ana");
  const long = "Tea ".repeat(100).trim();
  const text = splitwiseText(
    "Ana,=cmd(),עדן 🎉",
    `2026-01-31,${long},General,3.00,EUR,2.00,-1.00,-1.00`,
    "2026-01-30, , ,,EUR,2.00,-1.00,-1.00",
    '2026-01-29,"Tea\nand 🍪",General,3.00,EUR,2.00,-1.00,-1.00',
  );
  const { group: made } = await importText(api, ana, text);

  const { expenses, members } = await entriesOf(ana, made.id);
  expect(members.map(({ name }: Answer) => name)).toEqual(["Ana", "=cmd()", "עדן 🎉"]);
  expect(expenses.map(({ title, notes, payersKnown }: Answer) => ({ title, notes, payersKnown }))).toEqual([
    { title: `${long.slice(0, 199)}…`, notes: long, payersKnown: true },
    { title: "Splitwise", notes: null, payersKnown: false },
    { title: "Tea and 🍪", notes: "Tea\nand 🍪", payersKnown: true },
  ]);
});

describe("into a group", () => {
  test("adds to what is there, and matches people by name", async () => {
    await freshGroup();
    const { import: committed } = await importText(api, ben, TEXT, { groupId: group.id });

    expect(committed).toMatchObject({ state: "COMMITTED", into: { id: group.id } });
    const [a, b, e] = group.memberIds as [string, string, string];
    expect(await balancesOf(ana, group)).toEqual({
      [a]: ["3.00 EUR", "3.33 USD"],
      [b]: ["3.33 USD"],
      [e]: ["-3.00 EUR", "-6.66 USD"],
    });
    expect((await entriesOf(ana, group.id)).members).toHaveLength(3);
  });

  test("the same file twice adds nothing, a longer one its new rows, whatever the order of its columns", async () => {
    await freshGroup();
    await importText(api, ana, splitwiseText("Ana,Ben,Eve", TEA, TEA, PAYMENT), { groupId: group.id });
    const before = await balancesOf(ana, group);

    const again = await importText(api, ana, splitwiseText("Ana,Ben,Eve", TEA, TEA, PAYMENT), { groupId: group.id });
    expect(again.import).toMatchObject({ expenseCount: 0, settlementCount: 0, knownCount: 3 });
    expect(await balancesOf(ana, group)).toEqual(before);

    const turned = "2026-01-31,Tea,Lebensmittel,9.00,EUR,-3.00,-3.00,6.00";
    const longer = await importText(api, ana, splitwiseText("Eve,Ben,Ana", turned, turned, turned), {
      groupId: group.id,
    });
    expect(longer.import).toMatchObject({ expenseCount: 1, settlementCount: 0, knownCount: 2 });
    expect((await stateOf(ana, group)).ledgerHealth.ok).toBe(true);
  });

  test("two identical rows are two expenses", async () => {
    await freshGroup();
    const { import: committed } = await importText(api, ana, splitwiseText("Ana,Ben,Eve", TEA, TEA), {
      groupId: group.id,
    });

    expect(committed).toMatchObject({ expenseCount: 2, knownCount: 0 });
    expect((await entriesOf(ana, group.id)).expenses).toHaveLength(2);
  });

  test("people who were renamed, here or there, are still who they were", async () => {
    await freshGroup();
    await importText(api, ana, splitwiseText("Ana,Benny,Eve", TEA), { groupId: group.id });
    // "Benny" was matched to nobody, so he is a member of his own; now Splitwise calls him Benjamin.
    const renamed = await startImport(api, ana, splitwiseText("Ana,Benjamin,Eve", TEA), { groupId: group.id });

    expect(renamed).toMatchObject({ expenseCount: 0, knownCount: 1 });
    await ana.mutate("userUpdate", { name: "Ana-Maria" });
    const own = await startImport(api, ana, splitwiseText("Ana,Benny,Eve", TEA), { groupId: group.id });
    expect(own).toMatchObject({ expenseCount: 0, knownCount: 1 });
    expect(own.people[0].member).toEqual({ id: group.memberIds[0] });
  });

  test("what people edited or deleted since stays known", async () => {
    await freshGroup();
    await importText(api, ana, splitwiseText("Ana,Ben,Eve", TEA, SEVERAL), { groupId: group.id });
    const { group: found } = await ana.ask(
      "query ($id: ID!) { group(id: $id) { expenses { edges { node { id } } } } }",
      { id: group.id },
    );
    const [dinner, tea] = found.expenses.edges.map(({ node }: Answer) => node.id);
    await ana.mutate("expenseUpdate", { id: dinner, version: 1, title: "Lunch" });
    await ana.mutate("expenseDelete", { id: tea, version: 1 });

    const again = await startImport(api, ana, splitwiseText("Ana,Ben,Eve", TEA, SEVERAL), { groupId: group.id });

    expect(again).toMatchObject({ expenseCount: 0, knownCount: 2 });
  });

  test("who is who can be said: another member, somebody new, the viewer", async () => {
    await freshGroup();
    const { id } = await startImport(api, ana, splitwiseText("Ana,Ben,Somebody", TEA), { groupId: group.id });
    const [a, b, e] = group.memberIds as [string, string, string];

    const { import: committed } = await commit(ana, id, [
      { name: "Somebody", viewer: true },
      { name: "Ana", memberId: e },
      { name: "Ben", memberId: null },
    ]);

    expect(committed.people.map(({ member }: Answer) => member.id)).toEqual([e, expect.not.stringContaining(b), a]);
    expect(await balancesOf(ana, group)).toMatchObject({ [e]: ["6.00 EUR"], [a]: ["-3.00 EUR"] });
  });

  test("somebody who was removed is named by nothing new", async () => {
    await freshGroup();
    await importText(api, ana, splitwiseText("Ana,Ben,Eve", PAYMENT), { groupId: group.id });
    await ana.mutate("memberRemove", { id: group.memberIds[2]! });

    const { import: committed } = await importText(api, ana, TEXT, { groupId: group.id });

    expect(committed).toMatchObject({ expenseCount: 0, knownCount: 1 });
    expect(committed.problems).toEqual([
      { line: 3, message: "Eve has left the group." },
      { line: 5, message: "Eve has left the group." },
    ]);
  });
});

describe("is one effect", () => {
  test("a repeated commit answers as the first did, whatever it says about people", async () => {
    await freshGroup();
    const { id } = await startImport(api, ana, TEXT, { groupId: group.id });
    const once = await commit(ana, id);
    const state = await stateOf(ana, group);

    expect(await commit(ana, id)).toEqual(once);
    expect(await commit(ana, id, [{ name: "Eve", memberId: null }])).toEqual(once);
    expect(await stateOf(ana, group)).toEqual(state);
  });

  test("eight commits at once make one group", async () => {
    ana = await api.person("Ana");
    const { id } = await startImport(api, ana, TEXT);
    const answers: Answer[] = await Promise.all(Array.from({ length: 8 }, () => commit(ana, id)));

    expect(new Set(answers.map(({ group: made }) => made.id)).size).toBe(1);
    const { groups } = await ana.ask("{ groups { edges { node { lastEventSeq } } } }");
    expect(groups.edges).toEqual([{ node: { lastEventSeq: 1 } }]);
  });

  test("the same file in eight imports at once is booked once", async () => {
    await freshGroup();
    const started = await Promise.all(
      Array.from({ length: 8 }, () => startImport(api, ana, TEXT, { groupId: group.id })),
    );
    const answers: Answer[] = await Promise.all(started.map(({ id }) => commit(ana, id)));

    const counts = answers.map(({ import: committed }) => committed.expenseCount + committed.settlementCount);
    expect(counts.filter((count) => count !== 0)).toEqual([3]);
    const state = await entriesOf(ana, group.id);
    expect(state).toMatchObject({ ledgerHealth: { ok: true } });
    expect(state.expenses).toHaveLength(2);
  });
});

test("ten thousand rows are one transaction and one event, and no statement is made from all of them", async () => {
  ana = await api.person("Ana");
  const query = jest.spyOn(api.surroundings.Client.prototype, "query");
  const lines = Array.from({ length: 10_000 }, (_, index) => {
    const day = `2026-01-${String((index % 28) + 1).padStart(2, "0")}`;
    return index % 10 === 0
      ? `${day},x,Payment,1.00,EUR,-1.00,1.00,0.00`
      : `${day},Tea ${index},General,9.00,EUR,6.00,-3.00,-3.00`;
  });
  const { import: committed, group: made } = await importText(api, ana, splitwiseText("Ana,Ben,Eve", ...lines));

  expect(committed).toMatchObject({ expenseCount: 9000, settlementCount: 1000, problems: [] });
  expect(await entriesOf(ana, made.id)).toMatchObject({ lastEventSeq: 1, ledgerHealth: { ok: true } });
  const [{ transactions }] = await api.dataSource.query(
    "select count(distinct xmin::text)::int as transactions from expenses where import_id = $1",
    [committed.id],
  );
  expect(transactions).toBe(1);
  const statements = query.mock.calls.map(
    ([statement]) => statement as unknown as { text?: string; values?: unknown[] },
  );
  const inserted = statements
    .filter(({ text = "" }) => text.trimStart().startsWith("insert into"))
    .flatMap(({ values = [] }) => values.map((value) => (Array.isArray(value) ? value.length : 0)));
  query.mockRestore();
  // Three postings and three shares of a row are the most.
  expect(Math.max(...inserted)).toBeGreaterThan(ROWS_AT_ONCE);
  expect(Math.max(...inserted)).toBeLessThanOrEqual(ROWS_AT_ONCE * 3);
  // A job has PostgreSQL look at what has grown by so much.
  const analyzed =
    "select last_analyze is not null as analyzed from pg_stat_user_tables where relname = 'expense_shares'";
  await api.doJobs();
  await api.dataSource.query("select pg_stat_clear_snapshot()");
  expect(await api.dataSource.query(analyzed)).toEqual([{ analyzed: true }]);
});

describe("refuses", () => {
  beforeAll(freshGroup);

  test("people who cannot be, and names each field; nothing is written", async () => {
    const other = await api.group([mallory]);
    const { id } = await startImport(api, ana, TEXT, { groupId: group.id });
    const before = await stateOf(ana, group);
    const people = [
      { name: "Tom" },
      { name: "Eve", memberId: other.memberIds[0] },
      { name: "Ben", memberId: group.memberIds[0], viewer: false },
    ];

    const answer = await ana.try("importCommit", { id, people });

    expect(answer.fields.map(({ path, code }: Answer) => `${path.join(".")} ${code}`)).toEqual([
      "people.0.name NOT_ALLOWED",
      "people.1.memberId UNKNOWN_MEMBER",
      "people.2.memberId DUPLICATE",
    ]);
    const many = Array.from({ length: 101 }, () => ({ name: "Ana" }));
    expect(await ana.try("importCommit", { id, people: many })).toMatchObject({
      fields: [{ path: ["people"], code: "TOO_LONG" }],
    });
    expect(await stateOf(ana, group)).toEqual(before);
    const { import: still } = await ana.ask("query ($id: ID!) { import(id: $id) { state } }", { id });
    expect(still.state).toBe("PREVIEWED");
  });

  test("a MEMBER whose file names new people", async () => {
    const { id } = await startImport(api, ben, splitwiseText("Ana,Ben,Zoe", TEA), { groupId: group.id });

    expect(await ben.try("importCommit", { id })).toMatchObject({ __typename: "ForbiddenError" });
    expect(await commit(ben, id, [{ name: "Zoe", memberId: group.memberIds[2] }])).toMatchObject({
      group: { id: group.id },
    });
  });

  test("everybody but its maker: strangers, members, VIEWERs, the removed, and nobody", async () => {
    const { id } = await startImport(api, eve, TEXT, { groupId: group.id });
    const unknown = await mallory.try("importCommit", { id: newId("imp") });
    expect(unknown.__typename).toBe("NotFoundError");
    for (const person of [mallory, ana]) expect(await person.try("importCommit", { id })).toEqual(unknown);
    expect(await eve.try("importCommit", { id: "imp_\u0000" })).toEqual(unknown);
    expect((await api.nobody.fail("importCommit", { id }))[0]!.extensions.code).toBe("UNAUTHENTICATED");

    await ana.mutate("memberRoleSet", { id: group.memberIds[2], role: "VIEWER" });
    expect(await eve.try("importCommit", { id })).toMatchObject({ __typename: "ForbiddenError" });
    await ana.mutate("memberRemove", { id: group.memberIds[2] });
    expect(await eve.try("importCommit", { id })).toEqual(unknown);
  });

  test("another member's committed import, and one that was undone", async () => {
    const { import: committed } = await importText(
      api,
      ana,
      splitwiseText("Ana,Ben", "2026-03-01,Ink,General,2.00,EUR,1.00,-1.00"),
      { groupId: group.id },
    );
    expect(await ben.try("importCommit", { id: committed.id })).toMatchObject({ __typename: "ForbiddenError" });
    await ana.mutate("importUndo", { id: committed.id });
    expect(await ana.try("importCommit", { id: committed.id })).toMatchObject({
      reason: "STATE",
      current: { id: committed.id },
    });
  });

  test("input of the wrong type", async () => {
    const uploadId = await uploadText(api, ana, TEXT);
    const { import: preview } = await ana.mutate("importStart", { uploadId, format: "SPLITWISE_CSV" });
    const [error] = await ana.fail("importCommit", { id: preview.id, people: [{ name: 5 }] });
    expect(error!.extensions.code).toBe("BAD_USER_INPUT");
  });
});
