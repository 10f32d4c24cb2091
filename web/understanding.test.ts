import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import pg from "pg";
import type { Browser, Page } from "playwright-core";
import { newId } from "../server/kernel/ids.js";
import { launchBrowser } from "../server/test/browser.js";
import { type Product, startProduct } from "../server/test/product.js";
import { ask, expectFits, expectSoon, newVisitor, signUp, type Visitor } from "../server/test/visitor.js";

/** Where one stands, where money goes, and how one is told: on a desktop with the keyboard, and on a phone. */
const STORY = 300_000;
const PHONE = { width: 375, height: 740 };
const [FROM, TO] = ["2026-01-01", "2026-06-30"] as const;
const PERIOD = `period=range&range=${FROM}..${TO}`;

let product: Product;
let browser: Browser;
let base: string;
let ana: Visitor;
let ben: Visitor;
let anas: string;
let bens: string;
let groupId: string;
let members: Readonly<Record<string, string>>;

beforeAll(async () => {
  product = await startProduct();
  browser = await launchBrowser();
  base = `http://localhost:${product.port}`;
  ana = await newVisitor(browser, base);
  ben = await newVisitor(browser, base, { viewport: PHONE, hasTouch: true });
}, STORY);

afterAll(async () => {
  await browser?.close();
  await product?.stop();
}, STORY);

/** What no page can bring about. */
async function inDatabase(statement: string, values: readonly string[] = []): Promise<void> {
  const client = new pg.Client({ connectionString: product.databaseUrl });
  await client.connect();
  await client.query(statement, [...values]).finally(() => client.end());
}

const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name });

async function send<Made>(operation: string, input: object, made: string, by: string): Promise<Made> {
  const name = operation[0]!.toUpperCase() + operation.slice(1);
  const query = `mutation ($input: ${name}Input!) {
    done: ${operation}(input: $input) { __typename ... on ${name}Payload { ${made} } } }`;
  const { done } = await ask<{ done: Made & { __typename: string } }>(product, query, { input }, by);
  expect(done.__typename).toBe(`${name}Payload`);
  return done;
}

/** An expense that both bear in equal parts. */
async function spend(by: "Ana" | "Ben", title: string, amount: string, day: string, category: string): Promise<void> {
  const payers = [{ memberId: members[by]!, amount }];
  const split = { mode: "EQUAL", parts: Object.values(members).map((memberId) => ({ memberId })) };
  const categoryId = (await categories()).get(category)!;
  const bought = { groupId, title, total: { amount, currency: "EUR" }, incurredOn: day, categoryId };
  await send("expenseCreate", { ...bought, payers, split }, "expense { id }", by === "Ana" ? anas : bens);
}

let known: Map<string, string> | undefined;

async function categories(): Promise<Map<string, string>> {
  if (known) return known;
  const { group } = await ask<{ group: { categories: { id: string; name: string }[] } }>(
    product,
    "query ($id: ID!) { group(id: $id) { categories { id name } } }",
    { id: groupId },
    anas,
  );
  known = new Map(group.categories.map(({ id, name }) => [name, id]));
  return known;
}

test(
  "two share what they spend",
  async () => {
    anas = await signUp(ana, product, "Ana");
    bens = await signUp(ben, product, "Ben");
    const made = await send<{ group: { id: string } }>(
      "groupCreate",
      { name: "Flat", currency: "EUR" },
      "group { id }",
      anas,
    );
    groupId = made.group.id;
    const { invite } = await send<{ invite: { code: string } }>(
      "inviteCreate",
      { groupId, role: "MEMBER" },
      "invite { code }",
      anas,
    );
    await send("inviteAccept", { code: invite.code }, "member { id }", bens);
    const { group } = await ask<{ group: { members: { id: string; name: string }[] } }>(
      product,
      "query ($id: ID!) { group(id: $id) { members { id name } } }",
      { id: groupId },
      anas,
    );
    members = Object.fromEntries(group.members.map(({ id, name }) => [name, id]));
    await spend("Ana", "Rent of January", "801.01", "2026-01-05", "Rent");
    await spend("Ben", "Market", "33.33", "2026-01-20", "Groceries");
    await spend("Ana", "Dinner", "50.05", "2026-02-14", "Eating out");
    await spend("Ana", "Bakery", "9.99", "2026-03-02", "Groceries");
    await spend("Ben", "Rent of March", "801.00", "2026-03-05", "Rent");
  },
  STORY,
);

interface Figures {
  readonly mine: { readonly amount: string };
  readonly total: { readonly amount: string };
}

/** What the API says of the first half, of one category or of all. */
async function figures(category?: string): Promise<Figures & { count: number }> {
  const filter = category ? { categoryId: (await categories()).get(category)! } : null;
  const query = `query ($ids: [ID!], $filter: SpendingFilterInput) {
    spendingRows(range: { from: "${FROM}", to: "${TO}" }, groupIds: $ids, currency: "EUR", filter: $filter) {
      mine { amount } total { amount } count } }`;
  const answer = await ask<{ spendingRows: Figures & { count: number } }>(
    product,
    query,
    { ids: [groupId], filter },
    anas,
  );
  return answer.spendingRows;
}

/** What the table of people says, by the API. */
async function memberLines(): Promise<string[]> {
  const query = `query ($id: ID!) {
    spendingByMember(range: { from: "${FROM}", to: "${TO}" }, groupId: $id, currency: "EUR") {
      member { name } borne { amount } paid { amount } count } }`;
  interface Line {
    readonly member: { readonly name: string };
    readonly borne: { readonly amount: string };
    readonly paid: { readonly amount: string };
    readonly count: number;
  }
  const { spendingByMember } = await ask<{ spendingByMember: Line[] }>(product, query, { id: groupId }, anas);
  return spendingByMember
    .map(({ member, borne, paid, count }) => `${member.name}\t€${borne.amount}\t€${paid.amount}\t${count}`)
    .sort();
}

/** The amounts of the listed expenses: one's own parts, and of what. */
async function listed(page: Page): Promise<{ mine: string; total: string }> {
  const texts = await page.locator("#rows li").allInnerTexts();
  const sum = (pattern: RegExp) =>
    texts
      .map((text) => Math.round(Number(pattern.exec(text.replaceAll(",", ""))![1]) * 100))
      .reduce((all, each) => all + each, 0);
  const text = (cents: number) => (cents / 100).toFixed(2);
  return { mine: text(sum(/€([\d.]+)/)), total: text(sum(/of €([\d.]+)/)) };
}

test(
  "charts narrow each other by keys, stand in the address, and come to what is listed below them",
  async () => {
    const { page } = ana;
    await page.goto(`${base}/groups/${groupId}/statistics?${PERIOD}`);
    const all = await figures();
    const rows = page.locator("#rows");
    await rows.getByText("5 expenses behind it").waitFor();
    expect(await listed(page)).toEqual({ mine: all.mine.amount, total: all.total.amount });
    const ring = page.getByRole("group", { name: "By category" });
    await ring.getByRole("button").first().focus();
    await page.keyboard.press("ArrowRight");
    const groceries = await figures("Groceries");
    const said = `Groceries (3%): my share €${groceries.mine.amount} of €${groceries.total.amount}, 2 expenses`;
    await page.keyboard.press("ArrowRight");
    expect(await page.evaluate(() => document.activeElement!.getAttribute("aria-label"))).toBe(said);
    await page.keyboard.press("Enter");
    await rows.getByText("2 expenses behind it").waitFor();
    await expectSoon(() => listed(page), { mine: groceries.mine.amount, total: groceries.total.amount });
    // Its own chart goes on showing all; the others are of this category alone.
    await ring.getByRole("button", { name: /^Rent/, pressed: false }).waitFor();
    await page
      .getByRole("group", { name: "Month by month" })
      .getByRole("button", { name: /^January 2026/ })
      .click();
    await rows.getByText("1 expense behind it").waitFor();
    await page.reload();
    await rows.getByText("1 expense behind it").waitFor();
    await button(page, "Show everything").click();
    await rows.getByText("5 expenses behind it").waitFor();
    expect(new URL(page.url()).search).toBe(`?${PERIOD}`);
    // Of somebody else it is what they bear, and nothing of one's own.
    const bens = page.getByRole("group", { name: "By person" }).getByRole("button", { name: /^Ben/ });
    await bens.click();
    const borne = (await memberLines()).find((line) => line.startsWith("Ben"))!.split("\t")[1]!;
    await rows.getByText(`Share of Ben: ${borne}`).waitFor();
    const parts = await rows.locator("li").allInnerTexts();
    const cents = parts.map((text) => Math.round(Number(/€([\d.]+)/.exec(text)![1]) * 100));
    expect(`€${(cents.reduce((sum, each) => sum + each, 0) / 100).toFixed(2)}`).toBe(borne);
    await page
      .getByRole("group", { name: "Month by month" })
      .getByRole("button", { name: /^March 2026: €4/ })
      .waitFor();
    await bens.click();
    await rows.getByText("5 expenses behind it").waitFor();
    await button(page, "Show as table: By person").click();
    const table = page.getByRole("region", { name: "By person" }).getByRole("row");
    await expectSoon(async () => (await table.allInnerTexts()).slice(1).sort(), await memberLines());
    await expectFits(page, "a group's statistics", [1280, 320]);
    await page.goto(`${base}/statistics?${PERIOD}&measure=total&currency=EUR`);
    await page.getByRole("group", { name: "By group" }).getByRole("button", { name: /^Flat/ }).waitFor();
    await expectFits(page, "one's own statistics", [320]);
    expect(ana.complaints).toEqual([]);
  },
  STORY,
);

/** What the API says that somebody owes. */
async function owing(by: string): Promise<string> {
  const { viewerTotals } = await ask<{ viewerTotals: { owing: { amount: string }[] } }>(
    product,
    "{ viewerTotals { owing { amount } } }",
    {},
    by,
  );
  return viewerTotals.owing[0]!.amount;
}

test(
  "at home stands what one owes and where, and a payment that waits is confirmed there",
  async () => {
    const debt = await owing(bens);
    const { page } = ben;
    await page.goto(`${base}/home`);
    await button(page, "Where you owe").click();
    const parts = page.getByRole("dialog").getByRole("listitem");
    await expectSoon(() => parts.allInnerTexts(), [`Flat\n€${debt}`, `In all\n€${debt}`]);
    await page.keyboard.press("Escape");
    await page.getByRole("region", { name: "Waiting for you" }).getByRole("link", { name: /^Flat/ }).waitFor();
    await expectFits(page, "home", [375, 320, 1280]);
    await page.setViewportSize(PHONE);
    const query = "query ($id: ID!) { group(id: $id) { version } }";
    const { group } = await ask<{ group: { version: number } }>(product, query, { id: groupId }, anas);
    await send("groupUpdate", { id: groupId, version: group.version, confirmSettlements: true }, "group { id }", anas);
    const amount = { amount: "5.00", currency: "EUR" };
    const paid = { groupId, fromMemberId: members.Ben, toMemberId: members.Ana, amount, settledOn: "2026-03-06" };
    await send("settlementCreate", paid, "settlement { id }", bens);
    await ana.page.goto(`${base}/home`);
    await ana.page.getByText("1 payment to you, to confirm").waitFor();
    await button(ana.page, "Confirm").click();
    await ana.page.getByText("Nothing waits for you.").waitFor();
    await expectSoon(() => owing(bens), (Number(debt) - 5).toFixed(2));
    expect([...ana.complaints, ...ben.complaints]).toEqual([]);
  },
  STORY,
);

/** What the API says that somebody has not read yet. */
async function unreadTexts(by: string): Promise<string[]> {
  const { notifications } = await ask<{ notifications: { edges: { node: { text: string } }[] } }>(
    product,
    "{ notifications(first: 50, unread: true) { edges { node { text } } } }",
    {},
    by,
  );
  return notifications.edges.map(({ node }) => node.text);
}

test(
  "news arrives while one looks elsewhere, is read by following it, and comes as one likes it",
  async () => {
    const { page } = ana;
    await page.goto(`${base}/notifications`);
    const all = button(page, "Mark all as read");
    await all.click();
    await all.waitFor({ state: "detached" });
    await page.goto(`${base}/groups`);
    await spend("Ben", "Cinema", "4.00", "2026-03-08", "Entertainment");
    const news = page.getByRole("navigation", { name: "Groups and pages" }).getByRole("link", { name: /News/ });
    // What happened before may be told of just now: the bell says what the API says.
    const bell = async () => Number(/(\d+) unread/.exec(await news.innerText())?.[1] ?? 0);
    const isKnown = async (isUnread: boolean) => {
      const texts = await unreadTexts(anas);
      return (await bell()) === texts.length && texts.some((text) => text.includes("Cinema")) === isUnread;
    };
    await expectSoon(() => isKnown(true), true);
    await news.click();
    const line = page.locator("main li").getByRole("link", { name: /Unread.*Cinema.*€4\.00.*€2\.00/ });
    await line.waitFor();
    await expectFits(page, "news", [1280, 320]);
    await line.click();
    await page.waitForURL(/\/expenses\/exp_/);
    await expectSoon(() => isKnown(false), true);
    await page.goto(`${base}/profile/notifications`);
    const expenses = page.getByRole("group", { name: "Expenses" });
    await expenses.getByLabel("E-mail").selectOption("Once a week");
    await expenses.getByLabel("Push").uncheck();
    await page.getByLabel("Quiet hours").check();
    await page.getByLabel("From").fill("21:30");
    await button(page, "Save changes").click();
    await page.getByText("Saved.").waitFor();
    await page.reload();
    await expectSoon(() => expenses.getByLabel("E-mail").inputValue(), "WEEKLY");
    expect(await expenses.getByLabel("Push").isChecked()).toBe(false);
    expect(await page.getByLabel("From").inputValue()).toBe("21:30");
    await expectFits(page, "how one is told", [1280, 320]);
    await page.goto(`${base}/groups/${groupId}/settings`);
    await page.getByLabel("Silence this group").selectOption("For a week");
    await page.getByText(/^Silent until /).waitFor();
    await page.getByLabel("Silence this group").selectOption("Tell me again");
    await page.getByText("You are told of what concerns you.").waitFor();
    expect(ana.complaints).toEqual([]);
  },
  STORY,
);

test(
  "a push is shown, and kept by nobody",
  async () => {
    const { page, context } = ana;
    await page.goto(`${base}/home`);
    await page.evaluate(() =>
      navigator.serviceWorker.register("/push-worker.js").then(() => navigator.serviceWorker.ready),
    );
    const devtools = await context.newCDPSession(page);
    const registered = new Promise<string>((resolve) => {
      devtools.on("ServiceWorker.workerRegistrationUpdated", ({ registrations }) => {
        const own = registrations.find(({ scopeURL }) => scopeURL === `${base}/`);
        if (own) resolve(own.registrationId);
      });
    });
    await devtools.send("ServiceWorker.enable");
    const registrationId = await registered;
    const data = JSON.stringify({ title: "Flat", body: "Ben added Cinema", url: `${base}/home`, tag: "ntf_1" });
    const [worker] = context.serviceWorkers();
    // A browser without a screen shows none: what it is asked to show is looked at.
    await worker!.evaluate(() => {
      const shown: object[] = [];
      Object.assign(globalThis, { shown });
      const { registration } = globalThis as unknown as { registration: ServiceWorkerRegistration };
      registration.showNotification = async (title, options) => {
        shown.push({ title, ...options });
      };
    });
    await devtools.send("ServiceWorker.deliverPushMessage", { origin: base, registrationId, data });
    const shown = () => worker!.evaluate(() => (globalThis as unknown as { shown: object[] }).shown);
    const icon = "/icons/icon-192.png";
    const options = { body: "Ben added Cinema", tag: "ntf_1", icon, badge: icon, data: { url: `${base}/home` } };
    await expectSoon(shown, [{ title: "Flat", ...options }]);
    expect(await page.evaluate(() => caches.keys())).toEqual([]);
    expect(ana.complaints).toEqual([]);
  },
  STORY,
);

test(
  "whoever is owed reminds: once, and in words that one has seen",
  async () => {
    const { page } = ana;
    await page.goto(`${base}/people`);
    await page.locator("main").getByRole("link", { name: /Ben/ }).click();
    await button(page, "Remind Ben").click();
    const words = await page.getByRole("dialog").getByRole("blockquote").innerText();
    expect(words).toContain("Ana");
    await button(page, "Send reminder").click();
    await page.getByText("Ben is reminded.").waitFor();
    await button(page, "Remind Ben").click();
    await page
      .getByText(/three days|reminded/)
      .last()
      .waitFor();
    await ben.page.goto(`${base}/notifications`);
    await ben.page.getByText(words).waitFor();
    // Where one sees who owes it is the same button, and the same refusal.
    await page.goto(`${base}/groups/${groupId}/balances`);
    await button(page, "Remind Ben").click();
    await page.getByText(/less than 3 days ago/).waitFor();
    await expectFits(page, "remind", [1280, 320]);
    expect([...ana.complaints, ...ben.complaints]).toEqual([]);
  },
  STORY,
);

test(
  "a budget says what is left and whether it goes too fast, and comes back when it was deleted",
  async () => {
    const { page } = ana;
    await page.goto(`${base}/budgets?group=${groupId}`);
    await button(page, "New budget").click();
    const sheet = page.getByRole("dialog");
    await sheet.getByLabel("At most").fill("1,250");
    await sheet.getByLabel("Category").selectOption("Rent");
    await sheet.getByText("Between two days").click();
    await sheet.getByLabel("From").fill("2026-01-01");
    await sheet.getByLabel("To").fill("2026-12-31");
    await button(page, "Create budget").click();
    await sheet.getByText(/^Thousands or decimals/).waitFor();
    await sheet.getByLabel("At most").fill("1000.50");
    await button(page, "Create budget").click();
    const rent = page.getByRole("region", { name: "Rent" });
    // Both rents of the group, of which each bears half.
    await rent.getByText("Too much by: €601.51").waitFor();
    expect(await rent.getByRole("meter").getAttribute("aria-valuetext")).toBe("€1,602.01 of €1,000.50");
    await button(page, "Change Rent").click();
    await sheet.getByLabel("At most").fill("2000");
    await button(page, "Save changes").click();
    await rent.getByText("Left: €397.99").waitFor();
    await button(page, "Delete Rent").click();
    await page.getByText("No budget yet").waitFor();
    await button(page, "Undo").click();
    await rent.getByText("Left: €397.99").waitFor();
    await expectFits(page, "budgets", [1280, 320]);
    await page.goto(`${base}/groups/${groupId}/activity`);
    await page.getByText("Ana made a budget for Rent").first().waitFor();
    expect(ana.complaints).toEqual([]);
  },
  STORY,
);

test(
  "a report is made while one looks, and comes to what the page says",
  async () => {
    const { page } = ana;
    await page.goto(`${base}/reports?group=${groupId}`);
    await page.getByLabel("Period").selectOption("Between two days");
    await page.getByLabel("From").fill(FROM);
    await page.getByLabel("To").fill(TO);
    await page.getByText("CSV", { exact: true }).click();
    await page.getByLabel("Send it each month").check();
    await button(page, "Make report").click();
    const [download] = await Promise.all([page.waitForEvent("download"), button(page, /^Download Flat/).click()]);
    const text = await readFile(await download.path(), "utf8");
    const cents = (column: number) =>
      text
        .trim()
        .split("\r\n")
        .slice(1)
        .reduce((sum, line) => sum + Math.round(Number(line.split(",").at(column)) * 100), 0);
    const { mine, total } = await figures();
    expect([cents(-1), cents(-2)].map((sum) => (sum / 100).toFixed(2))).toEqual([mine.amount, total.amount]);
    // What went wrong says so, and offers nothing.
    const states = [
      ["FAILED", "FAILED", "It could not be made, and that is our fault."],
      ["FAILED", "TOO_LARGE", "Choose fewer days."],
      ["FAILED", "NOT_YOURS", "You are not in this group any more."],
    ] as const;
    for (const [state, problem, words] of states) {
      await inDatabase("update reports set state = $1, problem = $2, file_key = null", [state, problem]);
      await page.reload();
      await page.getByText(words).waitFor();
      expect(await button(page, /^Download/).count()).toBe(0);
    }
    // One that was shown and has expired since says that it is gone, and is not there the next time.
    await inDatabase("update reports set state = 'READY', problem = null, file_key = 'reports/gone/gone'");
    await page.reload();
    await button(page, /^Download Flat/).waitFor();
    await inDatabase("update reports set expires_at = now()");
    await button(page, /^Download Flat/).click();
    await page.getByText("The file is not here any more.").waitFor();
    await expectFits(page, "report-gone", [1280, 320]);
    await page.reload();
    await page.getByText("None yet. They are kept for a week.").waitFor();
    await button(page, "Stop sending Flat").click();
    await page.getByText("No longer sent: Flat.").waitFor();
    await expectFits(page, "reports", [1280, 320]);
    expect(ana.complaints).toEqual([]);
  },
  STORY,
);

test(
  "one of sixty groups is found by typing, and known wherever it stands in the list",
  async () => {
    const { page } = ana;
    const ids = Array.from({ length: 60 }, () => newId("grp"));
    // The one whose last event is longest ago is the last of the list.
    await inDatabase(
      `with made as (
         insert into groups (id, name, currency, time_zone, last_active_at)
         select id, 'Trip ' || n, 'EUR', 'UTC', timestamptz '2020-01-01' + n * interval '1 day'
         from string_to_table($2, ' ') with ordinality g (id, n) returning id)
       insert into members (id, group_id, position, name, role, user_id)
       select replace(made.id, 'grp', 'mem'), made.id, 0, 'Ana', 'ADMIN', u.id from made, users u where u.name = $1`,
      ["Ana", ids.join(" ")],
    );
    const last = ids[0]!;
    await page.goto(`${base}/budgets`);
    const field = page.getByRole("combobox", { name: "Whose" });
    await field.focus();
    await page.keyboard.press("ArrowDown");
    await expectSoon(() => page.getByRole("option").count(), 62);
    await page.keyboard.type("no such");
    await page.getByText("No group is called that.").waitFor();
    await field.fill("trip 1");
    await expectSoon(() => page.getByRole("option").first().innerText(), "Trip 51");
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("Enter");
    await page.waitForURL(`**/budgets?group=${last}`);
    await expectSoon(() => field.inputValue(), "Trip 1");
    await page.getByText("No budget yet").waitFor();
    expect(await field.evaluate((input) => input === document.activeElement)).toBe(true);
    for (const [path, label] of [
      ["reports", "Of"],
      ["import", "Where does it go?"],
    ]) {
      await page.goto(`${base}/${path}?group=${last}`);
      await expectSoon(() => page.getByRole("combobox", { name: label! }).first().inputValue(), "Trip 1");
    }
    await page.goto(`${base}/statistics?group=${last}&${PERIOD}`);
    await button(page, /Trip 1/).waitFor();
    await page.getByRole("navigation", { name: "Groups and pages" }).getByRole("link", { name: "All groups" }).click();
    await button(page, "Show more").scrollIntoViewIfNeeded();
    await page
      .locator("main")
      .getByRole("link", { name: /\bTrip 1\b/ })
      .waitFor();
    expect(ana.complaints).toEqual([]);
  },
  STORY,
);

test(
  "a picture is seen by those who share a group; what one does and where one lives by nobody else",
  async () => {
    const { page } = ben;
    await page.goto(`${base}/profile`);
    const buffer = await readFile("web/public/icons/icon-192.png");
    await page.locator("input[type=file]").setInputFiles({ name: "me.png", mimeType: "image/png", buffer });
    await button(page, "Another picture").waitFor();
    await page.getByLabel("What you do (optional)").fill("Baker");
    await page.getByLabel("Country (optional)").press("Enter");
    await page.getByRole("dialog").getByLabel("Find a country").fill("portu");
    await page.getByRole("radio", { name: "Portugal" }).waitFor();
    await page.keyboard.press("Enter");
    await button(page, "Save changes").click();
    await page.getByText("Profile saved.").waitFor();
    await page.reload();
    await expectSoon(() => page.getByLabel("What you do (optional)").inputValue(), "Baker");
    await page.getByText("Portugal").waitFor();
    await ana.page.goto(`${base}/groups/${groupId}/members`);
    const picture = ana.page.locator("main li", { hasText: "Ben" }).locator("img");
    await expectSoon(() => picture.evaluate((img) => (img as HTMLImageElement).naturalWidth > 0), true);
    expect([...ana.complaints, ...ben.complaints]).toEqual([]);
  },
  STORY,
);
