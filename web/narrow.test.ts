import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { Browser, Page } from "playwright-core";
import sharp from "sharp";
import { launchBrowser } from "../server/test/browser.js";
import { type Product, startProduct } from "../server/test/product.js";
import { ask, expectSoon, newVisitor, PASSWORD, type Visitor } from "../server/test/visitor.js";

/** Long words and long figures on a small screen: nothing makes the page wider than the screen, nothing covers another. */
const STORY = 300_000;
const WIDTHS = [320, 375];
/** 47 letters without a place to break. */
const LONG = "Donaudampfschifffahrtsgesellschaftskapitänsmütz";
const TOTAL = { amount: "41152263.00", currency: "IDR" };
const EMAIL = `${"long".repeat(11)}@${"example".repeat(4)}.com`;

interface Group {
  readonly id: string;
  readonly members: readonly { readonly id: string; readonly name: string }[];
}

interface Upload {
  readonly id: string;
  readonly url: string;
  readonly fields: readonly { readonly name: string; readonly value: string }[];
}

let product: Product;
let browser: Browser;
let base: string;
let reader: Visitor;
let stranger: Visitor;
let token: string;
let group: Group;
let expense: string;
let receipt: string;
let joinPath: string;

beforeAll(async () => {
  product = await startProduct();
  browser = await launchBrowser();
  base = `http://localhost:${product.port}`;
  const options = { viewport: { width: 320, height: 740 }, hasTouch: true };
  reader = await newVisitor(browser, base, options);
  stranger = await newVisitor(browser, base, options);
  await prepare();
}, STORY);

afterAll(async () => {
  await browser?.close();
  await product?.stop();
}, STORY);

/** Sends a mutation that must be done, and answers what it made. */
async function send<Made>(operation: string, input: object, made = ""): Promise<Made> {
  const name = operation[0]!.toUpperCase() + operation.slice(1);
  const query = `mutation ($input: ${name}Input!) {
    done: ${operation}(input: $input) { __typename ... on ${name}Payload { ${made} } } }`;
  const { done } = await ask<{ done: Made & { __typename: string } }>(product, query, { input }, token);
  expect(done.__typename).toBe(`${name}Payload`);
  return done;
}

async function prepare(): Promise<void> {
  const account = { name: LONG, email: EMAIL, password: PASSWORD, locale: "en-US", timeZone: "Asia/Jakarta" };
  await send("userRegister", { ...account, preferredCurrency: "IDR" }, "user { id }");
  const signIn = { email: EMAIL, password: PASSWORD };
  token = (await send<{ session: { accessToken: string } }>("sessionCreate", signIn, "session { accessToken }")).session
    .accessToken;
  group = (
    await send<{ group: Group }>(
      "groupCreate",
      { name: LONG, currency: "IDR", members: [{ name: `${LONG}e` }, { name: `${LONG}en` }] },
      "group { id members { id name } }",
    )
  ).group;
  const groupId = group.id;
  const [me, other, third] = group.members.map(({ id }) => id);
  const items = [{ name: LONG, amount: TOTAL.amount, claims: [me, other, third].map((memberId) => ({ memberId })) }];
  const bought = { title: LONG, notes: LONG, total: TOTAL, incurredOn: "2026-01-31" };
  const payers = [{ memberId: me, amount: TOTAL.amount }];
  const split = { mode: "ITEMIZED", items };
  const made = await send<{ expense: { id: string } }>(
    "expenseCreate",
    { groupId, ...bought, payers, split },
    "expense { id }",
  );
  expense = made.expense.id;
  await send("expenseUpdate", { id: expense, version: 1, title: `${LONG}e` }, "expense { id }");
  const amount = { amount: "1152263.00", currency: "IDR" };
  const paid = { groupId, fromMemberId: other, toMemberId: me, amount, settledOn: "2026-02-01", note: LONG };
  await send("settlementCreate", paid, "settlement { id }");
  const parts = [other, third].map((memberId) => ({ memberId, value: "1" }));
  await send("defaultSplitSet", { groupId, split: { mode: "SHARES", parts } }, "group { id }");
  await send("householdCreate", { groupId, name: LONG, memberIds: [other, third] }, "household { id }");
  receipt = await makeReceipt();
  const invited = { groupId, memberId: other, email: EMAIL };
  const { invite } = await send<{ invite: { code: string } }>("inviteCreate", invited, "invite { code }");
  joinPath = `/join/${invite.code}`;
}

/** A receipt on which nothing can be read, and that says long things since somebody typed them. */
async function makeReceipt(): Promise<string> {
  const paper = { width: 300, height: 500, channels: 3, background: "#f4f1ea" } as const;
  const bytes = await sharp({ create: paper }).jpeg().toBuffer();
  const file = { purpose: "RECEIPT", fileName: `${LONG}.jpg`, contentType: "image/jpeg", size: bytes.length };
  const { upload } = await send<{ upload: Upload }>("uploadStart", file, "upload { id url fields { name value } }");
  const form = new FormData();
  for (const { name, value } of upload.fields) form.append(name, value);
  form.append("file", new Blob([new Uint8Array(bytes)], { type: "image/jpeg" }), file.fileName);
  expect((await fetch(upload.url, { method: "POST", body: form })).status).toBe(204);
  const made = { groupId: group.id, uploadIds: [upload.id] };
  const { id } = (await send<{ receipt: { id: string } }>("receiptCreate", made, "receipt { id }")).receipt;
  const state = "query ($id: ID!) { receipt(id: $id) { state } }";
  await expectSoon(
    async () => (await ask<{ receipt: { state: string } }>(product, state, { id }, token)).receipt.state,
    "FAILED",
  );
  const item = { name: LONG, quantity: "12345.678", amount: TOTAL.amount };
  const lines = [item, { ...item, name: `${LONG}e` }, { name: LONG, amount: "1.00", kind: "DISCOUNT" }];
  const said = { merchant: LONG, date: "2026-01-31", currency: "IDR", total: "1.00", tax: TOTAL.amount };
  const answer = `receipt { reading { lines { id } } }`;
  const { receipt: updated } = await send<{ receipt: { reading: { lines: { id: string }[] } } }>(
    "receiptUpdate",
    { id, version: 2, ...said, lines },
    answer,
  );
  for (const { id: memberId } of group.members) {
    const claim = { receiptId: id, lineId: updated.reading.lines[0]!.id, memberId, weight: "1.5" };
    await send("receiptLineClaim", claim, "receipt { id }");
  }
  return id;
}

/** Texts that stand on each other, as far as they are to be seen: of each its middle, since lines may touch. */
function covering(): string[] {
  interface Box {
    readonly of: string;
    /** One text has a box for each of its lines, and one more where it is cut short. */
    readonly from: Node;
    readonly left: number;
    readonly right: number;
    readonly top: number;
    readonly bottom: number;
  }
  const isFixed = (element: Element): boolean => {
    for (let each: Element | null = element; each; each = each.parentElement)
      if (["fixed", "sticky"].includes(getComputedStyle(each).position)) return true;
    return false;
  };
  const clipped = (rect: DOMRect, element: Element): Omit<Box, "of" | "from"> => {
    let { left, right, top, bottom } = rect;
    for (let each: Element | null = element; each && each !== document.body; each = each.parentElement) {
      if (getComputedStyle(each).overflowX === "visible") continue;
      const around = each.getBoundingClientRect();
      left = Math.max(left, around.left);
      right = Math.min(right, around.right);
      top = Math.max(top, around.top);
      bottom = Math.min(bottom, around.bottom);
    }
    return { left, right, top, bottom };
  };
  const boxes: Box[] = [];
  const add = (of: string, rect: DOMRect, element: Element, from: Node = element) => {
    const box = clipped(rect, element);
    if (box.right - box.left < 3 || box.bottom - box.top < 3) return;
    const quarter = (box.bottom - box.top) / 4;
    boxes.push({ of, from, ...box, top: box.top + quarter, bottom: box.bottom - quarter });
  };
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    const parent = node.parentElement!;
    if (!node.textContent!.trim() || isFixed(parent) || parent.closest("select") || !parent.checkVisibility()) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const rect of range.getClientRects()) add(node.textContent!.trim(), rect, parent, node);
  }
  for (const field of document.querySelectorAll("input[type=text], input:not([type]), select, textarea"))
    if (!isFixed(field)) add(field.id, field.getBoundingClientRect(), field);
  const found: string[] = [];
  for (const [index, one] of boxes.entries())
    for (const other of boxes.slice(index + 1)) {
      const wide = Math.min(one.right, other.right) - Math.max(one.left, other.left);
      const high = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
      if (one.from !== other.from && wide > 2 && high > 1) found.push(`${one.of} | ${other.of}`);
    }
  return found;
}

/** What is wider than the screen, by its words. */
function tooWide(): string[] {
  if (document.documentElement.scrollWidth <= document.documentElement.clientWidth) return [];
  const wide = [...document.querySelectorAll("main *")].filter(
    (each) => each.children.length === 0 && each.getBoundingClientRect().right > innerWidth,
  );
  return [`${document.documentElement.scrollWidth} px`, ...wide.map((each) => each.textContent!.slice(0, 60))];
}

/** Letters, words and lines as far apart as WCAG 1.4.12 wants a page to bear. */
function spaceOut(isOn: boolean): void {
  const sheet = new CSSStyleSheet();
  const far = "line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important;";
  sheet.replaceSync(`* { ${far} } p { margin-bottom: 2em !important; }`);
  document.adoptedStyleSheets = isOn ? [sheet] : [];
}

/** What a thumb would miss: everything to press that is lower than 44 px, but for links within a text. */
function tooLow(): string[] {
  const pressed = "button, select, summary, input:not([type=checkbox], [type=radio]), nav a, label:has(> input)";
  return [...document.querySelectorAll<HTMLElement>(pressed)]
    .filter((each) => each.checkVisibility() && !each.closest("[hidden]"))
    .map((each) => ({ each, height: each.getBoundingClientRect().height }))
    .filter(({ height }) => height > 1 && height < 43.5)
    .map(({ each, height }) =>
      `${Math.round(height)} px: ${each.ariaLabel ?? (each.textContent || each.id)}`.slice(0, 60),
    );
}

/** All that was found, so that one look says everything. */
const faults: object[] = [];

async function look(page: Page, path: string): Promise<void> {
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 740 });
    const seen = { path, width, tooWide: await page.evaluate(tooWide), covering: await page.evaluate(covering) };
    if (seen.tooWide.length + seen.covering.length > 0) faults.push(seen);
  }
  const low = await page.evaluate(tooLow);
  if (low.length > 0) faults.push({ path, low });
  await page.setViewportSize({ width: WIDTHS[0]!, height: 740 });
  await page.evaluate(spaceOut, true);
  const spaced = { path, spaced: true, tooWide: await page.evaluate(tooWide), covering: await page.evaluate(covering) };
  await page.evaluate(spaceOut, false);
  if (spaced.tooWide.length + spaced.covering.length > 0) faults.push(spaced);
}

async function visit(page: Page, path: string): Promise<void> {
  await page.goto(base + path);
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.locator("[aria-busy=true]").first().waitFor({ state: "detached" });
}

test(
  "whoever is not signed in sees every page whole",
  async () => {
    const { page } = stranger;
    for (const path of ["/", "/sign-in", "/sign-up", "/forgot", "/reset/nothing", joinPath, "/join/nothing"]) {
      await visit(page, path);
      await look(page, path);
    }
    await visit(page, "/sign-in");
    await page.getByLabel("E-mail").fill(EMAIL);
    await page.getByLabel("Password").fill("not this one");
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("alert").waitFor();
    await look(page, "/sign-in, refused");
    await visit(page, "/forgot");
    await page.getByLabel("E-mail").fill(EMAIL);
    await page.getByRole("button", { name: "Send link" }).click();
    await page.getByText(EMAIL).waitFor();
    await look(page, "/forgot, sent");
  },
  STORY,
);

/** The address of every page of those who are signed in. */
async function everyPath(): Promise<string[]> {
  const { id, members } = group;
  const [me, other, third] = members.map((member) => member.id);
  const { people } = await ask<{ people: { edges: { node: { id: string } }[] } }>(
    product,
    "{ people(first: 1) { edges { node { id } } } }",
    {},
    token,
  );
  const tabs = [
    "expenses",
    "balances",
    "settle",
    "statistics?period=range&range=2026-01-01..2026-02-28",
    "receipts",
    "activity",
    "members",
    "settings",
  ];
  const inside = [...tabs, "expenses/new", `settle/new?from=${me}&to=${other}&amount=41152263&currency=IDR`];
  const why = [`balances/${me}/IDR`, `transfers/${third}/${me}/IDR`, "changes?from=2026-01-01&to=2026-01-31"];
  return [
    "/home",
    "/notifications",
    "/statistics?period=range&range=2026-01-01..2026-02-28",
    "/reports",
    "/groups",
    "/groups/new",
    ...["", "?show=had"].map((show) => `/groups/${id}/receipts/${receipt}${show}`),
    ...[...inside, ...why].map((path) => `/groups/${id}/${path}`),
    `/expenses/${expense}`,
    `/expenses/${expense}/edit`,
    "/people",
    "/people/new",
    ...people.edges.map(({ node }) => `/people/${node.id}`),
    `/import?group=${id}`,
    "/profile",
    "/profile/notifications",
    "/nowhere",
  ];
}

test(
  "whoever is signed in sees every page whole",
  async () => {
    const { page } = reader;
    await visit(page, "/sign-in");
    await page.getByLabel("E-mail").fill(EMAIL);
    await page.getByLabel("Password").fill(PASSWORD);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.waitForURL(/\/home$/);
    const { id } = group;
    const paths = await everyPath();
    for (const path of paths) {
      await visit(page, path);
      await look(page, path);
    }
    await visit(page, `/groups/${id}/members`);
    await page.getByRole("button", { name: `Invite ${LONG}e to take this place`, exact: true }).click();
    await page.getByRole("img", { name: /^QR code/ }).waitFor();
    await look(page, "an invite");
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: `More about ${LONG}e`, exact: true }).click();
    await page.getByRole("button", { name: `Remove ${LONG}e`, exact: true }).click();
    await look(page, "the question before somebody is removed");
    await visit(page, "/import");
    const row = `2026-01-05,${LONG},General,41152263.00,IDR,20576131.50,-20576131.50\n`;
    const buffer = Buffer.from(
      `Date,Description,Category,Cost,Currency,${LONG},${LONG}e\n${row}nonsense,${LONG},,,,,\n`,
    );
    await page.locator("input[type=file]").setInputFiles({ name: `${LONG}.csv`, mimeType: "text/csv", buffer });
    await page.getByRole("button", { name: "Show preview" }).click();
    await page.waitForURL(/\/import\/imp_/);
    await page.getByRole("heading", { level: 1 }).waitFor();
    await page.locator("[aria-busy=true]").first().waitFor({ state: "detached" });
    await look(page, "the preview of an import");
  },
  STORY,
);

test(
  "whoever reads German sees every page whole: its words are the longer ones",
  async () => {
    const { page } = reader;
    await send("userUpdate", { locale: "de-DE" }, "user { id }");
    for (const path of await everyPath()) {
      await visit(page, path);
      await page.locator("html[lang^=de]").waitFor();
      await look(page, `${path} in German`);
    }
  },
  STORY,
);

/** What is chosen, open or on, and whether anything but a colour says so. */
function marks(): { what: string; isMarked: boolean }[] {
  const chosen =
    "[aria-current=page], [aria-pressed=true], [aria-selected=true], label:has(> input[type=radio]:checked)";
  return [...document.querySelectorAll<HTMLElement>(chosen)]
    .filter((each) => each.checkVisibility() && each.getBoundingClientRect().width > 1)
    .map((each) => {
      const { outlineStyle, outlineWidth } = getComputedStyle(each);
      const isMarked = outlineStyle === "solid" && Number.parseFloat(outlineWidth) >= 2;
      return { what: each.textContent!.trim().slice(0, 30), isMarked };
    });
}

test(
  "where the system paints all colours over, what is chosen is still marked",
  async () => {
    const { page } = reader;
    await page.emulateMedia({ forcedColors: "active" });
    const seen = new Map<string, number>();
    for (const path of [`/groups/${group.id}/expenses`, `/groups/${group.id}/expenses/new`, "/profile", "/groups"]) {
      await visit(page, path);
      if (path.endsWith("/new")) await page.locator("main form button[aria-haspopup=dialog]").nth(1).click();
      const found = await page.evaluate(marks);
      seen.set(path, found.length);
      expect({ path, unmarked: found.filter(({ isMarked }) => !isMarked) }).toEqual({ path, unmarked: [] });
    }
    // Else nothing was looked at.
    for (const [path, count] of seen) expect({ path, some: count > 0 }).toEqual({ path, some: true });
    await page.emulateMedia({ forcedColors: "none" });
  },
  STORY,
);

test("nothing was wider than the screen, and nothing stood on something else", () => {
  expect(faults).toEqual([]);
});

test("no browser complained", () => {
  expect([...reader.complaints, ...stranger.complaints]).toEqual([]);
});
