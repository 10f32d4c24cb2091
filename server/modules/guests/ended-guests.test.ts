import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { modules } from "../../app/modules.js";
import { poolOf } from "../../platform/database.js";
import { poolReader } from "../../platform/reader.js";
import { type Answer, type Person, TestApi } from "../../test/api.js";
import { typedReceipt } from "../../test/receipts.js";
import { balancesOf, expenseInput, settlementInput } from "../../test/seed.js";
import { tested } from "../../test/tested.js";
import { splitwiseText, startImport } from "../../test/upload.js";

const { retentionJob } = await tested("platform/retention.js");

let api: TestApi;

beforeAll(async () => {
  api = await TestApi.start();
});
afterAll(() => api.close());

/** As if nobody had been this guest for thirty days, and the night had come. */
async function abandon(guest: Person): Promise<void> {
  await api.dataSource.query("update users set guest_until = now() - interval '1 minute' where id = $1", [guest.id]);
  const rules = modules.flatMap((module) => module.retention ?? []);
  await retentionJob(rules).run(api.services, new AbortController().signal, undefined);
  await api.doJobs();
}

const TRIED_REQUESTS = ["writes.user_id", "writes.subject_id", "writes.key"];

/** In which columns of which tables one of these ids stands; whose requests were carried out is known for a week. */
async function traces(...ids: readonly string[]): Promise<string[]> {
  const columns: Answer[] = await api.dataSource.query(
    `select table_name || '.' || column_name as name, table_name as table, column_name as column
     from information_schema.columns
     where table_schema = 'public' and data_type in ('text', 'jsonb', 'ARRAY') order by name`,
  );
  const found = [];
  for (const { name, table, column } of columns) {
    const rows = await api.dataSource.query(
      `select from ${table} t join unnest($1::text[]) wanted (trace) on t.${column}::text like '%' || trace || '%' limit 1`,
      [ids],
    );
    if (rows.length > 0 && !TRIED_REQUESTS.includes(name)) found.push(name);
  }
  return found;
}

/** What `cli check` would say. */
async function violations(): Promise<unknown[]> {
  const reader = poolReader(poolOf(api.dataSource));
  return (await Promise.all(api.services.checks.map((check) => check(reader, null)))).flat();
}

test("a guest in use stays; one who was not goes, with the demo group and all that was theirs alone", async () => {
  const [kept, used, gone] = [await api.guest(), await api.guest(), await api.guest()];
  await kept.mutate("guestKeep", { email: "kept@example.com", password: "correct horse battery" });
  const demo = (await gone.ask("{ groups { edges { node { id } } } }")).groups.edges[0].node;
  // Something of every kind that a guest can leave behind.
  const group = await api.group([gone]);
  await gone.mutate("expenseCreate", expenseInput(group));
  const row = (title: string) => splitwiseText("Guest,Ben", `2026-01-31,${title},General,2.00,EUR,1.00,-1.00`);
  const { id } = await startImport(api, gone, row("Tea"), { groupId: group.id });
  await gone.mutate("importCommit", { id }, "__typename");
  await startImport(api, gone, row("Cake"));
  const { member } = await gone.mutate("memberAdd", { groupId: group.id, name: "Yan" });
  await gone.mutate("householdCreate", { groupId: group.id, name: "Two", memberIds: [group.memberIds[0], member.id] });
  await gone.mutate("groupRateSet", { groupId: group.id, from: "EUR", to: "USD", rate: "1.1" });
  await gone.mutate("inviteCreate", { groupId: group.id });
  const { id: receiptId, reading } = await typedReceipt(api, gone, group);
  const [line] = reading.lines;
  const claim = { receiptId, lineId: line.id, memberId: member.id, weight: "1" };
  await gone.mutate("receiptLineClaim", claim, "__typename");
  const { expense } = await gone.mutate("expenseCreate", expenseInput(group), "expense { id }");
  await gone.mutate("receiptAttach", { id: receiptId, expenseId: expense.id }, "__typename");
  await gone.mutate("defaultSplitSet", { groupId: group.id, split: { mode: "EQUAL" } });
  await gone.ask("query ($id: ID!) { group(id: $id) { ledgerHealth { ok } } }", { id: group.id });
  await api.doJobs();
  // An event that the followers are told of when the group is gone.
  await gone.mutate("memberAdd", { groupId: group.id, name: "Late" });
  const ids = [gone.id, group.id, demo.id, ...group.memberIds];
  const tables = new Set((await traces(...ids)).map((trace) => trace.split(".")[0]));
  expect(tables.size).toBeGreaterThan(20);

  await abandon(gone);
  expect(await traces(...ids)).toEqual([]);
  expect(await readdir(join(api.dataDir, "files/uploads"))).toEqual([]);
  expect((await gone.send("{ viewer { id } }")).errors?.[0]?.extensions.code).toBe("UNAUTHENTICATED");
  for (const stays of [kept, used]) {
    expect((await stays.ask("{ groups { edges { node { ledgerHealth { ok } } } } }")).groups.edges).toHaveLength(1);
  }
  expect(await violations()).toEqual([]);
  const failed = "select task_identifier, last_error from graphile_worker.jobs where last_error is not null";
  expect(await api.dataSource.query(failed)).toEqual([]);
});

test("in what was shared the guest stays as a member without an account, and every balance as it was", async () => {
  const [guest, ben, vic] = [await api.guest(), await api.person("Ben"), await api.person("Vic")];
  const group = await api.group([guest, ben]);
  await api.join(group.id, guest, vic, "VIEWER");
  await guest.mutate("expenseCreate", expenseInput(group));
  const { invite } = await guest.mutate("inviteCreate", { groupId: group.id });
  const before = await balancesOf(ben, group);
  await abandon(guest);

  expect(await balancesOf(ben, group)).toEqual(before);
  const { group: seen } = await ben.ask(
    `query ($id: ID!) { group(id: $id) { viewerCan { administer } members { name role user { id } }
      events(first: 3, order: NEWEST_FIRST) {
        edges { node { type actor { id } subject { id } changes { field before after } } } } } }`,
    { id: group.id },
  );
  expect(seen.members).toEqual([
    { name: "Guest", role: "MEMBER", user: null },
    { name: "Ben", role: "ADMIN", user: { id: ben.id } },
    { name: "Vic", role: "VIEWER", user: { id: vic.id } },
  ]);
  expect(seen.viewerCan.administer).toBe(true);
  const [guestId, benId] = group.memberIds;
  expect(seen.events.edges.map(({ node }: Answer) => node)).toMatchObject([
    { type: "member.role_set", actor: null, subject: { id: benId }, changes: [{ before: "MEMBER", after: "ADMIN" }] },
    {
      type: "member.unclaimed",
      actor: null,
      subject: { id: guestId },
      changes: [{ before: "ADMIN", after: "MEMBER" }],
    },
    { type: "invite.created" },
  ]);
  // The way in ended with its maker. The place can be claimed anew, with all that is open.
  const preview = await api.nobody.ask("query ($code: String!) { invite(code: $code) { groupName } }", invite);
  expect(preview).toEqual({ invite: null });
  const zoe = await api.person("Zoe");
  await api.join(group.id, ben, zoe, "MEMBER", guestId);
  await zoe.mutate("settlementCreate", settlementInput(group));
  expect(await violations()).toEqual([]);
  expect(await traces(guest.id)).toEqual([]);
});

test("where another admin is there nobody's role changes; a guest who had left is no account's either", async () => {
  const [ana, guest] = [await api.person("Ana"), await api.guest()];
  const group = await api.group([ana, guest]);
  await guest.mutate("groupLeave", { id: group.id });
  await abandon(guest);
  const query = `query ($id: ID!) { group(id: $id) { members { name role leftAt user { id } }
    events(first: 2, order: NEWEST_FIRST) { edges { node { type } } } } }`;
  const { group: seen } = await ana.ask(query, { id: group.id });
  expect(seen.members).toEqual([
    { name: "Ana", role: "ADMIN", leftAt: null, user: { id: ana.id } },
    { name: "Guest", role: "MEMBER", leftAt: expect.any(String), user: null },
  ]);
  expect(seen.events.edges.map(({ node }: Answer) => node.type)).toEqual(["member.unclaimed", "member.left"]);
});

test("a payment across groups that a guest recorded can still be confirmed, and their import is still there", async () => {
  const [guest, ben] = [await api.guest(), await api.person("Ben")];
  const groups = [await api.group([ben, guest]), await api.group([ben, guest])];
  for (const group of groups) {
    await ben.mutate("groupUpdate", { id: group.id, version: 1, confirmSettlements: true });
    await ben.mutate("expenseCreate", expenseInput(group));
  }
  const file = splitwiseText("Guest,Ben", "2026-01-31,Tea,General,2.00,USD,1.00,-1.00");
  const { id } = await startImport(api, guest, file, { groupId: groups[0]!.id });
  await guest.mutate("importCommit", { id }, "__typename");
  const payment = { personId: ben.id, amount: { amount: "10.00", currency: "EUR" }, fromViewer: true };
  const { settlements } = await guest.mutate("personSettle", { ...payment, settledOn: "2026-02-01" });
  await abandon(guest);

  expect((await ben.ask("query ($id: ID!) { import(id: $id) { state } }", { id })).import.state).toBe("COMMITTED");
  await ben.mutate("settlementConfirm", { id: settlements[0].id, version: 1 });
  expect(await balancesOf(ben, groups[1]!)).toEqual({});
  expect(await violations()).toEqual([]);
  expect(await traces(guest.id)).toEqual([]);
});

test("the database lets the ledger and the log go where they are nobody's any more and it is asked for, and whole", async () => {
  const guest = await api.guest();
  const { groups } = await guest.ask("{ groups { edges { node { id } } } }");
  const { id } = groups.edges[0].node;
  const erasing = (...statements: readonly string[]) =>
    api.dataSource.transaction(async (manager) => {
      await manager.query("select set_config('expense_tracker.erasing', 'on', true)");
      for (const statement of statements) await manager.query(statement);
    });
  const unclaim = `update members set user_id = null where group_id = '${id}'`;
  for (const table of ["postings", "group_events", "event_changes"]) {
    const some = `delete from ${table} where group_id = '${id}'`;
    const refused = { code: "23000" };
    await expect(erasing(some)).rejects.toMatchObject(refused);
    await expect(api.dataSource.transaction((manager) => manager.query(`${unclaim}; ${some}`))).rejects.toMatchObject(
      refused,
    );
    // Others' with it.
    await expect(erasing(unclaim, `delete from ${table}`)).rejects.toMatchObject(refused);
    await expect(erasing(unclaim, `truncate ${table} cascade`)).rejects.toMatchObject(refused);
  }
});
