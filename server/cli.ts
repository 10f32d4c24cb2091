import "reflect-metadata";
import { writeFile } from "node:fs/promises";
import { backup, restore } from "./app/backup.command.js";
import { withDatabase } from "./app/command-database.js";
import { type Config, readConfig } from "./app/config.js";
import { seedDemo } from "./app/demo.js";
import { projections } from "./app/follows.js";
import { jobs as allJobs } from "./app/jobs.js";
import { modules } from "./app/modules.js";
import { schemaText } from "./app/schema.js";
import { startupSentence } from "./app/startup-sentence.js";
import { updateRates } from "./modules/currencies/rates.job.js";
import { CurrencySettings } from "./modules/currencies/settings.js";
import { importFromCommandLine } from "./modules/imports/import.command.js";
import { poolOf } from "./platform/database.js";
import { TryAgainLater } from "./platform/jobs/job.js";
import { jobsCommand } from "./platform/jobs/jobs.command.js";
import { createLog } from "./platform/log.js";
import { Snapshot } from "./platform/reader.js";
import { StartupProblem } from "./platform/startup-problem.js";
import { writingAlone } from "./platform/write.js";

type Command = (args: string[]) => Promise<void>;

const USAGE = `npm run cli -- COMMAND
  migrate                   brings the database's tables up to this release
  check                     recomputes every group's ledger and names each violation
  seed                      adds the demo group
  backup FILE               writes the database and the files into one archive, beside running servers, too
  restore FILE [--replace]  puts an archive back into an empty database, or instead of what is there
  jobs                      what waits, what runs, and what was given up, and why
  jobs retry ID... | --all  has jobs that were given up tried anew
  jobs drop ID...           forgets jobs that nobody is doing
  import FILE --as EMAIL    imports a Splitwise export for the person with that address: into the group that it went into
                            before, else a new one, or --into GROUP_ID, or --name "NEW GROUP"; --me "NAME" says who in the
                            file that person is; --preview only shows
  import --undo IMPORT_ID --as EMAIL    takes an import back
  receipt FILE... [--engines tesseract|both]    reads receipts, each a line of JSON; needs no database. --currency EUR and
                            --locale de-DE say what is meant where a receipt does not
  rates                     fetches the exchange rates that are missing
  schema [FILE]             prints the GraphQL schema, or writes it into the file
`;

const print = (line: string) => void process.stdout.write(`${line}\n`);

const commands: Record<string, Command> = {
  backup: (args) => backup(config!, args, print),
  check,
  import: importFile,
  jobs,
  migrate: migrateOnly,
  rates,
  receipt,
  restore: restoreAndCheck,
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
  await withDatabase(config!, async (dataSource) => {
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
  await withDatabase(config!, (dataSource) =>
    importFromCommandLine(writingAlone(dataSource, projections), args, print),
  );
}

async function jobs(args: string[]): Promise<void> {
  await withDatabase(config!, (dataSource) => jobsCommand(poolOf(dataSource), allJobs, args, print));
}

/** What was put back is looked at as a whole before anybody relies on it. */
async function restoreAndCheck(args: string[]): Promise<void> {
  await restore(config!, args, print);
  await check();
}

async function migrateOnly(): Promise<void> {
  await withDatabase(config!, async () => void process.stdout.write("The database is up to date.\n"));
}

async function rates(): Promise<void> {
  const { settings, logLevel } = config!;
  const { RATES_URL } = settings.of(CurrencySettings);
  if (RATES_URL === null) throw new StartupProblem("RATES_URL is off: there is nowhere to fetch rates from.");
  const log = createLog(logLevel === "info" ? "warn" : logLevel);
  await withDatabase(config!, async (dataSource) => {
    const { changed, newest } = await updateRates({ dataSource, log }, RATES_URL, new AbortController().signal);
    process.stdout.write(`${changed} rates are new; the newest are of ${newest}.\n`);
  });
}

async function seed(): Promise<void> {
  await withDatabase(
    config!,
    async (dataSource) => void process.stdout.write(`${await seedDemo(dataSource, config!)}\n`),
  );
}

/** Loads what reads only here: no other command needs it. */
async function receipt(args: string[]): Promise<void> {
  const { readFromCommandLine, WrongUse } = await import("./reader/receipt.command.js");
  const { ReaderProcesses, IDLE_MILLISECONDS, LIMITS } = await import("./reader/reader-processes.js");
  const { LANGUAGES } = await import("./reader/language.js");
  const settings = { languages: LANGUAGES, url: null, workers: 1, idleMilliseconds: IDLE_MILLISECONDS, limits: LIMITS };
  try {
    const all = await readFromCommandLine(
      args,
      print,
      (engines) => new ReaderProcesses({ ...settings, paddle: engines === "both" }),
    );
    if (!all) process.exitCode = 1;
  } catch (error) {
    throw error instanceof WrongUse ? new StartupProblem(error.message) : error;
  }
}

async function schema([file]: string[]): Promise<void> {
  const text = await schemaText();
  if (file === undefined) process.stdout.write(text);
  else await writeFile(file, text);
}
