import { expect } from "@jest/globals";
import type { Browser, BrowserContext, BrowserContextOptions, Locator, Page } from "playwright-core";
import type { Product } from "./product.js";
import { spend } from "./spending.js";
import { tested } from "./tested.js";

declare global {
  /** What environment.mjs looks at where a test fails. */
  // oxlint-disable-next-line no-var
  var visitedPages: Page[] | undefined;
}

/** Somebody with a browser of their own. */
export interface Visitor {
  readonly context: BrowserContext;
  readonly page: Page;
  /** What the browser complained about, and whom it asked besides us. */
  readonly complaints: string[];
}

/** Of every account that signs up in a window. */
export const PASSWORD = "correct horse battery";

/** As web/lib/session-mark.ts has it. */
const SESSION_MARK = "signed-in";

/** Every wait is for something to appear, and this long at most. */
const PATIENCE = 30_000;

/** Of a click that led nowhere. */
const CLICK_AGAIN = 5_000;

/** Opens a browser window of its own, without cookies, and writes down whatever goes wrong in it. */
export async function newVisitor(
  browser: Browser,
  base: string,
  options: BrowserContextOptions = {},
): Promise<Visitor> {
  spend("windows");
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: "en-US", ...options });
  context.setDefaultTimeout(PATIENCE);
  const page = await context.newPage();
  globalThis.visitedPages?.push(page);
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (message) => {
    // While the line is cut, requests fail, and the browser says so.
    const cut = /ERR_INTERNET_DISCONNECTED|ERR_NETWORK|WebSocket connection/.test(message.text());
    if (message.type() === "error" && !cut) complaints.push(message.text());
  });
  page.on("request", (request) => {
    const url = new URL(request.url());
    if (url.protocol.startsWith("http") && url.origin !== base) complaints.push(`foreign request: ${request.url()}`);
  });
  return { context, page, complaints };
}

/** The data of an operation that a program sends, and that must not fail. */
export async function ask<Data>({ url }: Product, query: string, variables: object, token?: string): Promise<Data> {
  const headers = { "content-type": "application/json", ...(token && { authorization: `Bearer ${token}` }) };
  const body = JSON.stringify({ query, variables });
  const response = await fetch(`${url}/graphql`, { method: "POST", headers, body });
  const { data, errors } = (await response.json()) as { data: Data; errors?: unknown };
  expect(errors).toBeUndefined();
  return data;
}

/**
 * Makes an account that is signed in in the visitor's window, as the form of the web app makes it; answers a token for the
 * calls that prepare or check a story. How that form is filled in is looked at where two people begin with it.
 */
export async function signUp({ context, page }: Visitor, product: Product, name: string): Promise<string> {
  const base = `http://localhost:${product.port}`;
  // Any address of the same origin will do to leave the mark that tells a page that it may ask for its session.
  await page.goto(`${base}/healthz`);
  const timeZone = await page.evaluate((mark) => {
    localStorage.setItem(mark, "yes");
    return Intl.DateTimeFormat().resolvedOptions().timeZone;
  }, SESSION_MARK);
  const account = { name, email: `${name.toLowerCase()}@example.com`, password: PASSWORD };
  const input = { ...account, locale: "en-US", timeZone, preferredCurrency: "USD", cookie: true };
  const options = { headers: { origin: base }, data: { query: REGISTER, variables: { input } } };
  const answer = await context.request.post(`${base}/graphql`, options);
  const { data } = (await answer.json()) as { data: { userRegister: { session?: { accessToken: string } } } };
  expect(data.userRegister).toMatchObject({ session: { accessToken: expect.any(String) } });
  return data.userRegister.session!.accessToken;
}

const REGISTER = `mutation ($input: UserRegisterInput!) {
  userRegister(input: $input) { __typename ... on UserRegisterPayload { session { accessToken } } } }`;

/**
 * Expects that what is read from a page becomes this: what was there a moment ago is no answer, and a page comes to it when
 * it can.
 */
export async function expectSoon<Value>(read: () => Promise<Value>, expected: Value): Promise<void> {
  const deadline = Date.now() + PATIENCE;
  for (;;) {
    const value = await read();
    try {
      return expect(value).toEqual(expected);
    } catch (error) {
      if (Date.now() > deadline) throw error;
    }
    await nextLook();
  }
}

/**
 * Clicks a link until its address is there. A list that is being told of something may move under the pointer between the
 * press and the release, and then nothing was clicked; whoever sees that clicks again.
 */
export async function follow(link: Locator): Promise<void> {
  const page = link.page();
  const address = await link.evaluate((anchor: HTMLAnchorElement) => anchor.href);
  const deadline = Date.now() + PATIENCE;
  do await link.click();
  while (!(await comesTo(page, address)) && Date.now() < deadline);
  expect(page.url()).toBe(address);
}

/** Opens what a button unfolds; pressed while what it stands in is being made anew, the press may be lost. */
export async function unfold(button: Locator): Promise<void> {
  await expectSoon(async () => {
    const isOpen = (await button.getAttribute("aria-expanded")) === "true";
    if (!isOpen) await button.press("Enter");
    return isOpen;
  }, true);
}

/** Whether the page is at the address within the time after which one clicks once more. */
async function comesTo(page: Page, address: string): Promise<boolean> {
  try {
    await page.waitForURL(address, { timeout: CLICK_AGAIN });
    return true;
  } catch (error) {
    if ((error as Error).name === "TimeoutError") return false;
    throw error;
  }
}

const nextLook = () => new Promise((resolve) => setTimeout(resolve, 50));

/** Expects that the page can be used by everybody, as far as a program can tell. */
export async function expectNoViolation(page: Page, where: string, which: "all" | "colours" = "all"): Promise<void> {
  spend("looks");
  const { violationsOn } = await tested("test/accessibility.js");
  expect((await violationsOn(page, which)).map((violation) => `${where}: ${violation}`)).toEqual([]);
}

/**
 * Expects that nobody has to scroll sideways at any of the widths, and no violation in either mode; leaves the page 1280
 * wide. `settle` brings the page into the state to look at, after each change of its width.
 */
export async function expectFits(
  page: Page,
  where: string,
  widths: readonly number[] = [1280, 768, 320],
  settle: () => Promise<void> = async () => undefined,
): Promise<void> {
  for (const width of [...widths, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    await settle();
    const sideways = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect({ where, width, sideways }).toEqual({ where, width, sideways: 0 });
  }
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    // In the dark nothing is different but the colours.
    await expectNoViolation(page, `${where} in ${colorScheme}`, colorScheme === "light" ? "all" : "colours");
  }
}
