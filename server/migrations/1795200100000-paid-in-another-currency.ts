import type { MigrationInterface, QueryRunner } from "typeorm";

/** What a payment takes off the balances, where it was made in another currency, and at which rate. */
export class PaidInAnotherCurrency1795200100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table settlements
        add column settled_minor bigint check (settled_minor > 0 and settled_minor <= 1000000000000000),
        add column settled_currency text check (settled_currency <> currency),
        add column rate jsonb,
        add check (num_nulls(settled_minor, settled_currency, rate) in (0, 3))`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      "alter table settlements drop column settled_minor, drop column settled_currency, drop column rate",
    );
  }
}
