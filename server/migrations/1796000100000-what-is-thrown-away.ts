import type { MigrationInterface, QueryRunner } from "typeorm";

/** What the retention job looks for is found by an index, however much stays. */
export class WhatIsThrownAway1796000100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query("create index writes_requests on writes (at) where key like 'request:%'");
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("drop index writes_requests");
  }
}
