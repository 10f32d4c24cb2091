import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { PASSWORD, type Person, TestApi } from "../../../test/api.js";

const NEW_PASSWORD = "a new horse battery";

let api: TestApi;
let ana: Person;

beforeAll(async () => {
  api = await TestApi.start({ LOG_LEVEL: "trace" });
});
beforeEach(async () => {
  ana = await api.person("Ana");
});
afterAll(() => api.close());

const signIn = (password: string) => api.nobody.try("sessionCreate", { email: ana.email, password });

async function isGood(token: string): Promise<boolean> {
  return (await api.send("{ viewer { id } }", {}, token)).errors === undefined;
}

test("changes the password and ends all other sessions", async () => {
  const other = await signIn(PASSWORD);
  const change = { currentPassword: PASSWORD, newPassword: NEW_PASSWORD };
  expect(await ana.mutate("passwordChange", change)).toEqual({ __typename: "PasswordChangePayload", ok: true });
  expect(await isGood(ana.token!)).toBe(true);
  expect(await isGood(other.session.accessToken)).toBe(false);
  expect((await signIn(PASSWORD)).__typename).toBe("InvalidCredentialsError");
  expect((await signIn(NEW_PASSWORD)).__typename).toBe("SessionCreatePayload");
});

test("a wrong current password, and one that is none; nothing is changed", async () => {
  const other = await signIn(PASSWORD);
  const wrong = { currentPassword: "wrong horse battery", newPassword: NEW_PASSWORD };
  expect((await ana.try("passwordChange", wrong)).__typename).toBe("InvalidCredentialsError");
  for (const [change, path, code] of [
    [{ currentPassword: "" }, ["currentPassword"], "REQUIRED"],
    [{ currentPassword: "x".repeat(1025) }, ["currentPassword"], "TOO_LONG"],
    [{ newPassword: "short" }, ["newPassword"], "TOO_SHORT"],
    [{ newPassword: "x".repeat(1025) }, ["newPassword"], "TOO_LONG"],
  ] as const) {
    const answer = await ana.try("passwordChange", { currentPassword: PASSWORD, newPassword: NEW_PASSWORD, ...change });
    expect(answer.fields).toEqual([expect.objectContaining({ path, code })]);
  }
  expect(await isGood(other.session.accessToken)).toBe(true);
  expect((await signIn(PASSWORD)).__typename).toBe("SessionCreatePayload");
  const nobody = await api.nobody.fail("passwordChange", wrong);
  expect(nobody[0]!.extensions.code).toBe("UNAUTHENTICATED");
});

test("the same request is one effect, also when it comes many times at once", async () => {
  const input = { currentPassword: PASSWORD, newPassword: NEW_PASSWORD, requestId: "change" };
  const answers = await Promise.all(Array.from({ length: 4 }, () => ana.mutate("passwordChange", input)));
  expect(new Set(answers.map((answer) => answer.ok))).toEqual(new Set([true]));
  const later = await signIn(NEW_PASSWORD);
  expect((await ana.mutate("passwordChange", input)).ok).toBe(true);
  expect(await isGood(later.session.accessToken)).toBe(true);
  const back = { currentPassword: NEW_PASSWORD, newPassword: PASSWORD };
  await ana.mutate("passwordChange", back);
  // As it was answered then, and without an effect.
  expect((await ana.mutate("passwordChange", input)).ok).toBe(true);
  expect((await signIn(PASSWORD)).__typename).toBe("SessionCreatePayload");
  const taken = await ana.try("passwordChange", { ...back, requestId: "change" });
  expect(taken.fields).toEqual([expect.objectContaining({ path: ["requestId"], code: "NOT_ALLOWED" })]);
});

test("what is kept of a request is no way to its passwords, and no log has them", async () => {
  await ana.mutate("passwordChange", { currentPassword: PASSWORD, newPassword: NEW_PASSWORD, requestId: "kept" });
  const everything = JSON.stringify([
    await api.dataSource.query("select * from writes"),
    await api.dataSource.query("select j::text from graphile_worker._private_jobs j"),
    api.logged,
  ]);
  for (const secret of [PASSWORD, NEW_PASSWORD, "argon2"]) expect(everything).not.toContain(secret);
});

test("whoever signs in while the password changes is in before it, and out with it, or not in", async () => {
  const change = { currentPassword: PASSWORD, newPassword: NEW_PASSWORD };
  const [, ...tries] = await Promise.all([
    ana.mutate("passwordChange", change),
    ...Array.from({ length: 6 }, () => signIn(PASSWORD)),
  ]);
  for (const { session } of tries.filter((answer) => answer.__typename === "SessionCreatePayload")) {
    expect(await isGood(session.accessToken)).toBe(false);
  }
});

test("wrong tries are limited", async () => {
  const limited = await TestApi.start({ RATE_LIMITS: "on" });
  try {
    const ben = await limited.person("Ben");
    const guess = { currentPassword: "wrong horse battery", newPassword: NEW_PASSWORD };
    for (let index = 0; index < 10; index++) await ben.try("passwordChange", guess);
    expect((await ben.fail("passwordChange", guess))[0]!.extensions.code).toBe("RATE_LIMITED");
  } finally {
    await limited.close();
  }
});
