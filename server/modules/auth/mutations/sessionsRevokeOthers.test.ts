import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { PASSWORD, TestApi } from "../../../test/api.js";
import { EVENTS, listen, socketOf } from "../../../test/socket.js";

let api: TestApi;

beforeAll(async () => {
  api = await TestApi.start();
});
afterAll(() => api.close());

async function refusedCode(token: string): Promise<string | undefined> {
  const { errors } = await api.send("{ viewer { id } }", {}, token);
  return errors?.[0]!.extensions.code;
}

test("all others at once, with their sockets; once for one request", async () => {
  const ana = await api.person("Ana");
  const group = await api.group([ana]);
  const others = await Promise.all(
    [1, 2].map(() => api.nobody.mutate("sessionCreate", { email: ana.email, password: PASSWORD })),
  );
  const client = socketOf(api.url, others[0].session.accessToken);
  const closed = new Promise<{ code: number }>((resolve) =>
    client.on("closed", (event) => resolve(event as { code: number })),
  );
  const heard = listen(client, EVENTS, { groupId: group.id, after: 0 });
  await heard.until(() => heard.results.length > 0);
  const input = { requestId: "everywhere else" };
  expect(await ana.mutate("sessionsRevokeOthers", input)).toMatchObject({ ok: true });
  expect((await closed).code).toBe(4403);
  for (const { session } of others) expect(await refusedCode(session.accessToken)).toBe("UNAUTHENTICATED");
  const later = await api.nobody.mutate("sessionCreate", { email: ana.email, password: PASSWORD });
  await ana.mutate("sessionsRevokeOthers", input);
  expect(await refusedCode(later.session.accessToken)).toBeUndefined();
  await ana.mutate("sessionsRevokeOthers", {});
  expect(await refusedCode(later.session.accessToken)).toBe("UNAUTHENTICATED");
  expect(await refusedCode(ana.token!)).toBeUndefined();
  await ana.mutate("userUpdate", { requestId: "taken", name: "Ana" });
  expect(await ana.try("sessionsRevokeOthers", { requestId: "taken" })).toMatchObject({ reason: "REQUEST_ID_TAKEN" });
  expect((await api.nobody.fail("sessionsRevokeOthers", {}))[0]!.extensions.code).toBe("UNAUTHENTICATED");
});
