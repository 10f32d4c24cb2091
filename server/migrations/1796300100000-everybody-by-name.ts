import type { MigrationInterface, QueryRunner } from "typeorm";

/**
 * An equal split among everybody says who they were: those who have a share of it, also one of nothing. That is how it
 * was reckoned, so nothing changes, and it is neither a version nor an event.
 */
export class EverybodyByName1796300100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      update expenses e set split = e.split || jsonb_build_object('everybody', true, 'parts', (
        select jsonb_agg(jsonb_build_object('memberId', s.member_id, 'value', null) order by m.position)
        from expense_shares s join members m on m.id = s.member_id where s.expense_id = e.id))
      where split->>'mode' = 'EQUAL' and split->'parts' = '[]'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      update expenses set split = split - 'everybody' || '{"parts": []}' where split->'everybody' = 'true'`);
  }
}
