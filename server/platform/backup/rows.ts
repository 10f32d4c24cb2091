import type pg from "pg";
import type { ArchiveEntry } from "./archive.js";

/** A table in a backup: which columns its rows have, in their order, and how many rows there are. */
export interface DumpedTable {
  /** With its schema, as SQL has it. */
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows: number;
}

/** A sequence, and the last number that it gave; null where it gave none. */
export interface DumpedSequence {
  readonly name: string;
  readonly last: string | null;
}

/** Of the product, and of its queue of jobs. */
const SCHEMAS = ["public", "graphile_worker"];
const ROWS_AT_ONCE = 500;
/** Of one entry; one is held in memory. */
const BYTES_AT_ONCE = 4 * 1024 * 1024;

/** Texts of values are the same wherever they are written and read, and exact. */
const EXACT = `set local timezone = 'UTC'; set local datestyle = 'ISO, YMD'; set local intervalstyle = 'postgres';
  set local extra_float_digits = 1; set local bytea_output = 'hex'; set local statement_timeout = 0;
  set local idle_in_transaction_session_timeout = 0; set local synchronize_seqscans = off`;

/** One state of the database, for as long as it takes to read all of it; writers go on beside it. */
export async function beginDump(client: pg.Client): Promise<void> {
  await client.query(`begin isolation level repeatable read read only; ${EXACT}`);
}

/** Every table but those in which migrations note that they were done: migrations make them anew. */
async function tablesOf(client: pg.Client): Promise<Omit<DumpedTable, "rows">[]> {
  const { rows } = await client.query<{ name: string; columns: string[] }>(
    `select format('%I.%I', n.nspname, c.relname) as name,
       array_agg(format('%I', a.attname) order by a.attnum) as columns
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     where n.nspname = any($1) and c.relkind = 'r' and c.relname <> 'migrations'
     group by n.nspname, c.relname order by 1`,
    [SCHEMAS],
  );
  return rows;
}

async function sequencesOf(client: pg.Client): Promise<DumpedSequence[]> {
  const { rows } = await client.query<DumpedSequence>(
    `select format('%I.%I', schemaname, sequencename) as name, last_value::text as last from pg_sequences
     where schemaname = any($1) and sequencename not like 'migrations%' order by 1`,
    [SCHEMAS],
  );
  return rows;
}

/**
 * Every row of every table, one text a line, in pieces: what PostgreSQL writes of a whole row is what it reads again,
 * whatever the types of its columns. Needs no program of the server's version.
 */
export async function dumpRows(
  client: pg.Client,
  add: (entry: ArchiveEntry) => Promise<void>,
): Promise<{ tables: DumpedTable[]; sequences: DumpedSequence[] }> {
  const tables: DumpedTable[] = [];
  for (const { name, columns } of await tablesOf(client)) {
    const rows = await dumpTable(client, name, add);
    tables.push({ name, columns, rows });
  }
  return { tables, sequences: await sequencesOf(client) };
}

async function dumpTable(
  client: pg.Client,
  table: string,
  add: (entry: ArchiveEntry) => Promise<void>,
): Promise<number> {
  let [rows, part, lines, bytes]: [number, number, string[], number] = [0, 0, [], 0];
  const flush = async () => {
    await add({ name: `tables/${table}/${String(part++).padStart(6, "0")}`, bytes: Buffer.from(lines.join("")) });
    [lines, bytes] = [[], 0];
  };
  await client.query(`declare rows no scroll cursor for select t::text as row from ${table} t`);
  for (let count = ROWS_AT_ONCE; count === ROWS_AT_ONCE; rows += count) {
    const fetched = await client.query<{ row: string }>(`fetch ${ROWS_AT_ONCE} from rows`);
    count = fetched.rows.length;
    for (const { row } of fetched.rows) {
      const line = `${JSON.stringify(row)}\n`;
      lines.push(line);
      bytes += line.length;
    }
    if (bytes >= BYTES_AT_ONCE) await flush();
  }
  if (lines.length > 0) await flush();
  await client.query("close rows");
  return rows;
}

/** The table that an entry has rows of; null where it is something else. */
export function tableOfEntry(name: string): string | null {
  return /^tables\/([^/]+)\/\d+$/.exec(name)?.[1] ?? null;
}

/**
 * Empties all tables and lets rows in, in any order, until `endLoad`, which all must be in one transaction: whoever looks on
 * sees the old or the new. Rules are taken away and made anew at the end, when PostgreSQL looks whether all rows keep them.
 */
export async function beginLoad(client: pg.Client, expected: readonly DumpedTable[]): Promise<() => Promise<void>> {
  await client.query(`begin; ${EXACT}`);
  const tables = await tablesOf(client);
  for (const { name, columns } of expected) {
    const own = tables.find((table) => table.name === name);
    if (String(own?.columns) !== String(columns)) throw new Error(`The table ${name} is not as it is in the backup.`);
  }
  const names = tables.map(({ name }) => name);
  const { rows: keys } = await client.query<{ table: string; name: string; definition: string }>(
    `select c.conrelid::regclass::text as table, quote_ident(c.conname) as name, pg_get_constraintdef(c.oid) as definition
     from pg_constraint c join pg_namespace n on n.oid = c.connamespace where c.contype = 'f' and n.nspname = any($1)`,
    [SCHEMAS],
  );
  for (const { table, name } of keys) await client.query(`alter table ${table} drop constraint ${name}`);
  for (const name of names) await client.query(`alter table ${name} disable trigger user`);
  await client.query(`truncate ${names.join(", ")}`);
  return async () => {
    for (const name of names) await client.query(`alter table ${name} enable trigger user`);
    for (const { table, name, definition } of keys) {
      await client.query(`alter table ${table} add constraint ${name} ${definition}`);
    }
  };
}

/** Puts one entry's rows back; answers how many. What the database computes by itself it computes anew. */
export async function loadRows(client: pg.Client, table: string, bytes: Buffer): Promise<number> {
  const rows = bytes.toString().trimEnd().split("\n");
  const { rows: columns } = await client.query<{ name: string }>(
    `select quote_ident(attname) as name from pg_attribute
     where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = '' order by attnum`,
    [table],
  );
  const names = columns.map(({ name }) => name);
  await client.query(
    `insert into ${table} (${names.join(", ")}) overriding system value
     select ${names.map((name) => `(r).${name}`).join(", ")}
     from (select line::${table} as r from unnest($1::text[]) line offset 0) parsed`,
    [rows.map((row) => JSON.parse(row) as string)],
  );
  return rows.length;
}

/** The next number of each sequence is the one after the last that was given. */
export async function loadSequences(client: pg.Client, sequences: readonly DumpedSequence[]): Promise<void> {
  for (const { name, last } of sequences) {
    if (last === null) {
      await client.query("select setval(seqrelid, seqstart, false) from pg_sequence where seqrelid = $1::regclass", [
        name,
      ]);
    } else await client.query("select setval($1::regclass, $2::bigint)", [name, last]);
  }
}
