import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { newId } from "../../../kernel/ids.js";
import { type Answer, type Person, TestApi, type TestGroup } from "../../../test/api.js";
import { balancesOf, expenseInput, stateOf, threeAndAStranger } from "../../../test/seed.js";
import { importText, splitwiseText, startImport } from "../../../test/upload.js";

const TEA = "2026-01-31,Tea,Groceries,9.00,EUR,6.00,-3.00,-3.00";
const MILK = "2026-02-02,Milk,Groceries,3.00,EUR,-1.00,2.00,-1.00";
const INK = "2026-02-03,Ink,General,8.00,USD,8.00,-4.00,-4.00";
const PAYMENT = "2026-02-01,Ben A. paid Ana C.,Payment,3.00,EUR,-3.00,3.00,0.00";
const REPAID = "2026-02-04,Eve paid Ben,Payment,1.00,EUR,0.00,-1.00,1.00";

let api: TestApi;
let ana: Person;
let ben: Person;
let eve: Person;
let mallory: Person;
let group: TestGroup;

beforeAll(async () => {
  api = await TestApi.start();
});
beforeEach(async () => {
  ({ ana, ben, eve, mallory, group } = await threeAndAStranger(api));
});
afterAll(() => api.close());

const into = () => ({ groupId: group.id });
const undo = async (person: Person, id: string) => (await person.mutate("importUndo", { id })).import;

async function entriesOf(person: Person): Promise<Answer> {
  const { group: found } = await person.ask(
    `query ($id: ID!) { group(id: $id) { members { id name leftAt }
      expenses(first: 100) { edges { node { id title version } } } settlements { edges { node { id status version } } }
      imports { id state kept { id __typename } } events(first: 100, order: NEWEST_FIRST) { edges { node { type subject { id } } } } } }`,
    { id: group.id },
  );
  const nodes = (list: Answer) => list.edges.map(({ node }: Answer) => node);
  const present = found.members.filter(({ leftAt }: Answer) => leftAt === null).map(({ name }: Answer) => name);
  return {
    ...found,
    present,
    expenses: nodes(found.expenses),
    settlements: nodes(found.settlements),
    events: nodes(found.events),
  };
}

test("leaves the group as it was before, in one event, and the file can be imported again", async () => {
  await ana.mutate("expenseCreate", expenseInput(group));
  const [before, balances] = [await entriesOf(ana), await balancesOf(ana, group)];
  const { import: committed } = await importText(api, ana, splitwiseText("Ana,Ben,Zoe", TEA, PAYMENT, MILK), into());

  const undone = await undo(ana, committed.id);

  expect(undone).toMatchObject({ state: "UNDONE", kept: [], expenseCount: 2, settlementCount: 1 });
  const after = await entriesOf(ana);
  expect(after.expenses).toEqual(before.expenses);
  expect(after.present).toEqual(before.present);
  expect(after.settlements.map(({ status }: Answer) => status)).toEqual(["CANCELLED"]);
  expect(after.events[0]).toEqual({ type: "import.undone", subject: { id: committed.id } });
  expect(await balancesOf(ana, group)).toEqual(balances);
  expect((await stateOf(ana, group)).ledgerHealth.ok).toBe(true);

  const again = await importText(api, ana, splitwiseText("Ana,Ben,Zoe", TEA, PAYMENT, MILK), into());
  expect(again.import).toMatchObject({ expenseCount: 2, settlementCount: 1, knownCount: 0 });
  expect((await entriesOf(ana)).members.map(({ name }: Answer) => name)).toEqual(["Ana", "Ben", "Eve", "Zoe"]);
  expect((await stateOf(ana, group)).ledgerHealth.ok).toBe(true);
});

test("keeps what people changed since, and says so", async () => {
  const { import: committed } = await importText(
    api,
    ana,
    splitwiseText("Ana,Ben,Eve", TEA, MILK, INK, PAYMENT, REPAID),
    into(),
  );
  const { expenses, settlements } = await entriesOf(ana);
  const idOf = (title: string) => expenses.find((expense: Answer) => expense.title === title).id;
  await ben.mutate("expenseUpdate", { id: idOf("Tea"), version: 1, title: "Green tea" });
  await ben.mutate("expenseDelete", { id: idOf("Ink"), version: 1 });
  await ben.mutate("settlementCancel", { id: settlements[0].id, version: 1 });

  const undone = await undo(ana, committed.id);

  expect(new Set(undone.kept.map(({ id }: Answer) => id))).toEqual(
    new Set([idOf("Tea"), idOf("Ink"), settlements[0].id]),
  );
  expect(undone.kept).toHaveLength(3);
  const after = await entriesOf(ana);
  expect(after.expenses).toEqual([{ id: idOf("Tea"), title: "Green tea", version: 2 }]);
  const [a, b, e] = group.memberIds as [string, string, string];
  expect(await balancesOf(ana, group)).toEqual({ [a]: ["6.00 EUR"], [b]: ["-3.00 EUR"], [e]: ["-3.00 EUR"] });
  expect((await stateOf(ana, group)).ledgerHealth.ok).toBe(true);
  const again = await startImport(api, ana, splitwiseText("Ana,Ben,Eve", TEA, MILK, INK, PAYMENT, REPAID), into());
  expect(again).toMatchObject({ expenseCount: 1, settlementCount: 1, knownCount: 3 });
});

test("a closed period stands, whatever comes in by a file and goes again", async () => {
  await ana.mutate("groupUpdate", { id: group.id, version: 1, simplifyDebts: false }, "__typename");
  const { import: first } = await importText(api, ana, splitwiseText("Ana,Ben,Eve", TEA, PAYMENT), into());
  await ana.mutate("periodClose", { groupId: group.id, through: "2026-02-01" }, "__typename");
  const days = ["2026-01-31", "2026-02-01", "2026-02-02", "2026-02-03"];
  const daily = () => Promise.all(days.map((day) => balancesOf(ana, group, day)));
  const [jan, feb] = await daily();
  const clean = async () => expect((await stateOf(ana, group)).ledgerHealth).toEqual({ ok: true, violations: [] });

  await undo(ana, first.id);
  expect([await daily(), await balancesOf(ana, group)]).toEqual([[jan, feb, feb, feb], {}]);
  await clean();
  const file = splitwiseText("Ana,Ben,Eve", TEA, PAYMENT, MILK, INK);
  const { import: second } = await importText(api, ana, file, into());
  const [a, b, e] = group.memberIds as [string, string, string];
  const now = {
    [a]: ["2.00 EUR", "8.00 USD"],
    [b]: ["2.00 EUR", "-4.00 USD"],
    [e]: ["-4.00 EUR", "-4.00 USD"],
  };
  expect((await daily()).slice(0, 2)).toEqual([jan, feb]);
  expect(await balancesOf(ana, group)).toEqual(now);
  await clean();
  // Opened again, nothing moves, and what is taken back goes from wherever it was booked.
  await ana.mutate("periodReopen", { groupId: group.id }, "__typename");
  expect((await daily()).slice(0, 2)).toEqual([jan, feb]);
  const { expense } = await ben.mutate("expenseRestore", {
    id: (
      await ana.ask(
        `query ($id: ID!) { group(id: $id) { expenses(filter: { deleted: true }) { edges { node { id } } } } }`,
        { id: group.id },
      )
    ).group.expenses.edges[0].node.id,
    version: 2,
  });
  await clean();
  await ben.mutate("expenseDelete", { id: expense.id, version: expense.version });
  await undo(ana, second.id);
  expect(await balancesOf(ana, group)).toEqual({});
  await clean();
});

test("what somebody restores after an undo is known again", async () => {
  const { import: committed } = await importText(api, ana, splitwiseText("Ana,Ben,Eve", TEA, MILK), into());
  const { expenses } = await entriesOf(ana);
  await undo(ana, committed.id);
  const { expense } = await ben.mutate("expenseRestore", { id: expenses[0].id, version: 2 });

  expect(expense.deletedAt).toBeNull();
  const again = await startImport(api, ana, splitwiseText("Ana,Ben,Eve", TEA, MILK), into());
  expect(again).toMatchObject({ expenseCount: 1, knownCount: 1 });
});

test("a group that the import made stays with its members, without its entries", async () => {
  const { import: committed, group: made } = await importText(api, ana, splitwiseText("Ana,Ben,Zoe", TEA, PAYMENT));

  await undo(ana, committed.id);

  const { group: found } = await ana.ask(
    "query ($id: ID!) { group(id: $id) { members { name leftAt } balances { net { amount } } expenses { edges { node { id } } } ledgerHealth { ok } } }",
    { id: made.id },
  );
  expect(found).toEqual({
    members: ["Ana", "Ben", "Zoe"].map((name) => ({ name, leftAt: null })),
    balances: [],
    expenses: { edges: [] },
    ledgerHealth: { ok: true },
  });
});

test("people whom the import brought stay where something else names them", async () => {
  const { import: committed } = await importText(api, ana, splitwiseText("Ana,Tom,Zoe", TEA), into());
  const [tom] = committed.people.filter(({ name }: Answer) => name === "Tom").map(({ member }: Answer) => member.id);
  await ana.mutate("expenseCreate", expenseInput(group, { split: { mode: "EQUAL", parts: [{ memberId: tom }] } }));

  await undo(ana, committed.id);

  expect((await entriesOf(ana)).present).toEqual(["Ana", "Ben", "Eve", "Tom"]);
});

test("a repeated undo answers as the first did, also eight at once", async () => {
  const { import: committed } = await importText(api, ana, splitwiseText("Ana,Ben,Eve", TEA), into());
  const answers = await Promise.all(Array.from({ length: 8 }, () => undo(ana, committed.id)));
  const state = await stateOf(ana, group);

  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  expect(await undo(ana, committed.id)).toEqual(answers[0]);
  expect(await stateOf(ana, group)).toEqual(state);
  expect((await entriesOf(ana)).events.filter(({ type }: Answer) => type === "import.undone")).toHaveLength(1);
});

test("whoever imported may undo, and so may an admin; other members may not", async () => {
  const first = await importText(api, ben, splitwiseText("Ana,Ben,Eve", TEA), into());
  const before = await stateOf(ana, group);
  expect(await eve.try("importUndo", { id: first.import.id })).toMatchObject({ __typename: "ForbiddenError" });
  expect(await stateOf(ana, group)).toEqual(before);
  expect(await undo(ben, first.import.id)).toMatchObject({ state: "UNDONE" });
  const second = await importText(api, ben, splitwiseText("Ana,Ben,Eve", TEA), into());
  expect(await undo(ana, second.import.id)).toMatchObject({ state: "UNDONE" });
});

test("refuses a preview, strangers, VIEWERs, the removed, unknown ids and nobody", async () => {
  const preview = await startImport(api, ben, splitwiseText("Ana,Ben,Eve", TEA), into());
  expect(await ben.try("importUndo", { id: preview.id })).toMatchObject({
    reason: "STATE",
    current: { id: preview.id },
  });
  const unknown = await mallory.try("importUndo", { id: newId("imp") });
  expect(unknown.__typename).toBe("NotFoundError");
  expect(await ana.try("importUndo", { id: preview.id })).toEqual(unknown);

  await ben.mutate("importCommit", { id: preview.id });
  expect(await mallory.try("importUndo", { id: preview.id })).toEqual(unknown);
  expect(await ana.try("importUndo", { id: "imp_\u0000" })).toEqual(unknown);
  expect((await api.nobody.fail("importUndo", { id: preview.id }))[0]!.extensions.code).toBe("UNAUTHENTICATED");
  await ana.mutate("memberRoleSet", { id: group.memberIds[1], role: "VIEWER" });
  expect(await ben.try("importUndo", { id: preview.id })).toMatchObject({ __typename: "ForbiddenError" });
  await ana.mutate("memberRemove", { id: group.memberIds[1] });
  expect(await ben.try("importUndo", { id: preview.id })).toEqual(unknown);
  expect((await entriesOf(ana)).imports).toEqual([{ id: preview.id, state: "COMMITTED", kept: [] }]);
});

test("can be tried first, as the commit can: nothing moves, and what is answered is what is then done", async () => {
  const { id } = await startImport(api, ana, splitwiseText("Ana,Ben,Zoe", TEA, PAYMENT, MILK), into());
  const empty = await stateOf(ana, group);
  const selection = `import { id state } effect { balances { member { name } net { amount currency } }
    transfers { from { name } to { name } amount { amount currency } } }`;
  const tried = await ana.mutate("importCommit", { id, dryRun: true }, selection);
  expect(await stateOf(ana, group)).toEqual(empty);
  expect(await ana.mutate("importCommit", { id }, selection)).toEqual(tried);

  const full = await stateOf(ana, group);
  const undone = await ana.mutate("importUndo", { id, dryRun: true }, selection);
  expect(undone).toMatchObject({ import: { state: "UNDONE" }, effect: { balances: [], transfers: [] } });
  expect(await stateOf(ana, group)).toEqual(full);
  expect(await ana.mutate("importUndo", { id }, selection)).toEqual(undone);
});
