import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { type Person, TestApi } from "../../../test/api.js";

let api: TestApi;
let ana: Person;

beforeAll(async () => {
  api = await TestApi.start();
  ana = await api.person("Ana");
});
afterAll(() => api.close());

test("its address is forgotten", async () => {
  const subscription = {
    endpoint: "https://push.example.com/one",
    p256dh: Buffer.alloc(65, 4).toString("base64url"),
    auth: Buffer.alloc(16, 7).toString("base64url"),
  };
  const { device } = await ana.mutate("deviceAdd", { subscription });
  const removed = await ana.mutate("deviceRemove", { id: device.id }, "user { devices { id } }");
  expect(removed.user.devices).toEqual([]);
  expect(await api.dataSource.query("select from devices")).toHaveLength(0);
  expect((await ana.try("deviceRemove", { id: device.id })).__typename).toBe("NotFoundError");
});
