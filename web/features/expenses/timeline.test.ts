import { describe, expect, test } from "@jest/globals";
import { evenAbove, type ListedExpense, type ListedPayment, type Loaded, timeline as timelineOf } from "./timeline.js";

const money = (amount: string) => ({ amount, currency: "EUR" });
const part = (id: string, amount: string) => ({ member: { id }, amount: money(amount) });

/** Ana pays it all, Ben owes half. */
const expense = (id: string, incurredOn: string, half = "10.00", payersKnown = true): ListedExpense => ({
  id: `exp_${id}`,
  incurredOn,
  payersKnown,
  payers: [part("ana", String(Number(half) * 2))],
  shares: [part("ana", half), part("ben", half)],
});
const payment = (id: string, settledOn: string, amount = "10.00", status = "CONFIRMED"): ListedPayment => ({
  id: `stl_${id}`,
  settledOn,
  status,
  from: { id: "ben" },
  to: { id: "ana" },
  settles: money(amount),
});
const timeline = (expenses: Loaded<ListedExpense>, payments: Loaded<ListedPayment>, waiting: readonly string[] = []) =>
  timelineOf(
    expenses,
    payments,
    waiting.map((each) => ({ id: `exp_${each.slice(11)}`, incurredOn: each.slice(0, 10) })),
  );
const all = <Row>(...rows: Row[]) => ({ rows, more: false });
const some = <Row>(...rows: Row[]) => ({ rows, more: true });
const open = (ana: string, ben: string) => [
  { member: { id: "ana" }, net: money(ana) },
  { member: { id: "ben" }, net: money(ben) },
];

describe("expenses and payments in one list", () => {
  test("by day, then by the time in their ids", () => {
    const { entries, next } = timeline(
      all(expense("5", "2026-05-03"), expense("2", "2026-05-02")),
      all(payment("3", "2026-05-02"), payment("1", "2026-05-02"), payment("9", "2026-05-01")),
    );
    expect(entries.map(({ id }) => id)).toEqual(["exp_5", "stl_3", "exp_2", "stl_1", "stl_9"]);
    expect(next).toBeNull();
  });

  test("of whatever year", () => {
    const { entries, next } = timeline(all(expense("5", "9999-12-31"), expense("2", "9000-01-02")), all());
    expect(entries.map(({ id }) => id)).toEqual(["exp_5", "exp_2"]);
    expect(next).toBeNull();
    expect(timeline(all(expense("5", "9999-12-31")), some<ListedPayment>()).next).toBe("payments");
  });

  test("neither goes beyond the loaded end of the other", () => {
    const expenses = [expense("5", "2026-05-05"), expense("3", "2026-05-03")];
    const payments = [payment("4", "2026-05-04"), payment("1", "2026-05-01")];
    const ids = (answer: ReturnType<typeof timeline>) => [answer.next, ...answer.entries.map(({ id }) => id)];
    expect(ids(timeline(some(...expenses), all(...payments)))).toEqual(["expenses", "exp_5", "stl_4", "exp_3"]);
    expect(ids(timeline(all(...expenses), some(payments[0]!)))).toEqual(["payments", "exp_5", "stl_4"]);
    expect(ids(timeline(some(...expenses), some(payments[0]!)))).toEqual(["payments", "exp_5", "stl_4"]);
    expect(ids(timeline(all(...expenses), some<ListedPayment>()))).toEqual(["payments"]);
  });

  test("nor before the loaded beginning", () => {
    const expenses = [expense("5", "2026-05-05"), expense("3", "2026-05-03")];
    const payments = [payment("7", "2026-05-06"), payment("4", "2026-05-04"), payment("1", "2026-05-01")];
    const midway = timeline({ rows: expenses, more: false, earlier: true }, all(...payments), ["2026-05-07 8"]);
    expect(midway.entries.map(({ id }) => id)).toEqual(["exp_5", "stl_4", "exp_3", "stl_1"]);
    expect(timeline({ ...all<ListedExpense>(), earlier: true }, all(...payments)).entries).toEqual([]);
  });

  test("what is being saved stands at its day, as far as the list is loaded", () => {
    const expenses = [expense("5", "2026-05-05"), expense("3", "2026-05-03")];
    const { entries } = timeline(some(...expenses), all(), ["2026-05-04 9", "2026-05-02 9"]);
    expect(entries.map(({ id, kind }) => `${kind} ${id}`)).toEqual(["expense exp_5", "pending exp_9", "expense exp_3"]);
  });
});

describe("where everybody was even", () => {
  const entries = timeline(
    all(expense("4", "2026-05-04"), expense("2", "2026-05-02"), expense("1", "2026-05-01")),
    all(payment("3", "2026-05-03", "20.00")),
  ).entries;

  test("is above the payment that brought all to zero, and not before the beginning", () => {
    expect(entries.map(({ id }) => id)).toEqual(["exp_4", "stl_3", "exp_2", "exp_1"]);
    expect([...evenAbove(entries, open("10.00", "-10.00"))]).toEqual(["stl_3"]);
  });

  test("is on top where all is even now", () => {
    const paid = timeline(all(expense("1", "2026-05-01")), all(payment("2", "2026-05-02"))).entries;
    expect([...evenAbove(paid, [])]).toEqual(["stl_2"]);
  });

  test("is not above what moves nothing", () => {
    const alone: ListedExpense = { ...expense("3", "2026-05-03"), shares: [part("ana", "20.00")] };
    const first = { ...alone, id: "exp_0", incurredOn: "2026-05-01" };
    const { entries } = timeline(all(alone, expense("1", "2026-05-01"), first), all(payment("2", "2026-05-02")));
    expect(entries.map(({ id }) => id)).toEqual(["exp_3", "stl_2", "exp_1", "exp_0"]);
    expect([...evenAbove(entries, [])]).toEqual(["stl_2"]);
  });

  test("a payment that waits moves nothing, and beyond an expense whose payers nobody knows there is no answer", () => {
    const waiting = timeline(
      all(expense("1", "2026-05-01")),
      all(payment("2", "2026-05-02", "10.00", "PENDING")),
    ).entries;
    expect([...evenAbove(waiting, open("10.00", "-10.00"))]).toEqual([]);
    const unknown = timeline(
      all(expense("3", "2026-05-03", "1.00", false), expense("1", "2026-05-01")),
      all(payment("2", "2026-05-02")),
    ).entries;
    expect([...evenAbove(unknown, [])]).toEqual([]);
  });
});
