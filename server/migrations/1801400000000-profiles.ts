import type { MigrationInterface, QueryRunner } from "typeorm";

/** What a person may say of themselves: a picture, what they do and where they live. */
export class Profiles1801400000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      "alter table users add column avatar_key text, add column occupation text, add column country text",
    );
    await runner.query(`
      create index users_by_picture on users (split_part(avatar_key, '/', 2)) where avatar_key is not null`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("alter table users drop column avatar_key, drop column occupation, drop column country");
  }
}
