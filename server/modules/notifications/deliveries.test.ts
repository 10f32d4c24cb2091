import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { type Answer, type Person, TestApi, type TestGroup } from "../../test/api.js";
import { mailServer, pushService, textServer } from "../../test/notices.js";
import { expenseInput, settlementInput, threeAndAStranger } from "../../test/seed.js";
import { tested } from "../../test/tested.js";

let mail: Awaited<ReturnType<typeof mailServer>>;
let push: Awaited<ReturnType<typeof pushService>>;
let text: Awaited<ReturnType<typeof textServer>>;
/** What three share evenly. */
const NINE = { amount: "9.00", currency: "EUR" };

let api: TestApi;
let ana: Person;
let ben: Person;
let eve: Person;
let group: TestGroup;

const SECRET = "a secret of the mail server";

beforeAll(async () => {
  [mail, push, text] = await Promise.all([mailServer(), pushService(), textServer()]);
  api = await TestApi.start({
    SMTP_URL: mail.url,
    MAIL_FROM: "Expense Tracker <expenses@example.com>",
    MAIL_BOUNCE_SECRET: SECRET,
    LOG_LEVEL: "debug",
    ...push.environment,
    ...text.environment,
  });
  ({ ana, ben, eve, group } = await threeAndAStranger(api));
  for (const person of [ana, ben, eve])
    await person.mutate("notificationPreferenceSet", { kind: "MEMBER", email: "OFF" });
});
afterAll(async () => {
  await api.close();
  await Promise.all([mail.close(), push.close(), text.close()]);
});
beforeEach(async () => {
  await api.doJobs();
  for (const person of [ana, ben, eve]) await person.mutate("notificationRead", { all: true });
  mail.mails.length = 0;
  text.texts.length = 0;
});

const prefer = (person: Person, choice: object) =>
  person.mutate("notificationPreferenceSet", { kind: "EXPENSE", ...choice });
const mailsTo = ({ email }: Person) => mail.mails.filter(({ recipient }) => recipient === email);
const spend = (title: string, change: object = {}) =>
  ana.mutate("expenseCreate", expenseInput(group, { title, total: NINE, ...change }), "expense { id version }");

const NEWEST = `{ notifications(first: 1) { edges { node { id deliveries { channel state problem device { state } } } } } }`;
const newestOf = async (person: Person) => (await person.ask(NEWEST)).notifications.edges[0].node;

test("a mail says what happened, in the reader's language, as a page and as text, and how to end it", async () => {
  await ben.mutate("userUpdate", { locale: "de-AT" });
  await prefer(ben, { email: "AT_ONCE" });
  await prefer(eve, { email: "OFF" });
  const { expense } = await spend("Käse & <b>Wein</b>");
  await api.doJobs();
  expect(mail.mails).toHaveLength(1);
  const [arrived] = mailsTo(ben);
  const { id, deliveries } = await newestOf(ben);
  expect(deliveries).toEqual([{ channel: "EMAIL", state: "SENT", problem: null, device: null }]);
  expect(arrived!.subject!.replaceAll("\u00a0", " ")).toBe(
    "Ana hat „Käse & <b>Wein</b>“ in „Flat“ hinzugefügt: € 9,00, dein Anteil € 3,00",
  );
  expect(arrived!.messageId).toBe(`<${id}@localhost>`);
  expect(arrived!.from!.text).toContain("expenses@example.com");
  const html = arrived!.html as string;
  expect(html).toContain("Käse &amp; &lt;b&gt;Wein&lt;/b&gt;");
  expect(html).toContain(`href="${api.origin}/expenses/${expense.id}"`);
  expect(html).toMatch(/lang="de"/);
  expect(html).toContain("prefers-color-scheme: dark");
  expect(html).not.toMatch(/<img|src=|url\(|<script/);
  expect(arrived!.text).toContain(`${api.origin}/expenses/${expense.id}`);
  expect(arrived!.text).toContain("Käse & <b>Wein</b>");
  const headers = arrived!.headers.get("list") as Answer;
  expect(headers.unsubscribe.url).toMatch(new RegExp(`^${api.origin}/mail/unsubscribe/`));
  expect(arrived!.headerLines.map(({ line }) => line)).toContain("List-Unsubscribe-Post: List-Unsubscribe=One-Click");
  await ben.mutate("userUpdate", { locale: "en" });
});

test("its link shows a page to whoever looks, and ends such mails of this person where it is posted", async () => {
  await prefer(ben, { email: "AT_ONCE" });
  await spend("One");
  await api.doJobs();
  const { unsubscribe } = mailsTo(ben)[0]!.headers.get("list") as Answer;
  const link = unsubscribe.url.replace(api.origin, api.url);
  const chosen = async (person: Person) =>
    (await person.ask("{ viewer { notificationPreferences { kind email } } }")).viewer.notificationPreferences[0];
  for (let times = 0; times < 2; times++) {
    const looked = await fetch(link);
    expect([looked.status, looked.headers.get("content-type")]).toEqual([200, "text/html; charset=utf-8"]);
    expect(looked.headers.get("content-security-policy")).toContain("default-src 'none'");
    const page = await looked.text();
    expect(page).toContain('<form method="post">');
    expect(page).not.toContain("<script");
  }
  expect(await chosen(ben)).toEqual({ kind: "EXPENSE", email: "AT_ONCE" });
  const posted = await fetch(link, { method: "POST", body: new URLSearchParams({ "List-Unsubscribe": "One-Click" }) });
  expect(posted.status).toBe(200);
  expect(await chosen(ben)).toEqual({ kind: "EXPENSE", email: "OFF" });
  expect((await chosen(ana)).email).toBe("DAILY");
  await spend("Two");
  await api.doJobs();
  expect(mailsTo(ben)).toHaveLength(1);
  // A letter more or less, or of another person, is no link of ours.
  const [, said, signature] = /unsubscribe\/([\w-]+)\.([\w-]+)$/.exec(link)!;
  const ofAna = Buffer.from(Buffer.from(said!, "base64url").toString().replace(ben.id, ana.id)).toString("base64url");
  for (const bad of [`${said}.${signature!.slice(1)}A`, `${ofAna}.${signature}`, `${said}`, "x.y", "%00"]) {
    expect((await fetch(`${api.url}/mail/unsubscribe/${bad}`, { method: "POST" })).status).toBe(404);
  }
});

test("what is due together is one mail, and a burst one line of it; what was read before does not leave", async () => {
  await prefer(ben, { email: "DAILY" });
  const { expense } = await spend("Tea");
  for (let version = 1; version <= 5; version++) {
    await ana.mutate("expenseUpdate", { id: expense.id, version, title: `Tea ${version}` }, "__typename");
  }
  await spend("Cake");
  await spend("Read");
  // The follower alone: what it plans stays in the queue.
  const planned = await dueOf(ben);
  expect(planned).toHaveLength(3);
  expect(new Set(planned.map(({ due }: Answer) => due.toISOString().slice(11, 16)))).toEqual(new Set(["08:00"]));
  const { id } = await newestOf(ben);
  await ben.mutate("notificationRead", { ids: [id] });
  await api.doJobs();
  const [arrived, ...others] = mailsTo(ben);
  expect(others).toEqual([]);
  expect(arrived!.subject).toBe("2 things that happened");
  expect(arrived!.text).toContain("“Tea 5”");
  expect(arrived!.text).toContain("6 changes");
  expect(arrived!.text).toContain("“Cake”");
  expect(arrived!.text).not.toContain("“Read”");
  expect((await newestOf(ben)).deliveries).toEqual([
    { channel: "EMAIL", state: "DROPPED", problem: "It was read before it left.", device: null },
  ]);
});

/** Follows the log, and answers what then waits for somebody. */
async function dueOf({ id }: Person, groupId = group.id): Promise<Answer[]> {
  const { catchUp } = await import("../../platform/events/follow.job.js");
  const follower = api.services.followers.find(({ name }) => name === "notify")!;
  await catchUp(api.services, new AbortController().signal, follower, groupId);
  return api.dataSource.query(
    `select channel, due_at as due from deliveries where user_id = $1 and state = 'WAITING' order by due_at, channel`,
    [id],
  );
}

test("quiet hours hold what leaves at once, and not the mail of the day", async () => {
  const hour = (plus: number) => `${String((new Date().getUTCHours() + plus + 24) % 24).padStart(2, "0")}:00`;
  await ben.mutate("quietHoursSet", { from: hour(-1), to: hour(3), digestAt: hour(2) });
  const phone = push.browser();
  await ben.mutate("deviceAdd", { subscription: phone.subscription });
  await prefer(ben, { email: "DAILY", push: true });
  await spend("Quiet");
  const planned = (await dueOf(ben)).map(({ channel, due }: Answer) => [channel, due.toISOString().slice(11, 16)]);
  expect(planned).toEqual([
    ["EMAIL", hour(2)],
    ["PUSH", hour(3)],
  ]);
  await ben.mutate("quietHoursSet", { from: null, to: null, digestAt: "08:00" });
  const { viewer } = await ben.ask("{ viewer { devices { id } } }");
  for (const { id } of viewer.devices) await ben.mutate("deviceRemove", { id });
});

test("a push arrives encrypted for its browser, under the notice's name; one that is gone is taken out", async () => {
  const [first, second] = [push.browser(), push.browser()];
  await prefer(eve, { push: true, email: "OFF" });
  for (const { subscription } of [first, second]) await eve.mutate("deviceAdd", { subscription });
  const { expense } = await spend("Pushed");
  await api.doJobs();
  const { id } = await newestOf(eve);
  expect(first.pushes).toEqual([
    {
      topic: id,
      ttl: 86_400,
      key: (await eve.ask("{ notificationChannels { pushKey sms } }")).notificationChannels.pushKey,
      said: {
        id,
        kind: "EXPENSE",
        count: 1,
        title: "Flat",
        body: "Ana added “Pushed” in “Flat”: €9.00, your share €3.00",
        url: `${api.origin}/expenses/${expense.id}`,
      },
    },
  ]);
  expect(second.pushes).toHaveLength(1);
  first.status = 410;
  second.status = 503;
  await spend("Gone");
  await api.doJobs();
  const { deliveries } = await newestOf(eve);
  const states = deliveries.map(({ state, device }: Answer) => [state, device.state]).sort();
  expect(states).toEqual([
    ["FAILED", "GONE"],
    ["WAITING", "ACTIVE"],
  ]);
  second.status = 201;
  await tryAgain();
  expect((await newestOf(eve)).deliveries.map(({ state }: Answer) => state).sort()).toEqual(["FAILED", "SENT"]);
  // The first has nothing more, and a redirect leads nowhere.
  second.status = 302;
  await spend("Elsewhere");
  await api.doJobs();
  expect((await newestOf(eve)).deliveries.map(({ state }: Answer) => state)).toEqual(["FAILED"]);
  expect([first.pushes.length, second.pushes.length]).toEqual([2, 4]);
});

/** What failed for now has its turn. */
async function tryAgain(): Promise<void> {
  await api.dataSource.query("update graphile_worker._private_jobs set run_at = now()");
  await api.doJobs();
}

/** From an hour ago on, for so many. */
const quietFor = (hours: number) => {
  const hour = (plus: number) => `${String((new Date().getUTCHours() + plus + 24) % 24).padStart(2, "0")}:00`;
  return { from: hour(-1), to: hour(hours - 1) };
};

test("what a push service did not take does not leave in quiet hours that have begun since", async () => {
  const phone = push.browser();
  await prefer(eve, { push: true, email: "OFF" });
  await eve.mutate("deviceAdd", { subscription: phone.subscription });
  phone.status = 503;
  await spend("Late");
  await api.doJobs();
  expect(phone.pushes).toHaveLength(1);
  const quiet = quietFor(4);
  await eve.mutate("quietHoursSet", quiet);
  phone.status = 201;
  await api.dataSource.query("update graphile_worker._private_jobs set run_at = now()");
  const { noticeJob } = await tested("modules/notifications/notice.job.js");
  const due = (await dueOf(eve))[0]!.due.toISOString();
  await noticeJob.run(api.services, new AbortController().signal, { userId: eve.id, due });
  expect(phone.pushes).toHaveLength(1);
  const waiting = (await dueOf(eve)).map((each: Answer) => each.due.toISOString().slice(11, 16));
  expect(waiting).toEqual([quiet.to]);
  await tryAgain();
  expect(phone.pushes).toHaveLength(2);
  await eve.mutate("quietHoursSet", { from: null, to: null });
});

test("quiet hours that begin between two pushes hold the second", async () => {
  const phone = push.browser();
  await prefer(eve, { push: true, email: "OFF" });
  await eve.mutate("deviceAdd", { subscription: phone.subscription });
  await spend("First");
  await spend("Second");
  phone.meanwhile = () => eve.mutate("quietHoursSet", quietFor(4));
  const due = (await dueOf(eve))[0]!.due.toISOString();
  const { noticeJob } = await tested("modules/notifications/notice.job.js");
  await noticeJob.run(api.services, new AbortController().signal, { userId: eve.id, due });
  expect(phone.pushes).toHaveLength(1);
  delete phone.meanwhile;
  await tryAgain();
  expect(phone.pushes).toHaveLength(2);
  await eve.mutate("quietHoursSet", { from: null, to: null });
});

test("a mail that was not taken does not leave in quiet hours that have begun since, and the same leaves behind them", async () => {
  await prefer(ben, { email: "AT_ONCE" });
  mail.refuse(ben.email, 451);
  await spend("Late");
  await api.doJobs();
  const quiet = quietFor(4);
  await ben.mutate("quietHoursSet", quiet);
  mail.refuse(ben.email, 0);
  await spend("Later");
  const due = (await dueOf(ben))[0]!.due.toISOString();
  const { mailJob } = await tested("modules/notifications/mail.job.js");
  await mailJob.run(api.services, new AbortController().signal, { userId: ben.id, due });
  expect(mailsTo(ben)).toEqual([]);
  const { deliveries } = (await ben.ask("{ notifications(first: 1) { edges { node { deliveries { state at } } } } }"))
    .notifications.edges[0].node;
  expect(deliveries).toEqual([{ state: "WAITING", at: expect.stringContaining(`T${quiet.to}:00`) }]);
  await tryAgain();
  // The letter that was begun is what it was.
  expect(mailsTo(ben).map(({ text: words }) => /Late(?:r)?/.exec(words!)![0])).toEqual(["Late", "Later"]);
  await ben.mutate("quietHoursSet", { from: null, to: null });
});

test("the mail of a day leaves at its hour in quiet hours, and waits for their end where it could not", async () => {
  const quiet = quietFor(4);
  await prefer(ben, { email: "DAILY" });
  await ben.mutate("quietHoursSet", { ...quiet, digestAt: quiet.from });
  await spend("Digest");
  await dueOf(ben);
  const { mailJob } = await tested("modules/notifications/mail.job.js");
  const run = async (ago: string) => {
    await api.dataSource.query(
      `update deliveries set due_at = date_trunc('hour', now()) - $2::interval where user_id = $1 and state = 'WAITING'`,
      [ben.id, ago],
    );
    await mailJob.run(api.services, new AbortController().signal, { userId: ben.id, due: new Date().toISOString() });
    return mailsTo(ben).length;
  };
  expect([await run("2 hours"), await run("1 hour")]).toEqual([0, 1]);
  await ben.mutate("quietHoursSet", { from: null, to: null, digestAt: "08:00" });
});

test("what is held up again and again is given up in the end", async () => {
  const { deliveriesGivenUp } = await tested("modules/notifications/delivery.service.js");
  await prefer(ben, { email: "DAILY" });
  await spend("Old");
  await dueOf(ben);
  const { id } = await newestOf(ben);
  const stateAfter = async (days: number) => {
    await api.dataSource.query("update notifications set at = now() - make_interval(days => $2) where id = $1", [
      id,
      days,
    ]);
    await deliveriesGivenUp.forget(api.services, new AbortController().signal);
    return (await api.dataSource.query("select state from deliveries where notification_id = $1", [id]))[0].state;
  };
  expect([await stateAfter(10), await stateAfter(12)]).toEqual(["WAITING", "FAILED"]);
});

test("an endpoint in a private network is never spoken to, by whatever name", async () => {
  await prefer(eve, { push: true, email: "OFF" });
  await api.dataSource.query("delete from devices where user_id = $1", [eve.id]);
  for (const host of ["10.0.0.1", "[::ffff:10.0.0.1]", "169.254.169.254", "[fd00::1]"]) {
    const { subscription } = push.browser(host);
    await eve.mutate("deviceAdd", { subscription });
    await spend(host);
    await api.doJobs();
    const { deliveries } = await newestOf(eve);
    expect(deliveries).toHaveLength(1);
    expect([host, deliveries[0].state, deliveries[0].device.state]).toEqual([host, "FAILED", "GONE"]);
  }
});

test("a phone is proved by its code, and is then told", async () => {
  const cem = await api.person("Cem");
  await api.join(group.id, ana, cem);
  await prefer(cem, { sms: true, push: false, email: "OFF" });
  const { device } = await cem.mutate("deviceAdd", { phone: "0043 660 123 45 67" }, "device { id state name }");
  expect(device).toMatchObject({ state: "UNCONFIRMED", name: "67" });
  await api.doJobs();
  const [sent] = text.texts;
  expect(sent).toMatchObject({ To: "+436601234567", Body: expect.stringMatching(/^\d{6} is your code/) });
  const everybody = [group.memberIds[0]!, await memberIdOf(cem)].map((memberId) => ({ memberId }));
  const split = { mode: "EQUAL", parts: everybody };
  await spend("Unproved", { split });
  await api.doJobs();
  expect(text.texts).toHaveLength(1);
  await cem.mutate("deviceConfirm", { id: device.id, code: sent!.Body.slice(0, 6) });
  expect(await cem.try("deviceAdd", { phone: "+43 660 1234567" })).toMatchObject({ reason: "STATE" });
  const { expense } = await spend("Proved", { split });
  await api.doJobs();
  expect(text.texts[1]!.Body).toBe(
    `Ana added “Proved” in “Flat”: €9.00, your share €4.50 ${api.origin}/expenses/${expense.id}`,
  );
  // A number that takes no texts is taken out.
  text.state.refusal = { status: 400, code: 21610 };
  await spend("Refused", { split });
  await api.doJobs();
  text.state.refusal = null;
  expect((await newestOf(cem)).deliveries).toEqual([
    expect.objectContaining({ channel: "SMS", state: "FAILED", device: { state: "GONE" } }),
  ]);
  const logged = api.logged.join("\n");
  expect(logged).not.toMatch(/6601234567|localhost:\d+\/[0-9a-f]{24}/);
  expect(logged).not.toContain(sent!.Body.slice(0, 6));
});

async function memberIdOf({ id }: Person): Promise<string> {
  const [row] = await api.dataSource.query("select id from members where group_id = $1 and user_id = $2", [
    group.id,
    id,
  ]);
  return row.id;
}

test("five codes a day, and no more", async () => {
  const dan = await api.person("Dan");
  for (let count = 0; count < 5; count++) await dan.mutate("deviceAdd", { phone: "+43 660 7654321" }, "__typename");
  expect(await dan.try("deviceAdd", { phone: "+43 660 7654321" })).toMatchObject({ reason: "STATE" });
  await api.doJobs();
  expect((await dan.ask("{ viewer { devices { state } } }")).viewer.devices).toEqual([{ state: "UNCONFIRMED" }]);
});

test("an address that refuses mail for good is mailed to no more, until its person says so", async () => {
  const stopped = async (person: Person) => (await person.ask("{ viewer { emailStoppedAt } }")).viewer.emailStoppedAt;
  await prefer(ben, { email: "AT_ONCE" });
  mail.refuse(ben.email, 451);
  await spend("Later");
  await api.doJobs();
  expect([await stopped(ben), (await newestOf(ben)).deliveries[0].state]).toEqual([null, "WAITING"]);
  mail.refuse(ben.email, 550);
  await tryAgain();
  expect(await stopped(ben)).not.toBeNull();
  mail.refuse(ben.email, 0);
  await spend("Nothing");
  await api.doJobs();
  expect(mailsTo(ben)).toEqual([]);
  const { notifications } = await ben.ask(
    "{ notifications(first: 5) { edges { node { kind text deliveries { state problem } } } } }",
  );
  const told = notifications.edges.map(({ node }: Answer) => node);
  expect(told).toContainEqual(
    expect.objectContaining({ kind: "SECURITY", text: expect.stringContaining("does not take mail"), deliveries: [] }),
  );
  expect(told).toContainEqual(
    expect.objectContaining({
      deliveries: [{ state: "FAILED", problem: "The mail server refused it for good (550)." }],
    }),
  );
  await ben.mutate("emailResume", {});
  await spend("Again");
  await api.doJobs();
  expect(mailsTo(ben)).toHaveLength(1);
});

test("later bounces come from whoever knows the secret, and nobody else is believed", async () => {
  const post = (body: string, secret: string | null = SECRET) =>
    fetch(`${api.url}/mail/bounces`, {
      method: "POST",
      headers: { "content-type": "application/json", ...(secret !== null && { authorization: `Bearer ${secret}` }) },
      body,
    });
  const bounces = (email: string, permanent = true) => JSON.stringify({ bounces: [{ email, permanent }] });
  const stopped = async () => (await eve.ask("{ viewer { emailStoppedAt } }")).viewer.emailStoppedAt;
  for (const secret of [null, "", "wrong", `${SECRET}x`])
    expect((await post(bounces(eve.email), secret)).status).toBe(401);
  for (const body of ["", "{", "[]", "{}", '{"bounces":[]}', '{"bounces":[{"email":1}]}'])
    expect((await post(body)).status).toBe(400);
  expect((await post(bounces("x".repeat(100_000)))).status).toBe(413);
  expect((await post(bounces(eve.email, false))).status).toBe(204);
  expect((await post(bounces("nobody@example.com"))).status).toBe(204);
  expect(await stopped()).toBeNull();
  expect((await post(bounces(` ${eve.email.toUpperCase()}`))).status).toBe(204);
  expect(await stopped()).not.toBeNull();
});

/** What failed at its last attempt, for whoever reads why a test did. */
async function failures(): Promise<string[]> {
  const jobs = await api.dataSource.query(
    "select task_identifier, last_error from graphile_worker.jobs where attempts > 0",
  );
  return jobs.map((job: Answer) => `${job.task_identifier} ${String(job.last_error).slice(0, 300)}`);
}

test("whoever is removed gets nothing that was queued, and whoever left what they still owe alone", async () => {
  const [gil, hal] = [await api.person("Gil"), await api.person("Hal")];
  const small = await api.group([ana, gil, hal], { name: "Secret" });
  for (const person of [gil, hal]) {
    await prefer(person, { email: "AT_ONCE", push: true });
    await person.mutate("deviceAdd", { subscription: Object.assign(push.browser(), { of: person.name }).subscription });
  }
  const { expense } = await ana.mutate("expenseCreate", expenseInput(small), "expense { id }");
  await api.doJobs();
  expect(await failures()).toEqual([]);
  expect([mailsTo(gil).length, mailsTo(hal).length]).toEqual([1, 1]);
  await ana.mutate("expenseUpdate", { id: expense.id, version: 1, title: "Queued" }, "__typename");
  await ana.mutate("expenseDelete", { id: expense.id, version: 2 }, "__typename");
  await gil.mutate("groupLeave", { id: small.id });
  await ana.mutate("memberRemove", { id: small.memberIds[2] });
  mail.mails.length = 0;
  await api.doJobs();
  await ana.mutate("expenseRestore", { id: expense.id, version: 3 }, "__typename");
  await api.doJobs();
  expect(mailsTo(hal)).toEqual([]);
  const [told, ...others] = mailsTo(gil);
  expect(others).toEqual([]);
  expect(told!.text).toContain("a group that you have left");
  expect(`${told!.subject} ${told!.html}`).not.toMatch(/Secret|Queued|Dinner|Ana|3\.33/);
});

test("whoever is no admin any more reads of no invite, and is mailed none that was queued", async () => {
  const gus = await api.person("Gus");
  const club = await api.group([ana, gus]);
  await ana.mutate("memberRoleSet", { id: club.memberIds[1], role: "ADMIN" }, "__typename");
  await gus.mutate("notificationPreferenceSet", { kind: "INVITE", email: "AT_ONCE" });
  await gus.mutate("notificationPreferenceSet", { kind: "MEMBER", email: "OFF" });
  const kinds = async () =>
    (await gus.ask("{ notifications { edges { node { kind } } } }")).notifications.edges.map(
      ({ node }: Answer) => node.kind,
    );
  await ana.mutate("inviteCreate", { groupId: club.id, email: "secret@example.com" }, "__typename");
  await dueOf(gus, club.id);
  expect(await kinds()).toContain("INVITE");
  await ana.mutate("memberRoleSet", { id: club.memberIds[1], role: "MEMBER" }, "__typename");
  await api.doJobs();
  expect(mailsTo(gus)).toEqual([]);
  expect(await kinds()).not.toContain("INVITE");
});

test("news of one's account leave at once: a sign-in from elsewhere, a new password, ended sessions", async () => {
  const { PASSWORD } = await import("../../test/api.js");
  const una = await api.person("Una");
  const CHROME =
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Safari/537.36";
  const signIn = (agent: string) =>
    api.send(api.mutation("sessionCreate", "__typename"), { input: { email: una.email, password: PASSWORD } }, null, {
      "user-agent": agent,
    });
  await signIn(CHROME);
  await signIn(CHROME);
  await una.mutate("sessionsRevokeOthers", {});
  await una.mutate("passwordChange", { currentPassword: PASSWORD, newPassword: "another horse battery" });
  await api.doJobs();
  const all = mailsTo(una)
    .map(({ subject, text: words }) => `${subject} ${words}`)
    .join("\n");
  expect(all).toContain("new device (Chrome on Linux)");
  expect(all).toContain("signed out on all other devices");
  expect(all).toContain("password was changed");
  const { notifications } = await una.ask("{ notifications { edges { node { kind } } } }");
  expect(notifications.edges.filter(({ node }: Answer) => node.kind === "SECURITY")).toHaveLength(3);
});

test("a payment is told of at once, and both mails of two things that leave together are one", async () => {
  await ben.mutate("settlementCreate", settlementInput(group), "__typename");
  await api.doJobs();
  expect(mailsTo(ana).map(({ subject }) => subject)).toEqual(["Ben recorded a payment in “Flat”: Ben → Ana €10.00"]);
});

/** What somebody was told last of this kind, and why a mail of it did not leave; null where it did. */
async function droppedOf(person: Person, kind: string): Promise<string | null> {
  const { notifications } = await person.ask(
    "{ notifications(first: 20) { edges { node { kind deliveries { channel problem } } } } }",
  );
  const { node } = notifications.edges.filter((edge: Answer) => edge.node.kind === kind).at(-1);
  return node.deliveries.find(({ channel }: Answer) => channel === "EMAIL").problem;
}

const NOT_SO = "It is not so any more.";

test("of a debt that was paid since nobody is reminded; of one that was paid in part, of the rest", async () => {
  const [ida, jon] = [await api.person("Ida"), await api.person("Jon")];
  const pair = await api.group([ida, jon], { name: "Two" });
  await ida.mutate("expenseCreate", expenseInput(pair, { total: { amount: "20.00", currency: "EUR" } }), "__typename");
  const pay = (amount: string) =>
    ida.mutate("settlementCreate", settlementInput(pair, { amount: { amount, currency: "EUR" } }), "__typename");
  const remind = async () => {
    await api.dataSource.query("delete from nudges");
    await ida.mutate("nudgeSend", { groupId: pair.id, toMemberId: pair.memberIds[1], currency: "EUR" }, "__typename");
  };
  await jon.mutate("notificationPreferenceSet", { kind: "SETTLEMENT", email: "OFF" });
  await jon.mutate("notificationPreferenceSet", { kind: "EXPENSE", email: "OFF" });
  await jon.mutate("notificationPreferenceSet", { kind: "MEMBER", email: "OFF" });
  await remind();
  await pay("4.00");
  await api.doJobs();
  expect(mailsTo(jon).map(({ subject }) => subject)).toEqual(["Ida reminds you: you owe €6.00 in “Two”"]);
  await remind();
  await pay("6.00");
  await api.doJobs();
  expect(mailsTo(jon)).toHaveLength(1);
  await jon.mutate("notificationRead", { all: true });
  const problems = await api.dataSource.query(
    "select problem from deliveries d join notifications n on n.id = d.notification_id where n.user_id = $1 and n.kind = 'REMINDER' order by n.at",
    [jon.id],
  );
  expect(problems).toEqual([{ problem: null }, { problem: NOT_SO }]);
});

test("what something later replaced does not leave: a payment that was answered, an invite that was revoked, a report that is gone", async () => {
  const { announce } = await tested("modules/notifications/notice.service.js");
  const { write } = await tested("platform/write.js");
  const kim = await api.person("Kim");
  const lee = await api.person("Lee");
  const club = await api.group([kim, lee]);
  await kim.mutate("groupUpdate", { id: club.id, version: 1, confirmSettlements: true }, "__typename");
  await kim.mutate("memberRoleSet", { id: club.memberIds[1], role: "ADMIN" }, "__typename");
  for (const kind of ["SETTLEMENT", "INVITE", "REPORT"]) {
    await lee.mutate("notificationPreferenceSet", { kind, email: "AT_ONCE" }, "__typename");
  }
  await lee.mutate("notificationPreferenceSet", { kind: "MEMBER", email: "OFF" });
  await api.doJobs();
  mail.mails.length = 0;
  const toLee = { fromMemberId: club.memberIds[0], toMemberId: club.memberIds[1] };
  const { settlement } = await kim.mutate("settlementCreate", settlementInput(club, toLee), "settlement { id }");
  const { invite } = await kim.mutate("inviteCreate", { groupId: club.id, email: "mia@example.com" }, "invite { id }");
  await dueOf(lee, club.id);
  await lee.mutate("settlementConfirm", { id: settlement.id, version: 1 }, "__typename");
  await lee.mutate("inviteRevoke", { id: invite.id }, "__typename");
  const until = new Date(Date.now() - 1000).toISOString();
  const what = { of: "report", about: null, format: "PDF", isReady: true, until } as const;
  await write(api.services, (tx) => announce(tx, { userIds: [lee.id], kind: "REPORT" as never, what }));
  await api.doJobs();
  expect(mailsTo(lee)).toEqual([]);
  for (const kind of ["SETTLEMENT", "INVITE", "REPORT"])
    expect([kind, await droppedOf(lee, kind)]).toEqual([kind, NOT_SO]);
});
