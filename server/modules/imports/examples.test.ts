import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, jest, test } from "@jest/globals";
import { ImportsAgain1796100000000 } from "../../migrations/1796100000000-imports-again.js";
import { type Answer, type Person, TestApi } from "../../test/api.js";
import { uploadFile } from "../../test/upload.js";

// Files as people have them, and what they must come to. `npm run test:fixtures` does the same with real ones.
const folder = join(process.cwd(), "server/modules/imports/examples");

const IMPORT = `id state encoding uploadId groupName expenseCount settlementCount knownCount
  people { name importer member { id name } } problems { line message }
  totals { person computed { amount currency } stated { amount } after { amount } }
  questions { kind line text choices { dayOrder date } }
  unknownPayers { count cost { amount currency } booked { amount } }
  gone { date title amount { amount currency } entryIds kept }
  changed { line date title before { amount } after { amount } entryIds kept }
  kept { id }`;
const GROUP = `id lastEventSeq members { id name user { id } } balances { member { name } net { amount currency } } ledgerHealth { ok violations { message } }
  events(first: 3, order: NEWEST_FIRST) { edges { node { type } } }
  expenses(first: 50) { edges { node { id title version incurredOn payersKnown total { amount currency } payers { member { name } amount { amount } } shares { member { name } amount { amount } } } } }
  settlements(first: 50) { edges { node { id status amount { amount } } } }`;

let api: TestApi;
let ana: Person;

beforeAll(async () => {
  api = await TestApi.start();
  ana = await api.person("Ana");
});
afterAll(() => api.close());

const bytesOf = (name: string) => readFileSync(join(folder, name));

async function startBytes(bytes: Uint8Array, into: object = {}): Promise<Answer> {
  const uploadId = await uploadFile(api, ana, bytes);
  const input = { uploadId, format: "SPLITWISE_CSV", ...into };
  return (await ana.mutate("importStart", input, `import { ${IMPORT} }`)).import;
}
const start = (name: string, into: object = {}) => startBytes(bytesOf(name), into);
const startRows = (rows: readonly string[], into: object, people = "Ana,Ben") =>
  startBytes(Buffer.from([`Date,Description,Category,Cost,Currency,${people}`, ...rows].join("\n")), into);

const commit = (id: string, more: object = {}) =>
  ana.mutate("importCommit", { id, ...more }, `import { ${IMPORT} } group { ${GROUP} }`);
const undo = async (id: string) => (await ana.mutate("importUndo", { id }, `import { ${IMPORT} }`)).import;

async function countRows(): Promise<{ rowCount: number }> {
  const [{ n }] = await api.dataSource.query("select count(*)::int as n from import_rows");
  return { rowCount: n };
}

/** The group as far as money is concerned; who did it when is left out. */
async function read(id: string): Promise<Answer> {
  const { group } = await ana.ask(`query ($id: ID!) { group(id: $id) { ${GROUP} } }`, { id });
  return shown(group);
}

function shown(group: Answer): Answer {
  const nodes = (list: Answer) => list.edges.map(({ node }: Answer) => node);
  expect(group.ledgerHealth).toEqual({ ok: true, violations: [] });
  const expenses = nodes(group.expenses);
  return {
    balances: Object.fromEntries(
      group.balances.map(({ member, net }: Answer) => [`${member.name} ${net.currency}`, net.amount]),
    ),
    expenses: expenses.map(({ title, total }: Answer) => `${title} ${total.amount}`).sort(),
    payments: nodes(group.settlements).map(({ status, amount }: Answer) => `${status} ${amount.amount}`),
    seq: group.lastEventSeq,
    events: nodes(group.events).map(({ type }: Answer) => type),
    nodes: { expenses, settlements: nodes(group.settlements) },
  };
}
const moneyOf = ({ balances, expenses, payments }: Answer) => ({ balances, expenses, payments });

describe("an import again, after a correction at the source", () => {
  const JANUARY = {
    balances: { "Ana EUR": "-5.00", "Ben EUR": "5.00" },
    expenses: ["Cinema 30.00", "Groceries 20.00"],
    payments: [],
  };
  const FEBRUARY = {
    balances: { "Ana EUR": "33.00", "Ben EUR": "-33.00" },
    expenses: ["Dinner 40.00", "Groceries 26.00"],
    payments: [],
  };
  const BOTH = { takeBack: true, replace: true };

  async function january(): Promise<{ first: Answer; into: { groupId: string } }> {
    const { id } = await start("january.csv");
    const { import: first, group } = await commit(id);
    expect(moneyOf(shown(group))).toEqual(JANUARY);
    expect(first.totals.map(({ after }: Answer) => after.amount)).toEqual(["-5.00", "5.00"]);
    return { first, into: { groupId: group.id } };
  }

  test("the preview says that the group will not have the file's balance, and why; committed as it is, it has not", async () => {
    const { into } = await january();
    const before = await read(into.groupId);

    const preview = await start("february-corrected.csv", into);

    const eur = (amount: string) => ({ amount, currency: "EUR" });
    expect(preview.totals).toEqual([
      { person: "Ana", computed: eur("33.00"), stated: { amount: "33.00" }, after: { amount: "28.00" } },
      { person: "Ben", computed: eur("-33.00"), stated: { amount: "-33.00" }, after: { amount: "-28.00" } },
    ]);
    expect(preview.problems).toEqual([{ line: 4, message: expect.stringContaining("Ana 28.00 instead of 33.00") }]);
    const idOf = (title: string) => before.nodes.expenses.find((expense: Answer) => expense.title === title).id;
    expect(preview.gone).toEqual([
      { date: "2026-01-06", title: "Cinema", amount: eur("30.00"), entryIds: [idOf("Cinema")], kept: false },
    ]);
    expect(preview.changed).toEqual([
      {
        line: 2,
        date: "2026-01-05",
        title: "Groceries",
        before: { amount: "20.00" },
        after: { amount: "26.00" },
        entryIds: [idOf("Groceries")],
        kept: false,
      },
    ]);
    const { import: committed, group } = await commit(preview.id);
    expect(committed).toEqual({ ...preview, state: "COMMITTED", uploadId: null });
    expect(shown(group).balances).toEqual({ "Ana EUR": "28.00", "Ben EUR": "-28.00" });
  });

  test("taken back and replaced, it ends where the file does, in one event; a dry run says so first", async () => {
    const { into } = await january();
    const { id } = await start("february-corrected.csv", into);
    const before = await read(into.groupId);
    const effect = "effect { balances { member { name } net { amount currency } } }";
    const tried = await ana.mutate("importCommit", { id, ...BOTH, dryRun: true }, `import { ${IMPORT} } ${effect}`);
    expect(await read(into.groupId)).toEqual(before);

    const { import: committed, group } = await commit(id, BOTH);

    expect(committed).toEqual(tried.import);
    expect(tried.effect.balances).toEqual(group.balances);
    expect(moneyOf(shown(group))).toEqual(FEBRUARY);
    expect(committed).toMatchObject({ expenseCount: 2, knownCount: 0, problems: [] });
    expect(committed.totals.map(({ after }: Answer) => after.amount)).toEqual(["33.00", "-33.00"]);
    expect([shown(group).seq, shown(group).events]).toEqual([before.seq + 1, ["import.committed", "import.committed"]]);
    expect(await commit(id)).toMatchObject({ import: committed, group });
    expect(await commit(id, { takeBack: true })).toMatchObject({ import: committed, group });
  });

  test.each([
    ["takeBack", { "Ana EUR": "43.00", "Ben EUR": "-43.00" }],
    ["replace", { "Ana EUR": "18.00", "Ben EUR": "-18.00" }],
  ])("%s alone does its own part", async (option, balances) => {
    const { into } = await january();
    const { id } = await start("february-corrected.csv", into);
    const { import: committed, group } = await commit(id, { [option]: true });
    expect(shown(group).balances).toEqual(balances);
    expect(committed.problems).toEqual([{ line: 4, message: expect.any(String) }]);
  });

  test("the undo of the later one gives back what it took; then the first can be undone, too", async () => {
    const { first, into } = await january();
    const { id } = await start("february-corrected.csv", into);
    await commit(id, BOTH);

    expect(await undo(id)).toMatchObject({ state: "UNDONE", kept: [] });
    expect(moneyOf(await read(into.groupId))).toEqual(JANUARY);
    expect(await undo(first.id)).toMatchObject({ state: "UNDONE", kept: [] });
    expect(moneyOf(await read(into.groupId))).toEqual({ balances: {}, expenses: [], payments: [] });
  });

  test("undone in the other order, nothing comes back that nobody imported", async () => {
    const { first, into } = await january();
    const { id } = await start("february-corrected.csv", into);
    await commit(id, BOTH);

    expect(await undo(first.id)).toMatchObject({ state: "UNDONE", kept: [] });
    expect(moneyOf(await read(into.groupId))).toEqual(FEBRUARY);
    await undo(id);
    expect(moneyOf(await read(into.groupId))).toEqual({ balances: {}, expenses: [], payments: [] });
  });

  test("once more, it adds and takes nothing; and what was not taken back can be taken later", async () => {
    const { into } = await january();
    await commit((await start("february-corrected.csv", into)).id, BOTH);
    const again = await start("february-corrected.csv", into);
    expect(again).toMatchObject({ expenseCount: 0, knownCount: 2, gone: [], changed: [], problems: [] });
    const { group } = await commit(again.id, BOTH);
    expect(moneyOf(shown(group))).toEqual(FEBRUARY);

    const { into: other } = await january();
    await commit((await start("february-corrected.csv", other)).id);
    const later = await start("february-corrected.csv", other);
    expect(later.gone.map(({ title }: Answer) => title)).toEqual(["Groceries", "Cinema"]);
    expect(moneyOf(shown((await commit(later.id, BOTH)).group))).toEqual(FEBRUARY);
  });

  test("there and back again: each undo gives back what its import took, in either order", async () => {
    for (const order of ["last first", "first last"]) {
      const { into } = await january();
      const { id: second } = await start("february-corrected.csv", into);
      await commit(second, BOTH);
      const { id: third } = await start("january.csv", into);
      const { group } = await commit(third, BOTH);
      expect(moneyOf(shown(group))).toEqual(JANUARY);
      if (order === "last first") {
        await undo(third);
        expect(moneyOf(await read(into.groupId))).toEqual(FEBRUARY);
        await undo(second);
      } else {
        await undo(second);
        expect(moneyOf(await read(into.groupId))).toEqual(JANUARY);
        await undo(third);
      }
      expect(moneyOf(await read(into.groupId))).toEqual(JANUARY);
    }
  });

  test("a row that two imports took and a third has now comes back once, whichever undo is asked for first", async () => {
    const nothing = { balances: {}, expenses: [], payments: [] };
    const cinema = "2026-01-06,Cinema,General,30.00,EUR,15.00,-15.00";
    const rows = ["2026-01-05,Groceries,General,20.00,EUR,10.00,-10.00", cinema];
    // The imports in the order of their commits; A, C and E have both rows, B and D have one and take the other back.
    for (const order of ["DBECA", "BDECA", "DBCEA", "BDACE", "DBAEC", "BCDEA"]) {
      const { id: first } = await startRows(rows, {});
      const into = { groupId: (await commit(first)).group.id };
      const ids: Record<string, string> = { A: first };
      for (const name of "BCDE") {
        const takes = name === "B" || name === "D";
        const { id } = await startRows(takes ? [cinema] : rows, into);
        await commit(id, { takeBack: takes });
        ids[name] = id;
      }
      const both = await read(into.groupId);
      for (const name of order.slice(0, 2)) await undo(ids[name]!);
      expect([order, moneyOf(await read(into.groupId))]).toEqual([order, moneyOf(both)]);
      for (const name of order.slice(2)) await undo(ids[name]!);
      expect([order, moneyOf(await read(into.groupId))]).toEqual([order, nothing]);
    }
  });

  test("what people changed since is named, and never touched", async () => {
    const { into } = await january();
    const { nodes } = await read(into.groupId);
    const of = (title: string) => nodes.expenses.find((expense: Answer) => expense.title === title).id;
    await ana.mutate("expenseUpdate", { id: of("Cinema"), version: 1, title: "Opera" }, "__typename");
    await ana.mutate("expenseUpdate", { id: of("Groceries"), version: 1, notes: "with wine" }, "__typename");

    const preview = await start("february-corrected.csv", into);
    expect(preview.gone).toEqual([expect.objectContaining({ title: "Cinema", kept: true })]);
    expect(preview.changed).toEqual([expect.objectContaining({ title: "Groceries", kept: true })]);
    const { import: committed, group } = await commit(preview.id, BOTH);

    expect(shown(group).expenses).toEqual(["Dinner 40.00", "Groceries 20.00", "Opera 30.00"]);
    expect(shown(group).balances).toEqual({ "Ana EUR": "15.00", "Ben EUR": "-15.00" });
    expect(committed.problems.map(({ line }: Answer) => line)).toEqual([2, 4]);
    await undo(preview.id);
    expect((await read(into.groupId)).expenses).toEqual(["Groceries 20.00", "Opera 30.00"]);
  });

  test("what people restored after it was taken back stays restored, whoever undoes what", async () => {
    const { first, into } = await january();
    const { nodes } = await read(into.groupId);
    const cinema = nodes.expenses.find((expense: Answer) => expense.title === "Cinema").id;
    const { id } = await start("february-corrected.csv", into);
    await commit(id, BOTH);
    await ana.mutate("expenseRestore", { id: cinema, version: 2 }, "__typename");

    expect((await undo(id)).kept).toEqual([{ id: cinema }]);
    expect(moneyOf(await read(into.groupId))).toEqual(JANUARY);
    expect((await undo(first.id)).kept).toEqual([{ id: cinema }]);
    expect((await read(into.groupId)).expenses).toEqual(["Cinema 30.00"]);
  });

  test("what people made of a replacement stays, and what it replaced does not come back beside it", async () => {
    const { into } = await january();
    const { id } = await start("february-corrected.csv", into);
    const { nodes } = shown((await commit(id, BOTH)).group);
    const groceries = nodes.expenses.find((expense: Answer) => expense.title === "Groceries").id;
    await ana.mutate("expenseUpdate", { id: groceries, version: 1, title: "Market" }, "__typename");

    expect((await undo(id)).kept).toEqual([{ id: groceries }]);
    expect((await read(into.groupId)).expenses).toEqual(["Cinema 30.00", "Market 26.00"]);
  });

  test("a closed period stands; what it holds is corrected on open days", async () => {
    const { first, into } = await january();
    await ana.mutate("periodClose", { ...into, through: "2026-01-31" }, "__typename");
    const asOf = async () =>
      (
        await ana.ask('query ($id: ID!) { group(id: $id) { balances(asOf: "2026-01-31") { net { amount } } } }', {
          id: into.groupId,
        })
      ).group.balances;
    const closed = await asOf();
    const { id } = await start("february-corrected.csv", into);
    expect(moneyOf(shown((await commit(id, BOTH)).group))).toEqual(FEBRUARY);
    expect(await asOf()).toEqual(closed);
    // Opened in between, everything goes to its own day with the next step.
    await ana.mutate("periodReopen", into, "__typename");
    await undo(id);
    expect(moneyOf(await read(into.groupId))).toEqual(JANUARY);
    expect(await asOf()).toEqual(closed);
    await undo(first.id);
    expect(moneyOf(await read(into.groupId))).toEqual({ balances: {}, expenses: [], payments: [] });
    expect(await asOf()).toEqual([]);
  });

  test("payments go and come back as expenses do", async () => {
    const TEA = "2026-01-31,Tea,Groceries,9.00,EUR,6.00,-6.00";
    const payment = (amount: string) => `2026-02-01,Ben paid Ana,Payment,${amount},EUR,-${amount},${amount}`;
    const { id: first } = await startRows([TEA, payment("3.00")], {});
    const { group } = await commit(first);
    const into = { groupId: group.id };
    const before = await read(group.id);

    const { id: second } = await startRows([TEA, payment("5.00")], into);
    const { import: committed, group: after } = await commit(second, BOTH);
    expect(committed.changed).toEqual([
      expect.objectContaining({ before: { amount: "3.00" }, after: { amount: "5.00" } }),
    ]);
    expect(shown(after)).toMatchObject({
      balances: { "Ana EUR": "1.00", "Ben EUR": "-1.00" },
      payments: ["CONFIRMED 5.00", "CANCELLED 3.00"],
    });
    await undo(second);
    expect((await read(group.id)).balances).toEqual(before.balances);
    const { id: third } = await startRows([TEA], into);
    const { import: gone } = await commit(third, BOTH);
    expect(gone.gone).toEqual([
      expect.objectContaining({ title: "Ben paid Ana", entryIds: [before.nodes.settlements[0].id] }),
    ]);
    expect((await read(group.id)).balances).toEqual({ "Ana EUR": "6.00", "Ben EUR": "-6.00" });
  });

  test("two rows of one day and title are told apart by their count alone, and are not changed rows", async () => {
    const tea = (amount: string) => `2026-01-31,Tea,Groceries,9.00,EUR,${amount},-${amount}`;
    const { group } = await commit((await startRows([tea("1.00"), tea("2.00"), tea("2.00")], {})).id);
    const into = { groupId: group.id };
    const preview = await startRows([tea("2.00"), tea("3.00"), tea("4.00")], into);
    expect(preview.changed).toEqual([]);
    expect(preview.gone.map(({ amount }: Answer) => amount.amount)).toEqual(["9.00", "9.00"]);
    const { group: after } = await commit(preview.id, BOTH);
    expect(shown(after).balances).toEqual({ "Ana EUR": "9.00", "Ben EUR": "-9.00" });
  });

  test("what was imported before any of this was kept is compared, too", async () => {
    const { first, into } = await january();
    const { id: undone } = await startRows(["2026-01-08,Tea,Groceries,2.00,EUR,1.00,-1.00"], into);
    await commit(undone);
    await undo(undone);
    const migration = new ImportsAgain1796100000000();
    const runner = api.dataSource.createQueryRunner();
    const { rowCount } = await countRows();
    await migration.down(runner);
    await migration.up(runner);
    await runner.release();
    expect(await countRows()).toEqual({ rowCount });

    const preview = await start("february-corrected.csv", into);
    expect(preview.gone).toEqual([expect.objectContaining({ title: "Cinema", kept: false })]);
    expect(preview.changed).toEqual([expect.objectContaining({ title: "Groceries", kept: false })]);
    expect(moneyOf(shown((await commit(preview.id, BOTH)).group))).toEqual(FEBRUARY);
    await undo(preview.id);
    expect((await undo(first.id)).kept).toEqual([]);
    expect(moneyOf(await read(into.groupId))).toEqual({ balances: {}, expenses: [], payments: [] });
  });

  test("rows of another export, and entries that people made, are not gone", async () => {
    const { into } = await january();
    const { id } = await startRows(["2026-01-07,Boat,General,8.00,EUR,4.00,-4.00"], into);
    await commit(id);
    const preview = await start("february-corrected.csv", into);
    expect(preview.gone.map(({ title }: Answer) => title)).toEqual(["Cinema"]);
    const { import: committed } = await commit(preview.id, BOTH);
    expect(committed.problems).toEqual([{ line: 4, message: expect.stringContaining("Ana 37.00 instead of 33.00") }]);
    // A file that has rows of both makes them one export from now on.
    const all = await startRows(
      ["2026-01-07,Boat,General,8.00,EUR,4.00,-4.00", "2026-02-06,Dinner,Dining out,40.00,EUR,20.00,-20.00"],
      into,
    );
    expect(all.gone.map(({ title }: Answer) => title)).toEqual(["Groceries"]);
    await commit(all.id);
    const last = await startRows(["2026-01-07,Boat,General,8.00,EUR,4.00,-4.00"], into);
    expect(last.gone.map(({ title }: Answer) => title)).toEqual(["Groceries", "Dinner"]);
  });
});

describe("a spreadsheet saved it", () => {
  test("in German, in windows-1252: days with dots, commas, semicolons", async () => {
    const preview = await start("german-spreadsheet.csv");
    expect(preview).toMatchObject({ encoding: "windows-1252", expenseCount: 2, settlementCount: 1, problems: [] });
    const { group } = await commit(preview.id, { people: [{ name: "Jürgen", viewer: true }] });
    expect(shown(group)).toMatchObject({
      balances: { "Ana EUR": "-768.75", "Bert EUR": "768.75" },
      expenses: ["Flug 2362.00", "Fähre nach Südtirol 1024.50"],
    });
  });

  test.each([
    ["days-first.csv", "EUR"],
    ["months-first.csv", "USD"],
  ])("%s: a day above the twelfth decides", async (name, currency) => {
    const preview = await start(name);
    expect(preview).toMatchObject({ encoding: "UTF-8", questions: [], problems: [] });
    const { nodes } = shown((await commit(preview.id)).group);
    expect(nodes.expenses.map(({ incurredOn, total }: Answer) => [incurredOn, total.currency])).toEqual([
      ["2023-12-25", currency],
      ["2023-12-01", currency],
    ]);
  });

  test("where nobody can tell, one question is asked, and nothing is booked before it is answered", async () => {
    const preview = await start("open-days.csv");
    expect(preview).toMatchObject({ expenseCount: 2, problems: [] });
    expect(preview.questions).toEqual([
      {
        kind: "DAY_ORDER",
        line: 2,
        text: "03/04/2026",
        choices: [
          { dayOrder: "DMY", date: "2026-04-03" },
          { dayOrder: "MDY", date: "2026-03-04" },
        ],
      },
    ]);
    for (const dryRun of [true, false]) {
      expect(await ana.try("importCommit", { id: preview.id, dryRun })).toMatchObject({
        __typename: "ConflictError",
        reason: "STATE",
        current: { id: preview.id },
      });
    }
    const answered = { uploadId: preview.uploadId, format: "SPLITWISE_CSV", groupName: preview.groupName };
    const { import: read } = await ana.mutate("importStart", { ...answered, dayOrder: "MDY" }, `import { ${IMPORT} }`);
    expect(read.questions).toEqual([]);
    const { nodes } = shown((await commit(read.id)).group);
    expect(nodes.expenses.map(({ incurredOn, total }: Answer) => [incurredOn, total.amount])).toEqual([
      ["2026-05-06", "2.00"],
      ["2026-03-04", "7.20"],
    ]);
    // Into the same group again: as long as it is open which days these are, nothing is called gone.
    const again = await start("open-days.csv", { groupId: (await commit(read.id)).group.id });
    expect(again).toMatchObject({ questions: [{ kind: "DAY_ORDER" }], gone: [], changed: [] });
    const [error] = await ana.fail("importStart", { ...answered, dayOrder: "YMD" });
    expect(error!.extensions.code).toBe("BAD_USER_INPUT");
  });

  test("parts of a cent and of a yen are rounded, which each row says; the same file again is known", async () => {
    const preview = await start("parts-of-a-cent.csv");
    expect(preview.problems.map(({ line }: Answer) => line)).toEqual([2, 3]);
    const { group } = await commit(preview.id);
    expect(shown(group).balances).toEqual({
      "Ana EUR": "923.60",
      "Ben EUR": "-307.86",
      "Eve EUR": "-307.87",
      "Tom EUR": "-307.87",
      "Ana JPY": "667",
      "Ben JPY": "-333",
      "Eve JPY": "-334",
    });
    expect(await start("parts-of-a-cent.csv", { groupId: group.id })).toMatchObject({ expenseCount: 0, knownCount: 2 });
  });

  test("with no row that can be read it cannot be committed, and no group is made", async () => {
    const groups = async () => (await ana.ask("{ groups { edges { node { id } } } }")).groups.edges.length;
    const before = await groups();
    const preview = await start("unreadable.csv");
    expect(preview).toMatchObject({ expenseCount: 0, problems: [{ line: 2 }, { line: 3 }] });
    for (const dryRun of [true, false]) {
      expect(await ana.try("importCommit", { id: preview.id, dryRun })).toMatchObject({
        __typename: "ConflictError",
        reason: "STATE",
      });
    }
    expect(await groups()).toBe(before);
    // Nor can it be taken for a file in which all rows are gone.
    const { group } = await commit((await start("january.csv")).id);
    const { id } = await start("unreadable.csv", { groupId: group.id });
    expect(await ana.try("importCommit", { id, takeBack: true })).toMatchObject({ reason: "STATE" });
  });
});

test("a couple's 70/30 is what one of them paid", async () => {
  const preview = await start("couple.csv");
  expect(preview).toMatchObject({ unknownPayers: [], problems: [] });
  const { nodes, balances } = shown((await commit(preview.id)).group);
  expect(balances).toEqual({ "Ana EUR": "-4.50", "Ben EUR": "4.50" });
  const paid = nodes.expenses.map(({ title, payersKnown, payers, shares }: Answer) => [
    title,
    payersKnown,
    payers.map(({ member, amount }: Answer) => `${member.name} ${amount.amount}`).join(),
    shares.map(({ member, amount }: Answer) => `${member.name} ${amount.amount}`).join(),
  ]);
  expect(paid).toEqual([
    ["Ben's part", true, "Ana 31.00", "Ana 18.50,Ben 12.50"],
    ["Ben buys", true, "Ben 35.00", "Ana 24.50,Ben 10.50"],
    ["Groceries", true, "Ana 25.00", "Ana 17.50,Ben 7.50"],
  ]);
});

test("rows of which nobody can say who paid are counted, with what that does to the totals", async () => {
  const preview = await start("several-payers.csv");
  expect(preview.unknownPayers).toEqual([
    { count: 2, cost: { amount: "300.00", currency: "EUR" }, booked: { amount: "103.33" } },
  ]);
  const { import: committed, group } = await commit(preview.id);
  expect(committed.unknownPayers).toEqual(preview.unknownPayers);
  const unknown = shown(group).nodes.expenses.filter(({ payersKnown }: Answer) => !payersKnown);
  expect(unknown.map(({ total }: Answer) => total.amount).sort()).toEqual(["36.67", "66.66"]);
});

test("of two columns of one name nobody is preselected; said once, it is known", async () => {
  const preview = await start("two-anas.csv");
  expect(preview.people.map(({ name, importer }: Answer) => [name, importer])).toEqual([
    ["Ana", false],
    ["Ana (2)", false],
  ]);
  const { group } = await commit(preview.id, { people: [{ name: "Ana (2)", viewer: true }] });
  const mine = group.members.find(({ user }: Answer) => user !== null);
  const again = await start("two-anas.csv", { groupId: group.id });
  expect(again).toMatchObject({ knownCount: 1 });
  expect(again.people.map(({ importer, member }: Answer) => [importer, member.id === mine.id])).toEqual([
    [false, false],
    [true, true],
  ]);
  const other = await api.group([ana]);
  expect((await start("two-anas.csv", { groupId: other.id })).people.map(({ member }: Answer) => member)).toEqual([
    null,
    null,
  ]);
});

test("what can be as long as a file is read where it is asked for, in one statement for all imports", async () => {
  const { group } = await commit((await start("january.csv")).id);
  for (let count = 0; count < 2; count++) {
    await commit((await start("february-corrected.csv", { groupId: group.id })).id);
  }
  const query = jest.spyOn(api.surroundings.Client.prototype, "query");
  async function asking(selection: string): Promise<{ imports: Answer[]; statements: string[] }> {
    query.mockClear();
    const data = await ana.ask(`query ($id: ID!) { group(id: $id) { imports { ${selection} } } }`, { id: group.id });
    const statements = query.mock.calls.map(([sent]) => (sent as unknown as { text?: string }).text ?? "");
    return { imports: data.group.imports, statements };
  }
  const few = await asking("id state");
  const gone = await asking("id state gone { title }");
  const all = await asking(
    IMPORT.replace("people { name importer member { id name } }", "").replace("kept { id }", ""),
  );
  query.mockRestore();

  expect(few.imports).toHaveLength(3);
  expect(few.statements.filter((text) => text.includes("from imports"))).toHaveLength(1);
  const columns = await api.dataSource.query(
    "select column_name from information_schema.columns where table_name = 'imports' and data_type in ('jsonb', 'ARRAY')",
  );
  const long = columns.map(({ column_name }: Answer) => column_name);
  expect(long).toEqual(expect.arrayContaining(["content", "gone", "changed", "totals", "problems", "kept_ids"]));
  expect(few.statements.filter((text) => long.some((name: string) => text.includes(name)))).toEqual([]);
  expect(gone.imports.map((each) => each.gone.length)).toEqual([2, 1, 0]);
  expect(gone.statements).toHaveLength(few.statements.length + 1);
  expect(all.statements).toHaveLength(few.statements.length + 1);
});
