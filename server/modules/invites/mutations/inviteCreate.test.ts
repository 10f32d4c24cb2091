import { type AddressInfo, createServer, type Socket } from "node:net";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { SMTPServer } from "smtp-server";
import { newId } from "../../../kernel/ids.js";
import { type Person, TestApi, type TestGroup } from "../../../test/api.js";
import { letterFrom, mailsOf } from "../../../test/mails.js";
import { stateOf, threeAndAStranger } from "../../../test/seed.js";

let api: TestApi;
let ana: Person;
let ben: Person;
let group: TestGroup;

beforeAll(async () => {
  api = await TestApi.start();
  ({ ana, ben, group } = await threeAndAStranger(api));
});
afterAll(() => api.close());

test("makes a link with a random code that a holder may look at", async () => {
  const { invite } = await ana.mutate("inviteCreate", { groupId: group.id });
  expect(invite).toMatchObject({ email: null, role: "MEMBER", member: null });
  expect(Buffer.from(invite.code, "base64url").length).toBeGreaterThanOrEqual(16);
  expect(invite.url).toBe(`${api.origin}/join/${invite.code}`);
  const query = "query ($code: String!) { invite(code: $code) { groupName invitedBy role claimable { name } } }";
  const { data } = await api.send(query, { code: invite.code });
  expect(data.invite).toEqual({ groupName: "Flat", invitedBy: "Ana", role: "MEMBER", claimable: [] });
  expect((await api.send(query, { code: "guess\u0000" })).data.invite).toBeNull();
});

test("without a mail server, the letter is a file", async () => {
  const { invite } = await ana.mutate("inviteCreate", { groupId: group.id, email: "Zoe@Example.com" });
  expect(invite.email).toBe("zoe@example.com");
  expect(await mailsOf(api)).toEqual([]);
  await api.doJobs();
  expect(await mailsOf(api)).toEqual([
    { to: "zoe@example.com", subject: "Ana invites you to Flat", text: expect.stringContaining(invite.url) },
  ]);
});

test("the letter is part of the write, and is not sent once the invite leads nowhere", async () => {
  const before = (await mailsOf(api)).length;
  const refused = await ana.try("inviteCreate", {
    groupId: group.id,
    email: "zoe@example.com",
    memberId: newId("mem"),
  });
  expect(refused.__typename).toBe("InvalidInputError");
  await api.doJobs();
  const { invite } = await ana.mutate("inviteCreate", { groupId: group.id, email: "zoe@example.com" });
  const jobs = "select task_identifier as name, key from graphile_worker.jobs";
  expect(await api.dataSource.query(jobs)).toEqual([{ name: "events.follow", key: `events.follow:${group.id}` }]);
  const payloads = await api.dataSource.query("select payload from graphile_worker._private_jobs");
  expect(JSON.stringify(payloads)).not.toContain("example.com");
  await ana.mutate("inviteRevoke", { id: invite.id });
  await api.doJobs();
  expect(await mailsOf(api)).toHaveLength(before);
});

test("nobody waits for a mail server that says nothing", async () => {
  const connections: Socket[] = [];
  const silent = createServer((socket) => void connections.push(socket));
  await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
  const { port } = silent.address() as AddressInfo;
  const mailing = await TestApi.start({ SMTP_URL: `smtp://127.0.0.1:${port}` });
  try {
    const zoe = await mailing.person("Zoe");
    const { id } = await mailing.group([zoe]);
    await zoe.mutate("inviteCreate", { groupId: id, email: "ben@example.com" });
    expect(connections).toEqual([]);
  } finally {
    await mailing.close();
    for (const socket of connections) socket.destroy();
    await new Promise((resolve) => silent.close(resolve));
  }
});

test("with one, it is sent", async () => {
  const letters: string[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onData(stream, _session, done) {
      let text = "";
      stream.on("data", (chunk) => {
        text += chunk;
      });
      stream.on("end", () => {
        letters.push(text);
        done();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.server.address() as { port: number };
  const mailing = await TestApi.start({ SMTP_URL: `smtp://127.0.0.1:${port}` });
  try {
    const zoe = await mailing.person("Zoë\r\nBcc: evil@example.com");
    const { id } = await mailing.group([zoe], { name: "Ski 🎿" });
    const { invite } = await zoe.mutate("inviteCreate", { groupId: id, email: "ben@example.com" });
    await mailing.doJobs();
    expect(letters).toHaveLength(1);
    expect(letters[0]).not.toMatch(/^Bcc:/m);
    expect(letterFrom(letters[0]!)).toMatchObject({
      to: "ben@example.com",
      text: expect.stringContaining(invite.code),
    });
  } finally {
    await mailing.close();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  }
});

test("a letter that cannot be sent leaves an invite whose link works", async () => {
  const mailing = await TestApi.start({ SMTP_URL: "smtp://127.0.0.1:1" });
  try {
    const [zoe, una] = [await mailing.person("Zoe"), await mailing.person("Una")];
    const { id } = await mailing.group([zoe]);
    const { invite } = await zoe.mutate("inviteCreate", { groupId: id, email: "ben@example.com" });
    await mailing.doJobs();
    const [job] = await mailing.dataSource.query("select attempts, last_error from graphile_worker.jobs");
    expect(job).toMatchObject({ attempts: 1, last_error: expect.stringMatching(/could not be handed over/) });
    await una.mutate("inviteAccept", { code: invite.code });
  } finally {
    await mailing.close();
  }
});

test("for a member without an account, and for nobody else", async () => {
  const { member } = await ana.mutate("memberAdd", { groupId: group.id, name: "Tom" });
  const { invite } = await ana.mutate("inviteCreate", { groupId: group.id, memberId: member.id });
  expect(invite.member.id).toBe(member.id);
  const before = await stateOf(ana, group);
  for (const [memberId, code] of [
    [group.memberIds[1], "NOT_ALLOWED"],
    [newId("mem"), "UNKNOWN_MEMBER"],
  ]) {
    const answer = await ana.try("inviteCreate", { groupId: group.id, memberId });
    expect(answer.fields).toEqual([expect.objectContaining({ path: ["memberId"], code })]);
  }
  const answer = await ana.try("inviteCreate", { groupId: group.id, email: "nobody" });
  expect(answer.fields).toEqual([expect.objectContaining({ path: ["email"], code: "MALFORMED" })]);
  expect(await stateOf(ana, group)).toEqual(before);
});

test("only admins see the invites", async () => {
  const { invite } = await ana.mutate("inviteCreate", { groupId: group.id });
  const query = "query ($g: ID!, $i: ID!) { group(id: $g) { invites { id code } } node(id: $i) { id } }";
  const variables = { g: group.id, i: invite.id };
  const seen = await ana.ask(query, variables);
  expect(seen.group.invites[0]).toEqual({ id: invite.id, code: invite.code });
  expect(seen.node.id).toBe(invite.id);
  expect(await ben.ask(query, variables)).toEqual({ group: { invites: [] }, node: null });
});
