import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { Browser, Page, Route } from "playwright-core";
import { launchBrowser } from "../server/test/browser.js";
import { type Product, startProduct } from "../server/test/product.js";
import { ask, expectNoViolation, expectSoon, newVisitor, signUp, type Visitor } from "../server/test/visitor.js";

/** Five thousand expenses on a phone: few of them in the page, and one's place in them kept. */
const STORY = 300_000;
const PHONE = { width: 375, height: 740 };
const COUNT = 5_000;
const DAY_MS = 86_400_000;
const NEWEST = Date.parse("2026-10-20");

let product: Product;
let browser: Browser;
let base: string;
let ana: Visitor;
let page: Page;
let token: string;
let group: string;

beforeAll(async () => {
  product = await startProduct();
  browser = await launchBrowser();
  base = `http://localhost:${product.port}`;
  ana = await newVisitor(browser, base, { viewport: PHONE, hasTouch: true, reducedMotion: "reduce" });
  page = ana.page;
  token = await signUp(ana, product, "Ana");
  group = await importedGroup();
}, STORY);

afterAll(async () => {
  await browser?.close();
  await product?.stop();
}, STORY);

/** The day of a row: one a day, the first the oldest. */
const dayOf = (row: number) => new Date(NEWEST - (COUNT - row) * DAY_MS).toISOString().slice(0, 10);
const titleOf = (row: number) => `Row ${String(row).padStart(4, "0")}`;
const PAID_AFTER = 4_990;

/** What must be done by a mutation, and what it made. */
async function send<Made>(operation: string, input: object, made: string): Promise<Made> {
  const name = operation[0]!.toUpperCase() + operation.slice(1);
  const query = `mutation ($input: ${name}Input!) {
    done: ${operation}(input: $input) { __typename ... on ${name}Payload { ${made} } } }`;
  const { done } = await ask<{ done: Made & { __typename: string } }>(product, query, { input }, token);
  expect(done.__typename).toBe(`${name}Payload`);
  return done;
}

/** A group of Ana and Ben with all the rows, and one payment, in a file of another program. */
async function importedGroup(): Promise<string> {
  const rows = Array.from({ length: COUNT }, (_, index) => {
    const row = index + 1;
    const bought = `${dayOf(row)},${titleOf(row)},${row % 2 ? "Groceries" : "General"},10.00,EUR,5.00,-5.00`;
    return row === PAID_AFTER ? `${bought}\n${dayOf(row)},Ben paid Ana,Payment,5.00,EUR,-5.00,5.00` : bought;
  });
  const text = ["Date,Description,Category,Cost,Currency,Ana,Ben", "", ...rows, ""].join("\n");
  interface Upload {
    readonly id: string;
    readonly url: string;
    readonly fields: readonly { readonly name: string; readonly value: string }[];
  }
  const file = { purpose: "IMPORT", fileName: "rows.csv", contentType: "text/csv", size: Buffer.byteLength(text) };
  const { upload } = await send<{ upload: Upload }>("uploadStart", file, "upload { id url fields { name value } }");
  const form = new FormData();
  for (const { name, value } of upload.fields) form.append(name, value);
  form.append("file", new Blob([text], { type: "text/csv" }), file.fileName);
  await fetch(new URL(new URL(upload.url).pathname, product.url), { method: "POST", body: form });
  const started = { uploadId: upload.id, format: "SPLITWISE_CSV" };
  const { import: begun } = await send<{ import: { id: string } }>("importStart", started, "import { id }");
  const done = await send<{ group: { id: string } }>("importCommit", { id: begun.id }, "group { id }");
  return done.group.id;
}

interface SeenRow {
  readonly title: string;
  readonly top: number;
}

/**
 * The expenses that are in the page, from the top, as the next frame shows them: between two, the page may have been
 * scrolled, and the list not yet told of it.
 */
function rowsInPage(): Promise<SeenRow[]> {
  return page.evaluate(async () => {
    await new Promise(requestAnimationFrame);
    return [...document.querySelectorAll("[data-row]")].map((row) => ({
      title: row.textContent!.slice(0, 8),
      top: Math.round(row.getBoundingClientRect().top),
    }));
  });
}
const row = (number: number) => page.getByRole("link", { name: titleOf(number) });
const listItems = () => page.locator("main section li").count();
const scrollBy = (pixels: number) => page.evaluate((by) => window.scrollBy(0, by), pixels);
/** The row that is the first to begin in the lower half of the window. */
const middleRow = async () => (await rowsInPage()).find(({ top }) => top > PHONE.height / 2)!;
/** The same, once what came into the page has been measured. */
async function restingRow(): Promise<SeenRow> {
  let seen = await middleRow();
  await expectSoon(async () => {
    const before = seen;
    seen = await middleRow();
    return seen.title === before.title && seen.top === before.top;
  }, true);
  return seen;
}
const placeOf = async (title: string) => (await rowsInPage()).find((each) => each.title === title)?.top;

/** How many rows of the list the page has asked for since. */
function countRead(): () => number {
  let rows = 0;
  const count = async (response: { json: () => Promise<unknown>; url: () => string }) => {
    if (!response.url().endsWith("/graphql")) return;
    const answer = (await response.json().catch(() => null)) as {
      data?: { group?: { expenses?: { edges: unknown[] } } };
    } | null;
    rows += answer?.data?.group?.expenses?.edges.length ?? 0;
  };
  page.on("response", count);
  return () => {
    page.off("response", count);
    return rows;
  };
}

/** Opens the list as one does who was not there before. */
async function fromTheTop(): Promise<void> {
  // What one leaves there now would be kept.
  await page.goto(`${base}/groups`);
  await page.evaluate(() => sessionStorage.clear());
  await page.goto(`${base}/groups/${group}/expenses`);
  await row(COUNT).waitFor();
}

/** What the list is told of the place at which it shall begin, as when one comes back to it. */
async function comeBackTo(number: number): Promise<void> {
  const { group: found } = await ask<{
    group: { expenses: { edges: { cursor: string; node: { id: string; title: string } }[] } };
  }>(
    product,
    `query ($id: ID!, $filter: ExpenseFilter) { group(id: $id) {
      expenses(first: 10, filter: $filter) { edges { cursor node { id title } } } } }`,
    { id: group, filter: { to: dayOf(number + 4), from: dayOf(number) } },
    token,
  );
  const { edges } = found.expenses;
  const place = { rowId: edges.at(-1)!.node.id, top: 300, after: edges[0]!.cursor };
  await page.goto(`${base}/groups/${group}/expenses`);
  const entry = await page.evaluate(() => history.state.key);
  // What one leaves there now would be kept instead.
  await page.goto(`${base}/groups`);
  const kept = JSON.stringify([[`${entry} ${group} {"deleted":false}`, place]]);
  await page.evaluate((places) => sessionStorage.setItem("list-places", places), kept);
  await page.goBack();
  await row(number).waitFor();
}

test(
  "of five thousand rows the page has few, wherever one is; months stay in sight and payments stand between",
  async () => {
    await page.goto(`${base}/groups/${group}/expenses`);
    await row(COUNT).waitFor();
    expect(await listItems()).toBeLessThanOrEqual(60);
    await page.getByRole("link", { name: /Ben pays Ana/ }).waitFor();
    const item = page.getByRole("listitem").filter({ hasText: titleOf(COUNT) });
    expect(await item.getAttribute("aria-posinset")).toBe("1");
    expect(await item.getAttribute("aria-setsize")).toBe("21");
    // One flick to the end of what is loaded stays there, however much comes below it.
    const read = countRead();
    await page.mouse.move(PHONE.width / 2, PHONE.height / 2);
    await page.mouse.wheel(0, 100_000);
    await expectSoon(() => page.evaluate(() => window.scrollY > 1_000), true);
    const flicked = await page.evaluate(() => window.scrollY);
    await expectSoon(() => page.evaluate((to) => document.documentElement.scrollHeight > to + 5_000, flicked), true);
    await restingRow();
    expect(await page.evaluate(() => window.scrollY)).toBe(flicked);
    expect(read()).toBe(100);
    // Down through several pages, as far as the list was loaded each time.
    for (let seen = COUNT; seen > COUNT - 400; ) {
      await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
      const lowest = (await rowsInPage()).at(-1)!;
      seen = Number(lowest.title.slice(4));
      expect(await listItems()).toBeLessThanOrEqual(60);
    }
    await scrollBy(-2_000);
    await restingRow();
    await expectSoon(async () => {
      const middle = await middleRow();
      const [heading] = await page.evaluate(() =>
        [...document.querySelectorAll("main section h2")]
          .filter((each) => Math.abs(each.getBoundingClientRect().top) < 1)
          .map((each) => each.textContent),
      );
      const month = new Intl.DateTimeFormat("en-US", { month: "long", year: "numeric", timeZone: "UTC" });
      const months = [0, 1].map((days) => month.format(Date.parse(dayOf(Number(middle.title.slice(4)) + 7 * days))));
      return months.includes(heading ?? "");
    }, true);
    await expectNoViolation(page, "the middle of the list");

    // Nobody waits for five thousand rows to come to the last.
    const readThere = countRead();
    await comeBackTo(3);
    await row(1).waitFor();
    expect(await listItems()).toBeLessThanOrEqual(60);
    expect(await page.getByRole("button", { name: "Show more" }).count()).toBe(0);
    expect(readThere()).toBeLessThan(200);
  },
  STORY,
);

test(
  "one's place is there after Back and after a reload, and what comes above it moves nothing",
  async () => {
    await comeBackTo(2_500);
    await scrollBy(600);
    const left = await restingRow();
    await page.getByRole("link", { name: left.title }).tap();
    await page.getByRole("heading", { level: 1, name: left.title }).waitFor();
    await page.goBack();
    await expectSoon(() => placeOf(left.title), left.top);

    const read = countRead();
    await page.reload();
    await expectSoon(() => placeOf(left.title), left.top);
    expect(read()).toBeLessThan(200);

    // Whoever comes anew begins at the top.
    const there = page.url();
    await page.goto(`${base}/groups`);
    await page.goto(there);
    await row(COUNT).waitFor();
    expect(await page.evaluate(() => window.scrollY)).toBe(0);
    await page.goBack();
    await page.goBack();
    await expectSoon(() => placeOf(left.title), left.top);

    // Up into what was not loaded: what is in sight stays while newer rows come above it.
    let answered = page.waitForResponse((response) => /"before":"/.test(response.request().postData() ?? ""));
    await page.evaluate(() => window.scrollTo(0, 300));
    const before = await restingRow();
    await answered;
    await expectSoon(async () => (await rowsInPage())[0]!.top < -400, true);
    expect(Math.abs((await placeOf(before.title))! - before.top)).toBeLessThanOrEqual(1);
    answered = page.waitForResponse((response) => /"before":"/.test(response.request().postData() ?? ""));
    await scrollBy(-100_000);
    await answered;
    const titles = (await rowsInPage()).map(({ title }) => Number(title.slice(4)));
    expect(titles).toEqual(titles.map((_, index) => titles[0]! - index));
  },
  STORY,
);

test(
  "J and K walk through the borders of pages, with the row in sight and the keyboard on it",
  async () => {
    await page.setViewportSize({ width: 1280, height: 860 });
    await comeBackTo(2_500);
    const opened = (number: number) => page.getByRole("heading", { level: 2, name: titleOf(number) }).waitFor();
    const focused = () => page.evaluate(() => document.activeElement?.textContent?.slice(0, 8));
    await expectSoon(async () => {
      if ((await row(2_460).count()) > 0) return true;
      await scrollBy(5 * 58);
      return false;
    }, true);
    await row(2_460).click();
    await opened(2_460);
    // The page that the list began with ends a few rows on.
    for (let number = 2_459; number >= 2_450; number--) {
      await row(number).waitFor();
      await page.keyboard.press("j");
      await expectSoon(focused, titleOf(number));
    }
    await opened(2_450);
    const box = (await row(2_450).boundingBox())!;
    expect(box.y).toBeGreaterThan(0);
    expect(box.y + box.height).toBeLessThan(860);
    await page.keyboard.press("k");
    await opened(2_451);
    await expectSoon(focused, titleOf(2_451));
    // No press is lost, however fast they come.
    for (let press = 0; press < 10; press++) await page.keyboard.press("j");
    await opened(2_441);
    await expectSoon(focused, titleOf(2_441));
    for (let press = 0; press < 10; press++) await page.keyboard.press("k");
    await opened(2_451);
    await expectSoon(focused, titleOf(2_451));
    // However far one scrolls, the keyboard stays on the row.
    await scrollBy(3_000);
    await row(2_410).waitFor();
    expect(await focused()).toBe(titleOf(2_451));
    // A page that has just come has the focus elsewhere.
    await fromTheTop();
    await page.waitForLoadState("networkidle");
    await page.keyboard.press("J");
    await opened(COUNT);
    await page.setViewportSize(PHONE);
  },
  STORY,
);

test(
  "the chips narrow the list by the keyboard alone, in one line",
  async () => {
    await fromTheTop();
    const chip = (name: string | RegExp) => page.getByRole("button", { name, exact: typeof name === "string" });
    const box = page.getByRole("searchbox", { name: "Search expenses" });
    await box.fill("Nothing like it");
    await page.getByRole("link", { name: "Show all again" }).tap();
    await row(COUNT).waitFor();
    expect(await box.inputValue()).toBe("");
    await box.focus();
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.getByRole("dialog", { name: "Category" }).waitFor();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await chip(/^Category: /).waitFor();
    expect(new URL(page.url()).searchParams.get("category")).toMatch(/^cat_/);
    expect(await page.evaluate(() => document.activeElement?.getAttribute("aria-label"))).toMatch(/^Category: /);
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await chip("Category").waitFor();
    expect(await page.evaluate(() => document.activeElement?.textContent?.trim())).toBe("Category");

    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.getByLabel("Until").fill(dayOf(1_000));
    await page.keyboard.press("Escape");
    await row(1_000).waitFor();
    await chip(/^Dates: until /).waitFor();
    await chip("Currency").click();
    // The group's own comes first.
    const names = await page
      .getByRole("dialog")
      .getByRole("radio")
      .evaluateAll((all) => all.map((each) => each.parentElement!.textContent));
    expect(names.slice(0, 2)).toEqual(["All", "EUREuro"]);
    await expectNoViolation(page, "a choice of the filter");
    await page.keyboard.press("Escape");
    const shape = await page.getByRole("search").evaluate((bar) => {
      const { top, bottom } = bar.getBoundingClientRect();
      return { isOneLine: bottom - top < 60, sideways: document.documentElement.scrollWidth - innerWidth };
    });
    expect(shape).toEqual({ isOneLine: true, sideways: 0 });
  },
  STORY,
);

test(
  "what others change beyond the first page is there at once, and what they delete is gone",
  async () => {
    await fromTheTop();
    await expectSoon(async () => {
      await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
      return Number((await rowsInPage())[0]!.title.slice(4)) < COUNT - 60;
    }, true);
    await scrollBy(-400);
    const changed = Number((await restingRow()).title.slice(4));
    const deleted = changed - 1;
    const storedOn = async (number: number) => {
      const { group: found } = await ask<{
        group: { expenses: { edges: { node: { id: string; version: number } }[] } };
      }>(
        product,
        `query ($id: ID!, $filter: ExpenseFilter) { group(id: $id) {
          expenses(first: 1, filter: $filter) { edges { node { id version } } } } }`,
        { id: group, filter: { from: dayOf(number), to: dayOf(number) } },
        token,
      );
      return found.expenses.edges[0]!.node;
    };
    await send("expenseUpdate", { ...(await storedOn(changed)), title: "Changed far below" }, "expense { id }");
    await send("expenseDelete", await storedOn(deleted), "expense { id }");
    await page.getByRole("link", { name: /Changed far below/ }).waitFor();
    await row(deleted).waitFor({ state: "detached" });
    expect(await row(deleted - 1).count()).toBe(1);
  },
  STORY,
);

test(
  "an expense and the list beside it are asked for once each, whichever comes first",
  async () => {
    await page.setViewportSize({ width: 1280, height: 860 });
    await fromTheTop();
    await row(COUNT).click();
    await page.waitForURL(/\/expenses\/exp_/);
    // What this page still asks for is not what the reloaded one asks for.
    await page.getByRole("heading", { name: titleOf(COUNT) }).waitFor();
    await page.waitForLoadState("networkidle");
    for (const [first, late] of [
      ["GroupExpensePage", "GroupExpensesPage"],
      ["GroupExpensesPage", "GroupExpensePage"],
    ]) {
      const asked: string[] = [];
      let firstIsThere = () => {};
      const there = new Promise<void>((resolve) => {
        firstIsThere = resolve;
      });
      await page.route("**/graphql", async (route) => {
        const { operationName } = route.request().postDataJSON() as { operationName: string };
        asked.push(operationName);
        if (operationName === late) await there;
        await route.continue();
      });
      page.on("requestfinished", (request) => {
        if (request.postData()?.includes(`"${first}"`)) firstIsThere();
      });
      await page.reload();
      await row(COUNT).waitFor();
      await page.getByRole("heading", { name: titleOf(COUNT) }).waitFor();
      await page.waitForLoadState("networkidle");
      await page.unroute("**/graphql");
      expect(asked.filter((name) => /^GroupExpenses?Page$/.test(name)).sort()).toEqual([
        "GroupExpensePage",
        "GroupExpensesPage",
      ]);
    }
    await page.setViewportSize(PHONE);
  },
  STORY,
);

test(
  "with the form made ready while nothing else was to be done, it opens without the network",
  async () => {
    const isForm = (url: string) => /ExpenseNew-[\w-]+\.js$/.test(url);
    const loaded = page.waitForResponse((response) => isForm(response.url()));
    const known = page.waitForResponse((response) => /"ExpenseNewPage"/.test(response.request().postData() ?? ""));
    await fromTheTop();
    await Promise.all([loaded, known]);
    await page.waitForLoadState("networkidle");
    // From here on nothing is answered.
    const held: Route[] = [];
    await page.route("**/*", (route) => void held.push(route));
    await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Add expense" }).tap();
    await page.waitForFunction(() => document.activeElement?.matches("input[inputmode=decimal]"));
    expect(await page.locator("[aria-busy=true]").count()).toBe(0);
    for (const route of held) await route.continue();
    await page.unroute("**/*");
  },
  STORY,
);

/** Holds back what the API would answer to an operation; answers how to let it go. */
async function hold(operation: string): Promise<() => Promise<void>> {
  const held: Route[] = [];
  await page.route("**/graphql", (route) => {
    if ((route.request().postData() ?? "").includes(`"${operation}"`)) held.push(route);
    else void route.continue();
  });
  return async () => {
    for (const route of held) await route.continue();
    await page.unroute("**/graphql");
  };
}

test(
  "what is being saved stands at its day, and a tab is lit before its page is there",
  async () => {
    await page.getByRole("textbox", { name: "Amount", exact: true }).fill("7");
    await page.getByRole("textbox", { name: "Title", exact: true }).fill("Between two days");
    await page.getByRole("button", { name: "today", exact: true }).click();
    await page.getByLabel("Date").fill(dayOf(COUNT - 2));
    await page.keyboard.press("Escape");
    const letGo = await hold("ExpenseCreate");
    await page.getByRole("button", { name: "Save", exact: true }).click();
    const waiting = page.getByRole("listitem").filter({ hasText: "Between two days" });
    await waiting.filter({ hasText: "Saving…" }).waitFor();
    const lines = async () => {
      const all = await page.locator("main section li").allInnerTexts();
      const at = all.findIndex((line) => line.includes("Between two days"));
      return all.slice(at - 1, at + 2).map((line) => line.slice(0, 16).split("\n")[0]);
    };
    // It is newer than the other one of its day.
    expect(await lines()).toEqual([titleOf(COUNT - 1), "Between two days", titleOf(COUNT - 2)]);
    await letGo();
    await page.getByRole("link", { name: /Between two days/ }).waitFor();
    expect(await lines()).toEqual([titleOf(COUNT - 1), "Between two days", titleOf(COUNT - 2)]);

    const show = await hold("GroupSettlePage");
    const tab = (name: string) => page.getByRole("link", { name, exact: true });
    await tab("Settle up").tap();
    await expectSoon(() => tab("Settle up").getAttribute("aria-current"), "page");
    expect(await tab("Expenses").getAttribute("aria-current")).toBeNull();
    await page.locator("[aria-busy=true]").waitFor();
    await show();
    await page.getByRole("heading", { name: "Suggested payments" }).waitFor();
    expect(ana.complaints).toEqual([]);
  },
  STORY,
);
