import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { Browser, Page, Route } from "playwright-core";
import { launchBrowser } from "../server/test/browser.js";
import { type Product, startProduct } from "../server/test/product.js";
import { ask, expectFits, expectSoon, newVisitor, signUp, type Visitor } from "../server/test/visitor.js";

/** The one-screen expense on a phone: nine tenths of all use, counted in taps. */
const STORY = 300_000;
const PHONE = { width: 375, height: 740 };

let product: Product;
let browser: Browser;
let base: string;
let ana: Visitor;
let page: Page;
let token: string;
let trip: string;
let six: string;

beforeAll(async () => {
  product = await startProduct();
  browser = await launchBrowser();
  base = `http://localhost:${product.port}`;
  ana = await newVisitor(browser, base, { viewport: PHONE, hasTouch: true });
  page = ana.page;
  token = await signUp(ana, product, "Ana");
  trip = await groupOf("Trip", ["Ben", "Cleo"]);
  six = await groupOf("Six", ["Ben", "Cleo", "Dan", "Eve", "Featherstonehaugh"]);
}, STORY);

afterAll(async () => {
  await browser?.close();
  await product?.stop();
}, STORY);

async function groupOf(name: string, others: readonly string[]): Promise<string> {
  const { groupCreate } = await ask<{ groupCreate: { group: { id: string } } }>(
    product,
    `mutation ($input: GroupCreateInput!) {
      groupCreate(input: $input) { ... on GroupCreatePayload { group { id } } } }`,
    { input: { name, currency: "EUR", members: others.map((other) => ({ name: other })) } },
    token,
  );
  return groupCreate.group.id;
}

interface Elsewhere {
  readonly payer?: string;
  readonly mode?: string;
  /** By name. */
  readonly values?: Readonly<Record<string, string>>;
  readonly title?: string;
  readonly total?: { readonly amount: string; readonly currency: string };
}

/** An expense of Ana's that did not come from a form; unless said otherwise, she paid for all alike. */
async function enter(groupId: string, { payer = "Ana", mode = "EQUAL", values = {}, ...rest }: Elsewhere = {}) {
  const { group } = await ask<{ group: { members: { id: string; name: string }[] } }>(
    product,
    "query ($id: ID!) { group(id: $id) { members { id name } } }",
    { id: groupId },
    token,
  );
  const memberId = group.members.find(({ name }) => name === payer)!.id;
  const split = { mode, parts: group.members.map(({ id, name }) => ({ memberId: id, value: values[name] })) };
  const plain = { title: "Plain", total: { amount: "3.00", currency: "EUR" }, incurredOn: "2026-01-15" };
  const { expenseCreate } = await ask<{ expenseCreate: { __typename: string } }>(
    product,
    "mutation ($input: ExpenseCreateInput!) { expenseCreate(input: $input) { __typename } }",
    { input: { groupId, payers: [{ memberId }], split, ...plain, ...rest } },
    token,
  );
  expect(expenseCreate.__typename).toBe("ExpenseCreatePayload");
}

interface Booked {
  readonly title: string;
  readonly incurredOn: string;
  readonly total: { readonly amount: string; readonly currency: string };
  readonly category: { readonly name: string };
  readonly notes: string | null;
  readonly payers: readonly { readonly member: { readonly name: string } }[];
  readonly split: { readonly mode: string; readonly parts: readonly { readonly value: string | null }[] };
}

/** What the ledger of a group holds, whatever the pages say; the newest day first. */
async function booked(id: string): Promise<Booked[]> {
  const { group } = await ask<{ group: { expenses: { edges: { node: Booked }[] } } }>(
    product,
    `query ($id: ID!) { group(id: $id) { expenses(first: 100) { edges { node {
      title incurredOn notes total { amount currency } category { name } payers { member { name } }
      split { mode parts { value } } } } } } }`,
    { id },
    token,
  );
  return group.expenses.edges.map(({ node }) => node);
}
const bookedAs = async (id: string, title: string) => (await booked(id)).filter((each) => each.title === title);

const amount = () => page.getByRole("textbox", { name: "Amount", exact: true });
const title = () => page.getByRole("textbox", { name: "Title", exact: true });
const button = (name: string | RegExp) => page.getByRole("button", { name, exact: typeof name === "string" });
const sheet = (name: string) => page.getByRole("dialog", { name, exact: true });
const onForm = async (group = trip) => {
  await page.goto(`${base}/groups/${group}/expenses/new`);
  await amount().waitFor();
};
const focusedLabel = () =>
  page.evaluate(() => {
    const element = document.activeElement as HTMLInputElement;
    return element.labels?.[0]?.textContent ?? element.textContent;
  });

test(
  "from the group's page an expense takes three taps and typing, and no scrolling",
  async () => {
    await page.goto(`${base}/groups/${trip}/expenses`);
    let taps = 0;
    const tap = async (what: ReturnType<typeof button>) => {
      taps += 1;
      await what.tap();
    };
    await tap(page.getByRole("navigation").getByRole("link", { name: "Add expense" }));
    // The amount is ready to be typed.
    await page.waitForFunction(() => document.activeElement?.matches("input[inputmode=decimal]"));
    await page.keyboard.type("12.50");
    await tap(button("Plus"));
    taps -= 1; // Part of typing: a phone's number pad has no plus.
    expect(await focusedLabel()).toBe("Amount");
    await page.keyboard.type("8");
    await page.getByText("= €20.50").waitFor();
    await tap(title());
    await page.keyboard.type("Dinner at the harbour");
    for (const said of ["Paid by you", "split equally among 3", "today"]) {
      expect(await button(said).isVisible()).toBe(true);
    }
    await button("Category: Eating out").waitFor();
    const shares = await page.getByRole("list", { name: "Who owes" }).innerText();
    expect(shares.match(/6\.8[34]/g)).toHaveLength(3);
    const seen = await page.evaluate(() => [scrollY, document.documentElement.scrollHeight <= innerHeight]);
    expect(seen).toEqual([0, true]);
    expect(await page.getByRole("navigation", { name: "Main" }).count()).toBe(0);
    await tap(button("Save"));
    await page.waitForURL(/\/expenses$/);
    await page.getByRole("link", { name: /Dinner at the harbour/ }).waitFor();
    expect(taps).toBe(3);
    const [dinner] = await bookedAs(trip, "Dinner at the harbour");
    expect(dinner).toMatchObject({ total: { amount: "20.50" }, category: { name: "Eating out" } });
    expect(await bookedAs(trip, "Dinner at the harbour")).toHaveLength(1);
  },
  STORY,
);

test(
  "Save is in sight where the keyboard has taken half of the window",
  async () => {
    await page.setViewportSize({ width: 375, height: 400 });
    await onForm();
    const box = (await button("Save").boundingBox())!;
    expect(box.y + box.height).toBeLessThanOrEqual(400);
    expect(box.height).toBeGreaterThanOrEqual(44);
    // Where the window stays as it is, and the keyboard covers its foot.
    await page.evaluate(() => document.documentElement.style.setProperty("--keyboard", "120px"));
    const above = (await button("Save").boundingBox())!;
    expect(above.y + above.height).toBeLessThanOrEqual(280);
    await page.setViewportSize(PHONE);
  },
  STORY,
);

/** Opens a part of the sentence by the keyboard. */
async function openByKey(part: string, name: string): Promise<void> {
  await button(part).press("Enter");
  await sheet(name).waitFor();
  expect(await page.evaluate(() => document.activeElement?.closest("dialog") !== null)).toBe(true);
}

/** Expects that the sheet is gone, and the keyboard where it came from, which says the outcome. */
async function expectBack(says: string | RegExp): Promise<void> {
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await page.waitForFunction(() => document.activeElement?.hasAttribute("data-sheet"));
  expect(await focusedLabel()).toMatch(says);
}

test(
  "every sheet is used by the keyboard alone, and the sentence says what was chosen",
  async () => {
    await onForm();
    await amount().fill("30");
    await title().fill("By keys");

    await openByKey("Paid by you", "Who paid?");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Escape");
    await expectBack("Paid by Ben");

    await openByKey("split equally among 3", "Split");
    for (let press = 0; press < 3; press++) await page.keyboard.press("ArrowRight");
    await page.getByLabel("Shares for Ana").press("ControlOrMeta+a");
    await page.keyboard.type("2");
    await page.keyboard.press("Enter");
    await expectBack("split by shares");

    await openByKey("today", "When?");
    await page.keyboard.press("Shift+Tab");
    expect(await focusedLabel()).toBe("Yesterday");
    await page.keyboard.press("Enter");
    await expectBack("yesterday");

    await openByKey("Category: General", "Category");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await expectBack("Category: Groceries");
    // What somebody has chosen, no title changes.
    await title().fill("Taxi by keys");
    await button("Category: Groceries").waitFor();

    await openByKey("Currency: EUR", "Currency");
    await page.getByRole("searchbox", { name: "Another currency" }).fill("swiss");
    await page.keyboard.press("Enter");
    await expectBack("Currency: CHF");

    await openByKey("Notes: Add notes", "Notes");
    await page.keyboard.type("Two lines");
    await page.keyboard.press("Enter");
    await page.keyboard.type("of them");
    await page.keyboard.press("Escape");
    await expectBack(/Two lines/);

    await title().press("Enter");
    await page.waitForURL(/\/expenses$/);
    await expectSoon(async () => (await bookedAs(trip, "Taxi by keys")).length, 1);
    const [expense] = await bookedAs(trip, "Taxi by keys");
    expect(expense).toMatchObject({
      total: { amount: "30.00", currency: "CHF" },
      category: { name: "Groceries" },
      notes: "Two lines\nof them",
      payers: [{ member: { name: "Ben" } }],
      split: { mode: "SHARES", parts: [{ value: "2" }, { value: "1" }, { value: "1" }] },
    });
  },
  STORY,
);

test(
  "Enter leads from the amount to the title; with Ctrl it saves from every field; what is wrong in a sheet is led to",
  async () => {
    await enter(trip);
    await onForm();
    await amount().fill("9");
    await amount().press("Enter");
    expect(await focusedLabel()).toBe("Title");
    const chords = [
      { name: "amount", open: async () => amount().focus() },
      { name: "title", open: async () => title().focus() },
      { name: "notes", open: () => openByKey("Notes: Add notes", "Notes") },
      { name: "day", open: () => openByKey("today", "When?") },
      { name: "payer", open: () => openByKey("Paid by you", "Who paid?") },
      { name: "split", open: () => openByKey("split equally among 3", "Split") },
      { name: "currency", open: () => openByKey("Currency: EUR", "Currency") },
    ];
    for (const { name, open } of chords) {
      await onForm();
      await amount().fill("9");
      await title().fill(`Chord ${name}`);
      await open();
      await page.keyboard.press("ControlOrMeta+Enter");
      await page.waitForURL(/\/expenses$/);
      await expectSoon(async () => (await bookedAs(trip, `Chord ${name}`)).length, 1);
    }

    await onForm();
    await amount().fill("10");
    await title().fill("Uneven");
    await button("split equally among 3").click();
    await page.getByRole("radio", { name: "Exact amounts" }).check();
    await page.getByLabel("Amount for Ben").fill("4..5");
    await button("Done").click();
    // Said in the sentence, and Save goes there.
    await button(/^split by exact amounts.*cannot be understood/).waitFor();
    await button("Save").click();
    await sheet("Split").waitFor();
    await page.waitForFunction(() => document.activeElement?.getAttribute("aria-label") === "Amount for Ben");
    await page.keyboard.press("Escape");
    // Nothing typed, nothing saved: the first field on the screen is where to go on.
    await onForm();
    await button("Save").click();
    await page.waitForFunction(() => document.activeElement?.getAttribute("aria-invalid") === "true");
    expect(await focusedLabel()).toBe("Amount");
  },
  STORY,
);

test(
  "what was begun is offered again after a reload and the way back, until it is saved or nobody wants it",
  async () => {
    await discardAll();
    await page.goto(`${base}/groups/${trip}/expenses`);
    await page.getByRole("navigation").getByRole("link", { name: "Add expense" }).click();
    await amount().fill("41.20");
    await title().fill("Half written");
    await button("Paid by you").click();
    await page.getByRole("radio", { name: "Cleo" }).click();
    await button("Paid by Cleo").waitFor();
    await page.reload();
    await button("Continue your draft").click();
    await expectSoon(() => amount().inputValue(), "41.20");
    await button("Paid by Cleo").waitFor();
    await page.goBack();
    await page.waitForURL(/\/expenses$/);
    // Somebody begins another, and loses neither.
    await page.getByRole("navigation").getByRole("link", { name: "Add expense" }).click();
    await page.getByText(/You began “Half written”, €41\.20/).waitFor();
    await amount().fill("1");
    await title().fill("Another");
    await button("Save").click();
    await page.waitForURL(/\/expenses$/);
    await page.getByRole("link", { name: /Another/ }).waitFor();
    await onForm();
    await button("Continue your draft").click();
    await button("Save").click();
    await page.waitForURL(/\/expenses$/);
    await page.getByRole("link", { name: /Half written/ }).waitFor();
    await onForm();
    // The last letter is kept, and what nobody wants is gone, however soon the page goes after it.
    await goBeforeAnswered("input");
    await title().fill("Not this");
    await page.reload();
    await page.getByText(/You began “Not this”/).waitFor();
    await goBeforeAnswered("click");
    await button("Discard").click();
    await page.reload();
    await amount().waitFor();
    expect(await button("Discard").count()).toBe(0);
    expect(await bookedAs(trip, "Half written")).toHaveLength(1);

    // Of what is older than a month nothing is left.
    await title().fill("Long ago");
    await expectSoon(() => draftsKept(31), 1);
    await page.reload();
    await amount().waitFor();
    await expectSoon(() => draftsKept(), 0);
    expect(await button("Discard").count()).toBe(0);
  },
  STORY,
);

/** After the next such event the page hears no answer of what it has asked the browser for until it is gone. */
function goBeforeAnswered(event: string): Promise<void> {
  return page.evaluate((type) => {
    const busy = () => {
      const until = performance.now() + 200;
      while (performance.now() < until);
    };
    addEventListener(type, () => setTimeout(busy), { once: true });
  }, event);
}

/** How many drafts this browser keeps; makes them so many days older. */
function draftsKept(olderBy = 0): Promise<number> {
  return page.evaluate(
    (ms) =>
      new Promise<number>((resolve) => {
        const asked = indexedDB.open("drafts");
        asked.onsuccess = () => {
          const store = asked.result.transaction("drafts", "readwrite").objectStore("drafts");
          let count = 0;
          store.openCursor().onsuccess = ({ target }) => {
            const cursor = (target as IDBRequest<IDBCursorWithValue | null>).result;
            if (!cursor) return resolve(count);
            count += 1;
            if (ms > 0) cursor.update({ ...cursor.value, keptAt: cursor.value.keptAt - ms });
            cursor.continue();
          };
        };
      }),
    olderBy * 24 * 60 * 60 * 1_000,
  );
}

/** No draft of an earlier test is left. */
async function discardAll(): Promise<void> {
  await page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        const asked = indexedDB.open("drafts");
        asked.onsuccess = () => {
          const store = asked.result.transaction("drafts", "readwrite").objectStore("drafts");
          store.clear().onsuccess = () => resolve();
        };
      }),
  );
}

test(
  "the group can be changed in the form, + leads to the last group from everywhere, and the next one follows at once",
  async () => {
    await page.goto(`${base}/people`);
    await page.getByRole("navigation").getByRole("link", { name: "Add expense" }).click();
    await page.waitForURL(`${base}/groups/${trip}/expenses/new`);
    await amount().fill("6");
    await title().fill("Moved");
    await button(/^Paid by/).click();
    await page.getByRole("radio", { name: "Ben" }).click();
    await button("Paid by Ben").waitFor();
    await page.getByLabel("Group", { exact: true }).selectOption({ label: "Six" });
    await button("split equally among 6").waitFor();
    // Whoever comes back finds all that they entered for this group, and not only what goes with any.
    await page.getByLabel("Group", { exact: true }).selectOption({ label: "Trip" });
    await button("Continue your draft").click();
    await button("Paid by Ben").waitFor();
    await page.getByLabel("Group", { exact: true }).selectOption({ label: "Six" });
    await button("split equally among 6").waitFor();
    expect([await amount().inputValue(), await title().inputValue()]).toEqual(["6", "Moved"]);
    await button("Save and add another").click();
    await page.waitForFunction(() => document.activeElement?.matches("input[inputmode=decimal]"));
    await expectSoon(() => title().inputValue(), "");
    await page.getByText("“Moved” is added").waitFor();
    await amount().fill("7");
    await title().fill("Next");
    await button("Save").click();
    await page.waitForURL(`${base}/groups/${six}/expenses`);
    await expectSoon(async () => (await booked(six)).map((each) => each.title).sort(), ["Moved", "Next"]);
    expect(await bookedAs(trip, "Moved")).toEqual([]);
    await expectSoon(() => draftsKept(), 0);
  },
  STORY,
);

test(
  "proposed are one's last payer, split and currency here, and the category that the group gave such a title",
  async () => {
    const crew = await groupOf("Crew", ["Ben", "Cleo"]);
    await enter(crew, {
      title: "Taxi home",
      payer: "Ben",
      total: { amount: "40", currency: "CHF" },
      mode: "SHARES",
      values: { Ana: "2", Ben: "1", Cleo: "1" },
    });
    await onForm(crew);
    for (const said of ["Paid by Ben", "split by shares", "Currency: CHF", "today"]) await button(said).waitFor();
    await amount().fill("8");
    // The list of words says Transport; here a taxi home was General, and "Dinner" was nothing yet.
    await title().fill("Dinner");
    await button("Category: Eating out").waitFor();
    await button("split by shares").waitFor();
    await title().fill("Home by taxi");
    await button("Category: General").waitFor();
    await button("Paid by Ben").click();
    await page.getByRole("radio", { name: "Cleo" }).click();
    await button("Save and add another").click();
    await page.getByText("“Home by taxi” is added").waitFor();
    await button("Paid by Cleo").waitFor();
    await button("split by shares").waitFor();
    await amount().fill("4");
    await title().fill("Tram");
    await button("Save").click();
    await page.waitForURL(/\/expenses$/);
    await expectSoon(async () => (await bookedAs(crew, "Tram")).length, 1);
    expect((await bookedAs(crew, "Tram"))[0]).toMatchObject({
      total: { currency: "CHF" },
      payers: [{ member: { name: "Cleo" } }],
      split: { mode: "SHARES", parts: [{ value: "2" }, { value: "1" }, { value: "1" }] },
    });
    // Read anew after one's own save, not from what was cached before.
    await page.getByRole("navigation").getByRole("link", { name: "Add expense" }).click();
    await button("Paid by Cleo").waitFor();
  },
  STORY,
);

test(
  "an expense is duplicated: today, and all else the same",
  async () => {
    await page.goto(`${base}/groups/${trip}/expenses`);
    await page.getByRole("link", { name: /Taxi by keys/ }).click();
    await page.getByRole("link", { name: "Duplicate" }).click();
    await button("today").waitFor();
    for (const said of ["Paid by Ben", "split by shares", "Category: Groceries", "Currency: CHF"]) {
      await button(said).waitFor();
    }
    await button("Save").click();
    await page.waitForURL(/\/expenses$/);
    await expectSoon(async () => (await bookedAs(trip, "Taxi by keys")).length, 2);
    const [copy, original] = await bookedAs(trip, "Taxi by keys");
    expect({ ...copy, incurredOn: "" }).toEqual({ ...original, incurredOn: "" });
    expect(copy!.incurredOn > original!.incurredOn).toBe(true);
  },
  STORY,
);

test(
  "a change that was begun is offered after a reload, from what it began with, until somebody leaves it",
  async () => {
    await page.goto(`${base}/groups/${trip}/expenses`);
    await discardAll();
    await page.getByRole("link", { name: /Half written/ }).click();
    await page.getByRole("link", { name: "Edit" }).click();
    await title().fill("Wholly written");
    await expectSoon(() => draftsKept(), 1);
    const id = /exp_\w+/.exec(page.url())![0];
    await ask(
      product,
      `mutation ($id: ID!) { expenseUpdate(input: { id: $id, version: 1, notes: "Elsewhere", requestId: "${id}" }) { __typename } }`,
      { id },
      token,
    );
    await page.reload();
    await page.getByText(/You began “Wholly written”/).waitFor();
    expect(await title().inputValue()).toBe("Half written");
    await button("Continue your draft").click();
    await expectSoon(() => title().inputValue(), "Wholly written");
    await page.getByText("Somebody changed this meanwhile.").waitFor();
    await page.getByRole("link", { name: "Back without saving" }).click();
    await expectSoon(() => draftsKept(), 0);
  },
  STORY,
);

/** Holds the answer to an expense back until it is let go: as it is, or as something else. */
async function holdSave(): Promise<(instead?: object) => Promise<void>> {
  let held!: (route: Route) => void;
  const asked = new Promise<Route>((resolve) => {
    held = resolve;
  });
  await page.route("**/graphql", (route) => {
    if (route.request().postDataJSON()?.operationName !== "ExpenseCreate") return route.fallback();
    return held(route);
  });
  return async (instead) => {
    const route = await asked;
    await (instead
      ? route.fulfill({ contentType: "application/graphql-response+json", body: JSON.stringify({ data: instead }) })
      : route.continue());
    await page.unroute("**/graphql");
  };
}

test(
  "the row is there before the server answers, marked, and goes with the words of a refusal",
  async () => {
    const open = async () => {
      await page.goto(`${base}/groups/${trip}/expenses`);
      await page.getByRole("navigation").getByRole("link", { name: "Add expense" }).click();
      await amount().fill("15");
      await title().fill("Shown at once");
    };
    const marked = page.locator("li:has([data-pending])");
    await open();
    const refuse = await holdSave();
    await button("Save").click();
    await page.waitForURL(/\/expenses$/);
    await marked.filter({ hasText: "Shown at once" }).filter({ hasText: "Saving…" }).waitFor();
    await refuse({
      expenseCreate: {
        __typename: "ConflictError",
        message: "This group is archived.",
        reason: "STATE",
        current: null,
      },
    });
    await page.getByText("This group is archived.").waitFor();
    await marked.waitFor({ state: "detached" });
    expect(await bookedAs(trip, "Shown at once")).toEqual([]);

    // The words lead back to what was entered, and this time it is answered.
    await button("Open again").click();
    await expectSoon(() => title().inputValue(), "Shown at once");
    await page.getByRole("alert").filter({ hasText: "This group is archived." }).waitFor();
    const letGo = await holdSave();
    await button("Save").click();
    await marked.filter({ hasText: "Shown at once" }).waitFor();
    await letGo();
    await page.getByRole("link", { name: /Shown at once/ }).waitFor();
    await marked.waitFor({ state: "detached" });
    expect(await bookedAs(trip, "Shown at once")).toHaveLength(1);
    // It was answered, which the list may know first: there is nothing left to go on with.
    await page.getByText("“Shown at once” is added").waitFor();
    await onForm();
    expect(await button("Continue your draft").count()).toBe(0);
  },
  STORY,
);

test(
  "a bill of ten lines for six people fits three screens of a phone; a tip in percent is of the items",
  async () => {
    await onForm(six);
    await title().fill("Long table");
    await button("split equally among 6").click();
    await page.getByRole("radio", { name: "Items" }).check();
    // Nothing is entered yet, and so nothing is right or wrong.
    expect(await page.getByText("Not claimed by anybody").count()).toBe(0);
    for (let line = 1; line <= 8; line++) {
      if (line > 1) await page.getByLabel(`Amount of line ${line - 1}`).press("Enter");
      await page.getByLabel(`Name of line ${line}`).fill(`Dish ${line}`);
      await page.getByLabel(`Amount of line ${line}`).fill("12.50");
      await page
        .getByRole("group", { name: `Who had line ${line}?` })
        .getByRole("button")
        .nth(line % 7)
        .click();
    }
    await button("Tax").click();
    await page.getByLabel("Amount of line 9").fill("7.5 %");
    await page.getByText("= €7.50 of €100.00").waitFor();
    await button("Tip").click();
    await page.getByRole("group", { name: "Percent for line 10" }).getByRole("button", { name: "15 %" }).click();
    await page.getByText("= €15.00 of €100.00").waitFor();
    await button("Make €122.50 the amount").click();
    const height = await sheet("Split").evaluate(
      (dialog) => dialog.querySelector("ul")!.parentElement!.parentElement!.scrollHeight,
    );
    expect(height).toBeLessThanOrEqual(3 * PHONE.height);
    const whole = await sheet("Split").evaluate((dialog) =>
      Math.max(...[...dialog.children].map((each) => each.scrollHeight)),
    );
    expect(whole).toBeLessThanOrEqual(3 * PHONE.height);
    await expectFits(page, "a bill in its sheet", [1280, 375, 320]);
    await page.setViewportSize(PHONE);
    await button("Done").click();
    await button("split by 10 lines").waitFor();
    await button("Save").click();
    await page.waitForURL(/\/expenses$/);
    await expectSoon(async () => (await bookedAs(six, "Long table")).map(({ total }) => total.amount), ["122.50"]);
  },
  STORY,
);

test(
  "the form and its sheets can be used by everybody, in both modes",
  async () => {
    await onForm(six);
    await amount().fill("1234567.89");
    await title().fill("Everybody");
    await expectFits(page, "the form of an expense");
    for (const part of ["Paid by you", "today", "Category: General", "Currency: EUR"]) {
      await button(part).click();
      await page.getByRole("dialog").waitFor();
      await expectFits(page, `the sheet behind ${part}`, [375, 320]);
      await page.keyboard.press("Escape");
      await page.getByRole("dialog").waitFor({ state: "detached" });
    }
    await discardAll();
  },
  STORY,
);

test(
  "whoever signs out leaves no draft behind",
  async () => {
    await onForm();
    await title().fill("Nobody else's business");
    await expectSoon(() => draftsKept(), 1);
    await page.goto(`${base}/profile`);
    await button("Sign out").click();
    await page.waitForURL(/\/sign-in/);
    await expectSoon(() => draftsKept(), 0);
    expect(await page.evaluate(() => localStorage.getItem("last-group"))).toBeNull();
  },
  STORY,
);

test("the browser complained about nothing, and asked nobody else", () => {
  expect(ana.complaints).toEqual([]);
});
