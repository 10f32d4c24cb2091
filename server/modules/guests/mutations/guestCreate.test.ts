import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { dayBefore } from "../../../kernel/local-date.js";
import { groupToday } from "../../../kernel/today.js";
import { type Answer, TestApi } from "../../../test/api.js";
import { mailsOf } from "../../../test/mails.js";

let api: TestApi;

beforeAll(async () => {
  api = await TestApi.start();
});
afterAll(() => api.close());

const ALL = `user { id name email guestUntil locale timeZone preferredCurrency }
  session { accessToken refreshToken }
  group { id name emoji colour currency timeZone viewerMember { id role } members { name user { id } }
    viewerCan { record invite }
    expenses(first: 50) { edges { node { title incurredOn total { amount currency } split { mode items { kind } } } } }
    settlements { edges { node { status amount { amount } } } }
    balances { net { amount currency } } ledgerHealth { ok } }`;

const daysFromNow = (time: string) => (Date.parse(time) - Date.now()) / 86_400_000;

test("makes an account without an address, signed in, whose answer is that account's already", async () => {
  const { user, session, group } = await api.nobody.mutate("guestCreate", {}, ALL);
  expect(user).toMatchObject({ name: "Guest", email: null, locale: "en", timeZone: "UTC", preferredCurrency: "EUR" });
  expect(daysFromNow(user.guestUntil)).toBeCloseTo(30, 1);
  expect(group).toMatchObject({ viewerMember: { role: "ADMIN" }, viewerCan: { record: true, invite: true } });
  const { data } = await api.send(
    "{ viewer { id guestUntil } groups { edges { node { id } } } }",
    {},
    session.accessToken,
  );
  expect(data).toEqual({
    viewer: { id: user.id, guestUntil: user.guestUntil },
    groups: { edges: [{ node: { id: group.id } }] },
  });
});

test("the group is filled in the guest's language, currency and days, and its ledger is sound", async () => {
  const input = { locale: "de-AT", timeZone: "Pacific/Kiritimati", preferredCurrency: "JPY" };
  const { user, group } = await api.nobody.mutate("guestCreate", input, ALL);
  expect(user.name).toBe("Gast");
  expect(group).toMatchObject({
    name: "Zwei Wochen am See",
    currency: "JPY",
    timeZone: "Pacific/Kiritimati",
    ledgerHealth: { ok: true },
    settlements: { edges: [{ node: { status: "CONFIRMED", amount: { amount: "6000" } } }] },
  });
  expect(group.members.map(({ name }: Answer) => name)).toEqual(["Gast", "Ben", "Eve", "Kim"]);
  const expenses: Answer[] = group.expenses.edges.map(({ node }: Answer) => node);
  expect(expenses).toHaveLength(12);
  expect(expenses.filter(({ split }) => split.mode === "ITEMIZED")).toHaveLength(1);
  const today = groupToday(group);
  expect(expenses[0].incurredOn).toBe(dayBefore(today));
  let first = today;
  for (let days = 0; days < 14; days++) first = dayBefore(first);
  expect(expenses.at(-1).incurredOn).toBe(first);
  expect(group.balances).toHaveLength(4);
  expect(group.balances.every(({ net }: Answer) => net.currency === "JPY" && !net.amount.includes("."))).toBe(true);
});

test("in the cookie, the refresh token of a guest lives thirty days, and each use puts the end off", async () => {
  const headers = { origin: api.origin };
  const answer = await api.send(
    api.mutation("guestCreate", "session { refreshToken }"),
    { input: { cookie: true } },
    null,
    headers,
  );
  expect(answer.data.guestCreate.session.refreshToken).toBeNull();
  const cookie = /refresh=([^;]+);.*Expires=([^;]+)/i.exec(answer.headers.get("set-cookie")!)!;
  expect(daysFromNow(cookie[2]!)).toBeCloseTo(30, 1);

  const guest = await api.guest();
  await api.dataSource.query("update users set guest_until = now() + interval '2 days' where id = $1", [guest.id]);
  const { session } = await api.nobody.mutate("sessionRefresh", { refreshToken: guest.refreshToken });
  const { data } = await api.send("{ viewer { guestUntil } }", {}, session.accessToken);
  expect(daysFromNow(data.viewer.guestUntil)).toBeCloseTo(30, 1);
  const lives = await api.dataSource.query(
    `select round(extract(epoch from t.expires_at - now()) / 86400)::int as days from refresh_tokens t
     join sessions s on s.id = t.session_id where s.user_id = $1`,
    [guest.id],
  );
  expect(lives).toEqual([{ days: 30 }, { days: 30 }]);
});

test("nobody else is told that somebody is a guest, and who has an address is none", async () => {
  const [ana, guest] = [await api.person("Ana"), await api.guest()];
  const group = await api.group([ana, guest]);
  const query = "query ($id: ID!) { viewer { guestUntil } group(id: $id) { members { user { email guestUntil } } } }";
  const { viewer, group: seen } = await ana.ask(query, { id: group.id });
  expect(viewer.guestUntil).toBeNull();
  expect(seen.members.map(({ user }: Answer) => user.guestUntil)).toEqual([null, null]);
  const own = await guest.ask(query, { id: group.id });
  expect(own.group.members.map(({ user }: Answer) => user.guestUntil)).toEqual([null, own.viewer.guestUntil]);
});

test("a guest invites by links and sends no mail, and has no password to change", async () => {
  const guest = await api.guest();
  const group = await api.group([guest]);
  const refused = await guest.try("inviteCreate", { groupId: group.id, email: "zoe@example.com" });
  expect(refused).toMatchObject({
    __typename: "InvalidInputError",
    fields: [{ path: ["email"], code: "NOT_ALLOWED" }],
  });
  await guest.mutate("inviteCreate", { groupId: group.id });
  const change = { currentPassword: "correct horse battery", newPassword: "correct horse battery" };
  expect((await guest.try("passwordChange", change)).__typename).toBe("InvalidCredentialsError");
  await api.doJobs();
  expect(await mailsOf(api)).toEqual([]);
});

test.each([
  [{ locale: "?" }, ["locale"], "MALFORMED"],
  [{ timeZone: "Nowhere" }, ["timeZone"], "MALFORMED"],
  [{ preferredCurrency: "DEM" }, ["preferredCurrency"], "NOT_ALLOWED"],
])("refuses %j", async (input, path, code) => {
  const answer = await api.nobody.try("guestCreate", input);
  expect(answer.fields).toEqual([expect.objectContaining({ path, code })]);
});

test("one address makes so many guests an hour; of IPv6 a /64 is one", async () => {
  const limited = await TestApi.start({ RATE_LIMITS: "on", TRUST_PROXY: "1" });
  try {
    const query = limited.mutation("guestCreate");
    const attempt = async (ip: string, input: object) => {
      const { data, errors } = await limited.send(query, { input }, null, { "x-forwarded-for": ip });
      return errors?.[0]?.extensions.code ?? data.guestCreate.__typename;
    };
    // A try is a try, and this one costs us little.
    for (let index = 0; index < 20; index++) await attempt(`2001:db8:0:1::${index + 1}`, { locale: "?" });
    expect(await attempt("2001:db8:0:1:ffff::1", {})).toBe("RATE_LIMITED");
    expect(await attempt("2001:db8:0:2::1", {})).toBe("GuestCreatePayload");
  } finally {
    await limited.close();
  }
});
