import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { newId } from "../../../kernel/ids.js";
import { type Answer, type Person, TestApi, type TestGroup } from "../../../test/api.js";
import { stateOf, threeAndAStranger } from "../../../test/seed.js";
import { splitwiseText, startImport, uploadText } from "../../../test/upload.js";

const TEXT = splitwiseText(
  "Ana,Ben,Zoe",
  "2026-01-31,Tea,Groceries,9.00,EUR,6.00,-3.00,-3.00",
  "2026-02-01,Ben A. paid Ana C.,Payment,3.00,EUR,-3.00,3.00,0.00",
  "2026-02-02,Nothing,General,3.00,EUR,0.00,0.00,0.00",
  "2026-02-03,Bier,General,10.00,DEM,-5.00,5.00,0.00",
  "31.02.2026,When,General,10.00,EUR,-5.00,5.00,0.00",
  "",
  "2026-02-03,Total balance, , ,EUR,3.00,0.00,-3.00",
);

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

const inputOf = async (person: Person, text = TEXT) => ({
  uploadId: await uploadText(api, person, text),
  format: "SPLITWISE_CSV",
});
const countOf = async (table: string) => (await api.dataSource.query(`select count(*)::int as n from ${table}`))[0].n;
const groupCount = () => countOf("groups");

test("previews a new group: people, counts, sums beside the file's own, and what was not understood", async () => {
  const groups = await groupCount();
  const { import: preview } = await ana.mutate(
    "importStart",
    await inputOf(ana),
    "import { id state into { id } fileName createdAt expenseCount settlementCount knownCount people { name importer member { id } } totals { person computed { amount currency } stated { amount currency } } problems { line message } kept { id } }",
  );

  expect(preview).toMatchObject({
    state: "PREVIEWED",
    into: null,
    fileName: "flat.csv",
    expenseCount: 2,
    settlementCount: 1,
    knownCount: 0,
    people: ["Ana", "Ben", "Zoe"].map((name) => ({ name, importer: name === "Ana", member: null })),
    problems: [
      { line: 5, message: "Nobody owes anything for this row." },
      { line: 7, message: "“31.02.2026” is not a day (such as 2026-01-31)." },
    ],
    kept: [],
  });
  expect(preview.totals).toEqual([
    { person: "Ana", computed: { amount: "3.00", currency: "EUR" }, stated: { amount: "3.00", currency: "EUR" } },
    { person: "Ben", computed: { amount: "0.00", currency: "EUR" }, stated: { amount: "0.00", currency: "EUR" } },
    { person: "Zoe", computed: { amount: "-3.00", currency: "EUR" }, stated: { amount: "-3.00", currency: "EUR" } },
    { person: "Ana", computed: { amount: "-5.00", currency: "DEM" }, stated: null },
    { person: "Ben", computed: { amount: "5.00", currency: "DEM" }, stated: null },
    { person: "Zoe", computed: { amount: "0.00", currency: "DEM" }, stated: null },
  ]);
  expect(await groupCount()).toBe(groups);
  expect(
    await ana.ask("query ($id: ID!) { import(id: $id) { id } node(id: $id) { __typename } }", { id: preview.id }),
  ).toEqual({
    import: { id: preview.id },
    node: { __typename: "Import" },
  });
});

test("previews into a group: matches people by name, and changes nothing", async () => {
  const before = await stateOf(ana, group);
  const preview = await startImport(api, ben, TEXT.replace("Ana,Ben,Zoe", " ANA,ben ,Evelyn"), { groupId: group.id });

  expect(preview).toMatchObject({ into: { id: group.id } });
  expect(preview.people).toEqual([
    { name: "ANA", member: { id: group.memberIds[0] } },
    { name: "ben", member: { id: group.memberIds[1] } },
    { name: "Evelyn", member: null },
  ]);
  expect(await stateOf(ana, group)).toEqual(before);
});

test("a preview is its maker's alone", async () => {
  const { id } = await startImport(api, ben, TEXT, { groupId: group.id });
  const query =
    "query ($id: ID!, $group: ID!) { import(id: $id) { id } node(id: $id) { id } group(id: $group) { imports { id } } }";

  expect(await ben.ask(query, { id, group: group.id })).toMatchObject({ import: { id }, node: { id } });
  expect(await ana.ask(query, { id, group: group.id })).toEqual({ import: null, node: null, group: { imports: [] } });
  for (const other of [newId("imp"), newId("exp"), "imp_\u0000", ""]) {
    expect(await ben.ask("query ($id: ID!) { import(id: $id) { id } }", { id: other })).toEqual({ import: null });
  }
});

test("the same id and input is one import; another input or person is refused", async () => {
  const input = { id: newId("imp"), ...(await inputOf(ana)) };
  const once = await ana.mutate("importStart", input);
  const count = await countOf("imports");

  expect(await ana.mutate("importStart", { ...input, groupName: null })).toEqual(once);
  expect(await countOf("imports")).toBe(count);
  expect(await ana.try("importStart", { ...input, groupName: "Other" })).toMatchObject({
    __typename: "ConflictError",
    reason: "ID_TAKEN",
    current: { id: input.id },
  });
  expect(await ben.try("importStart", { ...input, ...(await inputOf(ben)) })).toMatchObject({
    reason: "ID_TAKEN",
    current: null,
  });
});

test("eight starts at once with one id are one import", async () => {
  const input = { id: newId("imp"), ...(await inputOf(ana)) };
  const answers: Answer[] = await Promise.all(Array.from({ length: 8 }, () => ana.mutate("importStart", input)));

  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
});

test("what a new group is called, and its currency, follow from the file unless they are said", async () => {
  const uploadId = await uploadText(api, ana, TEXT, "summer-trip_2026-02-28_export.csv");
  const rows = await Promise.all(
    [{}, { groupName: " Rome ", currency: "DEM" }].map(async (more) => {
      const { import: preview } = await ana.mutate("importStart", { uploadId, format: "SPLITWISE_CSV", ...more });
      const { group: made } = await ana.mutate("importCommit", { id: preview.id });
      return { name: made.name, currency: made.currency };
    }),
  );

  expect(rows).toEqual([
    { name: "summer trip", currency: "EUR" },
    { name: "Rome", currency: "DEM" },
  ]);
});

describe("refuses", () => {
  test.each([
    ["a malformed id", { id: "imp_1" }, "id", "MALFORMED"],
    ["another kind of id", { id: newId("exp") }, "id", "MALFORMED"],
    ["an empty name", { groupName: " " }, "groupName", "REQUIRED"],
    ["a name of 10,000 characters", { groupName: "n".repeat(10_000) }, "groupName", "TOO_LONG"],
    ["a withdrawn currency that the file does not have", { currency: "FRF" }, "currency", "NOT_ALLOWED"],
  ])("%s", async (_, change, field, code) => {
    const answer = await ana.try("importStart", { ...(await inputOf(ana)), ...change });

    expect(answer).toMatchObject({ __typename: "InvalidInputError", fields: [{ path: [field] }] });
    if (field !== "currency") expect(answer.fields[0].code).toBe(code);
  });

  test.each([
    ["another product's file", "Name;Amount\nTea;2.00\n", "MALFORMED"],
    ["a header alone without people", "Date,Description,Category,Cost,Currency\n", "MALFORMED"],
    ["bytes that are no text", "\uFFFE", "MALFORMED"],
  ])("%s", async (_, text, code) => {
    const answer = await ana.try("importStart", await inputOf(ana, text));

    expect(answer).toMatchObject({ __typename: "InvalidInputError", fields: [{ path: ["uploadId"], code }] });
  });

  test("a file that has not arrived", async () => {
    const file = { purpose: "IMPORT", fileName: "flat.csv", contentType: "text/csv", size: 10 };
    const { upload } = await ana.mutate("uploadStart", file);

    const answer = await ana.try("importStart", { uploadId: upload.id, format: "SPLITWISE_CSV" });

    expect(answer).toMatchObject({ fields: [{ path: ["uploadId"], code: "REQUIRED" }] });
  });

  test("somebody else's upload as if there were none", async () => {
    const input = await inputOf(ana);

    expect(await mallory.try("importStart", input)).toMatchObject({ __typename: "NotFoundError" });
    for (const uploadId of [newId("upl"), "upl_\u0000", ""]) {
      expect(await ana.try("importStart", { ...input, uploadId })).toMatchObject({ __typename: "NotFoundError" });
    }
  });

  test("a stranger's group as if there were none, a VIEWER, somebody who was removed, and nobody", async () => {
    const input = { ...(await inputOf(mallory)), groupId: group.id };
    const unknown = await mallory.try("importStart", { ...input, groupId: newId("grp") });
    expect(unknown.__typename).toBe("NotFoundError");
    expect(await mallory.try("importStart", input)).toEqual(unknown);
    expect(await mallory.try("importStart", { ...input, groupId: "grp_\u0000" })).toEqual(unknown);

    const viewer = await api.person("Vic");
    const memberId = await api.join(group.id, ana, viewer, "VIEWER");
    const theirs = { ...(await inputOf(viewer)), groupId: group.id };
    expect(await viewer.try("importStart", theirs)).toMatchObject({ __typename: "ForbiddenError" });
    await ana.mutate("memberRemove", { id: memberId });
    expect(await viewer.try("importStart", theirs)).toEqual(unknown);
    expect((await api.nobody.fail("importStart", input))[0]!.extensions.code).toBe("UNAUTHENTICATED");
  });

  test("what GraphQL itself cannot parse", async () => {
    const input = await inputOf(ana);
    const [format] = await ana.fail("importStart", { ...input, format: "TRICOUNT" });
    expect(format!.extensions).toMatchObject({ code: "BAD_USER_INPUT", details: [{ field: "input.format" }] });
    const [currency] = await ana.fail("importStart", { ...input, currency: "XYZ" });
    expect(currency!.extensions).toMatchObject({ code: "BAD_USER_INPUT", details: [{ field: "input.currency" }] });
  });
});
