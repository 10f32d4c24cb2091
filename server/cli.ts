import "reflect-metadata";
import { writeFile } from "node:fs/promises";
import type { DataSource } from "typeorm";
import { type Config, readConfig } from "./app/config.js";
import { seedDemo } from "./app/demo.js";
import { projections } from "./app/follows.js";
import { jobs as allJobs } from "./app/jobs.js";
import { modules } from "./app/modules.js";
import { migrateProduct, openProductDatabase } from "./app/product-database.js";
import { schemaText } from "./app/schema.js";
import { startupSentence } from "./app/startup-sentence.js";
import { updateRates } from "./modules/currencies/rates.job.js";
import { CurrencySettings } from "./modules/currencies/settings.js";
import { importFromCommandLine } from "./modules/imports/import.command.js";
import { poolOf } from "./platform/database.js";
import { runningPostgres, startEmbeddedPostgres } from "./platform/embedded-postgres.js";
import { TryAgainLater } from "./platform/jobs/job.js";
import { jobsCommand } from "./platform/jobs/jobs.command.js";
import { createLog } from "./platform/log.js";
import { Snapshot } from "./platform/reader.js";
import { StartupProblem } from "./platform/startup-problem.js";
import { writingAlone } from "./platform/write.js";

type Command = (args: string[]) => Promise<void>;

const USAGE = `npm run cli -- COMMAND
  check                     recomputes every group's ledger and names each violation
  import FILE --as EMAIL    imports a Splitwise export for the person with that address: into the group that it went into
                            before, else a new one, or --into GROUP_ID, or --name "NEW GROUP"; --me "NAME" says who in the
                            file that person is; --preview only shows
  import --undo IMPORT_ID --as EMAIL    takes an import back
  rates                     fetches the exchange rates that are missing
  jobs                      what waits, what runs, and what was given up, and why
  jobs retry ID... | --all  has jobs that were given up tried anew
  jobs drop ID...           forgets jobs that nobody is doing
  migrate                   brings the database's tables up to this release
  seed                      adds the demo group
  schema [FILE]             prints the GraphQL schema, or writes it into the file
`;

const commands: Record<string, Command> = {
  check,
  import: importFile,
  jobs,
  migrate: migrateOnly,
  rates,
  seed,
  schema,
};

let config: Config | undefined;

try {
  config = readConfig(process.env);
  const [name, ...args] = process.argv.slice(2);
  const command = name === undefined ? undefined : commands[name];
  if (command === undefined) throw new StartupProblem(USAGE);
  await command(args);
} catch (error) {
  const sentence = error instanceof TryAgainLater ? error.message : startupSentence(error, config);
  process.stderr.write(`${sentence ?? (error instanceof Error ? error.stack : String(error))}\n`);
  process.exitCode = 1;
}

async function check(): Promise<void> {
  await withDatabase(async (dataSource) => {
    // One snapshot: beside a running server, what moves between two checks is no violation.
    const snapshot = new Snapshot(poolOf(dataSource), () => undefined, "bulk");
    let found = 0;
    for (const violationsOf of modules.flatMap((module) => module.checks ?? [])) {
      for (const { rule, message, groupId, subjectId } of await violationsOf(snapshot, null)) {
        found += 1;
        process.stdout.write(`${[rule, groupId, subjectId ?? "", message].join(" ")}\n`);
      }
    }
    await snapshot.end();
    process.stdout.write(found === 0 ? "Every group's ledger is clean.\n" : `${found} violations.\n`);
    if (found > 0) process.exitCode = 1;
  });
}

async function importFile(args: string[]): Promise<void> {
  const print = (line: string) => void process.stdout.write(`${line}\n`);
  await withDatabase((dataSource) => importFromCommandLine(writingAlone(dataSource, projections), args, print));
}

async function jobs(args: string[]): Promise<void> {
  const print = (line: string) => void process.stdout.write(`${line}\n`);
  await withDatabase((dataSource) => jobsCommand(poolOf(dataSource), allJobs, args, print));
}

async function migrateOnly(): Promise<void> {
  await withDatabase(async () => void process.stdout.write("The database is up to date.\n"));
}

async function rates(): Promise<void> {
  const { settings, logLevel } = config!;
  const { RATES_URL } = settings.of(CurrencySettings);
  if (RATES_URL === null) throw new StartupProblem("RATES_URL is off: there is nowhere to fetch rates from.");
  const log = createLog(logLevel === "info" ? "warn" : logLevel);
  await withDatabase(async (dataSource) => {
    const { changed, newest } = await updateRates({ dataSource, log }, RATES_URL, new AbortController().signal);
    process.stdout.write(`${changed} rates are new; the newest are of ${newest}.\n`);
  });
}

async function seed(): Promise<void> {
  await withDatabase(async (dataSource) => void process.stdout.write(`${await seedDemo(dataSource, config!)}\n`));
}

async function schema([file]: string[]): Promise<void> {
  const text = await schemaText();
  if (file === undefined) process.stdout.write(text);
  else await writeFile(file, text);
}

/** Works on the database of a server that is running on DATA_DIR; where none is, starts it for as long as it takes. */
async function withDatabase(work: (dataSource: DataSource) => Promise<void>): Promise<void> {
  const { databaseUrl, dataDir } = config!;
  const running = databaseUrl ?? (await runningPostgres(dataDir));
  const own = running === undefined ? await startEmbeddedPostgres(dataDir) : undefined;
  try {
    const dataSource = await openProductDatabase(running ?? own!.url, 2, config!.databasePrepared);
    try {
      await migrateProduct(config!, dataSource);
      await work(dataSource);
    } finally {
      await dataSource.destroy();
    }
  } finally {
    await own?.stop();
  }
}
