import type { MigrationInterface, QueryRunner } from "typeorm";

/** People of a group who settle as one. */
export class Households1795500000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table households (
        id text collate "C" primary key,
        group_id text collate "C" not null references groups,
        name text not null,
        created_at timestamptz(3) not null default now(),
        dissolved_at timestamptz(3),
        unique (group_id, id)
      );
      alter table members add column household_id text collate "C";
      alter table members add foreign key (group_id, household_id) references households (group_id, id);
      create index members_household on members (household_id) where household_id is not null`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("alter table members drop column household_id");
    await runner.query("drop table households");
  }
}
