import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, readlinkSync, realpathSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

/**
 * Tells a process from any later one that was given the same number: the moment at which it started. There is none
 * where no such process runs; one that is dead and only waits for its parent to notice does not run.
 */
export function processMark(pid: number): string | undefined {
  return process.platform === "linux" ? markFromProc(pid) : markFromPs(pid);
}

function markFromProc(pid: number): string | undefined {
  const stat = readText(`/proc/${pid}/stat`);
  if (stat === undefined) return undefined;
  // The second field is the program's name in brackets and may itself hold brackets and spaces.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const [state, startedAt] = [fields[0], fields[19]];
  if (state === "Z" || state === "X") return undefined;
  return `${readText("/proc/sys/kernel/random/boot_id")?.trim()} ${startedAt}`;
}

function markFromPs(pid: number): string | undefined {
  try {
    const line = execFileSync("ps", ["-o", "stat=,lstart=", "-p", String(pid)], { encoding: "utf8" }).trim();
    const [state, ...startedAt] = line.split(/\s+/);
    return state === undefined || state.startsWith("Z") ? undefined : startedAt.join(" ");
  } catch {
    return undefined;
  }
}

/** The running processes whose working directory is this folder, as every process of a PostgreSQL server has its data folder. */
export function processesIn(folder: string): number[] {
  if (process.platform !== "linux") return [];
  const target = realpathOf(folder);
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => pid !== process.pid && workingDirectoryOf(pid) === target && processMark(pid) !== undefined);
}

/** Whether this process is a PostgreSQL server on this very data folder, and not a stranger with a number used again. */
export function isPostgresOn(pid: number, folder: string): boolean {
  if (processMark(pid) === undefined) return false;
  if (process.platform !== "linux") return commandLineFromPs(pid).includes(`-D ${folder}`);
  if (workingDirectoryOf(pid) === realpathOf(folder)) return true;
  return (readText(`/proc/${pid}/cmdline`) ?? "").includes(`-D\0${folder}\0`);
}

function commandLineFromPs(pid: number): string {
  try {
    return execFileSync("ps", ["-o", "command=", "-p", String(pid)], { encoding: "utf8" });
  } catch {
    return "";
  }
}

function workingDirectoryOf(pid: number): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return undefined;
  }
}

function realpathOf(folder: string): string {
  try {
    return realpathSync(folder);
  } catch {
    return folder;
  }
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}

/** Sends a signal; a process that has already gone is no error. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

/** Waits until the condition holds and says whether it did so in time. */
export async function waitUntil(condition: () => boolean | Promise<boolean>, milliseconds: number): Promise<boolean> {
  const deadline = Date.now() + milliseconds;
  while (!(await condition())) {
    if (Date.now() > deadline) return false;
    await sleep(25);
  }
  return true;
}
