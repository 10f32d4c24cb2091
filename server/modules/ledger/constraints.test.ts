import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { TestApi, type TestGroup } from "../../test/api.js";
import { expenseInput } from "../../test/seed.js";

let api: TestApi;
let group: TestGroup;
let subjectId: string;

beforeAll(async () => {
  api = await TestApi.start();
  const [ana, ben] = [await api.person("Ana"), await api.person("Ben")];
  group = await api.group([ana, ben]);
  subjectId = (await ana.mutate("expenseCreate", expenseInput(group), "expense { id }")).expense.id;
});
afterAll(() => api.close());

interface Row {
  readonly member: 0 | 1;
  readonly amount: number;
  readonly day?: string;
  readonly part?: number;
}

/** Posts rows as no code of ours would, in one transaction. */
function post(...rows: readonly Row[]): Promise<unknown> {
  const values = rows.map(
    ({ member, amount, day = "2026-01-31", part = 0 }) =>
      `('${group.id}', '${subjectId}', 99, false, ${part}, '${group.memberIds[member]}', 'EUR', ${amount}, '${day}', false)`,
  );
  return api.dataSource.query(
    `insert into postings
       (group_id, subject_id, event_seq, reversal, part, member_id, currency, amount, effective_on, correction)
     values ${values.join()}`,
  );
}

test.each([
  ["one amount alone", [{ member: 0, amount: 500 }]],
  [
    "two amounts that are not opposites",
    [
      { member: 0, amount: 500 },
      { member: 1, amount: -499 },
    ],
  ],
  [
    "two parts that come to nothing only together",
    [
      { member: 0, amount: 500 },
      { member: 1, amount: -500, part: 1 },
    ],
  ],
  [
    "two days that come to nothing only together",
    [
      { member: 0, amount: 500 },
      { member: 1, amount: -500, day: "2026-02-01" },
    ],
  ],
] as const)("the database refuses %s", async (_, rows) => {
  await expect(post(...rows)).rejects.toMatchObject({ code: "23514" });
});

test.each([
  "update postings set amount = amount * 2",
  "delete from postings",
  "truncate postings",
  "update group_events set seq = seq + 1",
  "delete from group_events",
])("the database refuses to %s", async (statement) => {
  await expect(api.dataSource.query(statement)).rejects.toMatchObject({ code: expect.stringMatching(/^23/) });
});

test("an entry is held to zero without reading what the group has posted that day", async () => {
  await post(
    ...Array.from({ length: 200 }, (_, index) => ({
      member: (index % 2) as 0 | 1,
      amount: index % 2 ? -1 : 1,
      part: 10 + (index >> 1),
    })),
  );
  const read = "select seq_tup_read + idx_tup_fetch as read from pg_stat_xact_user_tables where relname = 'postings'";
  const runner = api.dataSource.createQueryRunner();
  await runner.startTransaction();
  const [before] = await runner.query(read);
  await runner.query(
    `insert into postings
       (group_id, subject_id, event_seq, reversal, part, member_id, currency, amount, effective_on, correction)
     select $1, $2, 100, false, 0, member_id, 'EUR', amount, '2026-01-31', false
     from unnest($3::text[], $4::int[]) as e (member_id, amount)`,
    [group.id, subjectId, group.memberIds, [5, -5]],
  );
  const [after] = await runner.query(read);
  await runner.rollbackTransaction();
  await runner.release();
  expect(Number(after.read) - Number(before.read)).toBe(0);
});
