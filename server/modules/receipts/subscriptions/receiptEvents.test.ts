import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import type { Client } from "graphql-ws";
import { type Answer, type Person, TestApi, type TestGroup } from "../../../test/api.js";
import { sendReceipt, typedReceipt } from "../../../test/receipts.js";
import { threeAndAStranger } from "../../../test/seed.js";
import { listen, socketOf } from "../../../test/socket.js";

let api: TestApi;
let ana: Person;
let ben: Person;
let mallory: Person;
let group: TestGroup;
const clients: Client[] = [];

beforeAll(async () => {
  api = await TestApi.start();
});
beforeEach(async () => {
  ({ ana, ben, mallory, group } = await threeAndAStranger(api));
});
afterAll(async () => {
  for (const client of clients) await client.dispose();
  await api.close();
});

const EVENTS = `subscription ($id: ID!) { receiptEvents(receiptId: $id) { progress place
  receipt { state version expense { id } reading { lines { claims { weight } } } } } }`;

function listenTo(person: Person, id: string) {
  const client = socketOf(api.url, person.token);
  clients.push(client);
  return listen(client, EVENTS, { id });
}

const last = (heard: ReturnType<typeof listenTo>): Answer => heard.results.at(-1)?.data?.receiptEvents;

test("it is told at once, and whenever somebody changes it or claims from it", async () => {
  const { id, reading } = await typedReceipt(api, ana, group);
  const heard = listenTo(ben, id);
  await heard.until(() => heard.results.length === 1);
  expect(last(heard)).toMatchObject({ place: null, receipt: { state: "READ", version: 2, expense: null } });
  const lineId = reading.lines[0].id;
  await ana.mutate("receiptLineClaim", { receiptId: id, lineId, memberId: group.memberIds[0], weight: "1" });
  await heard.until(() => last(heard).receipt.reading.lines[0].claims.length === 1);
  await ana.mutate("receiptUpdate", { id, version: 2, lines: [] });
  await heard.until(() => last(heard).receipt.version === 3);
  expect(last(heard).receipt.reading.lines).toEqual([]);
  await ana.mutate("receiptDelete", { id });
  await heard.until(() => heard.ended !== null);
});

test("what waits has a place in the queue of all groups", async () => {
  await api.dataSource.query("update receipts set state = 'READ' where state = 'QUEUED'");
  const before = await sendReceipt(api, ana, group);
  const { id } = await sendReceipt(api, ana, await api.group([ana]));
  const heard = listenTo(ana, id);
  await heard.until(() => heard.results.length === 1);
  expect(last(heard)).toMatchObject({ place: 1, progress: 0, receipt: { state: "QUEUED" } });
  await ana.mutate("receiptUpdate", { id: before.id, version: 1, total: "1" });
  await heard.until(() => last(heard).place === 0);
});

test("a stranger hears that there is no such receipt, and who is removed hears nothing more", async () => {
  const { id } = await typedReceipt(api, ana, group);
  const none = listenTo(mallory, id);
  await none.until(() => none.ended !== null || none.results.length > 0);
  expect(none.results[0]?.errors?.[0].extensions.code ?? JSON.stringify(none.ended)).toContain("NOT_FOUND");
  const heard = listenTo(ben, id);
  await heard.until(() => heard.results.length === 1);
  await ana.mutate("memberRemove", { id: group.memberIds[1] });
  await ana.mutate("receiptUpdate", { id, version: 2, merchant: "Café" });
  await heard.until(() => heard.ended !== null);
  expect(heard.results).toHaveLength(1);
});
