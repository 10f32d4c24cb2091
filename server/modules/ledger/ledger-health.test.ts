import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { type Person, TestApi, type TestGroup } from "../../test/api.js";
import { expenseInput } from "../../test/seed.js";

let api: TestApi;
let ana: Person;
let ben: Person;
let counts = 0;

beforeAll(async () => {
  api = await TestApi.start();
  [ana, ben] = [await api.person("Ana"), await api.person("Ben")];
  const checks = [...api.services.checks];
  const counted: (typeof checks)[number] = async (reader, groupId) => {
    counts += 1;
    return checks[0]!(reader, groupId);
  };
  (api.services as unknown as { checks: typeof checks }).checks = [counted, ...checks.slice(1)];
});
afterAll(() => api.close());

function deferred() {
  let resolve!: () => void;
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

const HEALTH = "ledgerHealth { ok violations { rule message } checkedAt throughSeq }";

async function health(group: TestGroup, person = ana) {
  const data = await person.ask(`query ($id: ID!) { group(id: $id) { lastEventSeq ${HEALTH} } }`, { id: group.id });
  return data.group;
}

test("is counted once for a state, however often and by whomever it is asked", async () => {
  const group = await api.group([ana, ben]);
  await ana.mutate("expenseCreate", expenseInput(group), "__typename");
  counts = 0;
  const aliases = Array.from({ length: 10 }, (_, index) => `a${index}: ledgerHealth { ok throughSeq }`).join(" ");
  const data = await ana.ask(`query ($id: ID!) { group(id: $id) { lastEventSeq ${aliases} } }`, { id: group.id });
  expect(data.group.a0).toEqual({ ok: true, throughSeq: data.group.lastEventSeq });
  const again = await health(group, ben);
  expect(again.ledgerHealth).toMatchObject({ ok: true, violations: [], throughSeq: again.lastEventSeq });
  expect(counts).toBe(1);
  await ana.mutate("expenseCreate", expenseInput(group), "__typename");
  const after = await health(group);
  expect(after.ledgerHealth.throughSeq).toBe(after.lastEventSeq);
  expect(counts).toBe(2);
});

test("of what is only tried out is counted, and not kept", async () => {
  const group = await api.group([ana, ben]);
  const selection = `expense { group { lastEventSeq ${HEALTH} } }`;
  const { expense } = await ana.mutate("expenseCreate", { ...expenseInput(group), dryRun: true }, selection);
  expect(expense.group.ledgerHealth).toMatchObject({ ok: true, throughSeq: expense.group.lastEventSeq });
  const now = await health(group);
  expect(now.ledgerHealth.throughSeq).toBe(expense.group.lastEventSeq - 1);
});

test("names what disagrees: balances, pairs, the log", async () => {
  const group = await api.group([ana, ben]);
  await ana.mutate("expenseCreate", expenseInput(group), "__typename");
  await api.dataSource.query("update balances set net = net + 1 where group_id = $1", [group.id]);
  await api.dataSource.query("update pair_debts set amount = amount + 1 where group_id = $1", [group.id]);
  const { ledgerHealth } = await health(group);
  expect(ledgerHealth.ok).toBe(false);
  const rules = new Set<string>(ledgerHealth.violations.map(({ rule }: { rule: string }) => rule));
  expect([...rules].sort((a, b) => (a < b ? -1 : 1))).toEqual([
    "balance-is-sum-of-postings",
    "balances-sum-to-zero",
    "pair-debt-is-sum-of-matches",
  ]);
});

test("names amounts that are not where their expense is", async () => {
  const group = await api.group([ana, ben]);
  const { expense } = await ana.mutate("expenseCreate", expenseInput(group), "expense { id version }");
  await ana.mutate("expenseUpdate", { ...expense, incurredOn: "2025-12-24" }, "__typename");
  expect((await health(group)).ledgerHealth.ok).toBe(true);
  const other = await api.group([ana, ben]);
  await ana.mutate("expenseCreate", expenseInput(other), "__typename");
  await api.dataSource.query("update expense_shares set day = day + 1 where group_id = $1", [other.id]);
  const { violations } = (await health(other)).ledgerHealth;
  expect(new Set(violations.map(({ rule }: { rule: string }) => rule))).toEqual(
    new Set(["amounts-are-where-the-expense-is"]),
  );
});

test("of a very large group is counted by a job, and says as of which event; never counted, it is counted now", async () => {
  const group = await api.group([ana, ben]);
  await api.dataSource.query(
    `insert into postings (group_id, subject_id, event_seq, reversal, part, member_id, currency, amount, effective_on, correction)
     select $1, 'stl_' || n, 1, false, 0, m.member_id, 'EUR', m.amount, '2026-01-01', false
     from generate_series(1, 25001) n, unnest($2::text[], $3::int[]) as m (member_id, amount)`,
    [group.id, group.memberIds, [1, -1]],
  );
  const first = await health(group);
  expect(first.ledgerHealth.throughSeq).toBe(first.lastEventSeq);
  // Those who wait for nothing have no balances: the recount has something to say.
  expect(first.ledgerHealth.ok).toBe(false);
  await ana.mutate("groupUpdate", { id: group.id, name: "Larger", version: 1 }, "__typename");
  const stale = await health(group);
  expect(stale.ledgerHealth).toEqual(first.ledgerHealth);
  expect(stale.ledgerHealth.throughSeq).toBe(stale.lastEventSeq - 1);
  await api.doJobs();
  const fresh = await health(group);
  expect(fresh.ledgerHealth.throughSeq).toBe(fresh.lastEventSeq);
  expect(new Date(fresh.ledgerHealth.checkedAt).getTime()).toBeGreaterThan(
    new Date(first.ledgerHealth.checkedAt).getTime(),
  );
});

test("whoever waits for the count of somebody who hangs up counts anew", async () => {
  const group = await api.group([ana, ben]);
  const checks = [...api.services.checks];
  const [begun, go] = [deferred(), deferred()];
  const patient: (typeof checks)[number] = async (reader, groupId) => {
    begun.resolve();
    await go.promise;
    return checks[0]!(reader, groupId);
  };
  (api.services as unknown as { checks: typeof checks }).checks = [patient];
  const abort = new AbortController();
  const query = `query ($id: ID!) { group(id: $id) { ${HEALTH} } }`;
  const first = fetch(`${api.url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${ana.token}` },
    body: JSON.stringify({ query, variables: { id: group.id } }),
    signal: abort.signal,
  }).catch(() => null);
  await begun.promise;
  const second = health(group, ben);
  abort.abort();
  await first;
  // The server hears of it a moment later.
  await new Promise((resolve) => setTimeout(resolve, 50));
  go.resolve();
  expect((await second).ledgerHealth.ok).toBe(true);
  (api.services as unknown as { checks: typeof checks }).checks = checks;
});

test("nobody but members asks", async () => {
  const group = await api.group([ana]);
  expect(await ben.ask(`query ($id: ID!) { group(id: $id) { ${HEALTH} } }`, { id: group.id })).toEqual({ group: null });
});
