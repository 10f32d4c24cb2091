import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type GraphQLField,
  type GraphQLInputObjectType,
  type GraphQLSchema,
  getNamedType,
  isLeafType,
  isObjectType,
  isUnionType,
} from "graphql";
import pg from "pg";
import "reflect-metadata";
import type { DataSource } from "typeorm";
import { readConfig } from "../app/config.js";
import { serve } from "../app/http.js";
import { jobs } from "../app/jobs.js";
import { openProductDatabase } from "../app/product-database.js";
import { buildApiSchema } from "../app/schema.js";
import type { Services } from "../platform/context.js";
import { doWaitingJobs } from "../platform/jobs/job-runner.js";
import { copiedDatabase } from "./databases.js";

/** The whole product in this process, on a database of its own. */
export interface TestServer {
  readonly url: string;
  /** Where our own pages come from, as far as this server knows. */
  readonly origin: string;
  readonly dataSource: DataSource;
  readonly dataDir: string;
  /** What this server has logged, oldest first; nothing where LOG_LEVEL is "silent", as it is unless a test says else. */
  readonly logged: readonly string[];
  readonly services: Services;
  /** What the server uses and a test may listen to: these are not the ones that a test file has by itself. */
  readonly surroundings: { readonly Client: typeof pg.Client; readonly console: Console };
  /** Does every job that waits by now, and what those enqueue: no jobs run beside a test. */
  doJobs(): Promise<void>;
  close(): Promise<void>;
}

/** `through` puts something between this server and its database, and answers the address of that. */
export async function startServer(
  environment: Record<string, string>,
  through: (url: string) => Promise<string>,
): Promise<TestServer> {
  const database = await copiedDatabase();
  const dataDir = await mkdtemp(join(tmpdir(), "expense-tracker-api-"));
  const settings = {
    DATA_DIR: dataDir,
    DATABASE_URL: await through(database.url),
    RATE_LIMITS: "off",
    LOG_LEVEL: "silent",
    ...environment,
  };
  const config = { ...readConfig(settings), port: 0 };
  const dataSource = await openProductDatabase(settings.DATABASE_URL, config.databasePool, config.databasePrepared);
  const logged: string[] = [];
  const server = await serve(config, dataSource, { logTo: { write: (line) => void logged.push(line) } });
  return {
    url: server.url,
    origin: config.publicUrl,
    dataSource,
    dataDir,
    logged,
    services: server.services,
    surroundings: { Client: pg.Client, console },
    doJobs: () => doJobs(settings.DATABASE_URL, server.services),
    async close() {
      await server.close();
      await dataSource.destroy();
      await database.drop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function doJobs(url: string, services: Services): Promise<void> {
  const pool = new pg.Pool({ connectionString: url, max: 2 });
  pool.on("error", () => undefined);
  try {
    // What waits for a moment, so that more may come, has its turn now; so has what came due since the last look.
    const due = `update graphile_worker._private_jobs set run_at = least(run_at, now())
      where attempts = 0 and locked_at is null
        and task_id in (select id from graphile_worker._private_tasks where identifier = any($1))`;
    const names = jobs.map(({ name }) => name);
    do await doWaitingJobs(pool, jobs, services);
    while ((await pool.query(due, [names])).rowCount! > 0);
  } finally {
    await pool.end();
  }
}

/** What can be asked for of a field without arguments and without going further; "" of what is a leaf itself. */
function leavesOf({ type }: GraphQLField<unknown, unknown>): string {
  const named = getNamedType(type);
  if (!isObjectType(named)) return "";
  const leaves = Object.values(named.getFields()).filter(
    (field) => field.args.length === 0 && isLeafType(getNamedType(field.type)),
  );
  return leaves.map(({ name }) => name).join(" ");
}

let schema: Promise<GraphQLSchema> | null = null;

/**
 * Writes the text of a mutation that asks for everything that its refusals tell, and of its payload for `selection`, or
 * for every field: `selections` has what those fields are asked for in turn.
 */
export async function mutationWriter(selections: Readonly<Record<string, string>>) {
  schema ??= buildApiSchema();
  const mutations = (await schema).getMutationType()!.getFields();
  return (name: string, selection?: string): string => {
    const field = mutations[name];
    if (!field) throw new Error(`There is no mutation ${name}.`);
    const input = getNamedType(field.args[0]!.type) as GraphQLInputObjectType;
    const union = getNamedType(field.type);
    if (!isUnionType(union)) throw new Error(`${name} has no result union.`);
    const refusals = union.getTypes().map((type) => {
      if (type.name === "InvalidInputError") return "... on InvalidInputError { fields { path code message } }";
      if (type.name === "ConflictError") return "... on ConflictError { reason current { id __typename } }";
      if (!type.name.endsWith("Payload")) return "";
      const fields = Object.values(type.getFields()).map((each) => {
        const wanted = selections[each.name] ?? leavesOf(each);
        return wanted === "" ? each.name : `${each.name} { ${wanted} }`;
      });
      return `... on ${type.name} { ${selection ?? fields.join(" ")} }`;
    });
    return `mutation Test($input: ${input.name}!) { ${name}(input: $input) {
      __typename ... on UserError { message } ${refusals.join(" ")} } }`;
  };
}
