import { afterAll, beforeAll, expect, test } from "@jest/globals";
import fc from "fast-check";
import { type Answer, type Person, TestApi } from "../../../test/api.js";
import { cases } from "../../../test/random.js";
import { importText, splitwiseText, startImport } from "../../../test/upload.js";

let api: TestApi;
let ana: Person;

beforeAll(async () => {
  api = await TestApi.start();
  ana = await api.person("Ana");
});
afterAll(() => api.close());

const PEOPLE = ["Ana", "Ben", "Eve", "Tom"];

/** A row as Splitwise would write it: any cells that sum to zero, with or without a cost. */
const row = fc
  .record({
    // A row in which nobody owes anything is none.
    cells: fc
      .array(fc.integer({ min: -50_000, max: 50_000 }), { minLength: 3, maxLength: 3 })
      .filter((cells) => cells.some((cell) => cell !== 0)),
    cost: fc.option(fc.integer({ min: -100_000, max: 100_000 })),
    day: fc.integer({ min: 1, max: 28 }),
    currency: fc.constantFrom("EUR", "USD", "DEM"),
    category: fc.constantFrom("General", "Payment", "Groceries", " "),
  })
  .map(({ cells, cost, day, currency, category }) => {
    const all = [...cells, -cells.reduce((sum, cell) => sum + cell, 0)];
    const amounts = all.map(text).join();
    const date = `2026-03-${String(day).padStart(2, "0")}`;
    return {
      all,
      currency,
      line: `${date},Something,${category},${cost === null ? " " : text(cost)},${currency},${amounts}`,
    };
  });

function text(minor: number): string {
  const digits = String(Math.abs(minor)).padStart(3, "0");
  return `${minor < 0 ? "-" : ""}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

type Row = { all: number[]; currency: string; line: string };

/** What the balances must be, as the API writes them. */
function expected(rows: readonly Row[]): string[] {
  const sums = new Map<string, number>();
  for (const { all, currency } of rows) {
    for (const [person, cell] of all.entries()) {
      const key = `${PEOPLE[person]} ${currency}`;
      sums.set(key, (sums.get(key) ?? 0) + cell);
    }
  }
  return [...sums].flatMap(([key, sum]) => (sum === 0 ? [] : [`${key} ${text(sum)}`])).sort(byText);
}

const byText = (a: string, b: string) => (a < b ? -1 : 1);

async function balancesIn(groupId: string): Promise<string[]> {
  const { group } = await ana.ask(
    "query ($id: ID!) { group(id: $id) { ledgerHealth { violations { message } } balances { member { name } net { amount currency } } } }",
    { id: groupId },
  );
  expect(group.ledgerHealth.violations).toEqual([]);
  return group.balances.map(({ member, net }: Answer) => `${member.name} ${net.currency} ${net.amount}`).sort(byText);
}

test("random files: balances are the sums, a longer file adds its rows, the same adds nothing, undo takes it all back", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(row, { minLength: 1, maxLength: 25 }),
      fc.array(row, { maxLength: 10 }),
      async (first, more) => {
        const file = (rows: readonly Row[]) => splitwiseText(PEOPLE.join(), ...rows.map(({ line }) => line));
        const { import: one, group } = await importText(api, ana, file(first));
        expect(await balancesIn(group.id)).toEqual(expected(first));
        const { import: two } = await importText(api, ana, file([...first, ...more]), { groupId: group.id });
        expect(await balancesIn(group.id)).toEqual(expected([...first, ...more]));
        const { import: three } = await importText(api, ana, file([...first, ...more]), { groupId: group.id });
        expect(three).toMatchObject({ expenseCount: 0, settlementCount: 0 });
        await ana.mutate("importUndo", { id: one.id });
        expect(await balancesIn(group.id)).toEqual(expected(more));
        await ana.mutate("importUndo", { id: two.id });
        expect(await balancesIn(group.id)).toEqual([]);
      },
    ),
    cases(100),
  );
});

test("random corrections: taken back and replaced, the group ends where the later file does, and each undo is exact", async () => {
  await fc.assert(
    fc.asyncProperty(
      row,
      fc.array(fc.tuple(row, fc.constantFrom("kept", "gone", "changed")), { maxLength: 12 }),
      fc.array(row, { maxLength: 6 }),
      async (common, rows, added) => {
        const file = (all: readonly Row[]) => splitwiseText(PEOPLE.join(), ...all.map(({ line }) => line));
        const first = [common, ...rows.map(([each]) => each)];
        // A changed row keeps its day and title, and has other amounts: here those of another row, turned round.
        const later = [common, ...rows.flatMap(([each, fate]) => laterOf(each, fate)), ...added];
        const { import: one, group } = await importText(api, ana, file(first));
        const into = { groupId: group.id };
        const { id } = await startImport(api, ana, file(later), into);
        const { import: two } = await ana.mutate(
          "importCommit",
          { id, takeBack: true, replace: true },
          "import { totals { person after { amount currency } } }",
        );
        expect(await balancesIn(group.id)).toEqual(expected(later));
        const after = two.totals.map(
          (total: Answer) => `${total.person} ${total.after.currency} ${total.after.amount}`,
        );
        expect(after.filter((line: string) => !line.endsWith(" 0.00")).sort(byText)).toEqual(expected(later));
        await ana.mutate("importUndo", { id });
        expect(await balancesIn(group.id)).toEqual(expected(first));
        await ana.mutate("importUndo", { id: one.id });
        expect(await balancesIn(group.id)).toEqual([]);
      },
    ),
    cases(100),
  );
});

function laterOf(before: Row, fate: string): Row[] {
  if (fate === "kept") return [before];
  if (fate === "gone") return [];
  const all = before.all.map((cell) => -2 * cell);
  const [date, title, category, , currency] = before.line.split(",");
  return [{ all, currency: before.currency, line: [date, title, category, " ", currency, ...all.map(text)].join() }];
}
