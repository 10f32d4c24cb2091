import { readFileSync } from "node:fs";
import { expect, test } from "@jest/globals";
import type { Announcement } from "../../server/modules/notifications/announcement.js";
import type { NotificationFacts } from "../../server/modules/notifications/notification-facts.loader.js";
import { notificationPath } from "../../server/modules/notifications/notification-text.js";
import { NotificationKind } from "../../server/modules/notifications/preference.js";

const MONEY = { minor: "1", currency: "EUR" };
const NOTHING: NotificationFacts = {
  id: "ntf_1",
  kind: NotificationKind.EXPENSE,
  count: 1,
  farewell: false,
  announced: null,
  groupId: "grp_1",
  groupName: "Flat",
  type: "expense.created",
  subjectId: null,
  actor: null,
  subject: null,
  amount: null,
  share: null,
  from: null,
  to: null,
};

/** Every page of the app that is not the one for whatever is none, as it stands in an address. */
function pages(): RegExp[] {
  const named = [...readFileSync("web/App.tsx", "utf8").matchAll(/page\("([^"*]+)"/g)].map((match) => match[1]!);
  const nested = ["expenses", "balances", "settle", "receipts", "statistics", "activity", "members", "settings"];
  const all = [...named.filter((name) => !nested.includes(name)), ...nested.map((name) => `groups/:groupId/${name}`)];
  return all.map((name) => new RegExp(`^/${name.replace(/:\w+/g, "[^/]+")}$`));
}

const PREFIXES = ["exp", "imp", "stl", "rcp", "mem", "inv", "hsh", "bud", "rat", "grp"];
const ANNOUNCED: Announcement[] = [
  { of: "reminder", amount: MONEY } as Announcement,
  { of: "report", about: null, format: "PDF", isReady: true } as Announcement,
  { of: "security", what: "SIGNED_IN", device: null },
];

test("whatever one is told of leads to a page that is there", () => {
  const facts = [
    { ...NOTHING, farewell: true },
    ...PREFIXES.map((prefix) => ({ ...NOTHING, subjectId: `${prefix}_1` })),
    { ...NOTHING, groupId: null, subjectId: "bud_1" },
    ...ANNOUNCED.map((announced) => ({ ...NOTHING, announced, subjectId: "mem_1" })),
  ];
  const paths = facts.map((each) => notificationPath(each).split("?")[0]!);
  const known = pages();
  expect(paths.filter((path) => !known.some((page) => page.test(path)))).toEqual([]);
});
