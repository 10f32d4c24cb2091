import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { todayIn } from "../../../kernel/local-date.js";
import { type Person, TestApi, type TestGroup } from "../../../test/api.js";
import { threeAndAStranger } from "../../../test/seed.js";
import { tested } from "../../../test/tested.js";
import { nextTurn, rangeBehind } from "../report-range.js";

let api: TestApi;
let ana: Person;
let ben: Person;
let mallory: Person;
let group: TestGroup;

beforeAll(async () => {
  api = await TestApi.start();
  ({ ana, ben, mallory, group } = await threeAndAStranger(api));
});
afterAll(() => api.close());

const SET = "user { reportSchedules { kind format nextOn group { id } } }";
const REPORTS =
  "{ viewer { reports { edges { node { kind format group { id } range { from to } } } } reportSchedules { kind } } }";

async function onTheFirst(): Promise<void> {
  await api.dataSource.query(
    "update report_schedules set next_on = date_trunc('month', now() at time zone 'UTC')::date",
  );
  const { scheduledReportsJob } = await tested("modules/reports/scheduled-reports.job.js");
  const never = new AbortController().signal;
  await Promise.all([1, 2].map(() => scheduledReportsJob.run(api.services, never, undefined)));
}

test("comes on the first of the month, once, of the month before, and is noted for the next", async () => {
  const input = { kind: "GROUP", format: "PDF", groupId: group.id, on: true };
  const next = nextTurn("GROUP", todayIn("UTC"));
  const { user } = await ana.mutate("reportScheduleSet", input, SET);
  expect(user.reportSchedules).toEqual([{ kind: "GROUP", format: "PDF", nextOn: next, group: { id: group.id } }]);
  expect((await ana.mutate("reportScheduleSet", input, SET)).user).toEqual(user);
  await onTheFirst();
  const { viewer } = await ana.ask(REPORTS);
  const range = rangeBehind("GROUP", `${todayIn("UTC").slice(0, 7)}-01`);
  expect(viewer.reports.edges).toEqual([{ node: { kind: "GROUP", format: "PDF", group: { id: group.id }, range } }]);
  await api.doJobs();
  const { edges } = (await ana.ask("{ notifications(first: 1) { edges { node { kind text url group { id } } } } }"))
    .notifications;
  expect(edges[0].node).toMatchObject({
    kind: "REPORT",
    text: expect.stringContaining("Flat"),
    group: { id: group.id },
  });
  const [row] = await api.dataSource.query("select next_on from report_schedules");
  expect(row.next_on).toBe(next);
  expect((await ana.mutate("reportScheduleSet", { ...input, on: false }, SET)).user.reportSchedules).toEqual([]);
});

test("ends with its reader's time in the group", async () => {
  await ben.mutate("reportScheduleSet", { kind: "GROUP", format: "CSV", groupId: group.id, on: true });
  await ben.mutate("groupLeave", { id: group.id });
  expect((await ben.ask(REPORTS)).viewer.reportSchedules).toEqual([]);
  await onTheFirst();
  expect((await ben.ask(REPORTS)).viewer.reports.edges).toEqual([]);
  expect(await api.dataSource.query("select 1 from report_schedules")).toEqual([]);
});

test("a request is one effect, and a group must be one's own", async () => {
  const input = { requestId: "monthly", kind: "PERSON", format: "XLSX", on: true };
  await mallory.mutate("reportScheduleSet", input);
  await mallory.mutate("reportScheduleSet", { ...input, requestId: null, on: false });
  expect((await mallory.mutate("reportScheduleSet", input, SET)).user.reportSchedules).toEqual([]);
  expect(await mallory.try("reportScheduleSet", { ...input, on: false })).toMatchObject({ reason: "REQUEST_ID_TAKEN" });
  for (const groupId of [group.id, "grp_x"]) {
    const answer = await mallory.try("reportScheduleSet", { kind: "GROUP", format: "PDF", groupId, on: true });
    expect(answer.__typename).toBe("NotFoundError");
  }
  const none = await mallory.try("reportScheduleSet", { kind: "GROUP", format: "PDF", on: true });
  expect(none.fields).toEqual([expect.objectContaining({ path: ["groupId"], code: "REQUIRED" })]);
});

test("no more than fifty come by themselves", async () => {
  const person = await api.person("Zoe");
  const groups = [];
  for (let index = 0; index < 17; index++) groups.push(await api.group([person]));
  const set = (groupId: string, format: string) =>
    person.try("reportScheduleSet", { kind: "GROUP", format, groupId, on: true });
  const answers = [];
  for (const { id } of groups) for (const format of ["PDF", "XLSX", "CSV"]) answers.push(await set(id, format));
  expect(answers.slice(0, 50).every(({ __typename }) => __typename === "ReportScheduleSetPayload")).toBe(true);
  expect(answers[50]!.fields).toEqual([expect.objectContaining({ path: ["on"], code: "TOO_LONG" })]);
});
