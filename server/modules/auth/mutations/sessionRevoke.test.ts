import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { newId } from "../../../kernel/ids.js";
import { type Answer, PASSWORD, TestApi } from "../../../test/api.js";

let api: TestApi;

beforeAll(async () => {
  api = await TestApi.start();
});
afterAll(() => api.close());

async function refusedCode(token: string): Promise<string | undefined> {
  const { errors } = await api.send("{ viewer { id } }", {}, token);
  return errors?.[0]!.extensions.code;
}

test("by the bearer's own session: the access token is refused at once", async () => {
  const ana = await api.person("Ana");
  await ana.mutate("sessionRevoke", {});
  expect(await refusedCode(ana.token!)).toBe("UNAUTHENTICATED");
  const again = await api.nobody.try("sessionRefresh", { refreshToken: ana.refreshToken });
  expect(again.__typename).toBe("InvalidCredentialsError");
});

test("by a refresh token, also a spent one; other sessions go on", async () => {
  const ana = await api.person("Ana");
  const other = await api.nobody.mutate("sessionCreate", { email: ana.email, password: PASSWORD });
  await api.nobody.mutate("sessionRefresh", { refreshToken: ana.refreshToken });
  await api.nobody.mutate("sessionRevoke", { refreshToken: ana.refreshToken });
  expect(await refusedCode(ana.token!)).toBe("UNAUTHENTICATED");
  expect(await refusedCode(other.session.accessToken)).toBeUndefined();
});

test("by the cookie, which is taken away", async () => {
  const input = { email: "cookie@example.com", password: PASSWORD, name: "Cookie", cookie: true };
  const registered = await api.send(api.mutation("userRegister"), { input }, null, { origin: api.origin });
  const cookie = registered.headers.get("set-cookie")!.split(";")[0]!;
  const revoked = await api.send(api.mutation("sessionRevoke"), { input: {} }, null, { origin: api.origin, cookie });
  expect(revoked.data.sessionRevoke.__typename).toBe("SessionRevokePayload");
  expect(revoked.headers.get("set-cookie")).toMatch(/^refresh=; Path=\/; Expires=Thu, 01 Jan 1970/);
  expect(await refusedCode(registered.data.userRegister.session.accessToken)).toBe("UNAUTHENTICATED");
});

const SESSIONS = "{ viewer { sessions { id createdAt lastSeenAt userAgent address current } } }";

test("by the id of one of one's own sessions, which goes before the cookie", async () => {
  const input = { email: "several@example.com", password: PASSWORD, name: "Several", cookie: true };
  const registered = await api.send(api.mutation("userRegister"), { input }, null, { origin: api.origin });
  const cookie = registered.headers.get("set-cookie")!.split(";")[0]!;
  const token: string = registered.data.userRegister.session.accessToken;
  const phone = await api.send(
    api.mutation("sessionCreate", "session { accessToken } user { sessions { id current userAgent } }"),
    { input: { email: input.email, password: PASSWORD } },
    null,
    { "user-agent": "Phone\u00a0 1.0" },
  );
  const { session, user } = phone.data.sessionCreate;
  expect(user.sessions.map(({ current, userAgent }: Answer) => [current, userAgent])).toEqual([
    [true, "Phone 1.0"],
    [false, expect.any(String)],
  ]);
  const { data } = await api.send(SESSIONS, {}, token);
  expect(data.viewer.sessions).toEqual([
    expect.objectContaining({ id: user.sessions[0].id, current: false, userAgent: "Phone 1.0", address: "127.0.0.1" }),
    expect.objectContaining({ id: user.sessions[1].id, current: true }),
  ]);
  const revoke = (id: string, headers: Record<string, string>) =>
    api.send(api.mutation("sessionRevoke"), { input: { id } }, token, { origin: api.origin, ...headers });

  const ended = await revoke(user.sessions[0].id, { cookie });
  expect(ended.data.sessionRevoke).toMatchObject({ ok: true });
  expect(ended.headers.get("set-cookie")).toBeNull();
  expect(await refusedCode(session.accessToken)).toBe("UNAUTHENTICATED");
  expect(await refusedCode(token)).toBeUndefined();
  expect((await revoke(user.sessions[0].id, { cookie })).data.sessionRevoke).toMatchObject({ ok: true });

  const own = await revoke(user.sessions[1].id, { cookie });
  expect(own.headers.get("set-cookie")).toMatch(/^refresh=; Path=\/; Expires=Thu, 01 Jan 1970/);
  expect(await refusedCode(token)).toBe("UNAUTHENTICATED");
});

test("another's session, and what is none, is not to be found; an id takes an access token", async () => {
  const [ana, ben] = [await api.person("Ana"), await api.person("Ben")];
  const { viewer } = await ben.ask(SESSIONS);
  const [{ id }] = viewer.sessions;
  for (const other of [id, newId("ses"), "", "nonsense", ben.id]) {
    expect((await ana.try("sessionRevoke", { id: other })).__typename).toBe("NotFoundError");
  }
  expect(await ana.ask("query ($id: ID!) { node(id: $id) { id } }", { id })).toEqual({ node: null });
  expect(await ben.ask("query ($id: ID!) { node(id: $id) { __typename id } }", { id })).toEqual({
    node: { __typename: "UserSession", id },
  });
  expect((await api.nobody.fail("sessionRevoke", { id }))[0]!.extensions.code).toBe("UNAUTHENTICATED");
  // A refresh token beside it is no way around.
  expect((await ana.try("sessionRevoke", { id, refreshToken: ben.refreshToken })).__typename).toBe("NotFoundError");
  expect(await refusedCode(ben.token!)).toBeUndefined();
});

test("sessions that have ended are not listed, and use is marked now and then", async () => {
  const ana = await api.person("Ana");
  const other = await api.nobody.mutate("sessionCreate", { email: ana.email, password: PASSWORD });
  const [id] = (await ana.ask(SESSIONS)).viewer.sessions.map((session: Answer) => session.id);
  await api.dataSource.query("update refresh_tokens set expires_at = now() where session_id = $1", [id]);
  expect((await ana.ask(SESSIONS)).viewer.sessions).toHaveLength(1);
  const seen = "update sessions set last_seen_at = now() - interval '1 day' where user_id = $1";
  await api.dataSource.query(seen, [ana.id]);
  const before = Date.now() - 3600_000;
  const [session] = (await ana.ask(SESSIONS)).viewer.sessions;
  expect(Date.parse(session.lastSeenAt)).toBeGreaterThan(before);
  expect(await refusedCode(other.session.accessToken)).toBeUndefined();
});

test("no session at all", async () => {
  for (const input of [{}, { refreshToken: "nonsense" }]) {
    expect((await api.nobody.try("sessionRevoke", input)).__typename).toBe("InvalidCredentialsError");
  }
  // An empty token is no word for one's own session.
  const ana = await api.person("Ana");
  expect((await ana.try("sessionRevoke", { refreshToken: "" })).__typename).toBe("InvalidCredentialsError");
  expect(await refusedCode(ana.token!)).toBeUndefined();
});
