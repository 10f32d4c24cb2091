import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import "reflect-metadata";
import { withDatabase, withPostgres } from "../app/command-database.js";
import { readConfig } from "../app/config.js";
import { projections } from "../app/follows.js";
import { newId } from "../kernel/ids.js";
import { spendingReader } from "../modules/analytics/spending-scope.js";
import type { Report } from "../modules/reports/report.entity.js";
import { contentOf } from "../modules/reports/report-content.service.js";
import { keepReport } from "../modules/reports/report-file.service.js";
import { userById } from "../modules/users/user.loader.js";
import type { Services } from "../platform/context.js";
import { poolOf } from "../platform/database.js";
import { localStorage } from "../platform/local-storage.js";
import { Snapshot } from "../platform/reader.js";
import { writingAlone } from "../platform/write.js";
import { manyExpenses, seedExpenses } from "./many-expenses.js";

/**
 * `npm run bench`: what a report of so many expenses takes, each in a process of its own: the most memory that it had at
 * once (Linux counts it), beside what it had before, how long it took, and how large the file is.
 */
interface Asked {
  readonly url: string;
  readonly folder: string;
  readonly userId: string;
  readonly groupId: string;
  readonly format: `${Report["format"]}`;
}

const YEAR = { fromDay: "2025-01-01", toDay: "2025-12-31" };
const FORMATS = ["PDF", "XLSX", "CSV"] as const;

/** Of this process, in MB. */
function memory(which: "VmHWM" | "VmRSS"): number {
  return Number(new RegExp(`${which}:\\s+(\\d+)`).exec(readFileSync("/proc/self/status", "utf8"))![1]) / 1024;
}

async function makeOne({ url, folder, userId, groupId, format }: Asked): Promise<void> {
  const config = readConfig({ ...process.env, DATABASE_URL: url, DATA_DIR: folder, LOG_LEVEL: "silent" });
  await withDatabase(config, async (dataSource) => {
    const before = memory("VmRSS");
    const begun = performance.now();
    const snapshot = new Snapshot(poolOf(dataSource), undefined, "bulk");
    try {
      const source = spendingReader(snapshot, userId);
      const user = (await source.loader(userById).load(userId))!;
      const report = { id: newId("rpt"), kind: "YEAR", groupId, ...YEAR, currency: "EUR", format } as Report;
      const { content } = await contentOf(source, report, user);
      const storage = localStorage(folder, "http://localhost", Buffer.alloc(32));
      const key = await keepReport({ storage } as unknown as Services, report, content, () => undefined);
      const seconds = (performance.now() - begun) / 1000;
      const head = await storage.head(key);
      process.send!({ format, before, most: memory("VmHWM"), seconds, bytes: head!.size, count: content.count });
    } finally {
      await snapshot.end();
    }
  });
  process.disconnect();
}

interface Measured {
  readonly format: string;
  readonly before: number;
  readonly most: number;
  readonly seconds: number;
  readonly bytes: number;
  readonly count: number;
}

async function measure(asked: Asked): Promise<Measured> {
  const child = fork(fileURLToPath(import.meta.url), [JSON.stringify(asked)]);
  const [measured] = (await once(child, "message")) as [Measured];
  await once(child, "exit");
  return measured;
}

async function compareFormats(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "expense-tracker-reporting-"));
  const config = readConfig({ ...process.env, DATA_DIR: folder, LOG_LEVEL: "silent" });
  const group = manyExpenses();
  try {
    await withPostgres(config, async (url) => {
      await withDatabase({ ...config, databaseUrl: url }, (dataSource) =>
        seedExpenses(writingAlone(dataSource, projections), group),
      );
      for (const format of FORMATS) {
        const one = await measure({ url, folder, userId: group.userId, groupId: group.groupId, format });
        process.stdout.write(
          `${`a ${format} of ${one.count} expenses`.padEnd(40)} ${one.before.toPrecision(3).padStart(6)} MB before ${one.most.toPrecision(3).padStart(6)} MB at most ${one.seconds.toPrecision(3).padStart(7)} s ${(one.bytes / 1e6).toPrecision(3)} MB\n`,
        );
      }
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const [asked] = process.argv.slice(2);
await (asked === undefined ? compareFormats() : makeOne(JSON.parse(asked) as Asked));
