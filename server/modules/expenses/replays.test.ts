import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { newId } from "../../kernel/ids.js";
import { type Person, TestApi, type TestGroup } from "../../test/api.js";
import { expenseInput, settlementInput, stateOf, threeAndAStranger } from "../../test/seed.js";

let api: TestApi;
let ana: Person;
let ben: Person;
let mallory: Person;
let group: TestGroup;

beforeAll(async () => {
  api = await TestApi.start();
  ({ ana, ben, mallory, group } = await threeAndAStranger(api));
});
afterAll(() => api.close());

/** Makes all that was remembered so far older than it is. */
async function age(interval: string): Promise<void> {
  await api.dataSource.query("update writes set at = at - $1::interval", [interval]);
}

test("an id that the server made is as taken as one that a client made", async () => {
  const { expense } = await ana.mutate("expenseCreate", expenseInput(group));
  const { settlement } = await ana.mutate("settlementCreate", settlementInput(group));
  const other = await mallory.mutate("groupCreate", { name: "Elsewhere", currency: "EUR" });
  const attempts = [
    ["expenseCreate", expenseInput(group, { id: expense.id })],
    ["settlementCreate", settlementInput(group, { id: settlement.id })],
    ["memberAdd", { groupId: group.id, name: "Zoe", id: group.memberIds[1] }],
    ["groupCreate", { name: "Flat", currency: "EUR", id: group.id }],
  ] as const;
  for (const [mutation, input] of attempts) {
    const answer = await ana.try(mutation, input);
    expect(answer).toMatchObject({ __typename: "ConflictError", reason: "ID_TAKEN", current: { id: input.id } });
  }
  // Somebody who may not see it learns that the id is taken, and nothing else.
  const inHisOwn = { id: expense.id, groupId: other.group.id, payers: [], split: { mode: "EQUAL" } };
  expect(await mallory.try("expenseCreate", expenseInput(group, inHisOwn))).toMatchObject({
    __typename: "ConflictError",
    reason: "ID_TAKEN",
    current: null,
  });
});

test("a repeated create answers the object as it is now, deleted or changed as it may be", async () => {
  const input = expenseInput(group, { id: newId("exp") });
  await ana.mutate("expenseCreate", input);
  await ben.mutate("expenseUpdate", { id: input.id, version: 1, title: "Supper" });
  expect((await ana.mutate("expenseCreate", input)).expense).toMatchObject({ title: "Supper", version: 2 });
  await ben.mutate("expenseDelete", { id: input.id, version: 2 });
  expect((await ana.mutate("expenseCreate", input)).expense).toMatchObject({
    version: 3,
    deletedAt: expect.any(String),
  });
});

test("whoever may no longer write is still told what their request did; whoever was removed is not", async () => {
  const fresh = await api.group([ana, ben]);
  const created = expenseInput(fresh, { id: newId("exp") });
  await ben.mutate("expenseCreate", created);
  const changed = { id: created.id, version: 1, title: "Supper", requestId: "rename" };
  await ben.mutate("expenseUpdate", changed);
  await ana.mutate("memberRoleSet", { id: fresh.memberIds[1], role: "VIEWER" });
  expect((await ben.mutate("expenseCreate", created)).expense.version).toBe(2);
  expect((await ben.mutate("expenseUpdate", changed)).expense.version).toBe(2);
  expect((await ben.try("expenseUpdate", { ...changed, requestId: "new" })).__typename).toBe("ForbiddenError");
  await ana.mutate("memberRemove", { id: fresh.memberIds[1] });
  expect((await ben.try("expenseCreate", created)).__typename).toBe("NotFoundError");
  expect((await ben.try("expenseUpdate", changed)).__typename).toBe("NotFoundError");
});

test("an admin who makes themself a member hears it twice", async () => {
  const fresh = await api.group([ana, ben]);
  await ana.mutate("memberRoleSet", { id: fresh.memberIds[1], role: "ADMIN" });
  const input = { id: fresh.memberIds[0], role: "MEMBER", requestId: "step down" };
  const { lastEventSeq } = await stateOf(ana, fresh);
  for (let count = 0; count < 2; count++) {
    expect((await ana.mutate("memberRoleSet", input)).member.role).toBe("MEMBER");
  }
  expect((await stateOf(ana, fresh)).lastEventSeq).toBe(lastEventSeq + 1);
});

test("whoever made a group and left it is told so when their request comes again", async () => {
  const input = { id: newId("grp"), name: "Trip", currency: "EUR" };
  await ana.mutate("groupCreate", input);
  const joined = await api.join(input.id, ana, ben, "ADMIN");
  await ana.mutate("groupLeave", { id: input.id });
  expect(joined).toMatch(/^mem_/);
  const again = await ana.try("groupCreate", input);
  expect(again).toMatchObject({ __typename: "ConflictError", reason: "STATE", current: null });
});

test("a request id is kept for seven days, whatever it looks like; an id for ever", async () => {
  const { expense } = await ana.mutate("expenseCreate", expenseInput(group));
  const input = { id: expense.id, version: 1, notes: "once", requestId: `\u0000'%_${"🙂".repeat(5000)}` };
  await ana.mutate("expenseUpdate", input);
  await age("6 days 23 hours");
  expect((await ana.mutate("expenseUpdate", input)).expense.version).toBe(2);
  expect(await ana.try("expenseUpdate", { ...input, notes: "other" })).toMatchObject({ reason: "REQUEST_ID_TAKEN" });
  await age("2 hours");
  expect(await ana.try("expenseUpdate", input)).toMatchObject({ reason: "STALE_VERSION" });
  await ana.mutate("expenseUpdate", { ...input, version: 2, notes: "other" });
  expect((await ana.mutate("expenseUpdate", { ...input, version: 2, notes: "other" })).expense.version).toBe(3);

  const created = expenseInput(group, { id: newId("exp") });
  await ana.mutate("expenseCreate", created);
  await age("400 days");
  expect((await ana.mutate("expenseCreate", created)).expense.version).toBe(1);
});

test("one person's request id is not another's", async () => {
  const [first, second] = await Promise.all(
    [ana, ben].map(async (person) => (await person.mutate("expenseCreate", expenseInput(group))).expense.id),
  );
  await ana.mutate("expenseDelete", { id: first, version: 1, requestId: "same" });
  expect((await ben.mutate("expenseDelete", { id: second, version: 1, requestId: "same" })).expense.version).toBe(2);
});

test("several mutations in one operation run one after the other, and each sees those before it", async () => {
  const id = newId("exp");
  const data = await ana.ask(
    `mutation ($create: ExpenseCreateInput!, $update: ExpenseUpdateInput!, $delete: ExpenseDeleteInput!) {
      made: expenseCreate(input: $create) { ... on ExpenseCreatePayload { expense { version group { lastEventSeq } } } }
      renamed: expenseUpdate(input: $update) { ... on ExpenseUpdatePayload { expense { title version group { lastEventSeq } } } }
      gone: expenseDelete(input: $delete) { ... on ExpenseDeletePayload { expense { version group { lastEventSeq } } } }
      again: expenseDelete(input: $delete) { __typename ... on ConflictError { reason current { ... on Expense { version } } } } }`,
    {
      create: expenseInput(group, { id }),
      update: { id, version: 1, title: "Second" },
      delete: { id, version: 2 },
    },
  );
  const seq = data.made.expense.group.lastEventSeq;
  expect(data).toEqual({
    made: { expense: { version: 1, group: { lastEventSeq: seq } } },
    renamed: { expense: { title: "Second", version: 2, group: { lastEventSeq: seq + 1 } } },
    gone: { expense: { version: 3, group: { lastEventSeq: seq + 2 } } },
    again: { __typename: "ConflictError", reason: "STALE_VERSION", current: { version: 3 } },
  });
});
