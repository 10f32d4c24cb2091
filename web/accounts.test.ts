import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { Browser, Page } from "playwright-core";
import { launchBrowser } from "../server/test/browser.js";
import { letterFrom } from "../server/test/mails.js";
import { type Product, startProduct } from "../server/test/product.js";
import { ask, expectFits, expectSoon, newVisitor, PASSWORD, signUp, type Visitor } from "../server/test/visitor.js";

/** A password is changed, forgotten and chosen anew; sessions are seen and ended. */
const STORY = 300_000;
const WIDTHS = [1280, 375, 320];
const CHANGED = "changed horse battery";
const CHOSEN = "chosen horse battery";

let product: Product;
let browser: Browser;
let base: string;
let ana: Visitor;
let token: string;
let phone: Visitor;

beforeAll(async () => {
  product = await startProduct();
  browser = await launchBrowser();
  base = `http://localhost:${product.port}`;
  ana = await newVisitor(browser, base);
  token = await signUp(ana, product, "Ana");
  const userAgent =
    "Mozilla/5.0 (Linux; Android 16) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Mobile Safari/537.36";
  phone = await newVisitor(browser, base, { viewport: { width: 375, height: 800 }, locale: "de-DE", userAgent });
}, STORY);

afterAll(async () => {
  await browser?.close();
  await product?.stop();
}, STORY);

const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name });
const heading = (page: Page, name: string) => page.getByRole("heading", { name, exact: true });

/** Whether the next key press begins somewhere on the page. */
const focused = (page: Page) => page.evaluate(() => document.activeElement !== document.body);

async function signInOnPhone(password: string): Promise<void> {
  const { page } = phone;
  await page.goto(`${base}/sign-in`);
  await page.getByLabel("E-Mail").fill("ana@example.com");
  await page.getByLabel("Passwort").fill(password);
  await button(page, "Anmelden").click();
}

/** The link of the letter that the product has written last. */
async function linkOfLetter(): Promise<string> {
  const folder = join(product.dataDir, "mail");
  for (;;) {
    try {
      const file = readdirSync(folder).sort().at(-1)!;
      const link = /\S+\/reset\/\S+/.exec(letterFrom(readFileSync(join(folder, file), "utf8")).text)?.[0];
      if (link) return link;
    } catch {
      // No letter yet.
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

test(
  "a guest looks around from the first page on, and keeps what they did there under an address",
  async () => {
    const guest = await newVisitor(browser, base);
    const { page } = guest;
    await page.goto(base);
    await button(page, "Try it without an account").click();
    await page.waitForURL(/\/groups\/grp_[0-9a-z]+\/expenses$/);
    const group = page.url();
    const head = page.getByRole("heading", { level: 1 }).locator("xpath=../..");
    const before = await head.innerText();
    await page.getByRole("main").getByRole("link", { name: "Add expense" }).click();
    await page.getByLabel("Amount", { exact: true }).fill("12.40");
    await page.getByLabel("Title", { exact: true }).fill("Tried out");
    await button(page, /^Save$/).click();
    await page.getByRole("link", { name: /Tried out/ }).waitFor();
    // What one has entered counts at once.
    await expectSoon(async () => (await head.innerText()) !== before, true);
    await page.goto(`${base}/groups`);
    await page.getByRole("link", { name: "Keep this account with an e-mail address" }).click();
    await heading(page, "Keep this account").waitFor();
    await expectFits(page, "keeping a guest's account", WIDTHS);
    await button(page, "Sign out").click();
    await page.getByText("Nobody can sign in to this account again").waitFor();
    await button(page, "Back").click();
    const keep = page.getByRole("region", { name: "Keep this account" });
    await keep.getByLabel("E-mail").fill("ana@example.com");
    await keep.getByLabel("Password").fill(PASSWORD);
    await button(page, "Keep it").click();
    // Ana has that one.
    await keep.getByRole("alert").first().waitFor();
    await keep.getByLabel("E-mail").fill("guest@example.com");
    await button(page, "Keep it").click();
    await page.getByText("The account is yours for good.").waitFor();
    await heading(page, "Keep this account").waitFor({ state: "detached" });
    await button(page, "Sign out").click();
    await page.waitForURL(/\/sign-in/);
    await page.goto(`${base}/sign-in`);
    await page.getByLabel("E-mail").fill("guest@example.com");
    await page.getByLabel("Password").fill(PASSWORD);
    await button(page, "Sign in").click();
    await page.waitForURL(`${base}/home`);
    await page.goto(group);
    await page.getByRole("link", { name: /Tried out/ }).waitFor();
    expect(guest.complaints).toEqual([]);
    await guest.context.close();
  },
  STORY,
);

test(
  "whoever is in a group already does not become somebody else by a link, and is led to the groups",
  async () => {
    const send = <Data>(query: string, input: object) => ask<Data>(product, query, { input }, token);
    const { groupCreate } = await send<{ groupCreate: { group: { id: string } } }>(
      "mutation ($input: GroupCreateInput!) { groupCreate(input: $input) { ... on GroupCreatePayload { group { id } } } }",
      { name: "Flat", currency: "EUR", members: [{ name: "Tom" }] },
    );
    const { inviteCreate } = await send<{ inviteCreate: { invite: { code: string } } }>(
      "mutation ($input: InviteCreateInput!) { inviteCreate(input: $input) { ... on InviteCreatePayload { invite { code } } } }",
      { groupId: groupCreate.group.id },
    );
    const { page } = ana;
    await page.goto(`${base}/join/${inviteCreate.invite.code}`);
    await button(page, "Join the group").click();
    await page.getByText("You are in this group already, as Ana.").waitFor();
    await expectFits(page, "join refused", [320]);
    await page.getByRole("link", { name: "To your groups" }).click();
    await heading(page, "Groups").waitFor();
  },
  STORY,
);

test(
  "a changed password signs out everywhere else",
  async () => {
    await signInOnPhone(PASSWORD);
    await phone.page.waitForURL(/\/home/);
    const { page } = ana;
    await page.goto(`${base}/profile`);
    await page.getByText("Chrome on Android").waitFor();
    await expectFits(page, "profile", WIDTHS, () => page.getByText("Chrome on Android").waitFor());
    await page.getByLabel("Current password").fill("wrong horse battery");
    await page.getByLabel("New password").fill(CHANGED);
    await button(page, "Change password").click();
    await page.getByRole("alert").filter({ hasText: "wrong" }).waitFor();
    await page.getByLabel("Current password").fill(PASSWORD);
    await button(page, "Change password").click();
    await page.getByText("Password changed. Everywhere else you are signed out.").waitFor();
    await expectSoon(() => focused(page), true);
    await expectSoon(() => page.getByLabel("New password").inputValue(), "");
    await page.getByText("Chrome on Android").waitFor({ state: "detached" });
    // The phone is told by its socket, or by the next thing that it asks.
    await phone.page.goto(`${base}/groups`);
    await heading(phone.page, "Anmelden").waitFor();
  },
  STORY,
);

test(
  "a forgotten password is chosen anew by a letter, in the reader's language",
  async () => {
    const { page } = phone;
    await page.goto(`${base}/sign-in`);
    await page.getByRole("link", { name: "Passwort vergessen?" }).click();
    await page.getByLabel("E-Mail").fill("nonsense");
    await button(page, "Link schicken").click();
    await page.getByRole("alert").waitFor();
    await page.getByLabel("E-Mail").fill("ana@example.com");
    await expectFits(page, "forgot", [375, 320]);
    await page.setViewportSize({ width: 375, height: 800 });
    await button(page, "Link schicken").click();
    await heading(page, "Sieh in deine Mail").waitFor();
    await expectSoon(() => focused(page), true);
    const link = await linkOfLetter();
    await page.goto(link);
    await page.getByLabel("Neues Passwort").fill("kurz");
    await button(page, "Neues Passwort speichern").click();
    await page.getByRole("alert").waitFor();
    await expectFits(page, "reset", [375, 320]);
    await page.getByLabel("Neues Passwort").fill(CHOSEN);
    await button(page, "Neues Passwort speichern").click();
    await heading(page, "Passwort geändert").waitFor();
    await expectSoon(() => focused(page), true);
    await page.getByRole("link", { name: "Anmelden" }).click();
    await signInOnPhone(CHOSEN);
    await page.waitForURL(/\/home/);

    await page.goto(link);
    await page.getByLabel("Neues Passwort").fill(CHANGED);
    await button(page, "Neues Passwort speichern").click();
    await heading(page, "Dieser Link gilt nicht mehr").waitFor();
    await page.getByRole("link", { name: "Neuen Link anfordern" }).click();
    await heading(page, "Passwort vergessen?").waitFor();
  },
  STORY,
);

test(
  "sessions are ended one by one, or all others at once",
  async () => {
    const { page } = ana;
    await page.goto(`${base}/sign-in`);
    await page.getByLabel("E-mail").fill("ana@example.com");
    await page.getByLabel("Password").fill(CHOSEN);
    await button(page, "Sign in").click();
    await heading(page, "Home").waitFor();
    await page.goto(`${base}/profile`);
    await button(page, /^End Chrome on Android/).click();
    await page.getByText("Signed out: Chrome on Android.").waitFor();
    await page.getByText("Chrome on Android", { exact: true }).waitFor({ state: "detached" });
    await expectSoon(() => focused(page), true);
    await phone.page.goto(`${base}/groups`);
    await heading(phone.page, "Anmelden").waitFor();
    for (let session = 0; session < 2; session++) {
      await signInOnPhone(CHOSEN);
      await phone.page.waitForURL(/\/home/);
      await phone.context.clearCookies();
    }
    await page.reload();
    await button(page, "End all others").click();
    await page.getByText("You are signed in here alone.").waitFor();
    await button(page, "End all others").waitFor({ state: "detached" });
    await expectSoon(() => focused(page), true);
    await expectFits(page, "sessions", [1280, 320]);
    expect([...ana.complaints, ...phone.complaints]).toEqual([]);
  },
  STORY,
);
