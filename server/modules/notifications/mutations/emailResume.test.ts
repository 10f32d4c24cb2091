import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { type Person, TestApi } from "../../../test/api.js";

let api: TestApi;
let ana: Person;

beforeAll(async () => {
  api = await TestApi.start();
  ana = await api.person("Ana");
});
afterAll(() => api.close());

test("an address at which mail was stopped is mailed to again", async () => {
  const stopped = "insert into notification_people (user_id, email_stopped_at) values ($1, now())";
  await api.dataSource.query(stopped, [ana.id]);
  expect((await ana.ask("{ viewer { emailStoppedAt } }")).viewer.emailStoppedAt).not.toBeNull();
  expect((await ana.mutate("emailResume", {}, "user { emailStoppedAt }")).user).toEqual({ emailStoppedAt: null });
});
