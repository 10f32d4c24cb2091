import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { newId } from "../../kernel/ids.js";
import { type Answer, type Person, TestApi } from "../../test/api.js";
import { balancesOf, expenseInput, settlementInput, stateOf } from "../../test/seed.js";

let api: TestApi;
let ana: Person;
let ben: Person;
let eve: Person;

beforeAll(async () => {
  api = await TestApi.start();
  [ana, ben, eve] = [await api.person("Ana"), await api.person("Ben"), await api.person("Eve")];
});
afterAll(() => api.close());

function times<Item>(count: number, make: (index: number) => Promise<Item>): Promise<Item[]> {
  return Promise.all(Array.from({ length: count }, (_, index) => make(index)));
}

async function eventSeqs(groupId: string): Promise<number[]> {
  const seqs: number[] = [];
  for (let afterSeq = 0; ; afterSeq = seqs.at(-1)!) {
    const { group } = await ana.ask(
      "query ($id: ID!, $afterSeq: Int) { group(id: $id) { events(first: 100, afterSeq: $afterSeq) { edges { node { seq } } } } }",
      { id: groupId, afterSeq },
    );
    const page = group.events.edges.map((edge: Answer) => edge.node.seq);
    if (page.length === 0) return seqs;
    seqs.push(...page);
  }
}

test("fifty concurrent creates with one id are one expense", async () => {
  const group = await api.group([ana, ben, eve]);
  const before = await stateOf(ana, group);
  const input = expenseInput(group, { id: newId("exp") });
  const answers = await times(50, () => ana.mutate("expenseCreate", input));
  for (const answer of answers) expect(answer).toEqual(answers[0]);
  const after = await stateOf(ana, group);
  expect(after.lastEventSeq).toBe(before.lastEventSeq + 1);
  expect(after.ledgerHealth.ok).toBe(true);
});

test("one id in two groups at once: one expense, and a typed conflict", async () => {
  const [one, two] = [await api.group([ana, ben]), await api.group([ana, ben])];
  const id = newId("exp");
  const answers = await times(20, (index) => ana.try("expenseCreate", expenseInput(index % 2 ? one : two, { id })));
  const created = answers.filter((answer) => answer.__typename === "ExpenseCreatePayload");
  expect(created).toHaveLength(10);
  expect(answers.filter((answer) => answer.reason === "ID_TAKEN")).toHaveLength(10);
  expect(new Set(created.map((answer) => JSON.stringify(answer))).size).toBe(1);
});

test("a hundred concurrent writes to one group give events without a gap and exact balances", async () => {
  const group = await api.group([ana, ben, eve]);
  const before = await stateOf(ana, group);
  const shared = (await ana.mutate("expenseCreate", expenseInput(group))).expense;
  const answers = await times(100, (index) => {
    const person = [ana, ben, eve][index % 3]!;
    if (index % 4 === 0) return person.try("expenseUpdate", { id: shared.id, version: 1, title: `${index}` });
    if (index % 4 === 1) return person.try("settlementCreate", settlementInput(group));
    const total = { amount: `${index}.01`, currency: index % 2 ? "EUR" : "USD" };
    return person.try("expenseCreate", expenseInput(group, { total }));
  });
  const accepted = answers.filter((answer) => answer.__typename.endsWith("Payload"));
  const refused = answers.filter((answer) => !answer.__typename.endsWith("Payload"));
  expect(refused.every((answer) => answer.reason === "STALE_VERSION")).toBe(true);
  // Of those who changed the same version, one was first.
  expect(refused).toHaveLength(24);
  const last = before.lastEventSeq + 1 + accepted.length;
  expect(await eventSeqs(group.id)).toEqual(Array.from({ length: last }, (_, index) => index + 1));
  expect((await stateOf(ana, group)).ledgerHealth).toEqual({ ok: true, violations: [] });
});

test("twenty concurrent deletes of one expense: one is accepted", async () => {
  const group = await api.group([ana, ben]);
  const { expense } = await ana.mutate("expenseCreate", expenseInput(group));
  const answers = await times(20, () => ben.try("expenseDelete", { id: expense.id, version: 1 }));
  expect(answers.filter((answer) => answer.__typename === "ExpenseDeletePayload")).toHaveLength(1);
  expect(answers.filter((answer) => answer.reason === "STALE_VERSION")).toHaveLength(19);
  expect(await balancesOf(ana, group)).toEqual({});
});

test("one request id sent ten times at once, to two expenses: one effect", async () => {
  const group = await api.group([ana, ben]);
  const [one, two] = [
    (await ana.mutate("expenseCreate", expenseInput(group))).expense,
    (await ana.mutate("expenseCreate", expenseInput(group))).expense,
  ];
  const answers = await times(10, (index) =>
    ana.try("expenseUpdate", { id: (index % 2 ? one : two).id, version: 1, requestId: "same", title: "Changed" }),
  );
  expect(answers.filter((answer) => answer.__typename === "ExpenseUpdatePayload")).toHaveLength(5);
  expect(answers.filter((answer) => answer.reason === "REQUEST_ID_TAKEN")).toHaveLength(5);
});

test("removing a member while others record expenses with them: each is before or after", async () => {
  const group = await api.group([ana, ben, eve]);
  const [removed, ...created] = await Promise.all([
    ana.try("memberRemove", { id: group.memberIds[2] }),
    ...Array.from({ length: 15 }, () => ben.try("expenseCreate", expenseInput(group))),
  ]);
  expect(removed.__typename).toBe("MemberRemovePayload");
  const { group: log } = await ana.ask(
    "query ($id: ID!) { group(id: $id) { events(first: 100) { edges { node { type } } } } }",
    { id: group.id },
  );
  const types: string[] = log.events.edges.map((edge: Answer) => edge.node.type);
  expect(types.slice(types.indexOf("member.removed") + 1)).not.toContain("expense.created");
  expect(types.filter((type) => type === "expense.created")).toHaveLength(
    created.filter((answer) => answer.__typename === "ExpenseCreatePayload").length,
  );
});

test("a reader in the middle never sees shares that do not add up, nor balances that do not sum to zero", async () => {
  const group = await api.group([ana, ben, eve]);
  const { expense } = await ana.mutate("expenseCreate", expenseInput(group));
  let writing = true;
  const writer = (async () => {
    for (let version = 1; version <= 60; version++) {
      const total = { amount: `${version * 7}.0${version % 10}`, currency: version % 3 ? "EUR" : "USD" };
      const parts = group.memberIds.slice(0, 1 + (version % 3)).map((memberId) => ({ memberId }));
      const split = { mode: "EQUAL", parts };
      await ana.mutate("expenseUpdate", { id: expense.id, version, total, split }, "__typename");
    }
    writing = false;
  })();
  let reads = 0;
  const query = `query ($id: ID!, $e: ID!) { expense(id: $e) { version total { amount } payers { amount { amount } }
    shares { amount { amount } } } group(id: $id) { balances { net { amount currency } }
    expenses { edges { node { version total { amount } shares { amount { amount } } } } } } }`;
  const minor = (text: string) => BigInt(text.replace(".", ""));
  const sumOf = (rows: Answer[]) => rows.reduce((sum: bigint, row: Answer) => sum + minor(row.amount.amount), 0n);
  const reader = async () => {
    while (writing) {
      const data = await ben.ask(query, { id: group.id, e: expense.id });
      const listed = data.group.expenses.edges[0].node;
      for (const each of [data.expense, listed]) expect(sumOf(each.shares)).toBe(minor(each.total.amount));
      expect(sumOf(data.expense.payers)).toBe(minor(data.expense.total.amount));
      // One operation sees one state: both are the same version, and the balances are that version's.
      expect(listed.version).toBe(data.expense.version);
      const sums: Record<string, bigint> = {};
      for (const { net } of data.group.balances) sums[net.currency] = (sums[net.currency] ?? 0n) + minor(net.amount);
      expect(Object.values(sums).every((sum) => sum === 0n)).toBe(true);
      reads += 1;
    }
  };
  await Promise.all([writer, reader(), reader()]);
  expect(reads).toBeGreaterThan(5);
});
