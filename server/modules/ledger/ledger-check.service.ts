import { z } from "zod";
import type { Violation } from "../../platform/checks.js";
import type { AppContext, Services } from "../../platform/context.js";
import { poolOf } from "../../platform/database.js";
import type { Job } from "../../platform/jobs/job.js";
import { poolReader, type Reader, Snapshot } from "../../platform/reader.js";
import { write } from "../../platform/write.js";

/** What a recount of a group found, and of which state. */
export interface LedgerFinding {
  /** The number of the last event that it covers. */
  readonly throughSeq: number;
  readonly checkedAt: Date;
  readonly violations: readonly Violation[];
}

/** Postings up to which a recount is made while somebody waits for it. */
export const COUNTED_AT_ONCE = 50_000;

/** Recounts a large group beside the requests. */
export const checkLedgerJob: Job<{ groupId: string }> = {
  name: "ledger.check",
  kind: "upkeep",
  attempts: 5,
  payload: z.object({ groupId: z.string() }),
  async run(services, _signal, { groupId }) {
    const snapshot = new Snapshot(poolOf(services.dataSource), () => undefined, "bulk");
    try {
      const [group] = await snapshot.rows<{ seq: number }>("select last_event_seq as seq from groups where id = $1", [
        groupId,
      ]);
      if (group) await keep(services, groupId, await recount(services, snapshot, groupId, group.seq));
    } finally {
      await snapshot.end();
    }
  },
};

/**
 * What a recount of the group finds: kept for the number of its last event, because the same number has the same answer.
 * In a group too large to be counted while somebody waits, that of an earlier number, until a job has counted anew.
 */
export async function ledgerFinding(
  ctx: AppContext,
  group: { id: string; lastEventSeq: number },
): Promise<LedgerFinding> {
  const kept = await keptFinding(ctx.reader, group.id);
  if (kept?.throughSeq === group.lastEventSeq) return kept;
  const isLarge = await hasMorePostingsThan(ctx.reader, group.id, COUNTED_AT_ONCE);
  if (isLarge && !ctx.isDryRun) await orderRecount(ctx.services, group.id);
  return isLarge && kept ? kept : countedOnce(ctx, group.id, group.lastEventSeq);
}

async function keptFinding(reader: Reader, groupId: string): Promise<LedgerFinding | null> {
  const [row] = await reader.rows<LedgerFinding>(
    "select through_seq, checked_at, violations from ledger_checks where group_id = $1",
    [groupId],
  );
  return row ?? null;
}

async function hasMorePostingsThan(reader: Reader, groupId: string, count: number): Promise<boolean> {
  const rows = await reader.rows("select from postings where group_id = $1 offset $2 limit 1", [groupId, count]);
  return rows.length > 0;
}

/** In a transaction of its own, since whoever reads has none to write in, and on none of the connections for reading. */
async function orderRecount(services: Services, groupId: string): Promise<void> {
  await write({ ...services, dataSource: services.reserved }, (tx) =>
    tx.enqueue(checkLedgerJob, { groupId }, { key: groupId }),
  );
}

/** Recounts that run in this process: whoever asks for the same group and number waits for the same answer. */
const running = new Map<string, Promise<LedgerFinding>>();

async function countedOnce(ctx: AppContext, groupId: string, seq: number): Promise<LedgerFinding> {
  // What is only tried out is nobody else's state.
  if (ctx.isDryRun) return recount(ctx.services, ctx.reader, groupId, seq);
  const key = `${groupId} ${seq}`;
  for (let other = running.get(key); other; other = running.get(key)) {
    const found = await other.catch(() => null);
    if (found) return found;
    // Whoever counted has hung up, or may read no more: that is their matter, and somebody else counts.
  }
  const counting = recount(ctx.services, ctx.reader, groupId, seq).finally(() => running.delete(key));
  running.set(key, counting);
  const found = await counting;
  await keep(ctx.services, groupId, found);
  return found;
}

async function recount({ checks }: Services, reader: Reader, groupId: string, seq: number): Promise<LedgerFinding> {
  const checkedAt = new Date();
  const violations: Violation[] = [];
  for (const check of checks) violations.push(...(await check(reader, groupId)));
  return { throughSeq: seq, checkedAt, violations };
}

/** A finding of an older state does not take the place of a newer one. */
async function keep({ reserved }: Services, groupId: string, finding: LedgerFinding): Promise<void> {
  await poolReader(poolOf(reserved)).rows(
    `insert into ledger_checks (group_id, through_seq, checked_at, violations) values ($1, $2, $3, $4)
     on conflict (group_id) do update set through_seq = excluded.through_seq, checked_at = excluded.checked_at,
       violations = excluded.violations
     where ledger_checks.through_seq < excluded.through_seq`,
    [groupId, finding.throughSeq, finding.checkedAt, JSON.stringify(finding.violations)],
  );
}
