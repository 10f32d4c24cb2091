import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { newId } from "../../../kernel/ids.js";
import { PersonPayments1796300000000 } from "../../../migrations/1796300000000-person-payments.js";
import { type Answer, type Person, TestApi, type TestGroup } from "../../../test/api.js";
import { Random, rounds, testSeed } from "../../../test/random.js";
import { balancesOf, expenseInput, healthOf, settlementInput } from "../../../test/seed.js";

let api: TestApi;
let ana: Person;
let ben: Person;
let eve: Person;
let flat: TestGroup;
let trip: TestGroup;

beforeAll(async () => {
  api = await TestApi.start();
});
/** Ana owes Ben 30.00 in the flat, where payments wait; on the trip Ben owes Ana 20.00. Eve is in the flat too. */
beforeEach(async () => {
  [ana, ben, eve] = await Promise.all([api.person("Ana"), api.person("Ben"), api.person("Eve")]);
  flat = await api.group([ana, ben, eve]);
  trip = await api.group([ben, ana], { name: "Trip" });
  await owe(flat, 1, 0, "30");
  await owe(trip, 1, 0, "20", ben);
  await waitFor(flat, ana);
});
afterAll(() => api.close());

const SETTLEMENTS = `settlements { id status version group { id } } leftOut { id }`;
const STEP = `settlement { id status version } effect { balances { member { id } net { amount } } }`;
const RIGHTS = "viewerCanAnswer viewerCanCancel partCount";

/** What one member laid out for another, by their places in the group. */
async function owe(group: TestGroup, to: number, from: number, amount: string, writer: Person = ana): Promise<void> {
  await writer.mutate("expenseCreate", {
    ...expenseInput(group, { total: { amount, currency: "EUR" } }),
    payers: [{ memberId: group.memberIds[to]! }],
    split: { mode: "EXACT", parts: [{ memberId: group.memberIds[from]!, value: amount }] },
  });
}

async function waitFor(group: TestGroup, admin: Person): Promise<void> {
  await admin.mutate("groupUpdate", { id: group.id, version: 1, confirmSettlements: true }, "__typename");
}

/** Ana says that she paid Ben the ten that are open in all. */
async function pay(change: object = {}): Promise<Answer[]> {
  const input = { personId: ben.id, amount: { amount: "10", currency: "EUR" }, fromViewer: true };
  return (await ana.mutate("personSettle", { ...input, settledOn: "2026-02-01", ...change }, SETTLEMENTS)).settlements;
}

async function standing(part: Answer, viewer: Person = ana): Promise<Answer> {
  const query = `query ($id: ID!) { settlement(id: $id) { status version rejectReason ${RIGHTS} } }`;
  return (await viewer.ask(query, { id: part.id })).settlement;
}

async function net(): Promise<string> {
  const query = "query ($id: ID!) { person(id: $id) { nets { amount } } }";
  return (await ana.ask(query, { id: ben.id })).person?.nets[0]?.amount ?? "0";
}

async function eventsOf(group: TestGroup, viewer: Person): Promise<Answer[]> {
  const query = `query ($id: ID!) { group(id: $id) { events(order: NEWEST_FIRST, first: 5) { edges { node {
    type actor { id } changes { field before after } } } } } }`;
  return (await viewer.ask(query, { id: group.id })).group.events.edges.map(({ node }: Answer) => node);
}

async function seqs(): Promise<number[]> {
  const rows = await api.dataSource.query("select last_event_seq as seq from groups where id = any($1) order by id", [
    [flat.id, trip.id],
  ]);
  return rows.map(({ seq }: { seq: number }) => seq);
}

describe("a payment across groups has one life", () => {
  test("all of it waits, and what is rejected in one group is rejected in the others", async () => {
    const parts = await pay();
    expect(parts.map(({ status }) => status)).toEqual(["PENDING", "PENDING"]);
    expect(await net()).toBe("-10.00");
    await ben.mutate(
      "settlementReject",
      { id: parts[0].id, version: 1, reason: "No money came" },
      STEP.split(" effect")[0],
    );
    expect(await standing(parts[0])).toMatchObject({ status: "REJECTED", version: 2, rejectReason: "No money came" });
    // What was written in one group stays in it.
    expect(await standing(parts[1])).toMatchObject({ status: "REJECTED", version: 2, rejectReason: null });
    expect(await net()).toBe("-10.00");
    for (const group of [flat, trip]) expect((await healthOf(ana, group)).ok).toBe(true);
  });

  test("what counts in plain groups is taken back in all of them, and by the two alone", async () => {
    const [home, away] = [await api.group([ana, ben, eve]), await api.group([ben, ana])];
    await owe(home, 1, 0, "30");
    await owe(away, 1, 0, "20", ben);
    await ben.mutate("groupUpdate", { id: trip.id, version: 1, archived: true }, "__typename");
    await ana.mutate("groupUpdate", { id: flat.id, version: 2, archived: true }, "__typename");
    const parts = await pay();
    expect(parts.map(({ status }) => status)).toEqual(["CONFIRMED", "CONFIRMED"]);
    expect((await eve.try("settlementCancel", { id: parts[0].id, version: 1 })).__typename).toBe("ForbiddenError");
    expect(await balancesOf(ana, home)).toEqual({});
    await ben.mutate("settlementCancel", { id: parts[1].id, version: 1 }, STEP);
    for (const part of parts) expect(await standing(part)).toMatchObject({ status: "CANCELLED", version: 2 });
    expect(
      Object.values(await balancesOf(ana, home))
        .flat()
        .sort(),
    ).toEqual(["-30.00 EUR", "30.00 EUR"]);
    expect(
      Object.values(await balancesOf(ana, away))
        .flat()
        .sort(),
    ).toEqual(["-20.00 EUR", "20.00 EUR"]);
  });

  test.each([0, 1])("any part's id confirms all of it, with one event in each group (%i)", async (named) => {
    const parts = await pay();
    const before = await seqs();
    const { settlement, effect } = await ben.mutate("settlementConfirm", { id: parts[named].id, version: 1 }, STEP);
    expect(settlement).toEqual({ id: parts[named].id, status: "CONFIRMED", version: 2 });
    expect(effect.balances).toEqual([]);
    for (const part of parts) expect(await standing(part)).toMatchObject({ status: "CONFIRMED", version: 2 });
    expect(await seqs()).toEqual(before.map((seq) => seq + 1));
    for (const [group, index] of [
      [flat, 1],
      [trip, 0],
    ] as const) {
      expect((await eventsOf(group, ana))[0]).toEqual({
        type: "settlement.confirmed",
        actor: { id: group.memberIds[index] },
        changes: [{ field: "status", before: "PENDING", after: "CONFIRMED" }],
      });
    }
    const stale = await ana.try("settlementCancel", { id: parts[1 - named].id, version: 1 });
    expect(stale).toMatchObject({ reason: "STALE_VERSION", current: { id: parts[1 - named].id } });
  });

  test("two steps at once, by different parts: one of them comes first and is all there is", async () => {
    const parts = await pay();
    const [one, other] = await Promise.all([
      ben.try("settlementConfirm", { id: parts[0].id, version: 1 }, "__typename"),
      ana.try("settlementCancel", { id: parts[1].id, version: 1 }, "__typename"),
    ]);
    const answers = [one.__typename, other.__typename].filter((name) => name.endsWith("Payload"));
    expect(answers).toHaveLength(1);
    const states = await Promise.all(parts.map(async (part) => (await standing(part)).status));
    expect(new Set(states).size).toBe(1);
    for (const group of [flat, trip]) expect((await healthOf(ana, group)).ok).toBe(true);
  });

  test("who recorded it cannot confirm it, and either takes it back while it waits", async () => {
    const parts = await pay();
    for (const { id } of parts) {
      expect((await ana.try("settlementConfirm", { id, version: 1 })).__typename).toBe("ForbiddenError");
      expect((await ana.try("settlementReject", { id, version: 1 })).__typename).toBe("ForbiddenError");
    }
    expect((await eve.try("settlementConfirm", { id: parts[0].id, version: 1 })).__typename).toBe("ForbiddenError");
    await ana.mutate("settlementCancel", { id: parts[1].id, version: 1 }, STEP);
    expect(await standing(parts[0])).toMatchObject({ status: "CANCELLED" });
    const again = await ben.try("settlementConfirm", { id: parts[0].id, version: 2 });
    expect(again).toMatchObject({ reason: "STATE", message: "This settlement is cancelled." });
    expect(await net()).toBe("-10.00");
  });

  test("says to the two what they may do, and to nobody else that there is more of it", async () => {
    const [home] = await pay();
    expect(await standing(home)).toMatchObject({ viewerCanAnswer: false, viewerCanCancel: true, partCount: 2 });
    expect(await standing(home, ben)).toMatchObject({ viewerCanAnswer: true, viewerCanCancel: true, partCount: 2 });
    expect(await standing(home, eve)).toMatchObject({ viewerCanAnswer: false, viewerCanCancel: false, partCount: 1 });
  });

  test("one part keeps the rights that a settlement has", async () => {
    await owe(trip, 0, 1, "20");
    const parts = await pay({ amount: { amount: "30", currency: "EUR" } });
    expect(parts).toMatchObject([{ status: "PENDING", group: { id: flat.id } }]);
    expect(await standing(parts[0], eve)).toMatchObject({ viewerCanAnswer: false, viewerCanCancel: true });
    await eve.mutate("settlementCancel", { id: parts[0].id, version: 1 }, STEP);
  });

  test("counts at once where the one who records it is paid in all", async () => {
    const input = { personId: ana.id, amount: { amount: "10", currency: "EUR" }, fromViewer: false };
    const { settlements } = await ben.mutate("personSettle", { ...input, settledOn: "2026-02-01" }, SETTLEMENTS);
    expect(settlements.map(({ status }: Answer) => status)).toEqual(["CONFIRMED", "CONFIRMED"]);
  });

  test("waits for the other's word also where the groups cancel each other out", async () => {
    await owe(trip, 1, 0, "10", ben);
    const parts = await pay({ amount: { amount: "0", currency: "EUR" } });
    expect(parts.map(({ status }) => status)).toEqual(["PENDING", "PENDING"]);
    await ben.mutate("settlementConfirm", { id: parts[1].id, version: 1 }, STEP);
    expect(await balancesOf(ana, flat)).toEqual({});
  });

  test("a dry run moves nothing, answers the named group's effect, and a repeat has no second effect", async () => {
    const parts = await pay();
    const before = await seqs();
    const input = { id: parts[1].id, version: 1 };
    const tried = await ben.mutate("settlementConfirm", { ...input, dryRun: true }, STEP);
    expect(await seqs()).toEqual(before);
    expect(await standing(parts[0])).toMatchObject({ status: "PENDING", version: 1 });
    const once = { ...input, requestId: newId("stl") };
    const done = await ben.mutate("settlementConfirm", once, STEP);
    expect(done).toEqual(tried);
    expect(await ben.mutate("settlementConfirm", once, STEP)).toEqual(done);
    expect(await seqs()).toEqual(before.map((seq) => seq + 1));
    expect(await ben.try("settlementConfirm", { ...once, id: parts[0].id })).toMatchObject({
      reason: "REQUEST_ID_TAKEN",
    });
  });

  test("goes on where one of the two has left a group or only looks on there; an ADMIN speaks for whoever is gone", async () => {
    const parts = await pay();
    await ana.mutate("memberRemove", { id: flat.memberIds[1] }, "__typename");
    // Of the flat Ben knows nothing any more; on the trip he is asked.
    expect((await ben.try("settlementConfirm", { id: parts[0].id, version: 1 })).__typename).toBe("NotFoundError");
    // Whoever recorded it does not confirm it as the ADMIN who has put the other out: he can speak for himself elsewhere.
    expect((await ana.try("settlementConfirm", { id: parts[0].id, version: 1 })).__typename).toBe("ForbiddenError");
    expect(await standing(parts[0])).toMatchObject({ status: "PENDING", viewerCanAnswer: false });
    await ben.mutate("settlementConfirm", { id: parts[1].id, version: 1 }, STEP);
    for (const part of parts) expect(await standing(part)).toMatchObject({ status: "CONFIRMED" });
    expect((await eventsOf(trip, ana))[0].actor).toEqual({ id: trip.memberIds[0] });
    await ben.mutate("memberRoleSet", { id: trip.memberIds[1], role: "VIEWER" }, "__typename");
    expect((await ana.try("settlementCancel", { id: parts[1].id, version: 2 })).__typename).toBe("ForbiddenError");
    await ben.mutate("settlementCancel", { id: parts[1].id, version: 2 }, STEP);
    expect(await standing(parts[0])).toMatchObject({ status: "CANCELLED" });
    expect((await eventsOf(flat, ana))[0].actor).toEqual({ id: flat.memberIds[1] });
  });

  test("an ADMIN speaks for whoever is in none of the groups any more, and is nobody in the others", async () => {
    await ana.mutate("memberRoleSet", { id: flat.memberIds[2], role: "ADMIN" }, "__typename");
    await ben.mutate("memberRoleSet", { id: trip.memberIds[1], role: "ADMIN" }, "__typename");
    await api.join(trip.id, ben, eve);
    const parts = await pay();
    await ana.mutate("memberRemove", { id: flat.memberIds[1] }, "__typename");
    // As long as Ben is on the trip, he is asked there.
    expect((await eve.try("settlementReject", { id: parts[0].id, version: 1 })).__typename).toBe("ForbiddenError");
    await ana.mutate("memberRemove", { id: trip.memberIds[0] }, "__typename");
    expect((await ana.try("settlementConfirm", { id: parts[0].id, version: 1 })).__typename).toBe("ForbiddenError");
    await eve.mutate("settlementReject", { id: parts[0].id, version: 1 }, "settlement { id }");
    expect(await standing(parts[1])).toMatchObject({ status: "REJECTED" });
    const [event] = await eventsOf(trip, ana);
    expect([event.type, event.actor]).toEqual(["settlement.rejected", null]);
  });

  test("strangers, and ids that are none", async () => {
    const [part] = await pay();
    const mallory = await api.person("Mallory");
    for (const id of [part.id, newId("stl"), "nothing", "stl_\u0000"]) {
      const refused = await mallory.try("settlementCancel", { id, version: 1 });
      expect(refused.__typename).toBe("NotFoundError");
    }
    expect((await api.nobody.fail("settlementCancel", { id: part.id, version: 1 }))[0]!.extensions.code).toBe(
      "UNAUTHENTICATED",
    );
  });
});

test("archived groups are left out, and it is said", async () => {
  await ben.mutate("groupUpdate", { id: trip.id, version: 1, archived: true }, "__typename");
  const input = { personId: ben.id, fromViewer: true, settledOn: "2026-02-01" };
  const ten = await ana.try("personSettle", { ...input, amount: { amount: "10", currency: "EUR" } });
  expect(ten.fields).toMatchObject([{ code: "SUM_MISMATCH" }]);
  expect(ten.message).toContain("30.00 EUR are open, and the viewer pays; archived groups are left out");
  const thirty = { ...input, amount: { amount: "30", currency: "EUR" }, requestId: newId("stl") };
  const first = await ana.mutate("personSettle", thirty, SETTLEMENTS);
  expect(first).toMatchObject({ settlements: [{ group: { id: flat.id } }], leftOut: [{ id: trip.id }] });
  await ben.mutate("groupUpdate", { id: trip.id, version: 2, archived: false }, "__typename");
  expect(await ana.mutate("personSettle", thirty, SETTLEMENTS)).toEqual(first);
  await ben.mutate("groupUpdate", { id: trip.id, version: 3, archived: true }, "__typename");
  await ben.mutate("settlementConfirm", { id: first.settlements[0].id, version: 1 }, STEP);
  const none = await ana.try("personSettle", { ...thirty, requestId: null });
  expect(none).toMatchObject({ reason: "STATE" });
  expect(none.message).toContain("archived groups are left out");
});

describe("payments from before they were one", () => {
  /** As the old code left them: the flat's part waits, the trip's counts. */
  async function mixed(): Promise<Answer[]> {
    const parts = await pay();
    await ben.mutate("settlementConfirm", { id: parts[0].id, version: 1 }, STEP);
    await ana.mutate("settlementCancel", { id: parts[0].id, version: 2 }, STEP);
    const [paymentId] = await api.dataSource
      .query("select payment_id from settlements where id = $1", [parts[0].id])
      .then((rows: { payment_id: string }[]) => rows.map((row) => row.payment_id));
    const home = settlementInput(flat, { amount: { amount: "30.00", currency: "EUR" } });
    const waits = await ana.mutate("settlementCreate", {
      ...home,
      fromMemberId: flat.memberIds[0],
      toMemberId: flat.memberIds[1],
    });
    const counts = await ana.mutate("settlementCreate", {
      ...settlementInput(trip, { amount: { amount: "20.00", currency: "EUR" } }),
      fromMemberId: trip.memberIds[0],
      toMemberId: trip.memberIds[1],
    });
    const ids = [waits.settlement.id, counts.settlement.id];
    await api.dataSource.query("update settlements set payment_id = null where payment_id = $1", [paymentId]);
    await api.dataSource.query("update settlements set payment_id = $1 where id = any($2)", [paymentId, ids]);
    return ids.map((id) => ({ id }));
  }

  test("a confirmation takes along what waits, and leaves what counts", async () => {
    const parts = await mixed();
    expect([(await standing(parts[0])).status, (await standing(parts[1])).status]).toEqual(["PENDING", "CONFIRMED"]);
    const rights = "query ($id: ID!) { settlement(id: $id) { viewerCan { confirm reject cancel } } }";
    for (const { id } of parts) {
      expect((await ben.ask(rights, { id })).settlement.viewerCan).toEqual({
        confirm: true,
        reject: true,
        cancel: true,
      });
    }
    await ben.mutate("settlementConfirm", { id: parts[1].id, version: 1 }, STEP);
    expect(await standing(parts[0])).toMatchObject({ status: "CONFIRMED", version: 2 });
    expect(await net()).toBe("0");
  });

  test.each(["settlementReject", "settlementCancel"])("%s takes back what counts", async (step) => {
    const parts = await mixed();
    const status = step === "settlementReject" ? "REJECTED" : "CANCELLED";
    await ben.mutate(step, { id: parts[0].id, version: 1 }, "settlement { id }");
    expect([(await standing(parts[0])).status, (await standing(parts[1])).status]).toEqual([status, "CANCELLED"]);
    expect(await net()).toBe("-10.00");
    for (const group of [flat, trip]) expect((await healthOf(ana, group)).ok).toBe(true);
  });
});

test("the migration links what still is one payment, moves no money, and old repeats answer as they did", async () => {
  const rejected = await pay({ requestId: newId("pay") });
  // As the old code could leave it: one part alone was rejected.
  await api.dataSource.query("update settlements set status = 'REJECTED' where id = $1", [rejected[0].id]);
  await asBefore();
  const before = await everything();
  await new PersonPayments1796300000000().up(api.dataSource.createQueryRunner());
  expect(await everything()).toEqual(before);
  expect(await linked(rejected)).toEqual([null, `pay_${rejected[0].id.slice(4)}`]);
  expect(await standing(rejected[1], ben)).toMatchObject({ partCount: 1, viewerCanAnswer: false });

  const paymentId = `pay_${rejected[0].id.slice(4)}`;
  const kept = await api.dataSource.query("select answer_ids from writes where subject_id = $1", [paymentId]);
  expect(kept).toEqual([{ answer_ids: rejected.map(({ id }) => id) }]);
});

/** Takes the schema back to what it was, with the ids that the old code gave. */
async function asBefore(): Promise<void> {
  await api.dataSource.query("delete from writes where key like 'request:%' and answer_ids = '{}'");
  await new PersonPayments1796300000000().down(api.dataSource.createQueryRunner());
  await api.dataSource.query(`update settlements s set batch_id = first.id
    from (select batch_id, min(id) as id from settlements group by batch_id) first where first.batch_id = s.batch_id`);
}

async function everything(): Promise<Answer> {
  const groups = await api.dataSource.query("select id, last_event_seq, version from groups order by id");
  const settlements = await api.dataSource.query("select id, status, version from settlements order by id");
  const balances = await api.dataSource.query("select * from balances order by group_id, member_id, currency");
  return { groups, settlements, balances };
}

async function linked(parts: readonly Answer[]): Promise<(string | null)[]> {
  const rows = await api.dataSource.query("select payment_id from settlements where id = any($1) order by id", [
    parts.map(({ id }) => id),
  ]);
  return rows.map((row: { payment_id: string | null }) => row.payment_id);
}

const ROUNDS = rounds(120);

test(`${ROUNDS} lives of payments: at any time all of one counts or none of it`, async () => {
  const seed = testSeed();
  const random = new Random(seed);
  const groups = [flat, trip];
  for (let round = 0; round < ROUNDS; round++) {
    const [one, other] = random.chance(0.5) ? [ana, ben] : [ben, ana];
    for (const group of groups) await owe(group, random.int(0, 1), random.int(0, 1), `${random.int(1, 40)}`, ana);
    const query = "query ($id: ID!) { person(id: $id) { nets { amount currency } ledgers { nets { amount } } } }";
    const { person } = await one.ask(query, { id: other.id });
    const amount = person.nets[0] ?? { amount: "0", currency: "EUR" };
    const paid = { amount: amount.amount.replace("-", ""), currency: "EUR" };
    const input = { personId: other.id, amount: paid, fromViewer: amount.amount.startsWith("-") };
    const answer = await one.try("personSettle", { ...input, settledOn: "2026-02-01" }, SETTLEMENTS);
    if (answer.__typename !== "PersonSettlePayload") continue;
    for (let step = 0; step < 3; step++) {
      const part = random.pick(answer.settlements as Answer[]);
      const { version } = await standing(part);
      const name = random.pick(["settlementConfirm", "settlementReject", "settlementCancel"]);
      await random.pick([ana, ben, eve]).try(name, { id: part.id, version }, "__typename");
      const now = await Promise.all(answer.settlements.map((each: Answer) => standing(each)));
      const states = new Set(now.map(({ status }) => status));
      if (states.size !== 1) throw new Error(`SEED=${seed}: one payment is ${[...states].join(" and ")}.`);
      // All or nothing in money, too: what is open is zero, or what it was before.
      expect([states.has("CONFIRMED") ? "0" : amount.amount, "0"]).toContain(await openOf(one, other));
    }
    const last = await standing(answer.settlements[0]);
    if (last.status === "PENDING") {
      await one.mutate("settlementCancel", { id: answer.settlements[0].id, version: last.version }, "__typename");
    }
  }
  for (const group of groups) expect((await healthOf(ana, group)).ok).toBe(true);
});

async function openOf(viewer: Person, other: Person): Promise<string> {
  const query = "query ($id: ID!) { person(id: $id) { nets { amount } } }";
  return (await viewer.ask(query, { id: other.id })).person?.nets[0]?.amount ?? "0";
}
