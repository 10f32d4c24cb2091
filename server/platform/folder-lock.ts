import { randomBytes } from "node:crypto";
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { processMark } from "./process-table.js";
import { StartupProblem } from "./startup-problem.js";

interface Holder {
  pid: number;
  mark: string;
}

/** Frees the folder for the next process. */
export type ReleaseFolder = () => void;

/**
 * Makes this process the only one on the folder until it releases it or dies. The lock names its holder by number and
 * starting time, so one left behind by kill -9 or by a power cut never keeps the next start out, even where the
 * number meanwhile belongs to somebody else.
 */
export function lockFolder(folder: string): ReleaseFolder {
  const file = join(folder, "lock");
  const mine = JSON.stringify({ pid: process.pid, mark: processMark(process.pid) });
  // A link appears at once with its content, so that nobody ever reads half a lock.
  const draft = join(folder, `lock.${randomBytes(6).toString("hex")}`);
  writeFileSync(draft, mine, { mode: 0o600 });
  try {
    while (!linked(draft, file)) removeStale(file, folder);
  } finally {
    rmSync(draft, { force: true });
  }
  return () => {
    if (readLock(file) === mine) rmSync(file, { force: true });
  };
}

/** The number of the running process that holds the folder, if one does. */
export function holderOf(folder: string): number | undefined {
  const holder = parseHolder(readLock(join(folder, "lock")));
  return holder !== undefined && processMark(holder.pid) === holder.mark ? holder.pid : undefined;
}

/** Throws one sentence where another process is at work on the folder. */
export function refuseHeld(folder: string): void {
  const pid = holderOf(folder);
  if (pid === undefined) return;
  throw new StartupProblem(
    `Expense Tracker is already running on the data folder ${folder} (process ${pid}): stop it first, or set DATA_DIR to another folder.`,
  );
}

function removeStale(file: string, folder: string): void {
  const seen = readLock(file);
  if (seen === undefined) return;
  refuseHeld(folder);
  const aside = `${file}.${randomBytes(6).toString("hex")}`;
  if (!renamed(file, aside)) return;
  // Another start may have taken the folder between the look and the move: then it gets its lock back.
  if (readLock(aside) !== seen) linked(aside, file);
  rmSync(aside, { force: true });
}

function parseHolder(text: string | undefined): Holder | undefined {
  try {
    return text === undefined ? undefined : (JSON.parse(text) as Holder);
  } catch {
    return undefined;
  }
}

function readLock(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}

function linked(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

function renamed(from: string, to: string): boolean {
  try {
    renameSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return false;
    throw error;
  }
}
