import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { newId } from "../../../kernel/ids.js";
import { type Person, TestApi } from "../../../test/api.js";

let api: TestApi;
let ana: Person;
let ben: Person;

beforeAll(async () => {
  api = await TestApi.start();
  [ana, ben] = await Promise.all([api.person("Ana"), api.person("Ben")]);
});
afterAll(() => api.close());

const p256dh = Buffer.alloc(65, 4).toString("base64url");
const auth = Buffer.alloc(16, 7).toString("base64url");
const subscription = (name: string) => ({ endpoint: `https://push.example.com/${name}`, p256dh, auth });
const SELECTION = "device { id kind state name } user { devices { id } }";
const devicesOf = async (person: Person) => (await person.ask("{ viewer { devices { id } } }")).viewer.devices;

test("a browser is told at once, and whose it is last is whose it is", async () => {
  const id = newId("dev");
  const added = await ana.mutate("deviceAdd", { id, subscription: subscription("one") }, SELECTION);
  expect(added).toMatchObject({ device: { id, kind: "PUSH", state: "ACTIVE" }, user: { devices: [{ id }] } });
  const again = await ana.mutate("deviceAdd", { subscription: subscription("one") }, SELECTION);
  expect(await devicesOf(ana)).toEqual([{ id: again.device.id }]);
  const taken = await ben.mutate("deviceAdd", { subscription: subscription("one") }, SELECTION);
  expect([await devicesOf(ana), await devicesOf(ben)]).toEqual([[], [{ id: taken.device.id }]]);
});

test("its address is kept sealed, and said nowhere", async () => {
  await ana.mutate("deviceAdd", { subscription: subscription("secret-place") }, SELECTION);
  const rows = await api.dataSource.query("select d::text as text, sealed from devices d where user_id = $1", [ana.id]);
  expect(rows[0].sealed).toMatch(/^own:[\w-]+$/);
  expect(JSON.stringify(rows)).not.toContain("secret-place");
});

test.each([
  ["nothing", {}, ["subscription"]],
  ["two at once", { subscription: subscription("two"), phone: "+43 660 1234567" }, ["phone"]],
  [
    "no https",
    { subscription: { ...subscription("x"), endpoint: "http://push.example.com/x" } },
    ["subscription", "endpoint"],
  ],
  ["no address", { subscription: { ...subscription("x"), endpoint: "push" } }, ["subscription", "endpoint"]],
  [
    "a password in it",
    { subscription: { ...subscription("x"), endpoint: "https://a:b@example.com" } },
    ["subscription", "endpoint"],
  ],
  ["a short key", { subscription: { ...subscription("x"), p256dh: auth } }, ["subscription", "p256dh"]],
  ["no secret", { subscription: { ...subscription("x"), auth: "" } }, ["subscription", "auth"]],
  ["no number", { phone: "1234567" }, ["phone"]],
  ["a phone where there are no text messages", { phone: "+43 660 1234567" }, ["phone"]],
])("%s is refused", async (_name, input, path) => {
  expect(await ana.try("deviceAdd", input)).toMatchObject({ __typename: "InvalidInputError", fields: [{ path }] });
});

test("there are at most twenty", async () => {
  const cem = await api.person("Cem");
  for (let count = 0; count < 20; count++) {
    await cem.mutate("deviceAdd", { subscription: subscription(`cem-${count}`) }, "__typename");
  }
  expect(await cem.try("deviceAdd", { subscription: subscription("more") })).toMatchObject({ reason: "STATE" });
});
