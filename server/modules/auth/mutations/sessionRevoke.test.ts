import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { PASSWORD, TestApi } from "../../../test/api.js";

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

test("no session at all", async () => {
  for (const input of [{}, { refreshToken: "nonsense" }]) {
    expect((await api.nobody.try("sessionRevoke", input)).__typename).toBe("InvalidCredentialsError");
  }
  // An empty token is no word for one's own session.
  const ana = await api.person("Ana");
  expect((await ana.try("sessionRevoke", { refreshToken: "" })).__typename).toBe("InvalidCredentialsError");
  expect(await refusedCode(ana.token!)).toBeUndefined();
});
