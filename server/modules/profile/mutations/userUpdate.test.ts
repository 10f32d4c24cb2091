import { Readable } from "node:stream";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import sharp from "sharp";
import { newId } from "../../../kernel/ids.js";
import { withAgedFiles } from "../../../test/aged-files.js";
import { type Person, TestApi, type TestGroup } from "../../../test/api.js";
import { tinyPdf } from "../../../test/receipt-files.js";
import { tested } from "../../../test/tested.js";
import { uploadFor } from "../../../test/upload.js";

let api: TestApi;
let ana: Person;

beforeAll(async () => {
  api = await TestApi.start();
  ana = await api.person("Ana");
});
afterAll(() => api.close());

test("changes what is given, and leaves the rest", async () => {
  const { user } = await ana.mutate("userUpdate", { name: "Ana María", preferredCurrency: "CHF" });
  expect(user).toMatchObject({
    name: "Ana María",
    preferredCurrency: "CHF",
    locale: "en",
    timeZone: "UTC",
    email: ana.email,
  });
  const again = await ana.mutate("userUpdate", { locale: "de-at", timeZone: "Europe/Vienna" });
  expect(again.user).toMatchObject({ name: "Ana María", locale: "de-AT", timeZone: "Europe/Vienna" });
});

test("the new name is the one in every group", async () => {
  const ben = await api.person("Ben");
  const group = await api.group([ana, ben]);
  await ben.mutate("userUpdate", { name: "Benjamin" });
  const data = await ana.ask("query ($id: ID!) { group(id: $id) { members { name } } }", { id: group.id });
  expect(data.group.members[1].name).toBe("Benjamin");
});

test("a new name is one event in each of one's groups, made by a job, archived ones included", async () => {
  const [ben, eve] = [await api.person("Ben"), await api.person("Eve")];
  const [flat, trip, left] = [
    await api.group([ana, ben]),
    await api.group([ben, ana]),
    await api.group([ana, ben, eve]),
  ];
  await ana.mutate("groupUpdate", { id: flat.id, version: 1, archived: true });
  await ben.mutate("groupLeave", { id: left.id });
  const NEWS = `query ($id: ID!) { group(id: $id) { lastEventSeq members { name } events(first: 1, order: NEWEST_FIRST) {
    edges { node { type actor { id } subject { id } changes { field before after } } } } } }`;
  const newsOf = async (group: TestGroup) => {
    const data = await ana.ask(NEWS, { id: group.id });
    return { seq: data.group.lastEventSeq, event: data.group.events.edges[0].node, names: data.group.members };
  };
  const groups = [flat, trip, left];
  const before = await Promise.all(groups.map(newsOf));
  await ben.mutate("userUpdate", { name: "Benedikt" });
  await ben.mutate("userUpdate", { name: "Benjamin" });
  await ben.mutate("userUpdate", { locale: "de" });
  // The name shows at once; the logs follow.
  expect((await newsOf(flat)).names[1]).toEqual({ name: "Benjamin" });
  expect((await newsOf(flat)).seq).toBe(before[0]!.seq);
  await api.doJobs();
  await api.dataSource.query("select graphile_worker.add_job('groups.user-renamed', $1)", [{ userId: ben.id }]);
  await api.doJobs();
  for (const [index, place] of [1, 0].entries()) {
    const { seq, event } = await newsOf(groups[index]!);
    const memberId = groups[index]!.memberIds[place];
    expect(seq).toBe(before[index]!.seq + 1);
    expect(event).toEqual({
      type: "member.renamed",
      actor: { id: memberId },
      subject: { id: memberId },
      changes: [{ field: "name", before: "Ben", after: "Benjamin" }],
    });
  }
  expect(await newsOf(left)).toMatchObject({ seq: before[2]!.seq });
  // There and back again is no news.
  await ben.mutate("userUpdate", { name: "B." });
  await ben.mutate("userUpdate", { name: "Benjamin" });
  await api.doJobs();
  expect((await newsOf(trip)).seq).toBe(before[1]!.seq + 1);
});

const MINE = "user { avatarUrl occupation country }";
const THEIRS = `query ($id: ID!) { node(id: $id) { ... on User { name avatarUrl occupation country waiting {
  toConfirm { id } toReview { id } } recentEvents { type } } } }`;

function picture(width: number, colour: string): Promise<Buffer> {
  return sharp({ create: { width, height: 300, channels: 3, background: colour } })
    .withExif({ IFD3: { GPSLatitude: "52/1 31/1 12/1", GPSLatitudeRef: "N" } })
    .jpeg()
    .toBuffer();
}

const sent = (person: Person, bytes: Buffer, contentType = "image/jpeg") =>
  uploadFor(api, person, "AVATAR", bytes, contentType);

async function pictures(): Promise<string[]> {
  const keys = [];
  for await (const key of api.services.storage.keys()) if (key.startsWith("avatars/")) keys.push(key);
  return keys;
}

test("a picture is made anew, seen by those of a shared group alone, and its file goes with the next one", async () => {
  const [ben, eve] = [await api.person("Ben"), await api.person("Eve")];
  const group = await api.group([ana, ben]);
  const input = { requestId: "picture", avatarUploadId: await sent(ana, await picture(900, "#aa0000")) };
  const first = (await ana.mutate("userUpdate", input, MINE)).user.avatarUrl;
  const { pathname, search } = new URL(first);
  const response = await fetch(new URL(pathname + search, api.url));
  const bytes = Buffer.from(await response.arrayBuffer());
  const { width, format, exif } = await sharp(bytes).metadata();
  expect([response.status, width, format, exif]).toEqual([200, 320, "jpeg", undefined]);
  expect((await ben.ask(THEIRS, { id: ana.id })).node.avatarUrl).toBe(first);
  expect((await eve.ask(THEIRS, { id: ana.id })).node).toBeNull();
  // Whoever is a member no more is still a node, but not somebody of a shared group.
  await ana.mutate("memberRemove", { id: group.memberIds[1] });
  await ben.mutate("userUpdate", { avatarUploadId: await sent(ben, await picture(100, "#00aa00")) });
  expect((await ana.ask(THEIRS, { id: ben.id })).node).toMatchObject({ name: "Ben", avatarUrl: null });
  expect(await pictures()).toHaveLength(2);
  const second = await ana.mutate(
    "userUpdate",
    { avatarUploadId: await sent(ana, await picture(50, "#0000aa")) },
    MINE,
  );
  expect(second.user.avatarUrl).not.toBe(first);
  // The request from before changes nothing any more, though its file is gone.
  expect((await ana.mutate("userUpdate", input, MINE)).user).toEqual(second.user);
  await api.doJobs();
  expect(await pictures()).toHaveLength(2);
  expect((await ana.mutate("userUpdate", { avatarUploadId: null }, MINE)).user.avatarUrl).toBeNull();
  await api.doJobs();
  expect(await pictures()).toHaveLength(1);
});

test("two requests with one file make one picture; what nobody speaks of is forgotten after a day", async () => {
  const avatarUploadId = await sent(ana, await picture(60, "#123456"));
  const answers = await Promise.all(
    [1, 2].map((number) =>
      ana.send(api.mutation("userUpdate", MINE), {
        input: { requestId: `twice ${number}`, avatarUploadId },
      }),
    ),
  );
  const names = answers.map(({ data }) => data.userUpdate.__typename);
  expect(names).toContain("UserUpdatePayload");
  for (const name of names) expect(["UserUpdatePayload", "InvalidInputError"]).toContain(name);
  expect((await ana.ask("{ viewer { avatarUrl } }")).viewer.avatarUrl).toContain(avatarUploadId);
  const { avatarFileRetention } = await tested("modules/profile/avatar.service.js");
  const key = `avatars/${newId("upl")}/01234567-89ab-cdef-0123-456789abcdef`;
  await api.services.storage.put(key, Readable.from([Buffer.from("x")]), 1);
  const before = (await pictures()).length;
  const forget = (ageHours: number) =>
    avatarFileRetention.forget(withAgedFiles(api.services, ageHours), new AbortController().signal);
  expect(await forget(23)).toBe(0);
  expect(await forget(25)).toBe(1);
  expect(await pictures()).toHaveLength(before - 1);
});

test("what one does and where one lives nobody else is told", async () => {
  const ben = await api.person("Ben");
  await api.group([ana, ben]);
  const { user } = await ana.mutate("userUpdate", { occupation: " Baker ", country: "PT" }, MINE);
  expect(user).toMatchObject({ occupation: "Baker", country: "PT" });
  expect((await ben.ask(THEIRS, { id: ana.id })).node).toMatchObject({
    occupation: null,
    country: null,
    waiting: { toConfirm: [], toReview: [] },
    recentEvents: [],
  });
  const gone = await ana.mutate("userUpdate", { occupation: null, country: null }, MINE);
  expect(gone.user).toMatchObject({ occupation: null, country: null });
});

test("refuses what is no picture, another's, none, or not there", async () => {
  const ben = await api.person("Ben");
  const path = ["avatarUploadId"];
  const refused = async (avatarUploadId: string) => (await ana.try("userUpdate", { avatarUploadId })).fields;
  const pdf = await sent(ana, tinyPdf({ pages: ["me"] }), "image/jpeg");
  expect(await refused(pdf)).toEqual([expect.objectContaining({ path, code: "MALFORMED" })]);
  expect(await refused(await sent(ana, Buffer.from("no picture"), "image/png"))).toEqual([
    expect.objectContaining({ path, code: "MALFORMED" }),
  ]);
  for (const id of [await sent(ben, await picture(50, "#000000")), newId("upl"), "x"]) {
    expect(await refused(id)).toEqual([expect.objectContaining({ path, code: "NOT_ALLOWED" })]);
  }
});

test("the same request id is one effect", async () => {
  const input = { requestId: "profile", name: "First" };
  await ana.mutate("userUpdate", input);
  await ana.mutate("userUpdate", { name: "Second" });
  expect((await ana.mutate("userUpdate", input)).user.name).toBe("Second");
  expect(await ana.try("userUpdate", { ...input, name: "Third" })).toMatchObject({ reason: "REQUEST_ID_TAKEN" });
});

test.each([
  [{ name: "" }, ["name"], "REQUIRED"],
  [{ name: null }, ["name"], "REQUIRED"],
  [{ name: "x".repeat(10_000) }, ["name"], "TOO_LONG"],
  [{ preferredCurrency: "DEM" }, ["preferredCurrency"], "NOT_ALLOWED"],
  [{ locale: "no language" }, ["locale"], "MALFORMED"],
  [{ timeZone: "Mars/Olympus" }, ["timeZone"], "MALFORMED"],
  [{ country: "XX" }, ["country"], "NOT_ALLOWED"],
  [{ occupation: " " }, ["occupation"], "REQUIRED"],
  [{ occupation: "x".repeat(101) }, ["occupation"], "TOO_LONG"],
])("refuses %j", async (input, path, code) => {
  const before = await ana.ask("{ viewer { name preferredCurrency locale timeZone } }");
  const answer = await ana.try("userUpdate", input);
  expect(answer.fields).toEqual([expect.objectContaining({ path, code })]);
  expect(await ana.ask("{ viewer { name preferredCurrency locale timeZone } }")).toEqual(before);
});

test("nobody without an account; and nobody sees another's address", async () => {
  expect((await api.nobody.fail("userUpdate", { name: "x" }))[0]!.extensions.code).toBe("UNAUTHENTICATED");
  const ben = await api.person("Ben");
  const group = await api.group([ana, ben]);
  const data = await ana.ask("query ($id: ID!) { group(id: $id) { members { user { id email } } } }", { id: group.id });
  expect(data.group.members[1].user).toEqual({ id: ben.id, email: null });
  expect(data.group.members[0].user.email).toBe(ana.email);
});

test("an account that a member shows is a node, and nobody else's is", async () => {
  const [ben, eve] = [await api.person("Ben"), await api.person("Eve")];
  const group = await api.group([ana, ben]);
  const query = "query ($id: ID!) { node(id: $id) { id ... on User { name email sessions { id } } } }";
  const seen = { node: { id: ben.id, name: "Ben", email: null, sessions: [] } };
  expect(await ana.ask(query, { id: ben.id })).toEqual(seen);
  expect(await ana.ask(query, { id: eve.id })).toEqual({ node: null });
  await ana.mutate("memberRemove", { id: group.memberIds[1] });
  expect(await ana.ask(query, { id: ben.id })).toEqual(seen);
  expect(await ben.ask(query, { id: ana.id })).toEqual({ node: null });
  expect((await ana.ask(query, { id: ana.id })).node.email).toBe(ana.email);
});
