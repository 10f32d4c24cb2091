import { expect, test } from "@jest/globals";
import { settledFacts } from "./settled-facts.js";

const here = { leftAt: null };
const gone = { leftAt: "2026-01-01T00:00:00Z" };
const paid = { status: "CONFIRMED" };
const trip = {
  firstOn: "2026-02-27",
  lastOn: "2026-03-02",
  members: [here, here, gone],
  payments: [paid, paid, { status: "CANCELLED" }, { status: "REJECTED" }],
  morePayments: false,
};

test("both ends of a trip are days of it, who left is not of it, and only what was paid is a payment", () => {
  expect(settledFacts(trip)).toEqual({ days: 4, people: 2, payments: 2, wasPaid: true });
  expect(settledFacts({ ...trip, lastOn: trip.firstOn }).days).toBe(1);
});

test("what is not known is not said", () => {
  expect(settledFacts({ ...trip, firstOn: undefined, lastOn: undefined }).days).toBeNull();
  expect(settledFacts({ ...trip, morePayments: true }).payments).toBeNull();
  expect(settledFacts({ ...trip, payments: [] })).toMatchObject({ payments: null, wasPaid: false });
});
