import { expect, test } from "@jest/globals";
import { openDatabase, poolOf } from "../platform/database.js";
import { migrate } from "../platform/migrate.js";
import { emptyDatabase } from "../test/database.js";
import { WhatEventsChanged1797010000000 } from "./1797010000000-what-events-changed.js";
import { migrations } from "./all.js";

const CHANGES = JSON.stringify([
  { field: "title", before: null, after: 'Dinner "x"' },
  { field: "shares", memberId: "mem_b", before: "1.00 EUR", after: null },
]);

/** Ana is there from the beginning; Ben joined, left and came back; Eve claimed a place and was removed; Gus has none. */
const BEFORE = `
  insert into users (id, email, password_hash, name, preferred_currency, locale, time_zone) values
    ('usr_a', 'a@x.y', '', 'Ana', 'EUR', 'en', 'UTC'), ('usr_b', 'b@x.y', '', 'Ben', 'EUR', 'en', 'UTC'),
    ('usr_e', 'e@x.y', '', 'Eve', 'EUR', 'en', 'UTC');
  insert into groups (id, name, currency, time_zone, last_event_seq) values ('grp_1', 'Flat', 'EUR', 'UTC', 9);
  insert into members (id, group_id, position, user_id, name, role, left_at) values
    ('mem_a', 'grp_1', 0, 'usr_a', 'Ana', 'ADMIN', null), ('mem_b', 'grp_1', 1, 'usr_b', 'Ben', 'MEMBER', null),
    ('mem_e', 'grp_1', 2, 'usr_e', 'Eve', 'MEMBER', now()), ('mem_g', 'grp_1', 3, null, 'Gus', 'MEMBER', null);
  insert into group_events (group_id, seq, type, at, actor_id, subject_id, changes) values
    ('grp_1', 1, 'group.created', now(), 'mem_a', 'grp_1', '[]'),
    ('grp_1', 2, 'member.joined', now(), 'mem_b', 'mem_b', '[]'),
    ('grp_1', 3, 'member.added', now(), 'mem_a', 'mem_e', '[]'),
    ('grp_1', 4, 'member.left', now(), 'mem_b', 'mem_b', '[]'),
    ('grp_1', 5, 'member.joined', now(), 'mem_e', 'mem_e', '[]'),
    ('grp_1', 6, 'expense.created', now(), 'mem_a', 'exp_1', '${CHANGES}'),
    ('grp_1', 7, 'member.joined', now(), 'mem_b', 'mem_b', '[]'),
    ('grp_1', 8, 'member.removed', now(), 'mem_a', 'mem_e', '[]'),
    ('grp_1', 9, 'member.added', now(), 'mem_a', 'mem_g', '[]')`;

test("texts are moved word for word, who was there is read from the log, and only an erasure blanks", async () => {
  const database = await emptyDatabase();
  const until = migrations.indexOf(WhatEventsChanged1797010000000);
  const before = await openDatabase(database.url, { entities: [], migrations: migrations.slice(0, until) });
  try {
    await migrate(before);
    await poolOf(before).query(BEFORE);
  } finally {
    await before.destroy();
  }
  const after = await openDatabase(database.url, { entities: [], migrations });
  const rows = async (text: string) => (await poolOf(after).query(text)).rows;
  try {
    await migrate(after);
    expect(
      await rows("select seq, position, field, member_id, before, after from event_changes order by 1, 2"),
    ).toEqual([
      { seq: 6, position: 1, field: "title", member_id: null, before: null, after: 'Dinner "x"' },
      { seq: 6, position: 2, field: "shares", member_id: "mem_b", before: "1.00 EUR", after: null },
    ]);
    expect(await rows("select user_id, from_seq, to_seq from stays order by 1, 2")).toEqual([
      { user_id: "usr_a", from_seq: 1, to_seq: null },
      { user_id: "usr_b", from_seq: 2, to_seq: 4 },
      { user_id: "usr_b", from_seq: 7, to_seq: null },
      { user_id: "usr_e", from_seq: 5, to_seq: 8 },
    ]);
    for (const harm of [
      "update event_changes set after = '1'",
      "update event_changes set before = null, after = null",
      "delete from event_changes",
      "truncate event_changes",
      "set expense_tracker.erasing = 'on'; update event_changes set after = null, field = 'x'",
      "set expense_tracker.erasing = 'on'; update event_changes set after = '1'",
    ]) {
      await expect([harm, rows(`begin; ${harm}; commit`).finally(() => rows("rollback"))][1]).rejects.toThrow(
        "only ever added",
      );
    }
    await rows(
      "begin; set local expense_tracker.erasing = 'on'; update event_changes set before = null, after = null; commit",
    );
    expect(await rows("select distinct before, after from event_changes")).toEqual([{ before: null, after: null }]);
  } finally {
    await after.destroy();
    await database.drop();
  }
});
