import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { Browser, Page } from "playwright-core";
import { launchBrowser } from "../server/test/browser.js";
import { type Product, startProduct } from "../server/test/product.js";
import { expectFits, expectSoon, newVisitor, signUp, type Visitor } from "../server/test/visitor.js";

/** Files that come again after a correction, and files that a spreadsheet saved, from the file to the balance. */
const STORY = 300_000;
const example = (name: string) => join(process.cwd(), "server/modules/imports/examples", name);

let product: Product;
let browser: Browser;
let base: string;
let ana: Visitor;

beforeAll(async () => {
  product = await startProduct();
  browser = await launchBrowser();
  base = `http://localhost:${product.port}`;
  ana = await newVisitor(browser, base);
  await signUp(ana, product, "Ana");
}, STORY);

afterAll(async () => {
  await browser?.close();
  await product?.stop();
}, STORY);

const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name });
const region = (page: Page, name: RegExp) =>
  page.locator("section").filter({ has: page.getByRole("heading", { name }) });

/** Chooses a file and looks at its preview. */
async function preview(page: Page, name: string, group?: string): Promise<void> {
  await page.goto(`${base}/import${group ? `?group=${group}` : ""}`);
  if (group) await page.getByText("It goes into").waitFor();
  await page.getByLabel("Choose a Splitwise CSV file").setInputFiles(example(name));
  await button(page, "Show preview").click();
  await page.waitForURL(/\/import\/imp_/);
  await page.getByText("Known already").waitFor();
}

async function commit(page: Page): Promise<string> {
  await button(page, "Import all of it").click();
  const open = page.getByRole("link", { name: /^Open / });
  await open.waitFor();
  return /grp_\w+/.exec((await open.getAttribute("href"))!)![0];
}

/** What a person will have in the group, what the file says, what its rows add up to, and the verdict. */
async function totalsOf(page: Page, person: string): Promise<string[]> {
  await region(page, /^Does it add up/).waitFor();
  const line = region(page, /^Does it add up/)
    .getByRole("listitem")
    .filter({ has: page.getByRole("heading", { name: person }) });
  return [...(await line.locator("dd").allInnerTexts()), await line.locator("h3 + span").innerText()].map((text) =>
    text.trim(),
  );
}

test(
  "a corrected export shows what the group will have; taken back and replaced, it is what the file says",
  async () => {
    const { page } = ana;
    await preview(page, "january.csv");
    await expectSoon(() => totalsOf(page, "Ana"), ["−€5.00", "−€5.00", "−€5.00", "Agrees"]);
    const group = await commit(page);

    await preview(page, "february-corrected.csv", group);
    await expectSoon(() => totalsOf(page, "Ana"), ["€28.00", "€33.00", "€33.00", "Differs"]);
    await page.getByRole("heading", { name: "1 row has changed" }).waitFor();
    await region(page, /no longer in the file/)
      .getByRole("link", { name: "Cinema" })
      .waitFor();
    await page.getByText(/Ana 28.00 instead of 33.00/).waitFor();
    // look: again
    await page.getByLabel("Put the new rows in their place").check();
    await page.getByText("€18.00").first().waitFor();
    await page.getByLabel("Take them back").check();
    await region(page, /^Does it add up/)
      .getByText("Agrees")
      .first()
      .waitFor();
    await expectSoon(() => totalsOf(page, "Ana"), ["€33.00", "€33.00", "€33.00", "Agrees"]);
    await page.getByText(/instead of 33.00/).waitFor({ state: "detached" });
    // look: again-wished
    await expectFits(page, "the preview of a later export");
    await commit(page);
    await page.reload();
    await expectSoon(() => totalsOf(page, "Ana"), ["€33.00", "€33.00", "€33.00", "Agrees"]);
    // look: again-done
    await button(page, "Undo import").click();
    await button(page, "Yes, take it back").click();
    await page.getByText("The import was taken back.").first().waitFor();
    await page.goto(`${base}/groups/${group}/balances`);
    await page.getByText("5.00").first().waitFor();
    expect(ana.complaints).toEqual([]);
  },
  STORY,
);

test(
  "a file that does not tell days from months asks once, and goes on with the answer",
  async () => {
    const { page } = ana;
    await preview(page, "open-days.csv");
    await page.getByRole("heading", { name: "Which day is 03/04/2026?" }).waitFor();
    expect(await button(page, "Import all of it").count()).toBe(0);
    // look: question
    await expectFits(page, "a question about days");
    await button(page, /Mar 4, 2026/).click();
    await button(page, "Import all of it").waitFor();
    expect(await page.getByRole("heading", { name: /Which day/ }).count()).toBe(0);
    const group = await commit(page);
    await page.goto(`${base}/groups/${group}/expenses`);
    await page.getByText("March 2026").first().waitFor();
    expect(ana.complaints).toEqual([]);
  },
  STORY,
);

test(
  "says how a file was read, and which rows do not say who paid",
  async () => {
    const { page } = ana;
    await preview(page, "german-spreadsheet.csv");
    await page.getByText(/Read as windows-1252/).waitFor();
    await page.getByLabel("Jürgen").waitFor();
    // look: german
    await preview(page, "several-payers.csv");
    await page.getByText("2 rows do not say who paid").waitFor();
    await page.getByText(/Instead of €300.00, €103.33 is recorded/).waitFor();
    // look: payers
    await expectFits(page, "rows without payers");
    await preview(page, "two-anas.csv");
    for (const name of ["Ana", "Ana (2)"])
      await expectSoon(() => page.getByLabel(name, { exact: true }).inputValue(), "new");
    await preview(page, "unreadable.csv");
    await expectSoon(() => button(page, "Import all of it").isDisabled(), true);
    expect(ana.complaints).toEqual([]);
  },
  STORY,
);
