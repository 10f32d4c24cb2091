import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { Browser, Page } from "playwright-core";
import { groupToday } from "../server/kernel/today.js";
import { launchBrowser } from "../server/test/browser.js";
import { type Product, startProduct } from "../server/test/product.js";
import { ask, expectFits, expectSoon, newVisitor, signUp, type Visitor } from "../server/test/visitor.js";

/** Two people across their groups and between themselves; households, defaults and closed periods of a group. */
const STORY = 300_000;
const WIDTHS = [1280, 375, 320];

interface Person extends Visitor {
  readonly token: string;
}

interface Group {
  readonly id: string;
  readonly members: readonly { readonly id: string; readonly name: string }[];
}

let product: Product;
let browser: Browser;
let base: string;
let ana: Person;
let ben: Person;
let flat: Group;
let trip: Group;
let cabin: Group;

beforeAll(async () => {
  product = await startProduct();
  browser = await launchBrowser();
  base = `http://localhost:${product.port}`;
  [ana, ben] = [await newPerson("Ana"), await newPerson("Ben")];
  flat = await groupOf(ana, "Flat");
  trip = await groupOf(ben, "Trip");
  await join(ana, flat, ben);
  await join(ben, trip, ana);
  flat = await groupNow(ana, flat.id);
  trip = await groupNow(ben, trip.id);
  await addExpense(ana, flat, "Rent", "60.00");
  await addExpense(ben, trip, "Train", "20.00");
  cabin = await groupOf(ana, "Cabin", ["Bea", "Cleo", "Dan"]);
  await addExpense(ana, cabin, "Firewood", "80.00");
}, STORY);

afterAll(async () => {
  await browser?.close();
  await product?.stop();
}, STORY);

/** Signs up in a browser window, and in for the calls that prepare the story. */
async function newPerson(name: string): Promise<Person> {
  const visitor = await newVisitor(browser, base);
  return { ...visitor, token: await signUp(visitor, product, name) };
}

async function groupOf({ token }: Person, name: string, others: readonly string[] = []): Promise<Group> {
  const { groupCreate } = await ask<{ groupCreate: { group: Group } }>(
    product,
    `mutation ($input: GroupCreateInput!) {
      groupCreate(input: $input) { ... on GroupCreatePayload { group { id members { id name } } } } }`,
    { input: { name, currency: "EUR", members: others.map((other) => ({ name: other })) } },
    token,
  );
  return groupCreate.group;
}

async function groupNow({ token }: Person, id: string): Promise<Group> {
  const { group } = await ask<{ group: Group }>(
    product,
    "query ($id: ID!) { group(id: $id) { id members { id name } } }",
    { id },
    token,
  );
  return group;
}

async function join(admin: Person, group: Group, other: Person): Promise<void> {
  const { inviteCreate } = await ask<{ inviteCreate: { invite: { code: string } } }>(
    product,
    "mutation ($input: InviteCreateInput!) { inviteCreate(input: $input) { ... on InviteCreatePayload { invite { code } } } }",
    { input: { groupId: group.id, role: "MEMBER" } },
    admin.token,
  );
  await ask(
    product,
    "mutation ($input: InviteAcceptInput!) { inviteAccept(input: $input) { __typename } }",
    { input: { code: inviteCreate.invite.code } },
    other.token,
  );
}

/** Paid by the one who adds it, who is the group's first member, and split equally among everybody. */
async function addExpense({ token }: Person, group: Group, title: string, amount: string): Promise<void> {
  const input = {
    groupId: group.id,
    title,
    total: { amount, currency: "EUR" },
    incurredOn: "2026-01-31",
    payers: [{ memberId: group.members[0]!.id }],
    split: { mode: "EQUAL" },
  };
  await ask(
    product,
    "mutation ($input: ExpenseCreateInput!) { expenseCreate(input: $input) { __typename } }",
    { input },
    token,
  );
}

/** A write that prepares the story. */
async function write({ token }: Pick<Person, "token">, mutation: string, input: object): Promise<void> {
  const type = `${mutation[0]!.toUpperCase()}${mutation.slice(1)}Input`;
  const text = `mutation ($input: ${type}!) { ${mutation}(input: $input) { __typename ... on UserError { message } } }`;
  const answer = await ask<Record<string, { __typename: string }>>(product, text, { input }, token);
  expect(answer[mutation]).toMatchObject({ __typename: expect.stringMatching(/Payload$/) });
}

/** What everybody has paid too much or too little. */
async function balancesOf({ token }: Person, groupId: string): Promise<Record<string, string>> {
  const { group } = await ask<{
    group: { ledgerHealth: { ok: boolean }; balances: { member: { name: string }; net: { amount: string } }[] };
  }>(
    product,
    "query ($id: ID!) { group(id: $id) { ledgerHealth { ok } balances { member { name } net { amount } } } }",
    { id: groupId },
    token,
  );
  expect(group.ledgerHealth).toEqual({ ok: true });
  return Object.fromEntries(group.balances.map(({ member, net }) => [member.name, net.amount]));
}

const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name, exact: true });
const heading = (page: Page, name: string | RegExp) => page.getByRole("heading", { name, exact: true });

const fits = (page: Page, where: string) => expectFits(page, where, WIDTHS);

test(
  "what is open in two groups is settled by one payment",
  async () => {
    const { page } = ana;
    await page.goto(base);
    await page.getByRole("link", { name: "People", exact: true }).first().click();
    await heading(page, "People").waitFor();
    await page.getByRole("link", { name: /^Ben/ }).getByText("€20.00").waitFor();
    await fits(page, "people");
    await page.getByRole("link", { name: /^Ben/ }).click();
    await heading(page, "Ben").waitFor();
    const groups = page.locator("section").filter({ has: heading(page, "Group by group") });
    await groups.getByRole("link", { name: /Flat/ }).getByText("€30.00").waitFor();
    await groups.getByRole("link", { name: /Trip/ }).getByText("€10.00").waitFor();
    await button(page, "Settle €20.00").click();
    await page.getByText("Ben pays you €20.00, and nothing is left open").waitFor();
    await page.getByText("Booked in 2 groups").waitFor();
    await fits(page, "settling everything with a person");
    await button(page, "Record payment").click();
    await page.getByText("The payment is recorded.").waitFor();
    await button(page, /^Settle/).waitFor({ state: "detached" });
    expect([await balancesOf(ana, flat.id), await balancesOf(ben, trip.id)]).toEqual([{}, {}]);
    await ben.page.goto(`${base}/groups/${flat.id}/settle`);
    await ben.page.getByText("All settled up").waitFor();
  },
  STORY,
);

test(
  "two people have a ledger of their own, which each finds under the other one's name",
  async () => {
    const { page } = ana;
    await button(page, "Add an expense between you two").click();
    await page.waitForURL(/\/groups\/grp_\w+\/expenses\/new$/);
    const groupId = new URL(page.url()).pathname.split("/")[2]!;
    await page.getByLabel("Title").fill("Concert");
    await page.getByLabel("Amount", { exact: true }).fill("45");
    await button(page, "Save").click();
    await page.getByRole("link", { name: /Concert/ }).waitFor();
    await page.getByRole("heading", { level: 1, name: "Ben" }).waitFor();
    await fits(page, "a ledger of two");
    expect(await balancesOf(ana, groupId)).toEqual({ Ana: "22.50", Ben: "-22.50" });

    await ben.page.goto(`${base}/people`);
    await ben.page.getByRole("link", { name: /^Ana/ }).click();
    await ben.page.getByRole("link", { name: /Between the two of you/ }).click();
    await ben.page.getByRole("heading", { level: 1, name: "Ana" }).waitFor();

    // Somebody without an account.
    await page.goto(`${base}/people/new`);
    await heading(page, "Add a person").waitFor();
    await page.getByLabel("Name").fill("Zoe");
    await fits(page, "adding a person");
    await button(page, "Add").click();
    await page.getByRole("heading", { level: 1, name: "Zoe" }).waitFor();
  },
  STORY,
);

test(
  "a household settles as one: there is one payment less",
  async () => {
    const { page } = ana;
    const payments = page.getByRole("link", { name: /^Record that/ });
    await page.goto(`${base}/groups/${cabin.id}/settle`);
    await payments.nth(2).waitFor();
    await page.goto(`${base}/groups/${cabin.id}/members`);
    await button(page, "Make a household").click();
    await page.getByRole("checkbox", { name: "Bea" }).check();
    await page.getByRole("checkbox", { name: "Cleo" }).check();
    await fits(page, "making a household");
    await button(page, "Save").click();
    await page.getByText("Bea & Cleo").waitFor();
    await fits(page, "a household");
    await page.getByRole("link", { name: "Settle up" }).first().click();
    await page.getByRole("link", { name: "Record that Bea pays Ana €40.00" }).waitFor();
    await expectSoon(() => payments.count(), 2);
  },
  STORY,
);

test(
  "a default split is looked at before old expenses follow it, and copied into new ones",
  async () => {
    const { page } = ana;
    await page.goto(`${base}/groups/${cabin.id}/settings`);
    await button(page, "Set a default").click();
    await page.getByRole("radio", { name: "Shares" }).check();
    for (const [name, shares] of [
      ["Ana", "2"],
      ["Bea", "1"],
      ["Cleo", "1"],
      ["Dan", "1"],
    ] as const) {
      await page.getByLabel(`Shares for ${name}`).fill(shares);
    }
    await page.getByRole("radio", { name: "Also earlier ones" }).check();
    await page.getByLabel("Incurred on or after").fill("2026-01-01");
    await button(page, "Preview").click();
    await page.getByText("One expense would be split anew:").waitFor();
    await page.getByRole("listitem").filter({ hasText: "Firewood" }).waitFor();
    expect(await balancesOf(ana, cabin.id)).toMatchObject({ Ana: "60.00" });
    await fits(page, "a default split being previewed");
    await button(page, "Save").click();
    await page.getByText("The default is saved.").waitFor();
    await page.getByText("Shares: Ana 2, Bea 1, Cleo 1, Dan 1").waitFor();
    await fits(page, "settings with a default split");
    expect(await balancesOf(ana, cabin.id)).toEqual({ Ana: "48.00", Bea: "-16.00", Cleo: "-16.00", Dan: "-16.00" });

    await page.goto(`${base}/groups/${cabin.id}/expenses/new`);
    await page.getByLabel("Amount", { exact: true }).fill("50");
    await button(page, "split by shares").click();
    await expectSoon(() => page.getByRole("radio", { name: "Shares" }).isChecked(), true);
    await expectSoon(() => page.getByLabel("Shares for Ana").inputValue(), "2");
    const share = page.getByRole("status", { name: "Share of Ana", exact: true });
    await share.getByText("20.00").waitFor();
  },
  STORY,
);

test(
  "one payment in two groups waits as one, and the one of the two who did not record it says so for both",
  async () => {
    let loft = await groupOf(ana, "Loft");
    let boat = await groupOf(ben, "Boat");
    await join(ana, loft, ben);
    await join(ben, boat, ana);
    [loft, boat] = [await groupNow(ana, loft.id), await groupNow(ben, boat.id)];
    await write(ana, "groupUpdate", { id: loft.id, version: 1, confirmSettlements: true });
    await addExpense(ana, boat, "Diesel", "30.00");
    await addExpense(ben, loft, "Paint", "10.00");
    const { page } = ben;
    await page.goto(`${base}/people`);
    await page.getByRole("link", { name: /^Ana/ }).click();
    await heading(page, "Ana").waitFor();
    await page.getByRole("button", { name: /^Settle €/ }).click();
    await button(page, "Record payment").click();
    await page.getByText("waits").first().waitFor();

    await ana.page.goto(`${base}/groups/${loft.id}/settle`);
    await ana.page.getByText(/^\d entries in groups you share/).waitFor();
    await fits(ana.page, "a payment across groups");
    await button(ana.page, "Confirm").click();
    await ana.page.getByText("Confirmed").first().waitFor();
    expect([await balancesOf(ana, loft.id), await balancesOf(ben, boat.id)]).toEqual([{}, {}]);
  },
  STORY,
);

test(
  "an equal expense made by a program opens with those who took part, and saves at once",
  async () => {
    const { page } = ana;
    await page.goto(`${base}/groups/${flat.id}/expenses`);
    await page.getByRole("link", { name: /Rent/ }).click();
    await page.getByRole("link", { name: "Edit" }).click();
    await page.locator("[data-sheet=split]").click();
    for (const name of ["Ana", "Ben"]) {
      await expectSoon(() => page.getByRole("checkbox", { name, exact: true }).isChecked(), true);
    }
    await button(page, "Done").click();
    await page.getByLabel("Title").fill("Rent of January");
    await button(page, "Save").click();
    await page.getByText("Changes saved.").waitFor();
  },
  STORY,
);

test(
  "forms propose the day of the device, whatever the account's time zone says",
  async () => {
    // It is never the same day in these two.
    const [here, account] = ["Pacific/Kiritimati", "Pacific/Pago_Pago"];
    const traveller = await newVisitor(browser, base, { timezoneId: here });
    const token = await signUp(traveller, product, "Tess");
    await write({ ...traveller, token }, "userUpdate", { timeZone: account });
    const group = await groupOf({ ...traveller, token }, "Atoll", ["Uma"]);
    const today = () => groupToday({ timeZone: here });
    for (const path of ["expenses/new", "settle/new"]) {
      const before = today();
      await traveller.page.goto(`${base}/groups/${group.id}/${path}`);
      if (path === "expenses/new") await button(traveller.page, "today").click();
      const proposed = await traveller.page
        .getByLabel(/^Date|Paid on|Day/)
        .first()
        .inputValue();
      expect([before, today()]).toContain(proposed);
    }
    expect(traveller.complaints).toEqual([]);
    await traveller.context.close();
  },
  STORY,
);

test(
  "an edit says whom it makes owe again before it is saved; many people are searched, and chosen at once",
  async () => {
    const { page } = ana;
    const names = Array.from({ length: 13 }, (_, index) => `Guest ${index + 1}`);
    const party = await groupOf(ana, "Party", names);
    await addExpense(ana, party, "Balloons", "14.00");
    const first = party.members.find(({ name }) => name === "Guest 1")!;
    const amount = { amount: "1.00", currency: "EUR" };
    const paid = { groupId: party.id, fromMemberId: first.id, toMemberId: party.members[0]!.id, amount };
    await write(ana, "settlementCreate", { ...paid, settledOn: "2026-02-01" });
    await write(ana, "memberRemove", { id: first.id });

    await page.goto(`${base}/groups/${party.id}/expenses`);
    await page.getByRole("link", { name: /Balloons/ }).click();
    await page.getByRole("link", { name: "Edit" }).click();
    await page.locator("[data-sheet=split]").click();
    await page.getByLabel("Find people").fill("guest 13");
    await page.getByRole("checkbox", { name: "Guest 13" }).waitFor();
    await expectSoon(() => page.getByRole("checkbox", { name: /^Guest/ }).count(), 1);
    await page.getByLabel("Find people").fill("");
    await button(page, "None").click();
    await page.getByText("0 of 14 take part").waitFor();
    await button(page, "All").click();
    await fits(page, "a list of many people");
    await button(page, "Done").click();
    await page.getByLabel("Amount", { exact: true }).fill("28");
    await button(page, "Save").click();
    await page.getByText("Guest 1 would owe €1.00.").waitFor();
    await fits(page, "an edit that makes somebody owe again");
    await button(page, "Save anyway").click();
    await page.getByText("Changes saved.").waitFor();
    expect(await balancesOf(ana, party.id)).toMatchObject({ "Guest 1": "-1.00" });

    await write(ana, "settlementCreate", { ...paid, settledOn: "2026-02-02" });
    await page.goto(`${base}/groups/${party.id}/expenses`);
    await page.getByRole("link", { name: /Balloons/ }).click();
    await button(page, "Delete").click();
    await page.getByText("Guest 1 would get back €2.00.").waitFor();
    await button(page, "Delete anyway").click();
    await page.getByText("“Balloons” is deleted").waitFor();
  },
  STORY,
);

test(
  "a default that names somebody who left says so where it matters, and a new one begins with the others",
  async () => {
    const { page } = ana;
    await page.goto(`${base}/groups/${cabin.id}/members`);
    await button(page, "More about Dan").click();
    await button(page, "Remove Dan").click();
    await page.getByText("A default split names Dan.").waitFor();
    await button(page, "Yes, remove Dan").click();
    const said = page.getByText("Dan left, and is in the default split.");
    await said.waitFor();
    await page.goto(`${base}/groups/${cabin.id}/expenses/new`);
    await said.waitFor();
    await page.getByRole("button", { name: /^split equally among/ }).waitFor();
    await fits(page, "a form whose default cannot be followed");
    await page.getByRole("link", { name: "Set a new default" }).click();
    await button(page, "Set a new default").click();
    await expectSoon(() => page.getByLabel("Shares for Ana").inputValue(), "2");
    await button(page, "Save").click();
    await said.waitFor({ state: "detached" });
  },
  STORY,
);

test(
  "a period is closed: an older expense can still be changed, which is a correction of today",
  async () => {
    const { page } = ana;
    await page.goto(`${base}/groups/${cabin.id}/settings`);
    await button(page, "Close a period").click();
    await page.getByText("Not everything is settled;").waitFor();
    await page.getByLabel("Close up to").fill("2026-02-28");
    await fits(page, "closing a period");
    await button(page, "Close").click();
    await page.getByText("Everything through Feb 28, 2026 is closed.").waitFor();
    await fits(page, "a closed period");

    await page.goto(`${base}/groups/${cabin.id}/expenses`);
    await page.getByRole("link", { name: /Firewood/ }).click();
    await page.getByRole("link", { name: "Edit" }).click();
    await page.getByText("Closed through Feb 28, 2026: this counts from today").waitFor();
    await page.getByLabel("Amount", { exact: true }).fill("100");
    await fits(page, "an expense of a closed period");
    await button(page, "Save").click();
    await page.getByText("Changes saved.").waitFor();
    expect(await balancesOf(ana, cabin.id)).toMatchObject({ Ana: "60.00" });

    await page.goto(`${base}/groups/${cabin.id}/balances`);
    await page.getByRole("link", { name: "Why this balance of Ana?" }).click();
    const corrections = page.getByRole("row").filter({ hasText: "Correction" });
    await corrections.first().waitFor();
    expect(await corrections.first().innerText()).toContain("12.00");
  },
  STORY,
);

test("the browsers complained about nothing, and asked nobody else", () => {
  expect([ana.complaints, ben.complaints]).toEqual([[], []]);
});
