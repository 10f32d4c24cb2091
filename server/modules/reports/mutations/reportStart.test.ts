import { PDFiumLibrary } from "@hyzyla/pdfium";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { parse } from "csv-parse/sync";
import excel from "exceljs";
import { newId } from "../../../kernel/ids.js";
import { type Answer, type Person, TestApi, type TestGroup } from "../../../test/api.js";
import { expenseInput, threeAndAStranger } from "../../../test/seed.js";
import { listen, socketOf } from "../../../test/socket.js";
import { tested } from "../../../test/tested.js";

let api: TestApi;
let ana: Person;
let ben: Person;
let mallory: Person;
let group: TestGroup;
const RANGE = { from: "2026-01-01", to: "2026-12-31" };

beforeAll(async () => {
  api = await TestApi.start();
  ({ ana, ben, mallory, group } = await threeAndAStranger(api));
  for (let month = 1; month <= 4; month++) {
    const total = { amount: `${month}0.01`, currency: "EUR" };
    await ana.mutate("expenseCreate", {
      ...expenseInput(group),
      total,
      title: `=${month}`,
      incurredOn: `2026-0${month}-03`,
    });
  }
});
afterAll(() => api.close());

const REPORT =
  "report { id kind format state progress problem url expiresAt createdAt group { id } range { from to } }";
const READ = `query ($id: ID!) { report(id: $id) { state progress problem url group { id } } node(id: $id) { id } }`;

async function made(person: Person, input: object): Promise<Answer> {
  const { report } = await person.mutate("reportStart", { range: RANGE, ...input }, REPORT);
  await api.doJobs();
  return { ...report, ...(await person.ask(READ, { id: report.id })).report };
}

async function bytesOf({ url }: Answer): Promise<Buffer> {
  const { pathname, search } = new URL(url);
  const response = await fetch(new URL(pathname + search, api.url));
  expect(response.status).toBe(200);
  return Buffer.from(await response.arrayBuffer());
}

const FIGURES = `query ($range: DateRangeInput!, $groups: [ID!]) {
  spendingSummary(range: $range, groupIds: $groups, currency: "EUR") { mine { amount } total { amount } count } }`;

test("the three files of a group say what the API says", async () => {
  const { spendingSummary } = await ana.ask(FIGURES, { range: RANGE, groups: [group.id] });
  const [total, mine] = [spendingSummary.total.amount, spendingSummary.mine.amount];
  expect(total).toBe("100.04");
  const csv = await made(ana, { kind: "GROUP", format: "CSV", groupId: group.id });
  expect(csv).toMatchObject({ state: "READY", progress: 1, problem: null, group: { id: group.id }, range: RANGE });
  const rows = (parse((await bytesOf(csv)).toString().slice(1)) as string[][]).slice(1);
  const cents = (text: string) => Number(text.replace(".", ""));
  const sum = (column: number) => rows.reduce((all, row) => all + cents(row[column]!), 0);
  expect([rows.length, sum(7), sum(8)]).toEqual([4, cents(total), cents(mine)]);
  expect(rows[0]!.slice(0, 5)).toEqual(["2026-04-03", "Flat", "'=4", "General", "Ana"]);

  const workbook = new excel.Workbook();
  const xlsx = await made(ana, { kind: "GROUP", format: "XLSX", groupId: group.id });
  await workbook.xlsx.load((await bytesOf(xlsx)) as never);
  const summary = workbook.getWorksheet("Summary")!;
  expect([5, 6].map((row) => (summary.getCell(row, 2).value as { result: number }).result)).toEqual(
    [mine, total].map(Number),
  );
  const library = await PDFiumLibrary.init();
  const pdf = await library.loadDocument(
    await bytesOf(await made(ana, { kind: "YEAR", format: "PDF", groupId: group.id })),
  );
  const text = [...pdf.pages()].map((page) => page.getText()).join("\n");
  pdf.destroy();
  library.destroy();
  for (const figure of [total, mine]) expect(text).toContain(`${figure} EUR`);
});

test("one of a person is of all their groups, in the currency that they ask for", async () => {
  const other = await api.group([ben]);
  await ben.mutate("expenseCreate", expenseInput(other));
  const csv = await made(ben, { kind: "PERSON", format: "CSV", currency: "EUR" });
  const rows = parse((await bytesOf(csv)).toString().slice(1)) as string[][];
  expect(rows).toHaveLength(6);
  expect(csv.group).toBeNull();
  // A ledger of two is called by the other one, as it is everywhere.
  const pair = (await ben.mutate("friendAdd", { name: "Kim", currency: "EUR" }, "group { id members { id } }")).group;
  await ben.mutate(
    "expenseCreate",
    expenseInput({ ...other, id: pair.id, memberIds: pair.members.map(({ id }: Answer) => id) }),
  );
  const ofPair = await made(ben, { kind: "GROUP", format: "CSV", groupId: pair.id });
  expect((parse((await bytesOf(ofPair)).toString().slice(1)) as string[][])[1]![1]).toBe("Kim");
  expect(decodeURIComponent(ofPair.url)).toContain("Kim+2026");
});

test("is its reader's alone, and nobody's any more once they have left one of its groups", async () => {
  const [eve, trip] = [await api.person("Eve"), await api.group([ana])];
  await api.join(trip.id, ana, eve);
  const report = await made(eve, { kind: "GROUP", format: "CSV", groupId: trip.id });
  for (const person of [ana, mallory]) {
    expect(await person.ask(READ, { id: report.id })).toEqual({ report: null, node: null });
    const seen = await person.ask(
      "query ($id: ID!) { group(id: $id) { members { user { reports { edges { node { id } } } reportSchedules { kind } } } } }",
      { id: trip.id },
    );
    if (person === ana) expect(seen.group.members[1].user).toEqual({ reports: { edges: [] }, reportSchedules: [] });
  }
  expect((await eve.ask(READ, { id: report.id })).report.url).not.toBeNull();
  await eve.mutate("groupLeave", { id: trip.id });
  expect((await eve.ask(READ, { id: report.id })).report).toMatchObject({ state: "READY", url: null, group: null });
  const late = await eve.try("reportStart", { kind: "GROUP", format: "CSV", groupId: trip.id, range: RANGE });
  expect(late.__typename).toBe("NotFoundError");
});

test("whoever leaves before it is made gets none, and is told why", async () => {
  const [eve, trip] = [await api.person("Eve"), await api.group([ana])];
  await api.join(trip.id, ana, eve);
  const { report } = await eve.mutate(
    "reportStart",
    { kind: "GROUP", format: "PDF", groupId: trip.id, range: RANGE },
    REPORT,
  );
  expect(report).toMatchObject({ state: "QUEUED", progress: 0, url: null });
  await eve.mutate("groupLeave", { id: trip.id });
  await api.doJobs();
  expect((await eve.ask(READ, { id: report.id })).report).toMatchObject({
    state: "FAILED",
    problem: "NOT_YOURS",
    url: null,
  });
});

test("the same id is one report; the list has the newest first", async () => {
  const zoe = await api.person("Zoe");
  const input = { id: newId("rpt"), kind: "PERSON", format: "CSV", range: RANGE };
  const ids = [(await zoe.mutate("reportStart", input)).report.id, (await zoe.mutate("reportStart", input)).report.id];
  expect(new Set(ids).size).toBe(1);
  expect(await zoe.try("reportStart", { ...input, format: "PDF" })).toMatchObject({ reason: "ID_TAKEN" });
  const second = (await zoe.mutate("reportStart", { ...input, id: null })).report.id;
  const LIST =
    "query ($after: String) { viewer { reports(first: 1, after: $after) { edges { cursor node { id } } pageInfo { hasNextPage } } } }";
  const first = (await zoe.ask(LIST)).viewer.reports;
  expect(first).toMatchObject({ edges: [{ node: { id: second } }], pageInfo: { hasNextPage: true } });
  const next = (await zoe.ask(LIST, { after: first.edges[0].cursor })).viewer.reports;
  expect(next).toMatchObject({ edges: [{ node: { id: input.id } }], pageInfo: { hasNextPage: false } });
});

test("goes with its file after a week", async () => {
  const report = await made(ana, { kind: "PERSON", format: "CSV" });
  await api.dataSource.query("update reports set expires_at = now() where id = $1", [report.id]);
  expect((await ana.ask(READ, { id: report.id })).report).toBeNull();
  const { reportRetention } = await tested("modules/reports/report-retention.service.js");
  expect(await reportRetention.forget(api.services, new AbortController().signal)).toBe(1);
  await api.doJobs();
  const keys: string[] = [];
  for await (const key of api.services.storage.keys()) if (key.includes(report.id)) keys.push(key);
  expect(keys).toEqual([]);
});

test("tells how far it is until it is there", async () => {
  const { report } = await ana.mutate("reportStart", { kind: "PERSON", format: "XLSX", range: RANGE }, REPORT);
  const client = socketOf(api.url, ana.token);
  const QUERY = "subscription ($id: ID!) { reportEvents(reportId: $id) { state progress } }";
  const heard = listen(client, QUERY, { id: report.id });
  const told = () => heard.results.map(({ data }) => data.reportEvents);
  await heard.until(() => told().length > 0);
  expect(told()[0]).toEqual({ state: "QUEUED", progress: 0 });
  await api.doJobs();
  await heard.until(() => told().at(-1).state === "READY");
  expect(told().at(-1).progress).toBe(1);
  const foreign = listen(socketOf(api.url, ben.token), QUERY, { id: report.id });
  await foreign.until(() => foreign.ended !== null || foreign.results.length > 0);
  expect(JSON.stringify([foreign.ended, foreign.results])).toContain("NOT_FOUND");
  heard.stop();
});

test.each([
  [{ range: { from: "2026-02-01", to: "2026-01-01" } }, ["range", "to"], "OUT_OF_RANGE"],
  [{ range: { from: "2000-01-01", to: "2026-01-01" } }, ["range"], "OUT_OF_RANGE"],
  [{ kind: "YEAR", range: { from: "9999-01-01", to: "9999-12-31" } }, ["range", "to"], "OUT_OF_RANGE"],
  [{ kind: "YEAR", range: { from: "2026-01-01", to: "2026-11-30" } }, ["range"], "NOT_ALLOWED"],
  [{ kind: "GROUP" }, ["groupId"], "REQUIRED"],
  [{ groupId: "grp_x" }, ["groupId"], "NOT_ALLOWED"],
  [{ currency: "DEM" }, ["currency"], "NOT_ALLOWED"],
])("refuses %j", async (input, path, code) => {
  const answer = await ana.try("reportStart", { kind: "PERSON", format: "CSV", range: RANGE, ...input });
  expect(answer.fields).toEqual([expect.objectContaining({ path, code })]);
});
