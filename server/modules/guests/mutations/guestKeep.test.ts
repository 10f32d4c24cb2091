import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { PASSWORD, TestApi } from "../../../test/api.js";
import { mailsOf } from "../../../test/mails.js";

let api: TestApi;

beforeAll(async () => {
  api = await TestApi.start();
});
afterAll(() => api.close());

const KEPT = "user { id name email guestUntil }";
const keeping = (email: string, change: object = {}) => ({ email, password: PASSWORD, ...change });

test("the account stays, with its session and groups, and signs in with what it was given", async () => {
  const guest = await api.guest();
  const { user } = await guest.mutate("guestKeep", keeping("Zoe@Example.com ", { name: "Zoe" }), KEPT);
  expect(user).toEqual({
    __typename: undefined,
    id: guest.id,
    name: "Zoe",
    email: "zoe@example.com",
    guestUntil: null,
  });
  const { groups } = await guest.ask("{ groups { edges { node { members { name } } } } }");
  expect(groups.edges[0].node.members[0].name).toBe("Zoe");
  const signedIn = await api.nobody.mutate("sessionCreate", { email: "zoe@example.com", password: PASSWORD });
  expect(signedIn.user.id).toBe(guest.id);
  await api.doJobs();
  // Registering sends no mail either. The new name is an event, as any other.
  expect(await mailsOf(api)).toEqual([]);
  const events = "{ groups { edges { node { events(first: 1, order: NEWEST_FIRST) { edges { node { type } } } } } } }";
  expect((await guest.ask(events)).groups.edges[0].node.events.edges[0].node.type).toBe("member.renamed");
});

test("its tokens live no longer than those of others from then on", async () => {
  const guest = await api.guest();
  await guest.mutate("guestKeep", keeping("short@example.com"));
  await api.nobody.mutate("sessionRefresh", { refreshToken: guest.refreshToken }, "__typename");
  const [{ longest }] = await api.dataSource.query(
    `select max(t.expires_at) <= now() + interval '7 days' as longest from refresh_tokens t
     join sessions s on s.id = t.session_id where s.user_id = $1`,
    [guest.id],
  );
  expect(longest).toBe(true);
});

test("the same request is one effect, by its id; any other finds no guest", async () => {
  const guest = await api.guest();
  const input = keeping("once@example.com", { requestId: "keep" });
  const once = await guest.mutate("guestKeep", input, KEPT);
  expect(await guest.try("guestKeep", input, KEPT)).toEqual(once);
  const conflict = (reason: string) => ({ __typename: "ConflictError", reason });
  expect(await guest.try("guestKeep", { ...input, password: `${PASSWORD}!` })).toMatchObject(
    conflict("REQUEST_ID_TAKEN"),
  );
  expect(await guest.try("guestKeep", { ...input, requestId: null })).toMatchObject(conflict("STATE"));
  const both = { ...input, email: "twice@example.com", requestId: "twice" };
  const other = await api.guest();
  const answers = await Promise.all([other.try("guestKeep", both), other.try("guestKeep", both)]);
  expect(answers.map(({ __typename }): string => __typename)).toEqual(["GuestKeepPayload", "GuestKeepPayload"]);
  // What is remembered does not hold the password.
  const kept = await api.dataSource.query("select * from writes where key like 'request:%'");
  expect(JSON.stringify(kept)).not.toContain(PASSWORD);
});

test("an address that is taken stays whose it is, and the guest a guest; of two who want one, one gets it", async () => {
  const [ana, guest, other] = [await api.person("Ana"), await api.guest(), await api.guest()];
  expect((await guest.try("guestKeep", keeping(ana.email.toUpperCase()))).__typename).toBe("EmailTakenError");
  expect((await guest.ask("{ viewer { guestUntil } }")).viewer.guestUntil).toEqual(expect.any(String));
  const answers = await Promise.all([guest, other].map((each) => each.try("guestKeep", keeping("race@example.com"))));
  expect(answers.map(({ __typename }): string => __typename).sort()).toEqual(["EmailTakenError", "GuestKeepPayload"]);
});

test.each([
  [{ email: "no address" }, ["email"], "MALFORMED"],
  [{ password: "short" }, ["password"], "TOO_SHORT"],
  [{ name: " " }, ["name"], "REQUIRED"],
])("refuses %j, and nothing changes", async (change, path, code) => {
  const guest = await api.guest();
  const answer = await guest.try("guestKeep", keeping("bad@example.com", change));
  expect(answer.fields).toEqual([expect.objectContaining({ path, code })]);
  expect((await guest.ask("{ viewer { email } }")).viewer.email).toBeNull();
});
