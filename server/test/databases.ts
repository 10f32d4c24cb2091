import { randomBytes } from "node:crypto";
import pg from "pg";
import { migrations } from "../migrations/all.js";
import { openDatabase } from "../platform/database.js";
import { migrate } from "../platform/migrate.js";

/** A database of a test file's own, with the whole schema and no rows. */
export interface TestDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

/** Any number serves, as long as every worker of every run means the same. */
const TEMPLATE_LOCK = 5_401_877;

/** Copies the migrated template, which the first test file of a run makes: that takes 50 ms, and migrating a second. */
export async function copiedDatabase(): Promise<TestDatabase> {
  const name = `expense_tracker_test_${process.env.TEST_RUN}_${randomBytes(5).toString("hex")}`;
  await onServer(async (server) => {
    if (!process.env.TEST_TEMPLATE) await ensureTemplate(server);
    await server.query(`create database ${name} template ${templateName()}`);
  });
  const drop = () =>
    onServer(async (server) => void (await server.query(`drop database if exists ${name} with (force)`)));
  return { url: urlOf(name), drop };
}

/** A database without any table, for tests of the migrations themselves. */
export async function emptyDatabase(): Promise<TestDatabase> {
  const name = `expense_tracker_test_${process.env.TEST_RUN}_${randomBytes(5).toString("hex")}`;
  await onServer(async (server) => void (await server.query(`create database ${name} template template0`)));
  const drop = () =>
    onServer(async (server) => void (await server.query(`drop database if exists ${name} with (force)`)));
  return { url: urlOf(name), drop };
}

async function ensureTemplate(server: pg.Client): Promise<void> {
  await server.query("select pg_advisory_lock($1)", [TEMPLATE_LOCK]);
  try {
    const { rowCount } = await server.query("select 1 from pg_database where datname = $1", [templateName()]);
    if (rowCount === 0) await makeTemplate(server);
  } finally {
    await server.query("select pg_advisory_unlock($1)", [TEMPLATE_LOCK]);
  }
}

/** The template gets its name when it is whole, so that nobody copies half a schema. */
async function makeTemplate(server: pg.Client): Promise<void> {
  const draft = `${templateName()}_draft`;
  await server.query(`drop database if exists ${draft} with (force)`);
  await server.query(`create database ${draft} template template0`);
  const dataSource = await openDatabase(urlOf(draft), { entities: [], migrations, poolSize: 3 });
  try {
    await migrate(dataSource);
  } finally {
    await dataSource.destroy();
  }
  await server.query(`alter database ${draft} rename to ${templateName()}`);
}

async function onServer<Answer>(work: (server: pg.Client) => Promise<Answer>): Promise<Answer> {
  const server = new pg.Client({ connectionString: serverUrl() });
  await server.connect();
  try {
    return await work(server);
  } finally {
    await server.end();
  }
}

/** TEST_TEMPLATE is a database that a later release has migrated: see migrations/release-before.services.test.ts. */
function templateName(): string {
  return process.env.TEST_TEMPLATE || `expense_tracker_template_${process.env.TEST_RUN}`;
}

function urlOf(database: string): string {
  const url = new URL(serverUrl());
  url.pathname = `/${database}`;
  return url.href;
}

function serverUrl(): string {
  const url = process.env.TEST_SERVER_URL;
  if (url === undefined) throw new Error("This test needs PostgreSQL, and the run was started without one.");
  return url;
}
