import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { type JWTPayload, SignJWT, UnsecuredJWT } from "jose";
import { newId } from "../../kernel/ids.js";
import { type Person, TestApi, type TestGroup } from "../../test/api.js";
import { EVENTS, listen, socketOf } from "../../test/socket.js";

let api: TestApi;
let ana: Person;
let group: TestGroup;
let secret: Uint8Array;
let good: JWTPayload;

beforeAll(async () => {
  api = await TestApi.start();
  ana = await api.person("Ana");
  group = await api.group([ana]);
  const [row] = await api.dataSource.query("select value from secrets where name = 'auth'");
  secret = new Uint8Array(row.value);
  good = JSON.parse(Buffer.from(ana.token!.split(".")[1]!, "base64url").toString());
});
afterAll(() => api.close());

function signed(claims: JWTPayload, header: { alg: string; typ?: string } = { alg: "HS256", typ: "at+jwt" }) {
  return new SignJWT(claims).setProtectedHeader(header).sign(secret);
}

function now(): number {
  return Math.floor(Date.now() / 1000);
}

/** The code that HTTP answers with, and how a socket ends that is opened with this token. */
async function answersTo(token: string): Promise<[string | undefined, number | undefined]> {
  const { errors } = await api.send("{ viewer { id } }", {}, token);
  const client = socketOf(api.url, token);
  const heard = listen(client, "{ viewer { id } }", {});
  await heard.until(() => heard.ended !== null);
  await client.dispose();
  const ended = heard.ended as { error?: { code: number } };
  return [errors?.[0]?.extensions.code, ended.error?.code];
}

test("a token as we sign it is good", async () => {
  expect(await answersTo(await signed(good))).toEqual([undefined, undefined]);
});

test("forged, foreign and expired ones are UNAUTHENTICATED, and open no socket", async () => {
  const [header, payload, signature] = ana.token!.split(".") as [string, string, string];
  const other = await api.person("Ben");
  const claims = JSON.parse(Buffer.from(other.token!.split(".")[1]!, "base64url").toString()) as JWTPayload;
  const without = (name: string) => Object.fromEntries(Object.entries(good).filter(([key]) => key !== name));
  const bad = {
    expired: await signed({ ...good, exp: now() - 1 }),
    "not valid yet": await signed({ ...good, nbf: now() + 600 }),
    "without an end": await signed(without("exp")),
    "without a session": await signed(without("sid")),
    "of nobody": await signed(without("sub")),
    "of a session that there is not": await signed({ ...good, sid: newId("ses") }),
    "of another's session": await signed({ ...good, sid: claims.sid }),
    "by another issuer": await signed({ ...good, iss: "somebody" }),
    "for another audience": await signed({ ...good, aud: "somebody" }),
    "of another kind": await signed(good, { alg: "HS256", typ: "JWT" }),
    "by another algorithm": await signed(good, { alg: "HS512", typ: "at+jwt" }),
    "not signed": new UnsecuredJWT(good).encode(),
    "signed with another secret": await new SignJWT(good)
      .setProtectedHeader({ alg: "HS256", typ: "at+jwt" })
      .sign(new Uint8Array(32)),
    "without its signature": `${header}.${payload}.`,
    "with another's claims": `${header}.${Buffer.from(JSON.stringify(claims)).toString("base64url")}.${signature}`,
    "a refresh token": ana.refreshToken!,
    "nothing at all": "",
  };
  for (const [name, token] of Object.entries(bad)) {
    expect([name, ...(await answersTo(token))]).toEqual([name, "UNAUTHENTICATED", 4403]);
  }
});

test("a token that ends while a socket is open ends the socket", async () => {
  const client = socketOf(api.url, await signed({ ...good, exp: now() + 2 }));
  const closed = new Promise<{ code: number }>((resolve) =>
    client.on("closed", (event) => resolve(event as { code: number })),
  );
  const heard = listen(client, EVENTS, { groupId: group.id, after: 0 });
  await heard.until(() => heard.results.length > 0);
  expect((await closed).code).toBe(4403);
});

test("signing in, refreshing and looking at an invite need no good token", async () => {
  const { invite } = await ana.mutate("inviteCreate", { groupId: group.id });
  const old = await signed({ ...good, exp: now() - 1 });
  const signIn = await api.send(
    api.mutation("sessionCreate"),
    { input: { email: ana.email, password: "correct horse battery" } },
    old,
  );
  expect(signIn.data.sessionCreate).toMatchObject({ __typename: "SessionCreatePayload", user: { email: ana.email } });
  const refreshed = await api.send(api.mutation("sessionRefresh"), { input: { refreshToken: ana.refreshToken } }, old);
  expect(refreshed.data.sessionRefresh.__typename).toBe("SessionRefreshPayload");
  const preview = await api.send(`{ invite(code: "${invite.code}") { groupName } }`, {}, old);
  expect(preview.data.invite.groupName).toBe("Flat");
});
