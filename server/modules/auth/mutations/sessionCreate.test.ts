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

test("whoever guesses from many addresses is slowed down, and the owner is never refused", async () => {
  const limited = await TestApi.start({ RATE_LIMITS: "on", TRUST_PROXY: "1" });
  try {
    const ben = await limited.person("Ben");
    const query = limited.mutation("sessionCreate");
    const attempt = (email: string, password: string, host: number) =>
      limited.send(query, { input: { email, password } }, null, { "x-forwarded-for": `192.0.2.${host}` });
    // Alike for an address that nobody has.
    for (const email of [ben.email, "nobody@example.com"]) {
      const tries = Array.from({ length: 12 }, (_, host) => attempt(email, "wrong password", host));
      const types = (await Promise.all(tries)).map((reply) => reply.data.sessionCreate.__typename as string);
      expect(new Set(types)).toEqual(new Set(["InvalidCredentialsError"]));
    }
    const owner = await attempt(ben.email, PASSWORD, 100);
    expect(owner.data.sessionCreate.__typename).toBe("SessionCreatePayload");
  } finally {
    await limited.close();
  }
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
    // Of IPv6 everybody has 2^64 addresses: they are counted as one.
    for (let index = 0; index < 10; index++) await attempt("wrong password", `2001:db8:0:1::${index + 1}`);
    expect((await attempt(PASSWORD, "2001:db8:0:1:ffff::1")).errors![0]!.extensions.code).toBe("RATE_LIMITED");
    expect((await attempt(PASSWORD, "2001:db8:0:2::1")).data.sessionCreate.__typename).toBe("SessionCreatePayload");
  } finally {
    await limited.close();
  }
});
