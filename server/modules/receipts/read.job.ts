import { setTimeout as sleep } from "node:timers/promises";
import { latestToday } from "../../kernel/today.js";
import type { Services } from "../../platform/context.js";
import { poolOf } from "../../platform/database.js";
import { type Job, TryAgainLater } from "../../platform/jobs/job.js";
import { made } from "../../platform/made.js";
import { entities, poolReader } from "../../platform/reader.js";
import { write } from "../../platform/write.js";
import { ReaderEnded, type ReadingProblem, type ReadingResult } from "../../reader/readers.js";
import { lockRows } from "../groups/group.access.js";
import { keepTexts, learnedIn } from "./learned.service.js";
import { storedFrom } from "./reading.js";
import { READING, type ReadingOrder } from "./reading-queue.js";
import { Receipt, ReceiptProblem, ReceiptState } from "./receipt.entity.js";
import { receiptFailed, receiptRead } from "./receipt.events.js";
import { RECEIPT_COLUMNS } from "./receipt.loader.js";
import { linesOf, type NewLine, replaceLines, saveReceipt } from "./receipt.service.js";

/** Whatever ends its reader so often is not read any more: the others wait. */
const TRIES_MAX = 5;
/** How far it is, is told so often at most. */
const TELL_MILLISECONDS = 250;

/**
 * Reads one receipt. What comes of it is written once: by whoever finds the receipt still at this round, and not read. A
 * reader that is killed is no fault of the receipt's, until that has happened five times.
 */
export const readJob: Job<ReadingOrder> = {
  ...READING,
  kind: "reading",
  async run(services, signal, order) {
    const receipt = await beginReading(services, order);
    if (!receipt) return;
    const result =
      receipt.tries > TRIES_MAX ? ({ problem: "TOO_LARGE" } as const) : await readingOf(services, receipt, signal);
    await finishReading(services, order, result);
  },
};

/** Says that its reading begins; null where nobody waits for it any more. */
async function beginReading(services: Services, { receiptId, round }: ReadingOrder): Promise<Receipt | null> {
  return write(services, async (tx) => {
    const rows = await tx.rows(
      `update receipts r set state = 'READING', tries = r.tries + 1, progress = 0
       where r.id = $1 and r.round = $2 and r.state in ('QUEUED', 'READING') and r.deleted_at is null
       returning ${RECEIPT_COLUMNS}`,
      [receiptId, round],
    );
    tx.wake(receiptId);
    return entities(Receipt, rows)[0] ?? null;
  });
}

/** What a reader makes of its pages. Where files or readers are away for the moment it is tried again, and that does not count. */
async function readingOf(services: Services, receipt: Receipt, signal: AbortSignal): Promise<ReadingResult> {
  const reader = poolReader(poolOf(services.dataSource));
  const told = teller(services, receipt);
  try {
    const pages = await pagesOf(services, receipt.id);
    if (pages === null) return { problem: "FILE_DAMAGED" };
    const expected = {
      currency: await groupCurrency(services, receipt.groupId),
      today: latestToday(),
      locale: receipt.locale,
      learned: await learnedIn(reader, receipt.groupId),
    };
    const measured = services.metrics.readings.startTimer();
    const result = await services.readers.read(pages, expected, (part) => told.tell(part), signal);
    measured({ outcome: "problem" in result ? result.problem : "READ" });
    return result;
  } catch (error) {
    if (!(error instanceof ReaderEnded)) await notCounted(services, receipt);
    throw error instanceof ReaderEnded ? new TryAgainLater(error.message, { cause: error }) : error;
  } finally {
    await told.end();
  }
}

async function pagesOf({ dataSource, storage }: Services, receiptId: string): Promise<Buffer[] | null> {
  const keys = await poolReader(poolOf(dataSource)).rows<{ fullKey: string }>(
    "select full_key from receipt_pages where receipt_id = $1 order by position",
    [receiptId],
  );
  const pages: Buffer[] = [];
  for (const { fullKey } of keys) {
    const bytes = await storage.read(fullKey);
    if (bytes === null) return null;
    pages.push(bytes);
  }
  return pages.length === 0 ? null : pages;
}

async function groupCurrency({ dataSource }: Services, groupId: string): Promise<string> {
  const [group] = await poolReader(poolOf(dataSource)).rows<{ currency: string }>(
    "select currency from groups where id = $1",
    [groupId],
  );
  return group!.currency;
}

async function notCounted(services: Services, { id, round }: Receipt): Promise<void> {
  await write(services, (tx) =>
    tx.run("update receipts set tries = greatest(tries - 1, 0) where id = $1 and round = $2", [id, round]),
  );
}

/** Writes down how far a reading is, a few times a second at most, and rings; whatever fails here is no matter. */
function teller(services: Services, { id, round }: Receipt) {
  let part = 0;
  let told = 0;
  let telling: Promise<void> | null = null;
  const tellAll = async () => {
    while (part > told) {
      const now = part;
      await write(services, async (tx) => {
        const own = "update receipts set progress = $3 where id = $1 and round = $2 and state = 'READING'";
        await tx.run(own, [id, round, now]);
        tx.wake(id);
      }).catch(() => undefined);
      told = now;
      await sleep(TELL_MILLISECONDS);
    }
    telling = null;
  };
  return {
    tell(progress: number) {
      part = Math.max(part, Math.min(progress, 1));
      telling ??= tellAll();
    },
    /** Nothing is told any more once this is over. */
    async end() {
      part = told;
      await telling;
    },
  };
}

/** Writes down what came of it, once, with one event; nothing where somebody else did, or nobody waits for it any more. */
async function finishReading(services: Services, order: ReadingOrder, result: ReadingResult): Promise<void> {
  await write(services, async (tx) => {
    const [row] = await tx.before.rows<{ groupId: string }>("select group_id from receipts where id = $1", [
      order.receiptId,
    ]);
    if (!row || (await lockRows(tx, [row.groupId])).length === 0) return;
    const [before] = entities(
      Receipt,
      await tx.rows(
        `select ${RECEIPT_COLUMNS} from receipts r
         where r.id = $1 and r.round = $2 and r.state = 'READING' and r.deleted_at is null`,
        [order.receiptId, order.round],
      ),
    );
    if (!before) return;
    const after = "problem" in result ? failed(before, result.problem) : read(before, result);
    await saveReceipt(tx, after);
    if (!("problem" in result)) {
      await replaceLines(tx, after, await linesKeptBy(tx, before, result));
      await keepTexts(tx, after, result.pages);
    }
    await tx.record({
      type: "problem" in result ? receiptFailed : receiptRead,
      groupId: after.groupId,
      actorId: null,
      subjectId: after.id,
      subjectVersion: after.version,
      things: () => [{ before, after }],
    });
  });
}

function failed(before: Receipt, problem: ReadingProblem): Receipt {
  return made(Receipt, {
    ...before,
    state: ReceiptState.FAILED,
    problem: ReceiptProblem[problem],
    progress: 1,
    version: before.version + 1,
  });
}

function read(before: Receipt, { text, engines }: Extract<ReadingResult, { text: unknown }>): Receipt {
  const asRead = storedFrom(text, engines);
  const { lines: _, ...storedReading } = asRead;
  return made(Receipt, {
    ...before,
    state: ReceiptState.READ,
    problem: null,
    currency: text.currency?.value ?? before.currency,
    storedReading,
    asRead,
    progress: 1,
    version: before.version + 1,
  });
}

/** The lines that were read; one that says what a line said before is that line, with all that was claimed of it. */
async function linesKeptBy(
  tx: Parameters<typeof linesOf>[0],
  before: Receipt,
  { text }: Extract<ReadingResult, { text: unknown }>,
): Promise<NewLine[]> {
  const earlier = await linesOf(tx, before);
  return text.lines.map((line) => {
    const index = earlier.findIndex(
      ({ name, minor, kind }) => name === line.name && minor === line.minor && String(kind) === line.kind,
    );
    const [kept] = index < 0 ? [] : earlier.splice(index, 1);
    return { ...line, id: kept?.id ?? null };
  });
}
