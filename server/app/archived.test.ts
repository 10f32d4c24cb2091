import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { newId } from "../kernel/ids.js";
import { type Answer, type Person, TestApi, type TestGroup } from "../test/api.js";
import { typedReceipt, uploadPhoto } from "../test/receipts.js";
import { expenseInput, settlementInput, threeAndAStranger } from "../test/seed.js";
import { splitwiseText, startImport, uploadText } from "../test/upload.js";
import { buildApiSchema } from "./schema.js";

let api: TestApi;
let ana: Person;
let ben: Person;
let group: TestGroup;
/** What each mutation is asked for in the archived group: one that would be carried out if the group were in use. */
let refused: Record<string, object>;
/** What may still be done, in an order in which each can be. */
let allowed: [mutation: string, person: Person, input: object][];
/** Sent before the group was put away, and once more afterwards. */
let replayed: [mutation: string, person: Person, input: object, answer: Answer][];

/** Mutations that write into no group of the viewer's choice; personSettle passes over archived groups by itself. */
const OF_NO_GROUP = [
  "guestCreate",
  "guestKeep",
  "userRegister",
  "userUpdate",
  "sessionCreate",
  "sessionRefresh",
  "sessionRevoke",
  "sessionsRevokeOthers",
  "passwordChange",
  "passwordReset",
  "passwordResetRequest",
  "groupCreate",
  "friendAdd",
  "uploadStart",
  "reportScheduleSet",
  "reportStart",
  "personSettle",
  "notificationRead",
  "notificationPreferenceSet",
  "quietHoursSet",
  "emailResume",
  "deviceAdd",
  "deviceConfirm",
  "deviceRemove",
];

const ROWS = [
  "2026-01-31,Tea,Groceries,9.00,EUR,6.00,-3.00,-3.00",
  "2026-02-01,Cake,Groceries,9.00,EUR,6.00,-3.00,-3.00",
];

async function settlement(person: Person): Promise<string> {
  return (await person.mutate("settlementCreate", settlementInput(group))).settlement.id;
}

async function expense(title: string): Promise<string> {
  return (await ana.mutate("expenseCreate", expenseInput(group, { title }))).expense.id;
}

beforeAll(async () => {
  api = await TestApi.start();
  ({ ana, ben, group } = await threeAndAStranger(api));
  const { id: groupId, memberIds } = group;
  await ana.mutate("groupUpdate", { id: groupId, version: 1, confirmSettlements: true });
  const zoe = await api.person("Zoe");
  await api.join(groupId, ana, zoe, "MEMBER");
  const yan = await api.person("Yan");
  const yanId = await api.join(groupId, ana, yan, "ADMIN");
  const { invite } = await ana.mutate("inviteCreate", { groupId });
  const { household } = await ana.mutate("householdCreate", { groupId, name: "Two", memberIds: memberIds.slice(0, 2) });
  const budgetInput = { groupId, limit: { amount: "100", currency: "EUR" }, period: "MONTH" };
  const { budget } = await ana.mutate("budgetCreate", budgetInput);
  const { rate } = await ana.mutate("groupRateSet", { groupId, from: "EUR", to: "USD", rate: "1.1" });
  await ana.mutate("periodClose", { groupId, through: "2020-01-31" });
  const [kept, deleted] = [await expense("Kept"), await expense("Deleted")];
  await ana.mutate("expenseDelete", { id: deleted, version: 1 });
  const [first, second, third] = [await settlement(ben), await settlement(ben), await settlement(ben)];
  const text = splitwiseText("Ana,Ben,Eve", ROWS[0]!);
  const imported = await startImport(api, ana, text, { groupId });
  await ana.mutate("importCommit", { id: imported.id });
  const previewed = await startImport(api, ana, splitwiseText("Ana,Ben,Eve", ROWS[1]!), { groupId });
  const uploadId = await uploadText(api, ana, text);
  const receipt = await typedReceipt(api, ana, group);
  const claim = { receiptId: receipt.id, lineId: receipt.reading.lines[0].id, memberId: memberIds[0], weight: "1" };
  const photo = await uploadPhoto(api, ana);

  const repeats: [string, Person, object][] = [
    ["expenseCreate", ana, expenseInput(group, { id: newId("exp") })],
    ["memberAdd", ana, { id: newId("mem"), groupId, name: "Xaver" }],
    ["expenseUpdate", ana, { id: kept, version: 1, title: "Changed", requestId: "archived-1" }],
    ["inviteAccept", zoe, { code: invite.code }],
    ["importCommit", ana, { id: imported.id }],
  ];
  replayed = [];
  for (const [mutation, person, input] of repeats) {
    replayed.push([mutation, person, input, await person.mutate(mutation, input, "__typename")]);
  }

  refused = {
    groupUpdate: { id: groupId, version: 3, name: "Renamed" },
    memberAdd: { groupId, name: "Walter" },
    memberRoleSet: { id: memberIds[1], role: "ADMIN" },
    inviteCreate: { groupId },
    inviteAccept: { code: invite.code },
    periodClose: { groupId, through: "2020-02-29" },
    periodReopen: { groupId },
    householdCreate: { groupId, name: "More", memberIds: [memberIds[2], yanId] },
    householdUpdate: { id: household.id, name: "Three" },
    householdDissolve: { id: household.id },
    budgetCreate: budgetInput,
    budgetUpdate: { id: budget.id, version: 1, rollOver: true },
    budgetDelete: { id: budget.id, version: 1 },
    budgetRestore: { id: budget.id, version: 1 },
    groupRateSet: { groupId, from: "EUR", to: "CHF", rate: "0.9" },
    groupRateRemove: { id: rate.id },
    expenseCreate: expenseInput(group),
    expenseUpdate: { id: kept, version: 2, title: "Again" },
    expenseDelete: { id: kept, version: 2 },
    expenseRestore: { id: deleted, version: 2 },
    defaultSplitSet: { groupId, split: { mode: "EQUAL" } },
    settlementCreate: settlementInput(group),
    nudgeSend: { groupId, toMemberId: memberIds[1], currency: "EUR" },
    importStart: { uploadId, format: "SPLITWISE_CSV", groupId },
    importCommit: { id: previewed.id },
    receiptCreate: { groupId, uploadIds: [photo] },
    receiptUpdate: { id: receipt.id, version: 2, merchant: "Café" },
    receiptLineClaim: claim,
    receiptAttach: { id: receipt.id, expenseId: kept },
    receiptReread: { id: receipt.id },
    receiptDelete: { id: receipt.id },
  };
  allowed = [
    ["settlementConfirm", ana, { id: first, version: 1 }],
    ["settlementReject", ana, { id: second, version: 1 }],
    ["settlementCancel", ben, { id: third, version: 1 }],
    ["importUndo", ana, { id: imported.id }],
    ["memberRoleSet", ana, { id: yanId, role: "VIEWER" }],
    ["memberRemove", ana, { id: memberIds[2] }],
    ["groupLeave", yan, { id: groupId }],
    ["inviteRevoke", ana, { id: invite.id }],
    ["userUpdate", ben, { name: "Benjamin" }],
    ["presenceSet", ben, { groupId, subjectId: groupId, editing: false, tab: "one" }],
    ["groupMuteSet", ben, { groupId, until: "2099-01-01T00:00:00.000Z" }],
    ["groupUpdate", ana, { id: groupId, version: 3, archived: false, name: "Back" }],
  ];
  await ana.mutate("groupUpdate", { id: groupId, version: 2, archived: true });
});
afterAll(() => api.close());

async function log(): Promise<Answer> {
  const data = await ana.ask(
    `query ($id: ID!) { group(id: $id) { version lastEventSeq balances { net { amount } } members { id role leftAt }
      invites { id } } }`,
    { id: group.id },
  );
  return data.group;
}

test("every mutation is either of no group, refused in an archived one, or allowed by name", async () => {
  const mutations = Object.keys((await buildApiSchema()).getMutationType()!.getFields());
  const known = new Set([...OF_NO_GROUP, ...Object.keys(refused), ...allowed.map(([mutation]) => mutation)]);
  expect(mutations.filter((mutation) => !known.has(mutation))).toEqual([]);
});

test("whatever would begin something is refused, tried or done, and nothing is written", async () => {
  const schema = await buildApiSchema();
  const before = await log();
  for (const [mutation, input] of Object.entries(refused)) {
    const who = mutation === "inviteAccept" ? await api.person("Vera") : ana;
    const isDry =
      "dryRun" in (schema.getType(`${mutation[0]!.toUpperCase()}${mutation.slice(1)}Input`) as Answer).getFields();
    for (const dryRun of isDry ? [{}, { dryRun: true }] : [{}]) {
      const answer = await who.try(mutation, { ...input, ...dryRun });
      expect([mutation, answer]).toEqual([
        mutation,
        expect.objectContaining({
          __typename: "ConflictError",
          reason: "STATE",
          message: expect.stringMatching(/archived/),
        }),
      ]);
    }
  }
  expect(await ana.try("groupUpdate", { id: group.id, version: 3, archived: true })).toMatchObject({ reason: "STATE" });
  expect(await log()).toEqual(before);
});

test("the right is asked before the state", async () => {
  expect((await ben.try("memberAdd", refused.memberAdd!)).__typename).toBe("ForbiddenError");
  const stranger = await api.person("Uwe");
  expect((await stranger.try("expenseCreate", refused.expenseCreate!)).__typename).toBe("NotFoundError");
});

test("what was carried out before answers as it did then", async () => {
  const before = await log();
  for (const [mutation, person, input, answer] of replayed) {
    expect([mutation, await person.try(mutation, input, "__typename")]).toEqual([mutation, answer]);
  }
  expect(await log()).toEqual(before);
});

test("whatever ends something is allowed, and so is to bring the group back", async () => {
  for (const [mutation, person, input] of allowed) {
    const answer = await person.try(mutation, input);
    expect([mutation, answer]).toEqual([
      mutation,
      expect.objectContaining({ __typename: expect.stringMatching(/Payload$/) }),
    ]);
  }
  await ana.mutate("memberAdd", refused.memberAdd!);
});
