import { afterAll, afterEach, beforeAll, expect, test } from "@jest/globals";
import type { ErrorReport } from "../platform/reporter.js";
import { TestApi } from "../test/api.js";
import { tested } from "../test/tested.js";

let api: TestApi;
let reportTo: (reporter: ((report: ErrorReport) => void) | null) => void;
const reports: ErrorReport[] = [];

beforeAll(async () => {
  api = await TestApi.start({ RATE_LIMITS: "on", LOG_LEVEL: "error" });
  ({ reportTo } = await tested("platform/reporter.js"));
  reportTo((report) => void reports.push(report));
});
afterEach(() => void reports.splice(0));
afterAll(async () => {
  reportTo(null);
  await api.close();
});

const REPORT = {
  type: "TypeError",
  message: `Cannot read "Ana's flat" of grp_01J8 for ana@example.com`,
  page: "/groups/:id/expenses",
  version: "0.1.0",
  frames: [{ file: "assets/app-B1x.js", line: 1, column: 4711 }],
};

const send = async (report: object, headers: Record<string, string> = { origin: api.origin }) => {
  const init = { method: "POST", headers: { "content-type": "application/json", ...headers } };
  return (await fetch(`${api.url}/errors`, { ...init, body: JSON.stringify(report) })).status;
};

test("what a page reports is passed on, without what it speaks of", async () => {
  expect(await send(REPORT)).toBe(204);
  expect(reports).toEqual([
    {
      from: "web",
      type: "TypeError",
      message: "Cannot read <text> of <value> for <e-mail>",
      frames: REPORT.frames,
      tags: { page: "/groups/:id/expenses", version: "0.1.0" },
    },
  ]);
});

test.each([
  ["a page with an id in it", { page: "/groups/grp_01J8" }],
  ["a script from elsewhere", { frames: [{ file: "https://evil.example/x.js", line: 1, column: 1 }] }],
  ["more than was asked for", { user: "Ana" }],
  ["no message", { message: null }],
])("nothing is passed on of %s", async (_, change) => {
  expect(await send({ ...REPORT, ...change })).toBe(400);
  expect(reports).toEqual([]);
});

test("nor of what is too large, or comes from elsewhere", async () => {
  expect(await send({ ...REPORT, message: "x".repeat(9_000) })).toBe(413);
  expect(await send(REPORT, {})).toBe(403);
  expect(await send(REPORT, { origin: "https://evil.example" })).toBe(403);
  expect(reports).toEqual([]);
});

test("a page that reports without end is told to stop", async () => {
  const statuses = new Set<number>();
  for (let count = 0; count < 40; count++) statuses.add(await send(REPORT));
  expect([...statuses]).toEqual([204, 429]);
});

test("a bug of ours is reported with where it was, and nothing of whom", async () => {
  const driver = Object.assign(new TypeError('no "Ana Meier" at 7'), { code: "22P02" });
  api.services.log.error({ err: new Error("outer", { cause: driver }), requestId: "r-1", who: "Ana" }, "it failed");
  api.services.log.error({ who: "Ana" }, "no error");
  api.services.log.warn({ err: driver }, "not that bad");
  expect(reports).toMatchObject([
    {
      from: "server",
      type: "Error",
      message: "outer",
      tags: { requestId: "r-1", words: "it failed" },
      cause: { type: "TypeError 22P02", message: "a value could not be read" },
    },
  ]);
  expect(reports[0]!.frames[0]).toMatchObject({ file: "server/app/error-reports.test.ts" });
  expect(JSON.stringify(reports)).not.toMatch(/Ana|Meier/);
});

test("where nobody collects reports there is nothing", async () => {
  reportTo(null);
  expect(await send(REPORT)).toBe(404);
  api.services.log.error({ err: new Error("unheard") }, "it failed");
  expect(reports).toEqual([]);
});
