import type { MigrationInterface, QueryRunner } from "typeorm";

/**
 * An invite is good only while its maker may invite, and one that makes an ADMIN is spent by the first account. What was
 * made before and would not be good any more is revoked for ever, ADMIN invites all of them: nobody knows who has them.
 */
export class InvitesEndWithTheirMaker1796200000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table invites add column spent_by_id text collate "C" references users;

      update invites i set revoked_at = now()
      from members maker
      where maker.id = i.created_by_id and i.revoked_at is null
        and (i.role = 'ADMIN' or maker.left_at is not null or maker.role <> 'ADMIN');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("alter table invites drop column spent_by_id");
  }
}
