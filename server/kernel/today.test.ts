import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { deviceToday, groupToday, latestToday, universalToday } from "./today.js";

describe("which day it is", () => {
  // Half past eight in the evening in Los Angeles; it is the next day already in UTC and in Vienna.
  const evening = new Date("2026-11-29T04:30:00Z");

  test("for a group is that of its own time zone", () => {
    expect(groupToday({ timeZone: "America/Los_Angeles" }, evening)).toBe("2026-11-28");
    expect(groupToday({ timeZone: "Europe/Vienna" }, evening)).toBe("2026-11-29");
    expect(universalToday(evening)).toBe("2026-11-29");
    expect(latestToday(new Date("2026-11-29T10:30:00Z"))).toBe("2026-11-30");
  });

  test("for a person is that of their device", () => {
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
    expect(deviceToday(evening)).toBe(groupToday({ timeZone }, evening));
  });

  test("is asked nowhere else: one rule for every screen and every write", () => {
    const asking = sources("server")
      .concat(sources("web"))
      .filter((path) => !path.startsWith("server/kernel/"))
      .filter((path) => /\btodayIn\(/.test(readFileSync(path, "utf8")));
    expect(asking).toEqual([]);
  });
});

function sources(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => /\.tsx?$/.test(path) && !/\.test\.tsx?$/.test(path) && !path.startsWith("gql"))
    .map((path) => join(folder, path));
}
