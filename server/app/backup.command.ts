import { Readable } from "node:stream";
import pg from "pg";
import { migrations } from "../migrations/all.js";
import { type ArchiveEntry, ArchiveWriter, readArchive, verifiedManifest } from "../platform/backup/archive.js";
import {
  beginDump,
  beginLoad,
  type DumpedSequence,
  type DumpedTable,
  dumpRows,
  loadRows,
  loadSequences,
  tableOfEntry,
} from "../platform/backup/rows.js";
import { openDatabase } from "../platform/database.js";
import { createLog } from "../platform/log.js";
import { migrate } from "../platform/migrate.js";
import { StartupProblem } from "../platform/startup-problem.js";
import type { Storage } from "../platform/storage.js";
import { withPostgres } from "./command-database.js";
import type { Config } from "./config.js";
import { modules } from "./modules.js";
import { storageFor } from "./services.js";

/** What a backup says of itself. */
interface Manifest {
  readonly format: 1;
  readonly madeAt: string;
  /** The server's version. */
  readonly postgres: string;
  /** The migrations of the release that made it, which make the tables anew. */
  readonly migrations: readonly string[];
  readonly tables: readonly DumpedTable[];
  readonly sequences: readonly DumpedSequence[];
  readonly files: number;
  readonly secrets: readonly string[];
}

type Print = (line: string) => void;

const SECRETS = [
  "addresses and names of everybody, and all that they wrote",
  "hashes of passwords, and of what opens sessions and doors",
  "the key that signs access tokens and forms, unless AUTH_SECRET has it: whoever has the key can be anybody",
];
const NOT_IN_IT =
  "AUTH_SECRET, S3_SECRET_KEY, the passwords in DATABASE_URL and SMTP_URL, and letters below DATA_DIR/mail";
const FILES = "files/";

/** Writes the database and the files into one archive, beside running servers, too; says what is in it. */
export async function backup(config: Config, [file, ...rest]: string[], print: Print): Promise<void> {
  if (file === undefined || rest.length > 0) throw new StartupProblem("npm run cli -- backup FILE");
  const archive = new ArchiveWriter(file);
  try {
    const { tables, files, missing } = await withPostgres(config, (url) => dumpAll(config, url, archive));
    const rows = tables.reduce((sum, table) => sum + table.rows, 0);
    print(`${file} has ${rows} rows of ${tables.length} tables, and ${files} files.`);
    for (const key of missing) print(`There is no file ${key}, which something belongs to.`);
    print(`It holds ${SECRETS.join("; ")}. Only you may read it (mode 0600); keep it so.`);
    print(`It does not hold ${NOT_IN_IT}.`);
  } catch (error) {
    await archive.discard();
    throw error;
  }
}

async function dumpAll(config: Config, url: string, archive: ArchiveWriter) {
  const client = await connected(config.databaseDirectUrl ?? url);
  const add = ({ name, bytes }: ArchiveEntry) => archive.add(name, bytes);
  try {
    await beginDump(client);
    const known = await doneMigrations(client);
    if (String(known) !== String(namesOf(migrations))) {
      throw new StartupProblem("The database is of another release: make its backup with that, or migrate it first.");
    }
    const { tables, sequences } = await dumpRows(client, add);
    const { files, missing } = await dumpFiles(client, storageOf(config), add);
    const { rows } = await client.query<{ version: string }>("select current_setting('server_version') as version");
    const manifest: Manifest = {
      format: 1,
      madeAt: new Date().toISOString(),
      postgres: rows[0]!.version,
      migrations: known,
      tables,
      sequences,
      files,
      secrets: SECRETS,
    };
    await archive.finish(manifest);
    return { tables, files, missing };
  } finally {
    await client.end();
  }
}

/** The files that the rows of the same state speak of; one that was announced need not have come. */
async function dumpFiles(client: pg.Client, storage: Storage, add: (entry: ArchiveEntry) => Promise<void>) {
  let files = 0;
  const missing: string[] = [];
  for (const statement of modules.flatMap(({ storedKeys }) => storedKeys ?? [])) {
    const { rows } = await client.query<{ key: string; claimed: boolean }>(statement);
    for (const { key, claimed } of rows) {
      const bytes = await storage.read(key);
      if (bytes) await add({ name: `${FILES}${key}`, bytes });
      else if (claimed) missing.push(key);
      if (bytes) files += 1;
    }
  }
  return { files, missing };
}

/**
 * Puts a backup back, into an empty database, or with --replace instead of what is there: looks first whether the whole
 * archive is as it was written, makes the tables of its release, and brings them up to this one.
 */
export async function restore(config: Config, args: string[], print: Print): Promise<void> {
  const [file, ...rest] = args.filter((argument) => argument !== "--replace");
  if (file === undefined || rest.length > 0) throw new StartupProblem("npm run cli -- restore FILE [--replace]");
  const manifest = await verifiedManifest<Manifest>(file);
  const names = namesOf(migrations);
  const unknown = manifest.migrations.find((name, index) => name !== names[index]);
  if (manifest.format !== 1 || unknown !== undefined) {
    throw new StartupProblem(
      `${file} was made by a later release (${unknown ?? "of another form"}): restore it with that.`,
    );
  }
  const storage = storageOf(config);
  await storage.check();
  await withPostgres(config, async (pooled) => {
    const url = config.databaseDirectUrl ?? pooled;
    await makeRoom(url, storage, args.includes("--replace"));
    await migrateUntil(url, manifest.migrations.length);
    const rows = await loadAll(url, file, manifest, storage);
    await migrateUntil(url, migrations.length);
    print(`${rows} rows and ${manifest.files} files of ${manifest.madeAt} are back.`);
  });
}

/** Takes away what is there; throws where that is more than nothing, and nobody has asked for it. */
async function makeRoom(url: string, storage: Storage, replace: boolean): Promise<void> {
  const client = await connected(url);
  try {
    const { rowCount: others } = await client.query(
      `select from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()
         and application_name in ('expense-tracker', 'expense-tracker-jobs')`,
    );
    if (others! > 0) throw new StartupProblem("Servers or workers are using this database: stop them first.");
    if (!replace && ((await hasPeople(client)) || (await hasFiles(storage)))) {
      throw new StartupProblem("There are people or files already: --replace throws away all that is there.");
    }
    await client.query(
      "drop schema if exists graphile_worker cascade; drop schema public cascade; create schema public",
    );
  } finally {
    await client.end();
  }
  for await (const key of storage.keys()) await storage.remove(key.split("/").slice(0, 2).join("/"));
}

/** A database that was only migrated is as good as an empty one. */
async function hasPeople(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ users: string | null }>("select to_regclass('public.users')::text as users");
  return rows[0]!.users !== null && (await client.query("select from users limit 1")).rowCount === 1;
}

async function hasFiles(storage: Storage): Promise<boolean> {
  for await (const _ of storage.keys()) return true;
  return false;
}

async function migrateUntil(url: string, count: number): Promise<void> {
  const dataSource = await openDatabase(url, { entities: [], migrations: migrations.slice(0, count), poolSize: 3 });
  try {
    await migrate(dataSource);
  } finally {
    await dataSource.destroy();
  }
}

/** All rows in one transaction, which is committed when the files are there, too. */
async function loadAll(url: string, file: string, manifest: Manifest, storage: Storage): Promise<number> {
  const client = await connected(url);
  try {
    const endLoad = await beginLoad(client, manifest.tables);
    let rows = 0;
    for await (const { name, bytes } of readArchive(file)) {
      const table = tableOfEntry(name);
      if (table !== null) rows += await loadRows(client, table, bytes);
      else if (name.startsWith(FILES)) {
        await storage.put(name.slice(FILES.length), Readable.from([bytes]), bytes.length);
      }
    }
    await loadSequences(client, manifest.sequences);
    await endLoad();
    await client.query("commit");
    return rows;
  } finally {
    await client.end();
  }
}

async function connected(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, application_name: "expense-tracker-backup" });
  client.on("error", () => undefined);
  await client.connect();
  return client;
}

async function doneMigrations(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>("select name from migrations order by id");
  return rows.map(({ name }) => name);
}

function namesOf(classes: readonly Function[]): string[] {
  return classes.map(({ name }) => name);
}

/** Forms are not signed here, so no secret is needed. */
function storageOf(config: Config): Storage {
  return storageFor(config, new Uint8Array(32), createLog("silent"));
}
