import { createHash } from "node:crypto";
import type { Pool, PoolClient } from "pg";
import { getMetadataArgsStorage } from "typeorm";

/** Somebody reads on after their operation has ended: they hung up, or a field beside it failed. Nobody hears of it. */
export class OperationOver extends Error {}

const names = new Map<string, string>();

/** A statement that PostgreSQL prepares once per connection. The text must be constant. */
function named(text: string): string {
  let name = names.get(text);
  if (!name) {
    name = createHash("sha256").update(text).digest("base64url").slice(0, 20);
    names.set(text, name);
  }
  return name;
}

/** Something that reads rows: one snapshot, one transaction, or the pool itself. */
export interface Reader {
  /** Rows as plain objects; columns in snake_case become camelCase properties. */
  rows<Row extends object>(text: string, values?: readonly unknown[]): Promise<Row[]>;
}

/** What an operation reads until it ends: one state of the database, whoever asks. */
export interface OperationReader extends Reader {
  /** Lets go of the connection. */
  end(): Promise<void>;
}

export async function rowsFrom<Row extends object>(
  client: Pick<PoolClient, "query">,
  text: string,
  values: readonly unknown[] = [],
): Promise<Row[]> {
  const result = await client.query({ name: named(text), text, values: values as unknown[] });
  const fields = result.fields.map(({ name }) => [name, camelCase(name)] as const);
  return result.rows.map((row: Record<string, unknown>) => {
    const object: Record<string, unknown> = {};
    for (const [column, property] of fields) object[property] = row[column];
    return object as Row;
  });
}

/** Comparing costs a little for each row, and what was compared once is right from then on. */
const COMPARES_COLUMNS = process.env.NODE_ENV === "test";

function requireColumns(type: Function, rows: readonly object[]): void {
  const missing = columnsOf(type).filter((column) => rows.some((row) => !(column in row)));
  if (missing.length > 0) throw new Error(`Rows of ${type.name} lack ${missing.join(", ")}.`);
}

/** The properties that an entity keeps in columns, its own and those of the classes it extends; none of what is no entity. */
export function columnsOf(type: Function): string[] {
  const { columns } = getMetadataArgsStorage();
  const isOfType = ({ target }: { target: unknown }) => target === type || (target as Function).isPrototypeOf(type);
  return columns.filter(isOfType).map(({ propertyName }) => propertyName);
}

const properties = new Map<string, string>();

function camelCase(column: string): string {
  let property = properties.get(column);
  if (!property) {
    property = column.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
    properties.set(column, property);
  }
  return property;
}

/**
 * Rows as instances of their entity, so that GraphQL knows what they are. The statement must select all its columns;
 * under test one that does not throws, because the compiler sees none of them.
 */
export function entities<Entity extends object>(type: new () => Entity, rows: readonly object[]): Entity[] {
  if (COMPARES_COLUMNS) requireColumns(type, rows);
  return rows.map((row) => Object.assign(new type(), row));
}

/** Reads straight from the pool: for what is not money and belongs to no operation. */
export function poolReader(pool: Pool): Reader {
  return { rows: (text, values) => rowsFrom(pool as unknown as PoolClient, text, values) };
}

/** What came as lists within the rows, as an expense's shares do: it was read as well. */
function entriesIn(rows: readonly object[]): number {
  let entries = 0;
  for (const row of rows) for (const value of Object.values(row)) if (Array.isArray(value)) entries += value.length;
  return entries;
}

/** Fields are resolved side by side, but a connection takes one statement after the other. */
abstract class QueuedReader implements OperationReader {
  protected last: Promise<unknown> = Promise.resolve();
  private readonly counted: (rows: number) => void;

  /** `counted` is told of the rows of each statement, and may throw. */
  constructor(counted: (rows: number) => void) {
    this.counted = counted;
  }

  rows<Row extends object>(text: string, values?: readonly unknown[]): Promise<Row[]> {
    const read = async () => {
      const rows = await rowsFrom<Row>(await this.connection(), text, values);
      this.counted(rows.length + entriesIn(rows));
      return rows;
    };
    const rows = this.last.then(read, read);
    this.last = rows.catch(() => undefined);
    return rows;
  }

  protected abstract connection(): Promise<PoolClient>;
  abstract end(): Promise<void>;
}

/** Reading waits for nobody; this ends what was asked too much, or was left open. */
const READING_FOR = {
  ordinary: { statement: "10s", idle: "30s" },
  /** Jobs and commands that look at everything. */
  bulk: { statement: "30min", idle: "30min" },
} as const;

function beginReading(patience: keyof typeof READING_FOR): string {
  const { statement, idle } = READING_FOR[patience];
  return `begin isolation level repeatable read read only; set local statement_timeout = '${statement}';
    set local idle_in_transaction_session_timeout = '${idle}'; set local jit = off`;
}

/**
 * One state of the database for as long as an operation reads: a REPEATABLE READ transaction that begins with the
 * first read and ends with `end`. Under READ COMMITTED an expense of one version could show the shares of the next.
 */
export class Snapshot extends QueuedReader {
  private readonly pool: Pool;
  private readonly patience: keyof typeof READING_FOR;
  private client: Promise<PoolClient> | null = null;
  private ended = false;

  constructor(
    pool: Pool,
    counted: (rows: number) => void = () => undefined,
    patience: keyof typeof READING_FOR = "ordinary",
  ) {
    super(counted);
    this.pool = pool;
    this.patience = patience;
  }

  /** Whoever still reads when it is over, as what was resolved beside a field that failed, gets no new connection. */
  protected async connection(): Promise<PoolClient> {
    if (this.ended) throw new OperationOver("This snapshot is over.");
    this.client ??= this.begin();
    return this.client;
  }

  private async begin(): Promise<PoolClient> {
    const client = await this.pool.connect();
    try {
      await client.query(beginReading(this.patience));
      return client;
    } catch (error) {
      client.release(true);
      throw error;
    }
  }

  /** Lets go of the connection. */
  async end(): Promise<void> {
    this.ended = true;
    await this.last;
    const pending = this.client;
    this.client = null;
    if (!pending) return;
    const client = await pending.catch(() => null);
    if (!client) return;
    try {
      await client.query("commit");
      client.release();
    } catch {
      client.release(true);
    }
  }
}

/** The state as an uncommitted write left it; its end takes everything back. */
export class DryRunReader extends QueuedReader {
  private readonly client: PoolClient;
  private rollback: (() => Promise<void>) | null;

  constructor(client: PoolClient, rollback: () => Promise<void>, counted: (rows: number) => void) {
    super(counted);
    this.client = client;
    this.rollback = rollback;
  }

  protected async connection(): Promise<PoolClient> {
    if (!this.rollback) throw new OperationOver("This dry run is over.");
    return this.client;
  }

  async end(): Promise<void> {
    await this.last;
    const { rollback } = this;
    this.rollback = null;
    await rollback?.();
  }
}
