import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { PASSWORD, type Person, TestApi } from "../../../test/api.js";

let api: TestApi;
let ana: Person;

beforeAll(async () => {
  api = await TestApi.start();
  ana = await api.person("Ana");
});
afterAll(() => api.close());

test("signs in with address and password", async () => {
  const email = ` ${ana.email.toUpperCase()}`;
  const { user, session } = await api.nobody.mutate("sessionCreate", { email, password: PASSWORD });
  expect(user).toMatchObject({ id: ana.id, email: ana.email });
  const { data } = await api.send("{ viewer { id } }", {}, session.accessToken);
  expect(data.viewer.id).toBe(ana.id);
});

test("one answer for an unknown address and a wrong password", async () => {
  const wrong = await api.nobody.try("sessionCreate", { email: ana.email, password: "wrong password" });
  const unknown = await api.nobody.try("sessionCreate", { email: "nobody@example.com", password: PASSWORD });
  expect(wrong.__typename).toBe("InvalidCredentialsError");
  expect(unknown).toEqual(wrong);
  const almost = await api.nobody.try("sessionCreate", { email: ana.email, password: `${PASSWORD} ` });
  expect(almost).toEqual(wrong);
});

test.each([
  [{ email: "none" }, ["email"], "MALFORMED"],
  [{ password: "" }, ["password"], "REQUIRED"],
  [{ password: "x".repeat(1025) }, ["password"], "TOO_LONG"],
])("refuses %j", async (change, path, code) => {
  const answer = await api.nobody.try("sessionCreate", { email: ana.email, password: PASSWORD, ...change });
  expect(answer.fields).toEqual([expect.objectContaining({ path, code })]);
});

test("tries are limited per account and address, without locking anybody out elsewhere", async () => {
  const limited = await TestApi.start({ RATE_LIMITS: "on", TRUST_PROXY: "1" });
  try {
    const ben = await limited.person("Ben");
    const query = limited.mutation("sessionCreate");
    const attempt = (password: string, ip: string) =>
      limited.send(query, { input: { email: ben.email, password } }, null, { "x-forwarded-for": ip });
    for (let index = 0; index < 10; index++) await attempt("wrong password", "192.0.2.1");
    const { errors } = await attempt(PASSWORD, "192.0.2.1");
    expect(errors![0]!.extensions.code).toBe("RATE_LIMITED");
    const elsewhere = await attempt(PASSWORD, "192.0.2.2");
    expect(elsewhere.data.sessionCreate.__typename).toBe("SessionCreatePayload");
  } finally {
    await limited.close();
  }
});
