import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { newId } from "../../../kernel/ids.js";
import { type Person, TestApi } from "../../../test/api.js";

let api: TestApi;
let ana: Person;

beforeAll(async () => {
  api = await TestApi.start();
  ana = await api.person("Ana");
});
afterAll(() => api.close());

/** A phone that was sent 123456. */
async function phone(until = "10 minutes"): Promise<string> {
  const id = newId("dev");
  await api.dataSource.query(
    `insert into devices (id, user_id, kind, state, name, fingerprint, code_hash, code_until, created_at)
     values ($1, $2, 'PHONE', 'UNCONFIRMED', '67', '', sha256(convert_to($1 || ' 123456', 'UTF8')), now() + $3::interval, now())`,
    [id, ana.id, until],
  );
  return id;
}

test("the code proves it, once", async () => {
  const id = await phone();
  const { device } = await ana.mutate("deviceConfirm", { id, code: " 123456" }, "device { id kind state name }");
  expect(device).toEqual({ id, kind: "PHONE", state: "ACTIVE", name: "67" });
  expect(await ana.try("deviceConfirm", { id, code: "123456" })).toMatchObject({ reason: "STATE" });
});

test("a wrong code is counted, and after three the right one is too late", async () => {
  const id = await phone();
  for (const code of ["123457", "", "654321"]) {
    expect(await ana.try("deviceConfirm", { id, code })).toMatchObject({
      __typename: "InvalidInputError",
      fields: [{ path: ["code"], code: "NOT_ALLOWED" }],
    });
  }
  expect(await ana.try("deviceConfirm", { id, code: "123456" })).toMatchObject({ reason: "STATE" });
});

test("a code is good for so long", async () => {
  const id = await phone("-1 second");
  expect(await ana.try("deviceConfirm", { id, code: "123456" })).toMatchObject({ reason: "STATE" });
});
