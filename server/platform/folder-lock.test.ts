import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { holderOf, lockFolder, refuseHeld } from "./folder-lock.js";
import { processMark } from "./process-table.js";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "expense-tracker-lock-"));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("keeps everybody else out until it is released, and leaves nothing behind", () => {
  const release = lockFolder(folder);
  expect(holderOf(folder)).toBe(process.pid);
  expect(() => lockFolder(folder)).toThrow(/already running on the data folder .* \(process \d+\): stop it first/);
  expect(() => refuseHeld(folder)).toThrow(/already running/);
  release();
  expect(holderOf(folder)).toBeUndefined();
  expect(readdirSync(folder)).toEqual([]);
});

test("takes over from a process that died", async () => {
  const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
  const holder = { pid: child.pid!, mark: processMark(child.pid!) };
  writeFileSync(join(folder, "lock"), JSON.stringify(holder));
  expect(() => lockFolder(folder)).toThrow(/already running/);
  const ended = new Promise((resolve) => child.once("close", resolve));
  child.kill("SIGKILL");
  await ended;
  lockFolder(folder)();
  expect(readdirSync(folder)).toEqual([]);
});

test("takes over where the number of the dead holder belongs to somebody else now", () => {
  writeFileSync(join(folder, "lock"), JSON.stringify({ pid: process.ppid, mark: "another start of another machine" }));
  const release = lockFolder(folder);
  expect(holderOf(folder)).toBe(process.pid);
  release();
});

test("takes over from a lock that nobody can read", () => {
  writeFileSync(join(folder, "lock"), "{");
  lockFolder(folder)();
});
