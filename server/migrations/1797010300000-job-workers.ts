import type { MigrationInterface, QueryRunner } from "typeorm";

/** Which workers live: as long as the connection that announced them. */
export class JobWorkers1797010300000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table job_workers (
        worker_id text primary key,
        backend_pid integer not null,
        backend_start timestamptz not null
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("drop table job_workers");
  }
}
