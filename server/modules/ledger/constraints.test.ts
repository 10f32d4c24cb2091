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
