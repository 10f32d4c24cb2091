import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { SignJWT } from "jose";
import { PASSWORD, type Person, TestApi } from "../../../test/api.js";

let api: TestApi;

beforeAll(async () => {
  api = await TestApi.start();
});
afterAll(() => api.close());

function refresh(refreshToken: string | null) {
  return api.nobody.try("sessionRefresh", { refreshToken });
}

async function usable(accessToken: string): Promise<boolean> {
  const { data } = await api.send("{ viewer { id } }", {}, accessToken);
  return data?.viewer?.id !== undefined;
}

/** Lets time pass for the tokens of one person. */
async function later(person: Person, interval: string): Promise<void> {
  await api.dataSource.query(
    `update refresh_tokens t set used_at = used_at - $2::interval, expires_at = expires_at - $2::interval
     from sessions s where s.id = t.session_id and s.user_id = $1`,
    [person.id, interval],
  );
}

test("rotates: every refresh gives new tokens of the same session", async () => {
  const ana = await api.person("Ana");
  const first = await refresh(ana.refreshToken);
  expect(first.session.refreshToken).not.toBe(ana.refreshToken);
  expect(await usable(first.session.accessToken)).toBe(true);
  const second = await refresh(first.session.refreshToken);
  expect(second.session.refreshToken).not.toBe(first.session.refreshToken);
});

test("within 20 s of the first use the same successor is given again, also to fifty at once", async () => {
  const ana = await api.person("Ana");
  const answers = await Promise.all(Array.from({ length: 50 }, () => refresh(ana.refreshToken)));
  expect(new Set(answers.map((answer) => answer.session.refreshToken)).size).toBe(1);
  const tokens = await api.dataSource.query(
    "select 1 from refresh_tokens t join sessions s on s.id = t.session_id where s.user_id = $1",
    [ana.id],
  );
  expect(tokens).toHaveLength(2);
});

test("later, the second use of a token revokes the session", async () => {
  const ana = await api.person("Ana");
  const { session } = await refresh(ana.refreshToken);
  await later(ana, "21 seconds");
  expect((await refresh(ana.refreshToken)).__typename).toBe("InvalidCredentialsError");
  expect((await refresh(session.refreshToken)).__typename).toBe("InvalidCredentialsError");
  expect(await usable(session.accessToken)).toBe(false);
  expect(await usable(ana.token!)).toBe(false);
});

test("a token lives seven days", async () => {
  const ana = await api.person("Ana");
  await later(ana, "6 days 23 hours");
  const { session } = await refresh(ana.refreshToken);
  await later(ana, "7 days");
  expect((await refresh(session.refreshToken)).__typename).toBe("InvalidCredentialsError");
});

test("what is no refresh token", async () => {
  const ana = await api.person("Ana");
  for (const text of [null, "", "nonsense", ana.token]) {
    expect((await refresh(text)).__typename).toBe("InvalidCredentialsError");
  }
});

test("the cookie's token counts for our own pages alone", async () => {
  const input = { email: "cookie@example.com", password: PASSWORD, name: "Cookie", cookie: true };
  const registered = await api.send(api.mutation("userRegister"), { input }, null, { origin: api.origin });
  const cookie = registered.headers.get("set-cookie")!.split(";")[0]!;
  const query = api.mutation("sessionRefresh");
  const from = (headers: Record<string, string>) => api.send(query, { input: {} }, null, { cookie, ...headers });
  expect((await from({})).data.sessionRefresh.__typename).toBe("InvalidCredentialsError");
  expect((await from({ origin: "https://evil.example" })).data.sessionRefresh.__typename).toBe(
    "InvalidCredentialsError",
  );
  const ours = await from({ origin: api.origin.replace("localhost", "127.0.0.1") });
  expect(ours.data.sessionRefresh).toMatchObject({
    __typename: "SessionRefreshPayload",
    session: { refreshToken: null },
  });
  expect(ours.headers.get("set-cookie")).toContain("HttpOnly");
});

test.each([
  ["another key", { alg: "HS256", typ: "at+jwt" }, new Uint8Array(32)],
  ["another type", { alg: "HS256", typ: "JWT" }, null],
  ["another algorithm", { alg: "HS512", typ: "at+jwt" }, null],
])("an access token with %s is refused", async (_, header, key) => {
  const ana = await api.person("Ana");
  const [{ value }] = await api.dataSource.query("select value from secrets where name = 'auth'");
  const { sid } = JSON.parse(Buffer.from(ana.token!.split(".")[1]!, "base64url").toString());
  const forged = await new SignJWT({ sid })
    .setProtectedHeader(header)
    .setSubject(ana.id)
    .setIssuer("expense-tracker")
    .setAudience("expense-tracker")
    .setIssuedAt()
    .setExpirationTime("1h")
    .sign(key ?? new Uint8Array(value));
  expect(await usable(forged)).toBe(false);
  const unsigned = `${Buffer.from('{"alg":"none","typ":"at+jwt"}').toString("base64url")}.${ana.token!.split(".")[1]}.`;
  expect(await usable(unsigned)).toBe(false);
});
