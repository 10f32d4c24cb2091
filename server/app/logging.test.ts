import { afterAll, beforeAll, expect, test } from "@jest/globals";
import pg from "pg";
import { loggedError } from "../platform/log.js";
import { PASSWORD, TestApi } from "../test/api.js";
import { saidByDatabase } from "./errors.js";

let api: TestApi;

beforeAll(async () => {
  api = await TestApi.start({ LOG_LEVEL: "trace" });
});
afterAll(() => api.close());

const SECRETS = ["Secret Person", "secret.person@example.com", PASSWORD, "argon2"];

test("an outage in the middle of a registration writes nothing of the person into the log", async () => {
  const { url } = api.dataSource.options as { url: string };
  const [holder, outside] = [new pg.Client(url), new pg.Client(url)];
  await Promise.all([holder.connect(), outside.connect()]);
  await holder.query("begin");
  await holder.query("lock table users in exclusive mode");
  const input = { email: SECRETS[1], password: PASSWORD, name: SECRETS[0] };
  const registered = api.nobody.send(api.mutation("userRegister"), { input });
  let waiting: { pid: number }[] = [];
  while (waiting.length === 0) {
    const waits = `select pid from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock' and query like '%users%'`;
    ({ rows: waiting } = await outside.query<{ pid: number }>(waits));
  }
  await outside.query("select pg_terminate_backend($1)", [waiting[0]!.pid]);
  await Promise.all([holder.end(), outside.end()]);
  expect((await registered).errors).toHaveLength(1);
  const log = api.logged.join("\n");
  expect(log).toContain("57P01");
  for (const secret of SECRETS) expect(log).not.toContain(secret);
});

test("an error is logged by what is allowed, its causes too", () => {
  const driver = Object.assign(new Error('invalid input syntax for type numeric: "my secret"'), {
    code: "22P02",
    detail: "Key (email)=(secret)",
    parameters: ["secret"],
    query: "insert secret",
    constraint: "users_email",
    table: "users",
  });
  const logged = loggedError(new TypeError("outer", { cause: driver }));
  expect(logged).toMatchObject({ type: "TypeError", message: "outer" });
  expect(logged.cause).toMatchObject({ code: "22P02", constraint: "users_email", table: "users" });
  expect(Object.keys(logged.cause!).sort()).toEqual(["code", "constraint", "message", "stack", "table", "type"]);
  expect(JSON.stringify(logged)).not.toContain("secret");
});

test("what the database says of waiting too long is said to the caller, anything else is not", () => {
  const code = (error: unknown) => saidByDatabase(error)?.extensions?.code;
  expect(code({ code: "55P03" })).toBe("RATE_LIMITED");
  expect(saidByDatabase({ code: "55P03" })!.extensions!.retryAfter).toBe(1);
  expect(code({ code: "57014" })).toBe("OPERATION_TOO_COSTLY");
  expect(code({ code: "57P01" })).toBe("UNAVAILABLE");
  expect(code({ code: "ECONNREFUSED" })).toBe("UNAVAILABLE");
  expect([code({ code: "23505" }), code(new Error("nothing of that")), code(null)]).toEqual(Array(3).fill(undefined));
});
