import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { newId } from "../../kernel/ids.js";
import { type Answer, type Person, TestApi, type TestGroup } from "../../test/api.js";
import { expenseInput, settlementInput, threeAndAStranger } from "../../test/seed.js";

let api: TestApi;
let ana: Person;
let ben: Person;
let mallory: Person;
let group: TestGroup;
const ids: string[] = [];

beforeAll(async () => {
  api = await TestApi.start();
  ({ ana, ben, mallory, group } = await threeAndAStranger(api));
  for (let day = 1; day <= 25; day++) {
    const change = {
      title: `Day ${day}`,
      incurredOn: `2026-03-${String(1 + (day % 13)).padStart(2, "0")}`,
      total: { amount: String(day), currency: day % 5 === 0 ? "USD" : "EUR" },
      payers: [{ memberId: group.memberIds[day % 3]! }],
      split: { mode: "EQUAL", parts: [{ memberId: group.memberIds[day % 2]! }] },
    };
    ids.push((await ana.mutate("expenseCreate", expenseInput(group, change))).expense.id);
  }
});
afterAll(() => api.close());

const PAGE = `query Page($id: ID!, $first: Int, $after: String, $last: Int, $before: String, $filter: ExpenseFilter) {
  group(id: $id) { expenses(first: $first, after: $after, last: $last, before: $before, filter: $filter) {
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    edges { cursor node { id incurredOn total { currency } payers { member { id } } shares { member { id } } deletedAt } } } } }`;

async function pageOf(variables: object): Promise<Answer> {
  return (await ana.ask(PAGE, { id: group.id, ...variables })).group.expenses;
}

test("pages go on where they ended, newest first, without a gap or a double", async () => {
  const seen: { id: string; incurredOn: string }[] = [];
  let after: string | null = null;
  for (;;) {
    const page: Answer = await pageOf({ first: 7, after });
    expect(page.pageInfo.hasPreviousPage).toBe(after !== null);
    expect(page.pageInfo.startCursor).toBe(page.edges[0].cursor);
    seen.push(...page.edges.map((edge: Answer) => edge.node));
    after = page.pageInfo.endCursor;
    if (!page.pageInfo.hasNextPage) break;
  }
  expect(seen.map((node) => node.id).sort()).toEqual([...ids].sort());
  const key = (node: { id: string; incurredOn: string }) => `${node.incurredOn} ${node.id}`;
  expect(seen.map(key)).toEqual(seen.map(key).sort().reverse());
});

test("pages go back to where they began, from any cursor and from the end", async () => {
  const all = (await pageOf({ first: 100 })).edges.map((edge: Answer) => edge.node.id);
  const seen: string[] = [];
  let before: string | null = null;
  for (;;) {
    const page: Answer = await pageOf({ last: 7, before });
    expect(page.pageInfo.hasNextPage).toBe(before !== null);
    seen.unshift(...page.edges.map((edge: Answer) => edge.node.id));
    before = page.pageInfo.startCursor;
    if (!page.pageInfo.hasPreviousPage) break;
  }
  expect(seen).toEqual(all);
  const [first, , third] = (await pageOf({ first: 3 })).edges;
  const between = await pageOf({ first: 20, after: first.cursor, before: third.cursor });
  expect(between.edges.map((edge: Answer) => edge.node.id)).toEqual([all[1]]);
  expect(between.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: true });
  const back = await pageOf({ last: 20, after: first.cursor, before: third.cursor });
  expect(back).toEqual(between);
  for (const wrong of [{ first: 3, last: 3 }, { last: 0 }, { last: 101 }, { last: 5, before: "?" }]) {
    const { errors } = await ana.send(PAGE, { id: group.id, ...wrong });
    expect(errors?.map(({ extensions }: Answer) => extensions.code)).toEqual(["BAD_USER_INPUT"]);
  }
});

test("a title is found by what stands in it, whatever the case, the accents and the signs", async () => {
  const titles = ["Crème brûlée", "CREME, 100 %", "Straße_1"];
  const made: string[] = [];
  for (const title of titles) made.push((await ana.mutate("expenseCreate", expenseInput(group, { title }))).expense.id);
  const found = async (text: string) =>
    (await pageOf({ first: 100, filter: { text } })).edges.map((edge: Answer) => made.indexOf(edge.node.id)).sort();
  expect(await found("crème")).toEqual([0, 1]);
  expect(await found(" BRULEE ")).toEqual([0]);
  expect(await found("0 %")).toEqual([1]);
  expect(await found("%")).toEqual([1]);
  expect(await found("straße_")).toEqual([2]);
  expect(await found("\u0000")).toEqual([]);
  expect(await found("")).toHaveLength(28);
  const { errors } = await ana.send(PAGE, { id: group.id, first: 5, filter: { text: "x".repeat(201) } });
  expect(errors).toMatchObject([{ extensions: { code: "BAD_USER_INPUT", details: [{ field: "filter.text" }] } }]);
  for (const id of made) await ana.mutate("expenseDelete", { id, version: 1 });
});

test("a page does not move when something newer comes in between", async () => {
  const first = await pageOf({ first: 10 });
  const { expense } = await ana.mutate("expenseCreate", expenseInput(group, { incurredOn: "2026-12-31" }));
  const second = await pageOf({ first: 100, after: first.pageInfo.endCursor });
  expect(second.edges).toHaveLength(15);
  await ana.mutate("expenseDelete", { id: expense.id, version: 1 });
});

test("filters", async () => {
  const [a, b] = group.memberIds as [string, string];
  const nodes = async (filter: object): Promise<Answer[]> =>
    (await pageOf({ first: 100, filter })).edges.map((edge: Answer) => edge.node);
  const between = await nodes({ from: "2026-03-03", to: "2026-03-05" });
  expect(between.length).toBeGreaterThan(0);
  expect(between.every((node) => node.incurredOn >= "2026-03-03" && node.incurredOn <= "2026-03-05")).toBe(true);
  expect(await nodes({ currency: "USD" })).toHaveLength(5);
  expect((await nodes({ payerId: b })).every((node) => node.payers[0].member.id === b)).toBe(true);
  const named = await nodes({ memberId: a });
  expect(named.every((node) => [node.payers[0], node.shares[0]].some((row: Answer) => row.member.id === a))).toBe(true);
  expect(named.length).toBeGreaterThan((await nodes({ payerId: a })).length);
  expect((await nodes({ deleted: true })).every((node) => node.deletedAt !== null)).toBe(true);
  for (const filter of [{ categoryId: newId("cat") }, { payerId: "x" }, { memberId: "\u0000" }]) {
    expect(await nodes(filter)).toEqual([]);
  }
});

test("settlements and events page the same way", async () => {
  for (const settledOn of ["2026-01-01", "2026-01-03", "2026-01-02"]) {
    await ana.mutate("settlementCreate", settlementInput(group, { settledOn }));
  }
  const query = `query ($id: ID!, $after: String) { group(id: $id) { settlements(first: 2, after: $after) {
    pageInfo { hasNextPage endCursor } edges { node { settledOn } } } } }`;
  const first = (await ana.ask(query, { id: group.id })).group.settlements;
  const second = (await ana.ask(query, { id: group.id, after: first.pageInfo.endCursor })).group.settlements;
  const days = [...first.edges, ...second.edges].map((edge: Answer) => edge.node.settledOn);
  expect(days).toEqual(["2026-01-03", "2026-01-02", "2026-01-01"]);

  const events = `query ($id: ID!, $after: String, $afterSeq: Int, $order: EventOrder) { group(id: $id) {
    events(first: 3, after: $after, afterSeq: $afterSeq, order: $order) { pageInfo { hasNextPage endCursor } edges { node { seq } } } } }`;
  const seqs = async (variables: object) => {
    const page = (await ana.ask(events, { id: group.id, ...variables })).group.events;
    return { seqs: page.edges.map((edge: Answer) => edge.node.seq), ...page.pageInfo };
  };
  const oldest = await seqs({});
  expect(oldest.seqs).toEqual([1, 2, 3]);
  expect((await seqs({ after: oldest.endCursor })).seqs).toEqual([4, 5, 6]);
  expect((await seqs({ afterSeq: 7 })).seqs).toEqual([8, 9, 10]);
  const newest = await seqs({ order: "NEWEST_FIRST" });
  expect((await seqs({ order: "NEWEST_FIRST", after: newest.endCursor })).seqs[0]).toBe(newest.seqs[2] - 1);
});

test("the groups of a person, last active first", async () => {
  const zoe = await api.person("Zoe");
  const [one, two, three] = [await api.group([zoe]), await api.group([zoe]), await api.group([zoe])];
  await zoe.mutate("expenseCreate", expenseInput(one));
  const query =
    "query ($after: String) { groups(first: 2, after: $after) { pageInfo { endCursor } edges { node { id viewerBalances { net { amount } } } } } }";
  const first = (await zoe.ask(query)).groups;
  const rest = (await zoe.ask(query, { after: first.pageInfo.endCursor })).groups;
  expect([...first.edges, ...rest.edges].map((edge: Answer) => edge.node.id)).toEqual([one.id, three.id, two.id]);
});

test("through no door does a stranger see anything", async () => {
  const { settlement } = await ana.mutate("settlementCreate", settlementInput(group));
  const [expenseId, memberId] = [ids[0]!, group.memberIds[0]!];
  const query = `query ($g: ID!, $e: ID!, $s: ID!, $m: ID!) { group(id: $g) { id } expense(id: $e) { id } settlement(id: $s) { id }
    g: node(id: $g) { id } e: node(id: $e) { id } s: node(id: $s) { id } m: node(id: $m) { id } }`;
  const variables = { g: group.id, e: expenseId, s: settlement.id, m: memberId };
  const seen = await ben.ask(query, variables);
  expect(Object.values(seen).every((node) => node !== null)).toBe(true);
  const unseen = await mallory.ask(query, variables);
  expect(Object.values(unseen).every((node) => node === null)).toBe(true);
  const unknown = { g: newId("grp"), e: newId("exp"), s: newId("stl"), m: newId("mem") };
  expect(await mallory.ask(query, unknown)).toEqual(unseen);
  const malformed = { g: "", e: "exp_", s: "\u0000", m: "'; drop table members; --" };
  expect(await mallory.ask(query, malformed)).toEqual(unseen);
  const { errors } = await api.nobody.send(query, variables);
  expect(errors!.every((error) => error.extensions.code === "UNAUTHENTICATED")).toBe(true);
});
