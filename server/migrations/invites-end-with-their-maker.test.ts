import { expect, test } from "@jest/globals";
import { openDatabase, poolOf } from "../platform/database.js";
import { migrate } from "../platform/migrate.js";
import { emptyDatabase } from "../test/database.js";
import { InvitesEndWithTheirMaker1796200000000 } from "./1796200000000-invites-end-with-their-maker.js";
import { migrations } from "./all.js";

test("revokes what would lead in without an ADMIN's word, and leaves the rest", async () => {
  const database = await emptyDatabase();
  const until = migrations.indexOf(InvitesEndWithTheirMaker1796200000000);
  const before = await openDatabase(database.url, { entities: [], migrations: migrations.slice(0, until) });
  try {
    await migrate(before);
    await poolOf(before).query(`
      insert into groups (id, name, currency, time_zone) values ('g', 'Flat', 'EUR', 'UTC');
      insert into members (id, group_id, position, name, role, left_at) values
        ('here', 'g', 0, 'Ana', 'ADMIN', null), ('gone', 'g', 1, 'Ben', 'ADMIN', now()),
        ('demoted', 'g', 2, 'Eve', 'MEMBER', null);
      insert into invites (id, group_id, code, role, created_by_id, expires_at, revoked_at) values
        ('good', 'g', 'a', 'MEMBER', 'here', now() + interval '1 day', null),
        ('admin', 'g', 'b', 'ADMIN', 'here', now() + interval '1 day', null),
        ('of gone', 'g', 'c', 'MEMBER', 'gone', now() + interval '1 day', null),
        ('of demoted', 'g', 'd', 'VIEWER', 'demoted', now() + interval '1 day', null),
        ('revoked', 'g', 'e', 'MEMBER', 'gone', now() + interval '1 day', '2026-01-01')`);
  } finally {
    await before.destroy();
  }
  const after = await openDatabase(database.url, { entities: [], migrations });
  try {
    await migrate(after);
    const { rows } = await poolOf(after).query("select id from invites where revoked_at is null");
    expect(rows).toEqual([{ id: "good" }]);
    const kept = await poolOf(after).query("select id from invites where revoked_at < '2026-01-02'");
    expect(kept.rows).toEqual([{ id: "revoked" }]);
  } finally {
    await after.destroy();
    await database.drop();
  }
});
