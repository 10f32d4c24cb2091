import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { buildSchema } from "graphql";
import { newId } from "../kernel/ids.js";
import type { ThingChange } from "../platform/events/event.js";
import type { Projection } from "../platform/events/projection.js";
import { type Answer, PASSWORD, type Person, TestApi, type TestGroup } from "../test/api.js";
import { mailsOf } from "../test/mails.js";
import { MUTATIONS, type MutationName } from "../test/mutations.js";
import { sendReceipt, typedReceipt, uploadPhoto } from "../test/receipts.js";
import { expenseInput, settlementInput, stateOf } from "../test/seed.js";
import { splitwiseText, startImport, uploadText } from "../test/upload.js";

let api: TestApi;
let ana: Person;
let ben: Person;
let vic: Person;
let gil: Person;
let mallory: Person;
/** Whoever keeps their account next. */
let guest: Person;
/** Of Ana, an ADMIN, Ben, a MEMBER, and Vic, a VIEWER; Gil has been removed from it. Each mutation has one of its own. */
let group: TestGroup;

/** What an asker hears: the type of the answer, or the code of the error. */
type Outcome = string;

const SAME = "the same answer";
const ANEW = "another one";

interface Line {
  /** Something that can be done now; made anew for each time that it is done. */
  readonly input: (asker: Person) => object | Promise<object>;
  /** Who may do it; Ana unless said. */
  readonly by?: () => Person;
  readonly nobody: Outcome;
  readonly stranger: Outcome;
  readonly viewer: Outcome;
  /** Of a MEMBER, where that is not enough. */
  readonly member?: Outcome;
  /** The field by which the input names what it is about: what is not there sounds like what must not be seen. */
  readonly names?: string;
  /** What the same request hears when it comes again: the same answer, another one of that kind, or something else. */
  readonly again: Outcome;
  /** Makes another request of it, which then may not come under the same id; none where requests have no id. */
  readonly other?: () => object | Promise<object>;
}

const PUBLIC = (payload: Outcome) => ({ nobody: payload, stranger: payload, viewer: payload });
const OWN = (payload: Outcome) => ({ ...PUBLIC(payload), nobody: "UNAUTHENTICATED" });
const WRITERS = { nobody: "UNAUTHENTICATED", stranger: "NotFoundError", viewer: "ForbiddenError" };
const ADMINS = { ...WRITERS, member: "ForbiddenError" };
/** Of things that their maker alone sees. */
const MAKER = { ...WRITERS, viewer: "NotFoundError", member: "NotFoundError" };

async function expense(): Promise<string> {
  return (await ana.mutate("expenseCreate", expenseInput(group), "expense { id }")).expense.id;
}

async function deleted(): Promise<string> {
  const id = await expense();
  await ana.mutate("expenseDelete", { id, version: 1 }, "__typename");
  return id;
}

/** Ten euro that Ben says he gave to Ana, and that she has not confirmed. */
async function pending(): Promise<string> {
  return (await ben.mutate("settlementCreate", settlementInput(group), "settlement { id }")).settlement.id;
}

/** What somebody owes Ana in a currency of its own, which is more each time that it is asked for. */
async function owedBy({ id }: Person): Promise<Answer> {
  const change = { total: { amount: "30", currency: "JPY" }, split: { mode: "EQUAL" } };
  await ana.mutate("expenseCreate", expenseInput(group, change), "__typename");
  const query = "query ($id: ID!) { person(id: $id) { nets { amount currency } } }";
  const { person } = await ana.ask(query, { id });
  return person?.nets.find(({ currency }: Answer) => currency === "JPY") ?? { amount: "1", currency: "JPY" };
}

/** Of two who are in no other. */
async function household(): Promise<string> {
  const add = async (name: string) => (await ana.mutate("memberAdd", { groupId: group.id, name })).member.id;
  const input = { groupId: group.id, name: "Two", memberIds: [await add("Zoe"), await add("Yan")] };
  return (await ana.mutate("householdCreate", input)).household.id;
}

const rate = (to: string) => ({ groupId: group.id, from: "EUR", to, rate: "1.1" });

async function rated(to: string): Promise<string> {
  return (await ana.mutate("groupRateSet", rate(to), "rate { id }")).rate.id;
}

const FILE = splitwiseText("Ana,Ben", "2026-01-31,Tea,General,2.00,EUR,1.00,-1.00");
const preview = async () => (await startImport(api, ana, FILE, { groupId: group.id })).id;

async function committed(): Promise<string> {
  const id = await preview();
  await ana.mutate("importCommit", { id }, "__typename");
  return id;
}

async function invited(): Promise<Answer> {
  return (await ana.mutate("inviteCreate", { groupId: group.id })).invite;
}

function freshAddress(): string {
  return `${newId("usr")}@example.com`;
}

async function resetToken(): Promise<string> {
  // All of their sessions end with it.
  const zoe = await api.person("Zoe");
  await api.nobody.mutate("passwordResetRequest", { email: zoe.email });
  await api.doJobs();
  return /\/reset\/(\S+)/.exec((await mailsOf(api)).at(-1)!.text)![1]!;
}

async function signedIn(person: Person): Promise<Answer> {
  return api.nobody.mutate(
    "sessionCreate",
    { email: person.email, password: PASSWORD },
    "session { refreshToken } user { sessions { id current } }",
  );
}

/** A browser of its own each time. */
const subscription = () => ({
  endpoint: `https://push.example.com/${newId("dev")}`,
  p256dh: Buffer.alloc(65, 4).toString("base64url"),
  auth: Buffer.alloc(16, 7).toString("base64url"),
});
const device = async () => (await ana.mutate("deviceAdd", { subscription: subscription() })).device.id;

const budgetInput = () => ({ groupId: group.id, limit: { amount: "100.00", currency: "EUR" }, period: "MONTH" });
const budget = async () => (await ana.mutate("budgetCreate", budgetInput())).budget.id;

const deletedBudget = async () => {
  const id = await budget();
  await ana.mutate("budgetDelete", { id, version: 1 });
  return id;
};

const LINES: Record<MutationName, Line> = {
  budgetCreate: {
    ...WRITERS,
    input: budgetInput,
    names: "groupId",
    again: SAME,
    other: () => ({ period: "WEEK" }),
  },
  budgetDelete: {
    ...WRITERS,
    input: async () => ({ id: await budget(), version: 1 }),
    names: "id",
    again: SAME,
    other: () => ({ version: 2 }),
  },
  budgetRestore: {
    ...WRITERS,
    input: async () => ({ id: await deletedBudget(), version: 2 }),
    names: "id",
    again: SAME,
    other: () => ({ version: 3 }),
  },
  budgetUpdate: {
    ...WRITERS,
    input: async () => ({ id: await budget(), version: 1, thresholds: [50] }),
    names: "id",
    again: SAME,
    other: () => ({ thresholds: [60] }),
  },
  defaultSplitSet: {
    ...WRITERS,
    input: () => ({ groupId: group.id, split: { mode: "EQUAL" } }),
    names: "groupId",
    again: SAME,
    other: () => ({ split: null }),
  },
  deviceAdd: {
    ...OWN("DeviceAddPayload"),
    input: () => ({ subscription: subscription() }),
    again: SAME,
    other: () => ({ subscription: subscription() }),
  },
  deviceConfirm: {
    ...WRITERS,
    viewer: "NotFoundError",
    input: async () => {
      // As if the code had been sent, which takes a server that sends text messages.
      const id = newId("dev");
      await api.dataSource.query(
        `insert into devices (id, user_id, kind, state, name, fingerprint, code_hash, code_until, created_at)
         values ($1, $2, 'PHONE', 'UNCONFIRMED', '67', '', sha256(convert_to($1 || ' 123456', 'UTF8')), now() + interval '1 hour', now())`,
        [id, ana.id],
      );
      return { id, code: "123456" };
    },
    names: "id",
    again: SAME,
    other: () => ({ code: "654321" }),
  },
  deviceRemove: {
    ...WRITERS,
    viewer: "NotFoundError",
    input: async () => ({ id: await device() }),
    names: "id",
    again: SAME,
    other: async () => ({ id: await device() }),
  },
  emailResume: { ...OWN("EmailResumePayload"), input: () => ({}), again: SAME },
  expenseCreate: {
    ...WRITERS,
    input: () => expenseInput(group),
    names: "groupId",
    again: SAME,
    other: () => ({ title: "Tea" }),
  },
  expenseDelete: {
    ...WRITERS,
    input: async () => ({ id: await expense(), version: 1 }),
    names: "id",
    again: SAME,
    other: () => ({ version: 2 }),
  },
  expenseRestore: {
    ...WRITERS,
    input: async () => ({ id: await deleted(), version: 2 }),
    names: "id",
    again: SAME,
    other: () => ({ version: 3 }),
  },
  expenseUpdate: {
    ...WRITERS,
    input: async () => ({ id: await expense(), version: 1, title: "Tea" }),
    names: "id",
    again: SAME,
    other: () => ({ title: "Cake" }),
  },
  friendAdd: {
    ...OWN("FriendAddPayload"),
    input: () => ({ name: "Zoe", currency: "EUR" }),
    again: SAME,
    other: () => ({ name: "Yan" }),
  },
  groupCreate: {
    ...OWN("GroupCreatePayload"),
    input: () => ({ name: "Trip", currency: "EUR" }),
    again: SAME,
    other: () => ({ name: "Flat" }),
  },
  groupLeave: {
    ...WRITERS,
    by: () => ben,
    viewer: "GroupLeavePayload",
    input: () => ({ id: group.id }),
    names: "id",
    again: SAME,
    other: async () => ({ id: (await api.group([ben])).id }),
  },
  groupMuteSet: {
    ...WRITERS,
    viewer: "GroupMuteSetPayload",
    input: () => ({ groupId: group.id, until: "2099-01-31T00:00:00.000Z" }),
    names: "groupId",
    again: SAME,
    other: () => ({ until: null }),
  },
  groupRateRemove: {
    ...WRITERS,
    input: async () => ({ id: await rated("USD") }),
    names: "id",
    again: SAME,
    other: async () => ({ id: await rated("CHF") }),
  },
  groupRateSet: { ...WRITERS, input: () => rate("USD"), names: "groupId", again: SAME, other: () => ({ rate: "1.2" }) },
  groupUpdate: {
    ...ADMINS,
    input: () => ({ id: group.id, version: 2, name: "House" }),
    names: "id",
    again: SAME,
    other: () => ({ name: "Hut" }),
  },
  guestCreate: { ...PUBLIC("GuestCreatePayload"), input: () => ({ locale: "de-AT" }), again: ANEW },
  guestKeep: {
    ...OWN("ConflictError"),
    by: () => guest,
    input: async () => {
      guest = await api.guest();
      return { email: freshAddress(), password: PASSWORD };
    },
    again: SAME,
    other: () => ({ email: freshAddress() }),
  },
  householdCreate: {
    ...ADMINS,
    input: () => ({ groupId: group.id, name: "Two", memberIds: group.memberIds.slice(0, 2) }),
    names: "groupId",
    again: SAME,
    other: () => ({ name: "Both" }),
  },
  householdDissolve: {
    ...ADMINS,
    input: async () => ({ id: await household() }),
    names: "id",
    again: SAME,
    other: async () => ({ id: await household() }),
  },
  householdUpdate: {
    ...ADMINS,
    input: async () => ({ id: await household(), name: "Both" }),
    names: "id",
    again: SAME,
    other: () => ({ name: "Us" }),
  },
  importCommit: { ...MAKER, input: async () => ({ id: await preview() }), names: "id", again: SAME },
  importStart: {
    ...WRITERS,
    input: async (asker) => ({
      uploadId: await uploadText(api, asker.token === null ? ana : asker, FILE),
      format: "SPLITWISE_CSV",
      groupId: group.id,
    }),
    names: "groupId",
    again: SAME,
    other: () => ({ currency: "USD" }),
  },
  importUndo: { ...WRITERS, input: async () => ({ id: await committed() }), names: "id", again: SAME },
  inviteAccept: {
    ...OWN("InviteAcceptPayload"),
    by: () => mallory,
    viewer: "InviteAcceptPayload",
    input: async () => ({ code: (await invited()).code }),
    again: SAME,
  },
  inviteCreate: { ...ADMINS, input: () => ({ groupId: group.id }), names: "groupId", again: ANEW },
  inviteRevoke: { ...ADMINS, input: async () => ({ id: (await invited()).id }), names: "id", again: SAME },
  memberAdd: {
    ...ADMINS,
    input: () => ({ groupId: group.id, name: "Zoe" }),
    names: "groupId",
    again: SAME,
    other: () => ({ name: "Yan" }),
  },
  memberRemove: {
    ...ADMINS,
    input: () => ({ id: group.memberIds[1] }),
    names: "id",
    again: SAME,
    other: () => ({ id: group.memberIds[0] }),
  },
  memberRoleSet: {
    ...ADMINS,
    input: () => ({ id: group.memberIds[1], role: "VIEWER" }),
    names: "id",
    again: SAME,
    other: () => ({ role: "ADMIN" }),
  },
  notificationPreferenceSet: {
    ...OWN("NotificationPreferenceSetPayload"),
    input: () => ({ kind: "EXPENSE", email: "WEEKLY" }),
    again: SAME,
    other: () => ({ kind: "MEMBER" }),
  },
  notificationRead: {
    ...OWN("NotificationReadPayload"),
    input: () => ({ ids: [newId("ntf")] }),
    again: SAME,
    other: () => ({ ids: [newId("ntf")] }),
  },
  nudgeSend: {
    ...WRITERS,
    input: async () => {
      await owedBy(ben);
      await api.dataSource.query("delete from nudges");
      return { groupId: group.id, toMemberId: group.memberIds[1], currency: "JPY" };
    },
    names: "groupId",
    again: SAME,
    other: () => ({ currency: "EUR" }),
  },
  passwordChange: {
    ...OWN("PasswordChangePayload"),
    input: () => ({ currentPassword: PASSWORD, newPassword: PASSWORD }),
    again: SAME,
  },
  passwordReset: {
    ...PUBLIC("PasswordResetPayload"),
    input: async () => ({ token: await resetToken(), password: PASSWORD }),
    again: "NotFoundError",
  },
  passwordResetRequest: {
    ...PUBLIC("PasswordResetRequestPayload"),
    input: () => ({ email: "who.is.this@example.com" }),
    again: SAME,
  },
  periodClose: {
    ...ADMINS,
    input: () => ({ groupId: group.id, through: "2026-02-28" }),
    names: "groupId",
    again: SAME,
    other: () => ({ through: "2026-03-31" }),
  },
  periodReopen: {
    ...ADMINS,
    input: async () => {
      await ana.try("periodClose", { groupId: group.id, through: "2026-02-28" }, "__typename");
      return { groupId: group.id };
    },
    names: "groupId",
    again: SAME,
    other: () => ({ through: "2026-01-31" }),
  },
  personSettle: {
    ...WRITERS,
    by: () => ben,
    input: async (asker) => ({
      personId: ana.id,
      amount: await owedBy(asker),
      fromViewer: true,
      settledOn: "2026-02-01",
    }),
    names: "personId",
    again: SAME,
    other: () => ({ note: "Again" }),
  },
  quietHoursSet: {
    ...OWN("QuietHoursSetPayload"),
    input: () => ({ from: "22:00", to: "07:00" }),
    again: SAME,
    other: () => ({ to: "08:00" }),
  },
  receiptAttach: {
    ...WRITERS,
    input: async () => ({ id: (await sendReceipt(api, ana, group)).id, expenseId: await expense() }),
    names: "id",
    again: SAME,
    other: () => ({ expenseId: null }),
  },
  receiptCreate: {
    ...WRITERS,
    input: async (asker) => ({
      groupId: group.id,
      uploadIds: [await uploadPhoto(api, asker.token === null ? ana : asker)],
    }),
    names: "groupId",
    again: SAME,
    other: () => ({ uploadIds: [newId("upl")] }),
  },
  receiptDelete: {
    ...WRITERS,
    input: async () => ({ id: (await sendReceipt(api, ana, group)).id }),
    names: "id",
    again: SAME,
    other: async () => ({ id: (await sendReceipt(api, ana, group)).id }),
  },
  receiptLineClaim: {
    ...WRITERS,
    input: async () => {
      const { id, reading } = await typedReceipt(api, ana, group);
      return { receiptId: id, lineId: reading.lines[0].id, memberId: group.memberIds[0], weight: "1" };
    },
    names: "receiptId",
    again: SAME,
    other: () => ({ weight: "2" }),
  },
  receiptReread: {
    ...WRITERS,
    input: async () => ({ id: (await typedReceipt(api, ana, group)).id }),
    names: "id",
    again: SAME,
    other: async () => ({ id: (await typedReceipt(api, ana, group)).id }),
  },
  receiptUpdate: {
    ...WRITERS,
    input: async () => ({ id: (await sendReceipt(api, ana, group)).id, version: 1, merchant: "Inn" }),
    names: "id",
    again: SAME,
    other: () => ({ merchant: "Café" }),
  },
  sessionCreate: {
    ...PUBLIC("SessionCreatePayload"),
    input: () => ({ email: ana.email, password: PASSWORD }),
    again: ANEW,
  },
  sessionRefresh: {
    ...PUBLIC("SessionRefreshPayload"),
    input: async () => ({ refreshToken: (await signedIn(ben)).session.refreshToken }),
    again: "SessionRefreshPayload",
  },
  presenceSet: {
    ...WRITERS,
    viewer: "PresenceSetPayload",
    input: async () => ({ groupId: group.id, subjectId: group.id, editing: false, tab: "one" }),
    names: "groupId",
    again: SAME,
  },
  sessionRevoke: {
    ...WRITERS,
    viewer: "NotFoundError",
    input: async () => ({ id: (await signedIn(ana)).user.sessions.find(({ current }: Answer) => current).id }),
    names: "id",
    again: SAME,
  },
  reportScheduleSet: {
    ...OWN("ReportScheduleSetPayload"),
    input: () => ({ kind: "PERSON", format: "PDF", on: true }),
    again: SAME,
    other: () => ({ on: false }),
  },
  reportStart: {
    ...OWN("ReportStartPayload"),
    input: () => ({ kind: "PERSON", format: "PDF", range: { from: "2026-01-01", to: "2026-01-31" } }),
    again: SAME,
    other: () => ({ format: "CSV" }),
  },
  sessionsRevokeOthers: { ...OWN("SessionsRevokeOthersPayload"), input: () => ({}), again: SAME },
  settlementCancel: {
    ...WRITERS,
    by: () => ben,
    input: async () => ({ id: await pending(), version: 1 }),
    names: "id",
    again: SAME,
    other: () => ({ version: 2 }),
  },
  settlementConfirm: {
    ...WRITERS,
    input: async () => ({ id: await pending(), version: 1 }),
    names: "id",
    again: SAME,
    other: () => ({ version: 2 }),
  },
  settlementCreate: {
    ...WRITERS,
    input: () => settlementInput(group),
    names: "groupId",
    again: SAME,
    other: () => ({ note: "Again" }),
  },
  settlementReject: {
    ...WRITERS,
    input: async () => ({ id: await pending(), version: 1 }),
    names: "id",
    again: SAME,
    other: () => ({ version: 2 }),
  },
  uploadStart: {
    ...OWN("UploadStartPayload"),
    input: () => ({ purpose: "IMPORT", fileName: "flat.csv", contentType: "text/csv", size: 100 }),
    again: ANEW,
  },
  userRegister: {
    ...PUBLIC("UserRegisterPayload"),
    input: () => ({ email: freshAddress(), password: PASSWORD, name: "New" }),
    again: "EmailTakenError",
  },
  userUpdate: {
    ...OWN("UserUpdatePayload"),
    input: () => ({ locale: "en" }),
    again: SAME,
    other: () => ({ locale: "de" }),
  },
};

const schema = buildSchema(readFileSync("schema.graphql", "utf8"));

/** Under what a client sends the same request again: the id of what it makes, one of its own, or nothing. */
function idOf(mutation: MutationName): "id" | "requestId" | null {
  const name = `${mutation[0]!.toUpperCase()}${mutation.slice(1)}Input`;
  const fields = (schema.getType(name) as Answer).getFields();
  if ("requestId" in fields) return "requestId";
  return "id" in fields && String(fields.id.type) === "ID" && mutation !== "sessionRevoke" ? "id" : null;
}

/** The tables of what projections are told about. */
const TABLES: Record<string, string> = {
  Budget: "budgets",
  Expense: "expenses",
  Group: "groups",
  GroupRate: "group_rates",
  Household: "households",
  Invite: "invites",
  Member: "members",
  Receipt: "receipts",
  Settlement: "settlements",
};
const compared = new Set<string>();
const untrue: string[] = [];

/** Compares what every event says that a thing is now with the row that it has. */
const comparing: Projection = {
  name: "comparing",
  follows: () => true,
  async project(tx, events) {
    for (const { type, things } of events) {
      for (const { after } of things() as readonly ThingChange<Answer>[]) {
        const table = TABLES[after?.constructor.name];
        if (!table) continue;
        const [row] = await tx.rows<Answer>(`select * from ${table} where id = $1`, [after.id]);
        compared.add(type.name);
        for (const [field, value] of Object.entries(after)) {
          // The group's row counts its events; a member with an account has the account's name.
          const isElsewhere = field.startsWith("last") || (field === "name" && row.userId);
          if (!isElsewhere && field in row && textOf(row[field]) !== textOf(value))
            untrue.push(`${type.name} ${field}`);
        }
      }
    }
  },
};

function textOf(value: unknown): string {
  return JSON.stringify(value, (_, part) => (typeof part === "bigint" ? String(part) : part)) ?? "null";
}

beforeAll(async () => {
  api = await TestApi.start();
  (api.services.projections as Projection[]).push(comparing);
  const names = ["Ana", "Ben", "Vic", "Gil"];
  [ana, ben, vic, gil] = (await Promise.all(names.map((name) => api.person(name)))) as [Person, Person, Person, Person];
});
afterAll(async () => {
  // Whatever this worker starts next shares them.
  (api.services.projections as Projection[]).pop();
  await api.close();
});

async function freshGroup(): Promise<TestGroup> {
  // By some mutations one becomes a member.
  mallory = await api.person("Mallory");
  const fresh = await api.group([ana, ben, gil]);
  await api.join(fresh.id, ana, vic, "VIEWER");
  await ana.mutate("groupUpdate", { id: fresh.id, version: 1, confirmSettlements: true }, "__typename");
  await ana.mutate("memberRemove", { id: fresh.memberIds[2] }, "__typename");
  return { ...fresh, memberIds: fresh.memberIds.slice(0, 2), people: [ana, ben] };
}

const PREFIXES: Partial<Record<MutationName, Parameters<typeof newId>[0]>> = {
  budgetCreate: "bud",
  deviceAdd: "dev",
  expenseCreate: "exp",
  friendAdd: "grp",
  groupCreate: "grp",
  groupRateSet: "rat",
  householdCreate: "hsh",
  importStart: "imp",
  memberAdd: "mem",
  receiptCreate: "rcp",
  reportStart: "rpt",
  settlementCreate: "stl",
};

/** Of what a mutation makes, where that has its id from the client; else of the request itself. */
function idFor(mutation: MutationName): string {
  const prefix = PREFIXES[mutation];
  return prefix ? newId(prefix) : `once ${mutation}`;
}

async function outcomeOf(mutation: MutationName, asker: Person, input: object): Promise<Outcome> {
  const { data, errors } = await asker.send(api.mutation(mutation), { input });
  return errors ? errors[0]!.extensions.code : data[mutation].__typename;
}

test("every mutation of the schema is in the list", () => {
  expect(Object.keys(schema.getMutationType()!.getFields()).sort()).toEqual([...MUTATIONS].sort());
});

describe.each(MUTATIONS)("%s", (mutation) => {
  const line = LINES[mutation];
  const doer = () => line.by?.() ?? ana;
  const nothingIsWritten = async (work: () => Promise<void>) => {
    const before = await stateOf(ana, group);
    await work();
    expect(await stateOf(ana, group)).toEqual(before);
  };

  beforeAll(async () => {
    group = await freshGroup();
  });

  test("nobody, a stranger, a VIEWER, and whoever may not: each hears what they may, and nothing is written", async () => {
    const askers: [Person, Outcome | undefined][] = [
      [api.nobody, line.nobody],
      [mallory, line.stranger],
      [vic, line.viewer],
      [ben, line.member],
    ];
    for (const [asker, outcome] of askers.filter(([, expected]) => expected !== undefined)) {
      const input = await line.input(asker);
      const asked = async () => {
        expect([asker.name, await outcomeOf(mutation, asker, input)]).toEqual([asker.name, outcome]);
      };
      await (outcome!.endsWith("Payload") ? asked() : nothingIsWritten(asked));
    }
  });

  if (line.names) {
    const names = line.names;

    test("what one may not see, or sees no more, sounds like what there is not", async () => {
      const input = (await line.input(doer())) as Record<string, string>;
      const prefix = input[names]!.slice(0, 3) as "grp";
      const about = async (asker: Person, id: string) => asker.try(mutation, { ...input, [names]: id });
      const unknown = await about(doer(), newId(prefix));
      expect(unknown.__typename).toBe("NotFoundError");
      for (const id of [input[names]!, newId(prefix)]) expect([id, await about(mallory, id)]).toEqual([id, unknown]);
      expect(await about(gil, input[names]!)).toEqual(unknown);
      for (const id of ["", "nonsense", `${prefix}_\u0000`]) {
        expect([id, await about(doer(), id)]).toEqual([id, unknown]);
      }
    });
  }

  test("sent twice it is one effect, and its id is taken for any other", async () => {
    const id = idOf(mutation);
    const input = { ...(await line.input(doer())), ...(id && { [id]: idFor(mutation) }) };
    const other = await line.other?.();
    const once = await doer().mutate(mutation, input);
    if (line.again === ANEW) return expect(await doer().try(mutation, input)).not.toEqual(once);
    await nothingIsWritten(async () => {
      const again = await doer().try(mutation, input);
      if (line.again === SAME) expect(again).toEqual(once);
      else expect(again.__typename).toBe(line.again);
      if (!other) return;
      const taken = { __typename: "ConflictError", reason: id === "requestId" ? "REQUEST_ID_TAKEN" : "ID_TAKEN" };
      expect(await doer().try(mutation, { ...input, ...other })).toMatchObject(taken);
    });
  });
});

test("projections were told of each thing as it has become", () => {
  expect(untrue).toEqual([]);
  expect([...compared].sort()).toEqual([
    "budget.created",
    "budget.deleted",
    "budget.restored",
    "budget.updated",
    "expense.created",
    "expense.deleted",
    "expense.restored",
    "expense.updated",
    "group.created",
    "group.updated",
    "household.created",
    "household.dissolved",
    "household.updated",
    "invite.created",
    "invite.revoked",
    "member.added",
    "member.joined",
    "member.left",
    "member.removed",
    "member.role_set",
    "period.closed",
    "period.reopened",
    "rate.removed",
    "rate.set",
    "receipt.attached",
    "receipt.claimed",
    "receipt.created",
    "receipt.deleted",
    "receipt.updated",
    "settlement.cancelled",
    "settlement.confirmed",
    "settlement.created",
    "settlement.rejected",
  ]);
});
