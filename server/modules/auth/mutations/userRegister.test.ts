import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { PASSWORD, TestApi } from "../../../test/api.js";

let api: TestApi;

beforeAll(async () => {
  api = await TestApi.start();
});
afterAll(() => api.close());

function input(change: object = {}) {
  return { email: "Ana@Example.com ", password: PASSWORD, name: "Ana", ...change };
}

test("makes an account and signs it in", async () => {
  const { user, session } = await api.nobody.mutate("userRegister", input());
  expect(user).toMatchObject({ name: "Ana", email: "ana@example.com", preferredCurrency: "EUR", locale: "en" });
  expect(session.refreshToken).toEqual(expect.any(String));
  const { data } = await api.send("{ viewer { id email } }", {}, session.accessToken);
  expect(data.viewer).toEqual({ id: user.id, email: "ana@example.com" });
});

test("passwords are kept as Argon2id at OWASP's parameters, refresh tokens as hashes", async () => {
  const { session } = await api.nobody.mutate("userRegister", input({ email: "hash@example.com" }));
  const [user] = await api.dataSource.query("select password_hash from users where email = 'hash@example.com'");
  expect(user.password_hash).toMatch(/^\$argon2id\$v=19\$m=19456,(t=2,p=1|p=1,t=2)\$/);
  const tokens = await api.dataSource.query("select encode(token_hash, 'escape') as text from refresh_tokens");
  expect(JSON.stringify(tokens)).not.toContain(session.refreshToken);
});

test("an address that is taken, in whatever case", async () => {
  await api.nobody.mutate("userRegister", input({ email: "taken@example.com" }));
  const answer = await api.nobody.try("userRegister", input({ email: "TAKEN@example.com" }));
  expect(answer.__typename).toBe("EmailTakenError");
});

test("a dozen who want one address at once: one gets it", async () => {
  const answers = await Promise.all(
    Array.from({ length: 12 }, () => api.nobody.try("userRegister", input({ email: "race@example.com" }))),
  );
  const types = answers.map((answer): string => answer.__typename).sort();
  expect(types).toEqual([...Array.from({ length: 11 }, () => "EmailTakenError"), "UserRegisterPayload"]);
});

test.each([
  [{ email: "no address" }, ["email"], "MALFORMED"],
  [{ email: "a@b" }, ["email"], "MALFORMED"],
  [{ password: "short" }, ["password"], "TOO_SHORT"],
  [{ password: "x".repeat(1025) }, ["password"], "TOO_LONG"],
  [{ name: " " }, ["name"], "REQUIRED"],
  [{ name: "x".repeat(10_000) }, ["name"], "TOO_LONG"],
  [{ preferredCurrency: "DEM" }, ["preferredCurrency"], "NOT_ALLOWED"],
  [{ locale: "?" }, ["locale"], "MALFORMED"],
  [{ timeZone: "Nowhere" }, ["timeZone"], "MALFORMED"],
])("refuses %j", async (change, path, code) => {
  const answer = await api.nobody.try("userRegister", input({ email: "new@example.com", ...change }));
  expect(answer.fields).toEqual([expect.objectContaining({ path, code })]);
  expect(await api.dataSource.query("select id from users where email = 'new@example.com'")).toEqual([]);
});

test("no refusal repeats the password", async () => {
  const query = api.mutation("userRegister");
  const reply = await api.send(query, { input: input({ password: "secret-word", locale: 5 }) });
  expect(JSON.stringify(reply.errors)).not.toContain("secret-word");
  expect(reply.errors![0]!.extensions).toMatchObject({ code: "BAD_USER_INPUT", details: [{ field: "input.locale" }] });
});

test("for browsers the refresh token goes into the cookie alone", async () => {
  const query = api.mutation("userRegister");
  const variables = { input: input({ email: "cookie@example.com", cookie: true }) };
  const reply = await api.send(query, variables, null, { origin: api.origin });
  expect(reply.data.userRegister.session.refreshToken).toBeNull();
  const cookie = reply.headers.get("set-cookie")!;
  expect(cookie).toMatch(/^refresh=[\w-]+; Path=\/; Expires=.*; HttpOnly; SameSite=Strict$/);
});
