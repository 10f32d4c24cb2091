import { describe, expect, test } from "@jest/globals";
import { instantOf, isTimeOfDay, mailDue, quietUntil, type Rhythm, soon } from "./due.js";
import { NotificationPace } from "./preference.js";

const at = (text: string) => new Date(text);
const rhythm = (change: Partial<Rhythm> = {}): Rhythm => ({
  timeZone: "Europe/Vienna",
  quietHours: null,
  digestAt: "08:00",
  ...change,
});
const quiet = (from: string, to: string, timeZone = "Europe/Vienna") => rhythm({ timeZone, quietHours: { from, to } });

test.each(["00:00", "07:30", "19:59", "23:59"])("%s is a time of day", (text) => expect(isTimeOfDay(text)).toBe(true));
test.each(["24:00", "7:30", "07:60", "07:30:00", "", "noon", "07:30 "])("%s is none", (text) =>
  expect(isTimeOfDay(text)).toBe(false),
);

describe("a time of a day is", () => {
  test.each([
    ["2026-01-31", "08:00", "Europe/Vienna", "2026-01-31T07:00:00.000Z"],
    ["2026-07-31", "08:00", "Europe/Vienna", "2026-07-31T06:00:00.000Z"],
    ["2026-01-31", "08:00", "Asia/Kathmandu", "2026-01-31T02:15:00.000Z"],
    ["2026-01-31", "08:00", "Pacific/Kiritimati", "2026-01-30T18:00:00.000Z"],
    ["2026-01-31", "20:00", "Pacific/Pago_Pago", "2026-02-01T07:00:00.000Z"],
    ["2026-01-31", "08:00", "UTC", "2026-01-31T08:00:00.000Z"],
    // Clocks are set from 02:00 to 03:00: what they leave out is an hour later.
    ["2026-03-29", "02:30", "Europe/Vienna", "2026-03-29T01:30:00.000Z"],
    ["2026-03-29", "01:59", "Europe/Vienna", "2026-03-29T00:59:00.000Z"],
    ["2026-03-29", "03:00", "Europe/Vienna", "2026-03-29T01:00:00.000Z"],
    // And from 03:00 back to 02:00: what they show twice is the first.
    ["2026-10-25", "02:30", "Europe/Vienna", "2026-10-25T00:30:00.000Z"],
    ["2026-10-25", "03:00", "Europe/Vienna", "2026-10-25T02:00:00.000Z"],
    ["2026-03-08", "02:30", "America/New_York", "2026-03-08T07:30:00.000Z"],
    ["2026-11-01", "01:30", "America/New_York", "2026-11-01T05:30:00.000Z"],
    // By half an hour alone.
    ["2026-10-04", "02:15", "Australia/Lord_Howe", "2026-10-03T15:45:00.000Z"],
  ])("%s %s in %s", (day, time, timeZone, expected) =>
    expect(instantOf(day, time, timeZone).toISOString()).toBe(expected),
  );
});

describe("quiet hours", () => {
  test.each([
    // In winter Vienna is an hour before UTC.
    ["22:00", "07:00", "2026-01-31T20:59:59Z", null],
    ["22:00", "07:00", "2026-01-31T21:00:00Z", "2026-02-01T06:00:00.000Z"],
    ["22:00", "07:00", "2026-01-31T23:30:00Z", "2026-02-01T06:00:00.000Z"],
    ["22:00", "07:00", "2026-02-01T05:59:59Z", "2026-02-01T06:00:00.000Z"],
    ["22:00", "07:00", "2026-02-01T06:00:00Z", null],
    ["12:00", "14:00", "2026-01-31T12:00:00Z", "2026-01-31T13:00:00.000Z"],
    ["12:00", "14:00", "2026-01-31T13:00:00Z", null],
    ["00:00", "06:00", "2026-01-31T23:00:00Z", "2026-02-01T05:00:00.000Z"],
    // The night is an hour shorter in spring, and an hour longer in autumn.
    ["22:00", "07:00", "2026-03-28T22:00:00Z", "2026-03-29T05:00:00.000Z"],
    ["22:00", "07:00", "2026-10-24T21:00:00Z", "2026-10-25T06:00:00.000Z"],
    ["22:00", "02:30", "2026-03-28T22:00:00Z", "2026-03-29T01:30:00.000Z"],
    // What is over once is over when the clocks show it again.
    ["22:00", "02:30", "2026-10-25T00:10:00Z", "2026-10-25T00:30:00.000Z"],
    ["22:00", "02:30", "2026-10-25T01:10:00Z", null],
  ])("from %s to %s hold what happens at %s until %s", (from, to, now, until) =>
    expect(quietUntil(at(now), quiet(from, to))?.toISOString() ?? null).toBe(until),
  );

  test("are those of the person's own time zone", () => {
    expect(quietUntil(at("2026-01-31T14:00:00Z"), quiet("22:00", "07:00", "Asia/Tokyo"))?.toISOString()).toBe(
      "2026-01-31T22:00:00.000Z",
    );
    expect(quietUntil(at("2026-01-31T14:00:00Z"), rhythm())).toBeNull();
  });
});

test("what leaves at once leaves a moment later, together with what happens meanwhile", () => {
  const first = soon(at("2026-01-31T12:00:00.001Z"), rhythm());
  expect(first.toISOString()).toBe("2026-01-31T12:01:00.000Z");
  expect(soon(at("2026-01-31T12:00:30Z"), rhythm())).toEqual(first);
  expect(soon(at("2026-01-31T12:00:00Z"), rhythm()).toISOString()).toBe("2026-01-31T12:00:30.000Z");
  // It would leave in quiet hours that have not begun yet.
  expect(soon(at("2026-01-31T20:59:45Z"), quiet("22:00", "07:00")).toISOString()).toBe("2026-02-01T06:00:00.000Z");
});

describe("mail", () => {
  const { OFF, AT_ONCE, DAILY, WEEKLY } = NotificationPace;
  test.each([
    [OFF, "2026-01-31T12:00:00Z", null],
    [AT_ONCE, "2026-01-31T12:00:00Z", "2026-01-31T12:00:30.000Z"],
    [DAILY, "2026-01-31T06:59:59Z", "2026-01-31T07:00:00.000Z"],
    [DAILY, "2026-01-31T07:00:00Z", "2026-02-01T07:00:00.000Z"],
    [DAILY, "2026-03-28T12:00:00Z", "2026-03-29T06:00:00.000Z"],
    [DAILY, "2026-10-24T12:00:00Z", "2026-10-25T07:00:00.000Z"],
    // 2026-01-31 is a Saturday.
    [WEEKLY, "2026-01-31T12:00:00Z", "2026-02-02T07:00:00.000Z"],
    [WEEKLY, "2026-02-02T06:59:00Z", "2026-02-02T07:00:00.000Z"],
    [WEEKLY, "2026-02-02T07:00:00Z", "2026-02-09T07:00:00.000Z"],
    [WEEKLY, "2026-12-31T12:00:00Z", "2027-01-04T07:00:00.000Z"],
  ])("%s of %s leaves at %s", (pace, now, expected) =>
    expect(mailDue(pace, at(now), rhythm())?.toISOString() ?? null).toBe(expected),
  );

  test("of a day leaves at its hour also in quiet hours: whoever chose both wants it then", () => {
    const both = { ...quiet("22:00", "09:00"), digestAt: "08:00" };
    expect(mailDue(DAILY, at("2026-01-31T12:00:00Z"), both)?.toISOString()).toBe("2026-02-01T07:00:00.000Z");
  });

  test("of every hour of a year leaves once a day, at that hour of the clocks", () => {
    const dues = new Set<string>();
    for (let hour = 0; hour < 365 * 24; hour++) {
      const now = new Date(Date.UTC(2026, 0, 1, hour));
      const due = mailDue(DAILY, now, rhythm({ digestAt: "02:30" }))!;
      expect(due > now && due.getTime() - now.getTime() <= 25 * 3_600_000).toBe(true);
      dues.add(due.toISOString());
    }
    expect(dues.size).toBe(366);
  });
});
