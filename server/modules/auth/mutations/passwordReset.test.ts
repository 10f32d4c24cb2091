import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { PASSWORD, type Person, TestApi } from "../../../test/api.js";
import { mailsOf } from "../../../test/mails.js";

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

/** Asks for a letter, and answers the token of its link. */
async function tokenFor(person: Person): Promise<string> {
  await api.nobody.mutate("passwordResetRequest", { email: ` ${person.email.toUpperCase()}` });
  await api.doJobs();
  const letter = (await mailsOf(api)).findLast(({ to }) => to === person.email)!;
  const [, origin, token] = /(\S+)\/reset\/(\S+)/.exec(letter.text)!;
  expect(origin).toBe(api.origin);
  return token!;
}

const reset = (token: string, password = NEW_PASSWORD) => api.nobody.try("passwordReset", { token, password });
const signIn = (password: string) => api.nobody.try("sessionCreate", { email: ana.email, password });

test("a letter brings a link by which a new password is chosen, once; all sessions and every other link end", async () => {
  const [first, token] = [await tokenFor(ana), await tokenFor(ana)];
  expect(Buffer.from(token, "base64url").length).toBeGreaterThanOrEqual(16);
  expect(await reset(token)).toEqual({ __typename: "PasswordResetPayload", ok: true });
  expect((await api.send("{ viewer { id } }", {}, ana.token)).errors![0]!.extensions.code).toBe("UNAUTHENTICATED");
  expect((await signIn(PASSWORD)).__typename).toBe("InvalidCredentialsError");
  expect((await signIn(NEW_PASSWORD)).__typename).toBe("SessionCreatePayload");
  for (const spent of [token, first]) expect((await reset(spent)).__typename).toBe("NotFoundError");
});

test("a letter in the language of the account", async () => {
  await ana.mutate("userUpdate", { locale: "de-AT" });
  await tokenFor(ana);
  expect((await mailsOf(api)).at(-1)!.text).toContain("eine Stunde lang");
});

test("unknown, used and expired are one answer; a password that is none uses nothing up", async () => {
  const token = await tokenFor(ana);
  const short = await reset(token, "short");
  expect(short.fields).toEqual([expect.objectContaining({ path: ["password"], code: "TOO_SHORT" })]);
  const unknown = await reset("nonsense");
  expect(unknown.__typename).toBe("NotFoundError");
  for (const text of ["", "\u0000", "x".repeat(1000)]) expect(await reset(text)).toEqual(unknown);
  await api.dataSource.query("update password_resets set expires_at = now() where user_id = $1", [ana.id]);
  expect(await reset(token)).toEqual(unknown);
  const hour = "select expires_at <= now() + interval '1 hour' as within from password_resets";
  const next = await tokenFor(ana);
  expect(await api.dataSource.query(hour)).toEqual(expect.arrayContaining([{ within: true }]));
  const answers = await Promise.all(Array.from({ length: 4 }, () => reset(next)));
  expect(answers.filter((answer) => answer.ok === true)).toHaveLength(1);
  expect(answers.filter((answer) => answer.__typename === "NotFoundError")).toHaveLength(3);
});

test("a changed password is the end of links that were sent before", async () => {
  const token = await tokenFor(ana);
  await ana.mutate("passwordChange", { currentPassword: PASSWORD, newPassword: NEW_PASSWORD });
  expect((await reset(token)).__typename).toBe("NotFoundError");
});

test("tokens are kept as hashes, and neither a token nor an address is in a log", async () => {
  const token = await tokenFor(ana);
  await reset(token);
  const fresh = await tokenFor(ana);
  const kept = JSON.stringify([
    await api.dataSource.query("select encode(token_hash, 'escape') as text from password_resets"),
    await api.dataSource.query("select * from writes"),
    await api.dataSource.query("select * from graphile_worker._private_jobs"),
    api.logged,
  ]);
  for (const secret of [token, fresh, ana.email]) expect(kept).not.toContain(secret);
});
