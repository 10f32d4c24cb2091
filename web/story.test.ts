import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { Browser, Page } from "playwright-core";
import { launchBrowser } from "../server/test/browser.js";
import { type Product, startProduct } from "../server/test/product.js";
import {
  expectFits,
  expectNoViolation,
  expectSoon,
  follow,
  newVisitor,
  PASSWORD,
  type Visitor,
} from "../server/test/visitor.js";

/**
 * The whole story in two real browsers at once: two people register, share ten expenses, see each other's changes,
 * disagree, lose the connection, settle, and end at zero.
 *
 * Every wait is for something to appear; nothing depends on how fast it does. TEST_PRODUCT_URL names a product that runs
 * already, such as `docker compose up` (CONTRIBUTING.md).
 */
const STORY = 300_000;

interface Person extends Visitor {
  readonly name: string;
  readonly email: string;
}

let product: Product | undefined;
let browser: Browser;
let base: string;
let ana: Person;
let ben: Person;
let groupPath: string;

beforeAll(async () => {
  const outside = process.env.TEST_PRODUCT_URL;
  product = outside ? undefined : await startProduct();
  browser = await launchBrowser();
  base = outside ?? `http://localhost:${product!.port}`;
  ana = await newPerson("Ana Silva");
  ben = await newPerson("Ben Okafor");
}, STORY);

afterAll(async () => {
  await browser?.close();
  await product?.stop();
}, STORY);

async function newPerson(name: string): Promise<Person> {
  const visitor = await newVisitor(browser, base);
  // Of this run alone: a product that runs elsewhere remembers the last one.
  const email = `${name.split(" ")[0]!.toLowerCase()}.${randomUUID()}@example.com`;
  return { ...visitor, name, email };
}

const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name });
const heading = (page: Page, name: string | RegExp) => page.getByRole("heading", { name });
const tab = (page: Page, name: string) =>
  page.getByRole("navigation", { name: "Group pages" }).getByRole("link", { name });

async function fillAccount(person: Person): Promise<void> {
  await person.page.getByLabel("Name").fill(person.name);
  await person.page.getByLabel("E-mail").fill(person.email);
  await person.page.getByLabel("Password").fill(PASSWORD);
  await button(person.page, "Create account").click();
}

interface NewExpense {
  readonly title: string;
  readonly amount: string;
  readonly date: string;
  readonly category?: string;
  readonly currency?: string;
  readonly payer?: string;
  readonly payers?: Readonly<Record<string, string>>;
  readonly mode?: "Exact amounts" | "Percent" | "Shares" | "Adjustment";
  readonly values?: Readonly<Record<string, string>>;
  readonly without?: readonly string[];
}

const FIELD = { "Exact amounts": "Amount", Percent: "Percent", Shares: "Shares", Adjustment: "Adjustment" };

/**
 * Enters an expense and answers the shares that the form showed before it was saved. Everything is chosen: what is
 * proposed is what the last one was.
 */
async function addExpense({ page, name: author }: Person, expense: NewExpense): Promise<string[]> {
  await page.getByRole("main").getByRole("link", { name: "Add expense" }).click();
  await page.getByLabel("Title").fill(expense.title);
  await page.getByLabel("Amount", { exact: true }).fill(expense.amount);
  const part = (sheet: string) => page.locator(`[data-sheet=${sheet}]`).click();
  const { currency = "EUR", payer = author, mode = "Equally" } = expense;
  await part("currency");
  await page.getByRole("searchbox", { name: "Another currency" }).fill(currency);
  await page.getByRole("radio", { name: currency }).click();
  await part("day");
  await page.getByLabel("Date").fill(expense.date);
  await button(page, "Done").click();
  if (expense.category) {
    await part("category");
    await page.getByRole("radio", { name: expense.category }).click();
  }
  await part("payers");
  if (!expense.payers) await page.getByRole("radio", { name: payer }).click();
  if (expense.payers) {
    await page.getByLabel("Several people paid").check();
    for (const [name, amount] of Object.entries(expense.payers)) await page.getByLabel(`${name} paid`).fill(amount);
    await button(page, "Done").click();
  }
  await part("split");
  await page.getByRole("radio", { name: mode }).check();
  for (const [name, value] of Object.entries(expense.values ?? {})) {
    await page.getByLabel(`${FIELD[expense.mode!]} for ${name}`).fill(value);
  }
  for (const name of expense.without ?? []) await page.getByRole("checkbox", { name, exact: true }).uncheck();
  const shares = (await page.getByRole("status", { name: /^Share of/ }).allInnerTexts()).filter(
    (share) => share !== "–",
  );
  await button(page, "Done").click();
  await button(page, /^Save$/).click();
  await page.waitForURL(`${base}${groupPath}/expenses`);
  await page.getByRole("link", { name: new RegExp(escaped(expense.title)) }).waitFor();
  return shares;
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

/** The amounts in the list under a heading of the expense page. */
async function amountsUnder(page: Page, title: string): Promise<string[]> {
  const section = page.locator("section").filter({ has: heading(page, title) });
  const lines = await section.getByRole("listitem").allInnerTexts();
  return lines.map((line) => line.split("\n").at(-1)!);
}

interface SignedIn {
  readonly sessionCreate: { readonly session: { readonly accessToken: string } };
}

const SIGN_IN = `mutation ($input: SessionCreateInput!) {
  sessionCreate(input: $input) { ... on SessionCreatePayload { session { accessToken } } }
}`;

async function api<Data>(query: string, variables: object, token?: string): Promise<Data> {
  const headers = { "content-type": "application/json", ...(token && { authorization: `Bearer ${token}` }) };
  const body = JSON.stringify({ query, variables });
  const response = await fetch(`${base}/graphql`, { method: "POST", headers, body });
  const { data, errors } = (await response.json()) as { data: Data; errors?: unknown };
  expect(errors).toBeUndefined();
  return data;
}

const TEN: readonly (NewExpense & { by: "ana" | "ben" })[] = [
  { by: "ana", title: "Apartment", category: "Lodging", date: "2026-10-02", amount: "100.00" },
  {
    by: "ben",
    title: "Dinner",
    category: "Eating out",
    date: "2026-10-16",
    amount: "61,50",
    mode: "Exact amounts",
    values: { "Ana Silva": "20", "Ben Okafor": "21.50", Eve: "20" },
  },
  {
    by: "ana",
    title: "Car",
    category: "Transport",
    date: "2026-10-16",
    amount: "99.99",
    mode: "Percent",
    values: { "Ana Silva": "33.3", "Ben Okafor": "33.3", Eve: "33.4" },
  },
  {
    by: "ben",
    title: "Fuel",
    category: "Transport",
    date: "2026-10-17",
    amount: "47",
    mode: "Shares",
    values: { "Ana Silva": "2", "Ben Okafor": "1", Eve: "1" },
  },
  {
    by: "ana",
    title: "Groceries",
    category: "Groceries",
    date: "2026-11-02",
    amount: "35.20",
    mode: "Adjustment",
    values: { Eve: "5" },
  },
  {
    by: "ben",
    title: "Concert",
    category: "Entertainment",
    date: "2026-11-03",
    amount: "120",
    payers: { "Ana Silva": "50", "Ben Okafor": "70" },
  },
  { by: "ana", title: "Ramen in Tokyo", category: "Eating out", date: "2026-11-05", amount: "1000", currency: "JPY" },
  { by: "ben", title: "Coffee in Kuwait", date: "2026-11-07", amount: "10.001", currency: "KWD", payer: "Eve" },
  { by: "ana", title: "Deposit back", category: "Income", date: "2026-11-08", amount: "-30" },
  { by: "ben", title: "Taxi 🚕", category: "Transport", date: "2026-11-09", amount: "12.5+8*2", without: ["Eve"] },
];

test(
  "two people register, and the second joins by an invite and claims their place",
  async () => {
    await ana.page.goto(`${base}/sign-up`);
    await fillAccount(ana);
    await ana.page.getByRole("link", { name: "Create your first group" }).click();
    await ana.page.getByLabel("Group name").fill("Three on the road");
    await ana.page.getByRole("combobox", { name: "Currency" }).fill("EUR");
    await ana.page.getByRole("option", { name: "EUR" }).click();
    const people = ana.page.getByRole("textbox", { name: "People" });
    await people.fill("Ben");
    await people.press("Enter");
    await button(ana.page, "Remove Ben").waitFor();
    // Who is still being typed counts as well.
    await people.fill("Eve");
    await button(ana.page, "Create group").click();
    await heading(ana.page, "Three on the road").waitFor();
    await ana.page.waitForURL(/\/groups\/grp_[0-9a-z]+\/expenses$/);
    groupPath = new URL(ana.page.url()).pathname.replace("/expenses", "");

    await button(ana.page, "Invite Ben and Eve").click();
    await ana.page.getByRole("img", { name: /^QR code of http/ }).waitFor();
    const link = await ana.page.getByLabel("Invite link").inputValue();
    await ana.page.keyboard.press("Escape");

    await ben.page.goto(link);
    await heading(ben.page, "Join “Three on the road”").waitFor();
    await ben.page.getByRole("radio", { name: "Ben" }).check();
    await fillAccount(ben);
    await heading(ben.page, "Three on the road").waitFor();
    // The claimed member has an account and bears its name, in the other browser too.
    await button(ana.page, "Invite Ben and Eve").waitFor({ state: "detached" });
    await tab(ana.page, "Members").click();
    await ana.page.getByText("Ben Okafor").waitFor();
  },
  STORY,
);

test(
  "ten expenses of every kind are shown to the cent before they are saved, and to the other at once",
  async () => {
    for (const { page } of [ana, ben]) await page.goto(`${base}${groupPath}/expenses`);
    for (const { by, ...expense } of TEN) {
      const [author, other] = by === "ana" ? [ana, ben] : [ben, ana];
      const preview = await addExpense(author, expense);
      await follow(other.page.getByRole("link", { name: new RegExp(escaped(expense.title)) }));
      await heading(other.page, "Who owes").waitFor();
      expect(await amountsUnder(other.page, "Who owes")).toEqual(preview);
      await other.page.goBack();
    }
  },
  STORY,
);

test(
  "what does not add up is not saved",
  async () => {
    const { page } = ana;
    await page.goto(`${base}${groupPath}/expenses/new`);
    await page.getByLabel("Title").fill("Never");
    await page.getByLabel("Amount", { exact: true }).fill("1,250");
    await page.getByText("Thousands or decimals?").waitFor();
    await page.getByLabel("Amount", { exact: true }).fill("10");
    await page.locator("[data-sheet=split]").click();
    await page.getByRole("radio", { name: "Exact amounts" }).check();
    await page.getByLabel("Amount for Eve").fill("9.99");
    await page.getByText("Left", { exact: true }).waitFor();
    await button(page, "Done").click();
    await button(page, /^Save$/).click();
    await page.getByRole("dialog").getByText("This does not add up yet.").waitFor();
    await page.getByText("Something above is not right yet.").waitFor();
    expect(page.url()).toContain("/expenses/new");
  },
  STORY,
);

test(
  "one edits and the other sees it; who saves last sees mine beside theirs and chooses",
  async () => {
    await ana.page.goto(`${base}${groupPath}/expenses`);
    await follow(ana.page.getByRole("link", { name: /Dinner/ }));
    await heading(ana.page, "Dinner").waitFor();
    const expense = ana.page.url();
    for (const { page } of [ana, ben]) {
      await page.goto(`${expense}/edit`);
      await heading(page, "Edit expense").waitFor();
    }
    // Each is told of the other before they get into each other's way.
    await ana.page.getByText("Ben Okafor is editing this too.").waitFor();
    await ben.page.getByText("Ana Silva is editing this too.").waitFor();
    await ben.page.getByLabel("Title").fill("Dinner by the sea");
    await ana.page.getByLabel("Title").fill("Dinner at the harbour");
    await ana.page.locator("[data-sheet=notes]").click();
    await ana.page.getByRole("textbox", { name: "Notes" }).fill("With dessert");
    await button(ana.page, "Done").click();
    await button(ana.page, /^Save$/).click();
    await heading(ana.page, "Dinner at the harbour").waitFor();
    await ana.page.getByText("Ben Okafor is editing this", { exact: true }).waitFor();

    await ben.page.getByText("Somebody changed this meanwhile.").waitFor();
    await button(ben.page, /^Save$/).click();
    await heading(ben.page, "Somebody else was faster").waitFor();
    const title = ben.page.getByRole("row", { name: /^Title/ });
    expect(await title.getByRole("cell").allInnerTexts()).toEqual(["Dinner by the sea", "Dinner at the harbour"]);
    await expectNoViolation(ben.page, "the comparison");
    await button(ben.page, "Keep mine").click();
    await heading(ben.page, "Dinner by the sea").waitFor();
    await heading(ana.page, "Dinner by the sea").waitFor();
    await ana.page.getByRole("img", { name: "Ben Okafor is here" }).waitFor();
    // Whoever does not want to be seen is not.
    await ben.page.waitForLoadState("networkidle");
    await ben.page.goto(`${base}/profile`);
    await ben.page.getByLabel("Show when I'm here").uncheck();
    await button(ben.page, "Save changes").click();
    await ben.page.getByText("Profile saved").waitFor();
    await ben.page.goto(expense);
    await ben.page.getByRole("img", { name: "Ana Silva is here" }).waitFor();
    await ana.page.getByRole("img", { name: "Ben Okafor is here" }).waitFor({ state: "detached" });
    await ana.page.getByText("Ben Okafor changed “Dinner by the sea”").waitFor();
  },
  STORY,
);

test(
  "one is deleted and restored, in both browsers",
  async () => {
    await ben.page.goto(`${base}${groupPath}/expenses`);
    await follow(ben.page.getByRole("link", { name: /Fuel/ }));
    await heading(ben.page, "Fuel").waitFor();
    await ana.page.goto(ben.page.url());
    await heading(ana.page, "Fuel").waitFor();
    await button(ben.page, "Delete").click();
    await ana.page.getByText("Deleted: it counts nowhere").waitFor();
    await ben.page.getByRole("status").getByRole("button", { name: "Undo" }).click();
    await button(ana.page, "Delete").waitFor();

    await button(ana.page, "Delete").click();
    await ana.page.waitForURL(/\/expenses$/);
    await ana.page.getByRole("link", { name: "Show deleted expenses" }).click();
    await follow(ana.page.getByRole("link", { name: /Fuel/ }));
    await button(ana.page, "Restore").click();
    await button(ana.page, "Delete").waitFor();
    await ben.page.getByRole("link", { name: /Fuel/ }).waitFor();
  },
  STORY,
);

/** Counts from now on what a page asks for, by the names of the operations. */
function countRequests(page: Page): Record<string, number> {
  const counts: Record<string, number> = {};
  page.on("request", (request) => {
    if (!request.url().endsWith("/graphql")) return;
    const { operationName } = request.postDataJSON() as { operationName: string };
    // That one is there is said now and then, whatever else one does.
    if (operationName === "PresenceSet") return;
    counts[operationName] = (counts[operationName] ?? 0) + 1;
  });
  return counts;
}

const asking = (page: Page, operation: string) =>
  page.waitForRequest(
    (request) => request.url().endsWith("/graphql") && request.postDataJSON().operationName === operation,
  );

/** The first answer to `operation` that comes after one to `write`. */
function answerAfter(page: Page, write: string, operation: string) {
  let isWritten = false;
  return page.waitForResponse((response) => {
    if (!response.url().endsWith("/graphql")) return false;
    const { operationName } = response.request().postDataJSON() as { operationName: string };
    isWritten ||= operationName === write;
    return isWritten && operationName === operation;
  });
}

test(
  "what one writes is read again once, by the page that shows it, and not for its event once more",
  async () => {
    const { page } = ana;
    await page.goto(`${base}${groupPath}/expenses`);
    await page.getByRole("link", { name: /Fuel/ }).waitFor();
    await page.getByRole("main").getByRole("link", { name: "Add expense" }).click();
    await page.getByLabel("Title").fill("Counted");
    await page.getByLabel("Amount", { exact: true }).fill("3");
    const added = countRequests(page);
    const answered = page.waitForResponse(
      (response) => response.request().postDataJSON()?.operationName === "ExpenseCreate",
    );
    await button(page, /^Save$/).click();
    await answered;
    await page.getByRole("link", { name: /Counted/ }).waitFor();
    // The form may still have been open when the news came.
    delete added.ExpenseNewPage;
    // What is unread follows its own events, and is asked for when the page is idle.
    delete added.UnreadNotifications;
    const { ExpenseCreate, ...read } = added;
    expect(ExpenseCreate).toBe(1);
    // The list opens before there is an answer, or just after it; then it is read again once at most.
    expect(Object.keys(read).sort()).toEqual(["GroupAside", "GroupExpensesPage", "GroupFrame", "GroupPayments"]);
    expect(Math.max(...Object.values(read))).toBeLessThanOrEqual(2);

    await tab(page, "Settings").click();
    await page.getByLabel("Group name").fill("Three on the way");
    const saved = countRequests(page);
    const reread = () => Promise.all(["GroupFrame", "GroupSettingsPage"].map((name) => asking(page, name)));
    const own = reread();
    await button(page, "Save changes").click();
    await heading(page, "Three on the way").waitFor();
    await own;
    const { accessToken } = (await api<SignedIn>(SIGN_IN, { input: { email: ana.email, password: PASSWORD } }))
      .sessionCreate.session;
    const id = groupPath.split("/").at(-1);
    const { group } = await api<{ group: { version: number } }>(
      "query ($id: ID!) { group(id: $id) { version } }",
      { id },
      accessToken,
    );
    const others = reread();
    await api(
      "mutation ($input: GroupUpdateInput!) { groupUpdate(input: $input) { __typename } }",
      { input: { id, version: group.version, name: "Three on the road" } },
      accessToken,
    );
    await heading(page, "Three on the road").waitFor();
    await others;
    // Once for the own write, once for the one that came from elsewhere.
    // Whoever signs in anew is told of it.
    delete saved.UnreadNotifications;
    expect(saved).toEqual({ GroupUpdate: 1, GroupFrame: 2, GroupSettingsPage: 2 });
  },
  STORY,
);

test(
  "a lost connection is shown, and what happened meanwhile arrives when it is back",
  async () => {
    await ben.page.goto(`${base}${groupPath}/expenses`);
    await ben.page.getByRole("link", { name: /Fuel/ }).waitFor();
    await ben.context.setOffline(true);
    await ben.page.getByText("No connection, trying again").first().waitFor();
    await ana.page.goto(`${base}${groupPath}/expenses`);
    await follow(ana.page.getByRole("link", { name: /Taxi/ }));
    await ana.page.getByRole("link", { name: "Edit" }).click();
    await ana.page.getByLabel("Title").fill("Taxi to the station");
    await button(ana.page, /^Save$/).click();
    await heading(ana.page, "Taxi to the station").waitFor();
    expect(await ben.page.getByText("Taxi to the station").count()).toBe(0);
    await ben.context.setOffline(false);
    await ben.page.getByText("Taxi to the station").waitFor();
    await ben.page.getByText("Up to date").first().waitFor();
    // And live again, not only refreshed once.
    await ana.page.getByRole("link", { name: "Edit" }).click();
    await ana.page.getByLabel("Title").fill("Taxi home");
    await button(ana.page, /^Save$/).click();
    await ben.page.getByText("Taxi home").waitFor();
  },
  STORY,
);

test(
  "a payment waits, is rejected, confirmed and cancelled",
  async () => {
    await ana.page.goto(`${base}${groupPath}/settings`);
    await ana.page.getByLabel("The receiver confirms payments").check();
    await button(ana.page, "Save changes").click();
    await ana.page.getByText("Settings saved.").waitFor();
    await tab(ana.page, "Settle up").click();
    const record = async (amount: string) => {
      await ben.page.goto(`${base}${groupPath}/settle/new`);
      await ben.page.getByLabel("Who receives it?").selectOption({ label: "Ana Silva" });
      await ben.page.getByLabel("Amount", { exact: true }).fill(amount);
      await button(ben.page, "Record payment").click();
      await ben.page.waitForURL(/\/settle$/);
    };
    await record("1.11");
    await button(ana.page, "Reject").click();
    await ana.page.getByLabel("Reason (optional)").fill("Nothing came");
    await button(ana.page, "Reject").click();
    await ben.page.getByText("Reason: Nothing came").waitFor();
    await record("2.22");
    await button(ana.page, "Confirm").click();
    await ben.page.getByText("Confirmed", { exact: true }).waitFor();
    await button(ben.page, "Cancel payment").click();
    await ana.page.getByText("Cancelled", { exact: true }).waitFor();
    await ana.page.goto(`${base}${groupPath}/settings`);
    await ana.page.getByLabel("The receiver confirms payments").uncheck();
    await button(ana.page, "Save changes").click();
    await ana.page.getByText("Settings saved.").waitFor();
  },
  STORY,
);

test(
  "every page can be used by everybody: no violation in light or dark, one heading, no sideways scrolling",
  async () => {
    const { page } = ana;
    await page.goto(`${base}${groupPath}/expenses`);
    await follow(page.getByRole("link", { name: /Concert/ }));
    await heading(page, "Who owes").waitFor();
    const expense = new URL(page.url()).pathname;
    const inside = ["expenses", "balances", "settle", "settle/new", "activity", "members", "settings", "expenses/new"];
    const paths = [
      "/groups",
      "/groups/new",
      ...inside.map((path) => `${groupPath}/${path}`),
      expense,
      `${expense}/edit`,
      "/import",
      "/profile",
      "/nowhere",
    ];
    const titles = new Set<string>();
    for (const path of paths) titles.add(await visit(page, path));
    expect(titles.size).toBe(paths.length);
    const stranger = await newPerson("Nobody");
    for (const path of ["/", "/sign-in", "/sign-up", "/join/no-such-code"]) await visit(stranger.page, path);
    expect(stranger.complaints).toEqual([]);
    await stranger.context.close();
  },
  STORY,
);

/** Looks at a page in both modes and three widths; answers its title. */
async function visit(page: Page, path: string): Promise<string> {
  await page.goto(`${base}${path}`);
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.locator("[aria-busy=true]").first().waitFor({ state: "detached" });
  await expectSoon(() => page.getByRole("heading", { level: 1 }).count(), 1);
  await expectFits(page, path);
  return page.title();
}

test(
  "everything is settled, the balances are zero, and the ledger is sound",
  async () => {
    const { page } = ana;
    await page.emulateMedia({ colorScheme: "light" });
    await ben.page.goto(`${base}${groupPath}/balances`);
    await page.goto(`${base}${groupPath}/settle`);
    const even = page.getByText("All settled up");
    // Looked at in one moment: a suggestion may go while one asks whether there is one.
    const next = even.or(page.getByRole("link", { name: /^Record that/ })).first();
    const suggested = () => next.getAttribute("aria-label");
    for (let name = await suggested(); name !== null; name = await suggested()) {
      const suggestion = page.getByRole("link", { name, exact: true });
      await suggestion.click();
      // Until then the page shows what it knew before.
      const read = answerAfter(page, "SettlementCreate", "GroupSettlePage");
      await button(page, "Record payment").click();
      await page.waitForURL(/\/settle$/);
      await read;
      await suggestion.waitFor({ state: "detached" });
    }
    await even.waitFor();
    // Once, for who was there when it came; what it was stays.
    const moment = page.locator("[data-moment]");
    await moment.getByRole("heading", { name: "All settled up" }).waitFor();
    await page.getByText(/^\d+ days · 3 people · \d+ payments$/).waitFor();
    await page.reload();
    await page.getByText(/^\d+ days · 3 people · \d+ payments$/).waitFor();
    expect(await moment.count()).toBe(0);
    await ben.page.getByText("Everybody is even").waitFor();

    const signedIn = await api<SignedIn>(SIGN_IN, {
      input: { email: ana.email, password: PASSWORD },
    });
    const { group } = await api<{ group: object }>(
      "query ($id: ID!) { group(id: $id) { balances { net { amount } } ledgerHealth { ok violations { message } } } }",
      { id: groupPath.split("/").at(-1) },
      signedIn.sessionCreate.session.accessToken,
    );
    expect(group).toEqual({ balances: [], ledgerHealth: { ok: true, violations: [] } });
  },
  STORY,
);

test(
  "signing out forgets everything, and the way back leads to where one was",
  async () => {
    const { page } = ana;
    await page.goto(`${base}/profile`);
    await button(page, "Sign out").click();
    await page.waitForURL(/\/sign-in/);
    await page.goto(`${base}${groupPath}/activity`);
    await page.waitForURL(/\/sign-in\?next=/);
    await page.getByLabel("E-mail").fill(ana.email);
    await page.getByLabel("Password").fill("wrong password");
    await button(page, "Sign in").click();
    await page.getByRole("alert").waitFor();
    await page.getByLabel("Password").fill(PASSWORD);
    await button(page, "Sign in").click();
    await page.waitForURL(`${base}${groupPath}/activity`);
    await page.getByText("Ana Silva recorded a payment").first().waitFor();
  },
  STORY,
);

test("no browser complained, and none asked anybody else", () => {
  expect([...ana.complaints, ...ben.complaints]).toEqual([]);
});
