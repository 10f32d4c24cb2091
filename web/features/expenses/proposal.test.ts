import { expect, test } from "@jest/globals";
import { equalDraft } from "./default-split.js";
import { draftOf } from "./expense-draft.js";
import { duplicateDraft, type LastExpense, nextDraft, proposedDraft } from "./proposal.js";

const here = {
  currency: "EUR",
  today: "2026-11-29",
  viewerMemberId: "mem_ana",
  memberIds: ["mem_ana", "mem_ben", "mem_cleo"],
  locale: "de-AT",
  newestJoinedAt: "2026-01-02T00:00:00.000Z",
  groupDefault: null,
  withOwnDefault: [],
};
const member = (id: string) => ({ member: { id } });
const last: LastExpense = {
  createdAt: "2026-02-01T00:00:00.000Z",
  title: "Ramen",
  notes: "Spicy",
  total: { amount: "30.00", currency: "CHF" },
  incurredOn: "2026-01-31",
  category: { id: "cat_food" },
  payers: [{ ...member("mem_ben"), amount: { amount: "30.00" } }],
  split: {
    mode: "SHARES",
    parts: [
      { ...member("mem_ana"), value: "2" },
      { ...member("mem_ben"), value: "1.5" },
    ],
    items: [],
  },
};

test("proposed is the viewer's last payer, split and currency here, and nothing else of it", () => {
  const draft = proposedDraft(here, last);
  expect(draft).toMatchObject({
    payerId: "mem_ben",
    currency: "CHF",
    mode: "SHARES",
    title: "",
    amount: "",
    notes: "",
  });
  expect(draft).toMatchObject({ incurredOn: "2026-11-29", categoryId: null, several: false });
  expect(draft.values.SHARES).toEqual({ mem_ana: "2", mem_ben: "1,5" });
  expect(proposedDraft(here, null)).toMatchObject({ payerId: "mem_ana", currency: "EUR", mode: "EQUAL" });
});

test("a default of the group wins over the last split; who has left, and what fits one total alone, is not proposed", () => {
  const groupDefault = { ...equalDraft(["mem_ana", "mem_cleo"]) };
  expect(proposedDraft({ ...here, groupDefault }, last)).toMatchObject({
    payerId: "mem_ben",
    mode: "EQUAL",
    taking: ["mem_ana", "mem_cleo"],
  });
  const without = { ...here, memberIds: ["mem_ana", "mem_cleo"] };
  expect(proposedDraft(without, last)).toMatchObject({ payerId: "mem_ana", mode: "EQUAL", currency: "CHF" });
  const exact: LastExpense = { ...last, split: { ...last.split, mode: "EXACT" } };
  expect(proposedDraft(here, exact)).toMatchObject({ mode: "EQUAL", taking: here.memberIds, payerId: "mem_ben" });
});

test("a split that left nobody out is not proposed once somebody has come, nor the way of a category for all others", () => {
  const joined = { ...here, newestJoinedAt: "2026-02-01T00:00:00.001Z" };
  expect(proposedDraft(joined, last)).toMatchObject({
    payerId: "mem_ben",
    currency: "CHF",
    mode: "EQUAL",
    taking: here.memberIds,
  });
  expect(proposedDraft({ ...here, withOwnDefault: ["cat_food"] }, last)).toMatchObject({ mode: "EQUAL" });
  expect(proposedDraft({ ...here, withOwnDefault: ["cat_rent"] }, last)).toMatchObject({ mode: "SHARES" });
});

test("what follows an expense at once goes on as it did", () => {
  const before = { ...draftOf(last, here.locale), title: "Tea", notes: "Green" };
  expect(nextDraft(here, before)).toMatchObject({ payerId: "mem_ben", currency: "CHF", mode: "SHARES", title: "" });
  expect(nextDraft(here, { ...before, several: true, mode: "ITEMIZED" })).toMatchObject({
    payerId: "mem_ana",
    mode: "EQUAL",
    notes: "",
  });
});

test("a duplicate is the same today, without those who have left", () => {
  const copy = duplicateDraft(here, last);
  expect(copy).toMatchObject({
    title: "Ramen",
    amount: "30,00",
    notes: "Spicy",
    categoryId: "cat_food",
    mode: "SHARES",
  });
  expect(copy.incurredOn).toBe("2026-11-29");
  const without = { ...here, memberIds: ["mem_ana", "mem_cleo"] };
  expect(duplicateDraft(without, last)).toMatchObject({ payerId: "mem_ana", taking: ["mem_ana"] });
});
