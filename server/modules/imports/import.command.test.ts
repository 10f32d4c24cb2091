import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, jest, test } from "@jest/globals";
import { type Person, TestApi } from "../../test/api.js";
import { tested } from "../../test/tested.js";
import { splitwiseText } from "../../test/upload.js";

const { importFromCommandLine } = await tested("modules/imports/import.command.js");
const { StartupProblem } = await tested("platform/startup-problem.js");

const folder = mkdtempSync(join(tmpdir(), "expense-tracker-files-"));
const file = join(folder, "flat_2026-02-28_export.csv");

let api: TestApi;
let ana: Person;

beforeAll(async () => {
  api = await TestApi.start();
  ana = await api.person("Ana");
  const rows = ["2026-01-31,Tea,General,2.00,EUR,1.00,-1.00", "2026-02-30,When,General,2.00,EUR,1.00,-1.00"];
  writeFileSync(file, splitwiseText("Annie,Ben", ...rows, "", "2026-02-28,Total balance, , ,EUR,2.00,-2.00"));
});
afterAll(async () => {
  await api.close();
  rmSync(folder, { recursive: true });
});

async function run(...args: string[]): Promise<string[]> {
  const lines: string[] = [];
  await importFromCommandLine(api.services, args, (line) => void lines.push(line));
  return lines;
}

const groups = async () =>
  (await ana.ask("{ groups { edges { node { id name members { name } balances { net { amount } } } } } }")).groups
    .edges;

test("a preview says everything and writes nothing", async () => {
  expect(await run(file, "--as", ana.email, "--preview")).toEqual([
    "flat_2026-02-28_export.csv: 1 expenses and 0 payments are new, 0 rows are known.",
    "  Annie: 1.00 EUR (the file says 2.00, WHICH DIFFERS)",
    "  Ben: -1.00 EUR (the file says -2.00, WHICH DIFFERS)",
    "  line 4: “2026-02-30” is not a day (such as 2026-01-31).",
    "  line 6: With this import the balances in EUR are not what this line says: Annie 1.00 instead of 2.00, Ben -1.00 instead of -2.00.",
  ]);
  expect(await groups()).toEqual([]);
  expect((await api.dataSource.query("select count(*)::int as n from imports"))[0].n).toBe(0);
});

test("imports into a new group, again into the same, and takes it back", async () => {
  const lines = await run(file, "--as", ` ${ana.email.toUpperCase()}`, "--me", "Annie");
  const [, groupId, importId] = /Imported into (grp_\w+).*--undo (imp_\w+)/.exec(lines.at(-1)!)!;
  expect(await groups()).toEqual([
    {
      node: {
        id: groupId,
        name: "flat",
        members: [{ name: "Ana" }, { name: "Ben" }],
        balances: [{ net: { amount: "1.00" } }, { net: { amount: "-1.00" } }],
      },
    },
  ]);
  for (const into of [[], ["--into", groupId!]]) {
    const again = await run(file, "--as", ana.email, ...into);
    expect(again[0]).toContain(`Into ${groupId}`);
    expect(again[1]).toMatch(/0 expenses and 0 payments are new, 1 rows are known/);
  }
  expect(await groups()).toHaveLength(1);
  expect(await run("--undo", importId!, "--as", ana.email)).toEqual(["Taken back."]);
  expect((await groups())[0].node.balances).toEqual([]);
  expect((await run(file, "--as", ana.email))[1]).toMatch(/1 expenses and 0 payments are new/);
  expect(await groups()).toHaveLength(1);
  await run(file, "--as", ana.email, "--name", "Another");
  expect(await groups()).toHaveLength(2);
});

test("groups are locked in the order of their ids, as by everybody; one that was put away is not looked at", async () => {
  await run(file, "--as", ana.email, "--name", "A third");
  const query = jest.spyOn(api.surroundings.Client.prototype, "query");
  const [into] = await run(file, "--as", ana.email, "--preview");
  const locked = query.mock.calls
    .map(([statement]) => statement as unknown as { text?: string; values?: string[] })
    .filter(({ text = "" }) => text.startsWith("select * from groups where id = $1 for update"))
    .map(({ values }) => values![0]!);
  query.mockRestore();
  // The last lock is the preview's own, in a transaction that follows.
  const ofLooking = locked.slice(0, -1);
  expect(ofLooking).toHaveLength(3);
  expect(ofLooking).toEqual([...ofLooking].sort());

  const newest = ofLooking.at(-1)!;
  expect(into).toContain(newest);
  await ana.mutate("groupUpdate", { id: newest, version: 1, archived: true }, "__typename");
  expect((await run(file, "--as", ana.email, "--preview"))[0]).toContain(ofLooking.at(-2)!);
});

test("says what an earlier import made and this file does not have, and takes it back when it is told to", async () => {
  const name = join(folder, "trip.csv");
  const write = (...rows: string[]) => writeFileSync(name, splitwiseText("Ana,Ben", ...rows));
  write("01/02/2026,Tea,General,2.00,EUR,1.00,-1.00", "03/04/2026,Milk,General,4.00,EUR,2.00,-2.00");
  const asked = await run(name, "--as", ana.email, "--name", "Trip", "--preview");
  expect(asked.at(-1)).toBe("  line 3: is 01/02/2026 2026-02-01 (--day-order DMY) or 2026-01-02 (--day-order MDY)?");
  await expect(run(name, "--as", ana.email, "--name", "Trip")).rejects.toThrow(/--day-order/);
  const order = ["--as", ana.email, "--day-order", "MDY"];
  const first = await run(name, ...order, "--name", "Trip");
  const [groupId] = /grp_\w+/.exec(first.at(-1)!)!;

  write("01/02/2026,Tea,General,3.00,EUR,1.50,-1.50");
  const lines = await run(name, ...order, "--into", groupId, "--take-back", "--replace");
  expect(lines).toContain("  no longer in the file: 2026-03-04 Milk 4.00 EUR");
  expect(lines).toContain("  changed on line 3: 2026-01-02 Tea 2.00 EUR, now 3.00");
  const { group } = await ana.ask("query ($id: ID!) { group(id: $id) { balances { net { amount } } } }", {
    id: groupId,
  });
  expect(group.balances).toEqual([{ net: { amount: "1.50" } }, { net: { amount: "-1.50" } }]);
  await expect(run(name, "--as", ana.email, "--day-order", "YMD")).rejects.toThrow(/--day-order DMY\|MDY/);
});

test.each([
  ["no person", [file], /npm run cli -- import FILE/],
  ["no file", ["--as", "x@example.com"], /npm run cli -- import FILE/],
  ["an option that nobody knows", [file, "--as", "x@example.com", "--force"], /npm run cli -- import FILE/],
  ["a stranger", [file, "--as", "stranger@example.com"], /Nobody is registered with the address stranger@example.com/],
])("says in one sentence what is wrong: %s", async (_, args, sentence) => {
  await expect(run(...args)).rejects.toThrow(sentence);
  await expect(run(...args)).rejects.toBeInstanceOf(StartupProblem);
});

test.each([
  ["a file that is not there", ["none.csv"], /none.csv cannot be read \(ENOENT\)/],
  ["a file that is none of Splitwise's", [process.execPath], /not a text file/],
  ["a group of others", [file, "--into", "grp_01kbbkb100e008000000000001"], /no such thing/],
  ["a name that the file does not have", [file, "--me", "Zoe"], /names nobody so/],
  ["an endless name", [file, "--name", "n".repeat(1000)], /At most 100 characters/],
])("says in one sentence what is wrong with %s", async (_, args, sentence) => {
  await expect(run(...args, "--as", ana.email)).rejects.toThrow(sentence);
});
