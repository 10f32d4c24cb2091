import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { inReportFolder, removeLeftFolders } from "./report-folder.service.js";

let root: string;

beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), "report-folders-"));
});
afterAll(() => rm(root, { recursive: true }));

const LONG_AGO = new Date("2020-01-01");

/** What a process left that was killed while it wrote, in that year. */
async function left(name: string, written: Date): Promise<void> {
  const folder = path.join(root, name);
  await mkdir(folder);
  await writeFile(path.join(folder, "lock"), JSON.stringify({ pid: process.pid, mark: "an earlier boot" }));
  await writeFile(path.join(folder, "report"), "half");
  for (const each of ["lock", "report", "."]) await utimes(path.join(folder, each), written, written);
}

test("what a process left that was killed goes; what is written, or was just now, and what is another's stays", async () => {
  await left("expense-tracker-report-dead", LONG_AGO);
  await left("expense-tracker-report-young", new Date());
  await left("report-of-others", LONG_AGO);
  await inReportFolder(async (folder) => {
    for (const each of ["lock", "."]) await utimes(path.join(folder, each), LONG_AGO, LONG_AGO);
    expect(await removeLeftFolders(root)).toBe(1);
    expect(existsSync(folder)).toBe(true);
  }, root);
  expect((await readdir(root)).sort()).toEqual(["expense-tracker-report-young", "report-of-others"]);
});

test("whatever becomes of a report, its folder goes", async () => {
  const failing = inReportFolder(async (folder) => {
    await writeFile(path.join(folder, "report"), "half");
    throw new Error("full");
  }, root);
  await expect(failing).rejects.toThrow("full");
  expect(
    (await readdir(root)).filter(
      (name) => name !== "expense-tracker-report-young" && name.startsWith("expense-tracker-report-"),
    ),
  ).toEqual([]);
});
