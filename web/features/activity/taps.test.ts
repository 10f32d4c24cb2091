import { expect, test } from "@jest/globals";
import { withoutTaps } from "./taps.js";

const event = (type: string, actor: string, subject: string) => ({
  type,
  actor: { id: actor },
  subject: { __typename: "Receipt", id: subject },
});

test("taps of one person on one receipt are one event, and nothing else is left out", () => {
  const tap = (actor: string, receipt = "rcp_1") => event("receipt.claimed", actor, receipt);
  const events = [tap("a"), tap("a"), tap("b"), tap("a"), tap("a", "rcp_2"), event("receipt.read", "a", "rcp_2")];
  expect(withoutTaps(events)).toEqual([events[0], events[2], events[3], events[4], events[5]]);
  const read = event("receipt.updated", "a", "rcp_1");
  expect(withoutTaps([read, read])).toHaveLength(2);
});
