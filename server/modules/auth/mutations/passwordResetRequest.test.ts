import { afterAll, beforeAll, beforeEach, expect, jest, test } from "@jest/globals";
import { type Person, TestApi } from "../../../test/api.js";
import { mailsOf } from "../../../test/mails.js";

let api: TestApi;
let ana: Person;

beforeAll(async () => {
  api = await TestApi.start();
});
beforeEach(async () => {
  ana = await api.person("Ana");
});
afterAll(() => api.close());

test("nobody can tell from the request whether there is such an account", async () => {
  const query = jest.spyOn(api.surroundings.Client.prototype, "query");
  const request = async (email: string) => {
    query.mockClear();
    const answer = await api.nobody.try("passwordResetRequest", { email });
    expect(answer).toEqual({ __typename: "PasswordResetRequestPayload", ok: true });
    return query.mock.calls.map(([statement]) => (statement as { text?: string }).text ?? statement);
  };
  await request("first@example.com");
  const statements = await request(ana.email);
  expect(statements.length).toBeGreaterThan(0);
  expect(statements.join()).not.toContain("users");
  expect(await request("nobody.has.this@example.com")).toEqual(statements);
  query.mockRestore();
  expect(await api.dataSource.query("select user_id from password_resets where user_id = $1", [ana.id])).toEqual([]);
  const before = (await mailsOf(api)).length;
  await api.doJobs();
  expect(await mailsOf(api)).toHaveLength(before + 1);
  const malformed = await api.nobody.try("passwordResetRequest", { email: "nonsense" });
  expect(malformed.fields).toEqual([expect.objectContaining({ path: ["email"], code: "MALFORMED" })]);
});

test("asking twice before the letter has left is one letter", async () => {
  await api.nobody.mutate("passwordResetRequest", { email: ana.email });
  await api.nobody.mutate("passwordResetRequest", { email: ana.email.toUpperCase() });
  await api.doJobs();
  expect((await mailsOf(api)).filter(({ to }) => to === ana.email)).toHaveLength(1);
});

test("requests are counted by network, and by e-mail whether or not anybody has it", async () => {
  const limited = await TestApi.start({ RATE_LIMITS: "on", TRUST_PROXY: "1" });
  try {
    const ask = async (email: string, ip: string) => {
      const query = limited.mutation("passwordResetRequest");
      const { errors } = await limited.send(query, { input: { email } }, null, { "x-forwarded-for": ip });
      return errors?.[0]!.extensions.code;
    };
    const ben = await limited.person("Ben");
    for (const email of [ben.email, "nobody@example.com"]) {
      const codes = [];
      for (let index = 1; index <= 6; index++) codes.push(await ask(email, `192.0.2.${index}`));
      expect(codes).toEqual([undefined, undefined, undefined, undefined, undefined, "RATE_LIMITED"]);
    }
    const codes = [];
    for (let index = 1; index <= 21; index++) codes.push(await ask(`p${index}@example.com`, `2001:db8::${index}`));
    expect(codes.filter((code) => code === "RATE_LIMITED")).toHaveLength(1);
  } finally {
    await limited.close();
  }
});
