import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { Browser, Page } from "playwright-core";
import { launchBrowser } from "../server/test/browser.js";
import { type Product, startProduct } from "../server/test/product.js";
import { expectFits, expectSoon, newVisitor, type Visitor } from "../server/test/visitor.js";

/** The first page that anybody sees: in their language, to be played with, and never in the way of who is signed in. */
const STORY = 300_000;

let product: Product;
let browser: Browser;
let base: string;
let stranger: Visitor;

beforeAll(async () => {
  product = await startProduct();
  browser = await launchBrowser();
  base = `http://localhost:${product.port}`;
  stranger = await newVisitor(browser, base, { viewport: { width: 375, height: 740 } });
}, STORY);

afterAll(async () => {
  await browser?.close();
  await product?.stop();
}, STORY);

const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });

/** The document as it comes, before any script has run. */
async function fetched(headers: Record<string, string>, path = "/") {
  const response = await fetch(product.url + path, { headers, redirect: "manual" });
  return { response, text: await response.text() };
}

test.each([
  ["a reader of English", { "accept-language": "en-GB,en;q=0.9,de;q=0.5" }, "en", "Who owes whom, to the cent."],
  ["a reader of German", { "accept-language": "de-AT,de;q=0.9" }, "de", "Wer wem was schuldet, auf den Cent."],
  ["a reader of neither", { "accept-language": "fi" }, "en", "Who owes whom, to the cent."],
  ["who chose", { "accept-language": "en", cookie: "other=1; language=de" }, "de", "Wer wem was schuldet"],
  ["who chose what is not there", { "accept-language": "de", cookie: "language=fi" }, "de", "Wer wem was schuldet"],
])("the text stands in the document, in the language of %s", async (_, headers, language, words) => {
  const { response, text } = await fetched(headers);
  expect(response.headers.get("vary")).toMatch(/Accept-Language.*Cookie/);
  expect(response.headers.get("content-language")).toBe(language);
  expect(text).toContain(`<html lang="${language}">`);
  expect(text).toContain(words);
  // What the card comes to as well: 312 + 64.10 + 20.40 + 85, shared as it says.
  expect(text).toContain(language === "en" ? "€179.83" : "179,83");
  // A product that is served elsewhere says nothing of where it was built, and the policy allows no inline script.
  expect(text).not.toMatch(/https?:\/\//);
  expect(text).not.toMatch(/<script(?![^>]*\bsrc=)[^>]*>/);
});

test("a language is chosen by a link, for the pages behind it too", async () => {
  const { response } = await fetched({ "accept-language": "en" }, "/?lang=de");
  expect(response.status).toBe(303);
  expect(response.headers.get("location")).toBe("/");
  const { page, context } = stranger;
  await page.goto(base);
  await page.getByRole("link", { name: "Deutsch" }).click();
  await page.getByRole("heading", { level: 1, name: "Wer wem was schuldet, auf den Cent." }).waitFor();
  await page.getByRole("link", { name: "Anmelden" }).click();
  await page.getByLabel("Passwort").waitFor();
  await context.clearCookies();
});

test(
  "the card is computed to the cent while one plays with it, and nothing leaves the page",
  async () => {
    const { page, complaints } = stranger;
    const sent: string[] = [];
    page.on("request", (request) => void sent.push(request.url()));
    await page.goto(base);
    await page.evaluate(() => sessionStorage.clear());
    const lines = (selector: string) =>
      page
        .locator(selector)
        .evaluateAll((all) => all.map((each) => (each as HTMLElement).innerText.replace(/\s+/g, " ")));
    const balances = () => lines(".balance .figure");
    expect(await balances()).toEqual(["€179.83", "€110.56", "€69.27"]);
    const quiet = sent.length;
    await page.getByRole("textbox", { name: "Amount: Dinner at the harbour" }).fill("50 + 50");
    await expectSoon(balances, ["€167.87", "€86.63", "€81.24"]);
    await page.getByText("Dinner at the harbour: 1 odd cent, drawn by lot. It went to Cleo.").waitFor();
    await page
      .getByRole("group", { name: "Who shares: Flat in Alfama" })
      .getByRole("checkbox", { name: "Ana" })
      .uncheck();
    await expectSoon(balances, ["€271.87", "€138.63", "€133.24"]);
    await page.getByText("Ben pays Ana").waitFor();
    await page.getByRole("textbox", { name: "Amount: Tram tickets" }).fill("abc");
    await page.getByText("Not an amount yet: Tram tickets. The last one still counts.").waitFor();
    expect(await balances()).toEqual(["€271.87", "€138.63", "€133.24"]);
    await page.getByRole("textbox", { name: "Amount: Tram tickets" }).fill("20.40");
    for (const name of ["Ben", "Cleo"])
      await page.getByRole("group", { name: "Who shares: Surf lesson" }).getByRole("checkbox", { name }).uncheck();
    await page.getByText("Surf lesson: choose who shares it.").waitFor();
    await button(page, "Add an expense").click();
    await expectSoon(
      () => page.evaluate(() => document.activeElement?.getAttribute("aria-label")),
      "Amount: Ice cream",
    );
    await page.keyboard.type("0");
    await page.getByText("Ice cream: 1 odd cent").waitFor({ state: "detached" });
    expect(sent.slice(quiet)).toEqual([]);
    expect(await page.evaluate(() => [localStorage.length, sessionStorage.length, document.cookie])).toEqual([
      0,
      0,
      "",
    ]);
    await expectFits(page, "the landing", [1280, 768, 375, 320]);
    await page.emulateMedia({ forcedColors: "active" });
    const colour = (which: string) =>
      page
        .locator(`.face input${which} + span`)
        .first()
        .evaluate((face) => getComputedStyle(face).backgroundColor);
    expect(await colour(":checked")).not.toBe(await colour(":not(:checked)"));
    await page.emulateMedia({ forcedColors: null });
    expect(complaints).toEqual([]);
  },
  STORY,
);

test(
  "one press leads into a group of one's own; whoever is signed in never sees the landing",
  async () => {
    const { page } = stranger;
    // A window's name outlives its pages: it tells what a person could have seen of one that was left at once.
    await page.addInitScript(() => {
      const watch = () => {
        if (location.pathname === "/" && document.body && document.documentElement.checkVisibility())
          window.name = "saw the landing";
        requestAnimationFrame(watch);
      };
      watch();
    });
    await page.route("**/graphql", (route) => route.abort());
    await page.goto(base);
    await button(page, "Try it without an account").click();
    await page.getByRole("alert").filter({ hasText: "That did not work." }).waitFor();
    await page.unroute("**/graphql");
    await expectSoon(() => page.evaluate(() => window.name), "saw the landing");
    await button(page, "Try it without an account").click();
    await page.waitForURL(/\/groups\/grp_[0-9a-z]+\/expenses$/);
    await page.getByRole("heading", { level: 1 }).waitFor();
    await page.evaluate(() => {
      window.name = "";
    });
    await page.goto(base);
    await page.waitForURL(`${base}/home`);
    await page.getByRole("heading", { level: 1, name: "Home" }).waitFor();
    expect(await page.evaluate(() => window.name)).toBe("");
    await page.goto(`${base}/sign-in?next=/`);
    await page.waitForURL(`${base}/home`);
    // Whose session has ended elsewhere is asked to sign in, and sees the landing again from then on.
    await stranger.context.clearCookies();
    await page.goto(base);
    await page.waitForURL(/\/sign-in/);
    await page.getByRole("link", { name: "Expense Tracker" }).click();
    await button(page, "Try it without an account").waitFor();
  },
  STORY,
);
