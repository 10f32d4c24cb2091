import type { MigrationInterface, QueryRunner } from "typeorm";

/**
 * How titles are compared with what somebody looks for: without accents, and without capitals as far as the locale of the
 * database knows them. Whoever builds an index over it later may: it is immutable.
 */
export class TitlesFolded1798000000100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create function folded(words text) returns text language sql immutable strict parallel safe
        return lower(regexp_replace(normalize(words, NFD), '[\\u0300-\\u036f]', '', 'g'))`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("drop function folded(text)");
  }
}
