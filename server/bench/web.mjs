// `npm run bench:web`: how long what one does most takes in a browser as wide as a phone, and how many rows a long list
// has in the page. It runs the built product on a database of its own, and ends by itself. Never part of a test.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { compileTested, TESTED } from "../test/compile-tested.mjs";
import { median, startProduct } from "./running-product.mjs";
import { Account } from "./web-groups.mjs";

const ROUNDS = 20;
const PHONE = { viewport: { width: 375, height: 740 }, deviceScaleFactor: 2, hasTouch: true, locale: "en-US" };

const root = join(fileURLToPath(import.meta.url), "../../..");
const folder = mkdtempSync(join(tmpdir(), "expense-tracker-bench-web-"));
const endings = [];

try {
  const { url, stop } = await startProduct(root, folder);
  endings.push(stop);
  const account = new Account(url);
  const signIn = await account.register("Ana");
  const today = new Date().toISOString().slice(0, 10);
  const groups = { 300: await account.group("Ana", 300, today), 5000: await account.group("Ana", 5000, today) };
  const page = await openPage(url, signIn);
  for (const [count, group] of Object.entries(groups)) {
    const list = `${url}/groups/${group}/expenses`;
    print(`tap on + to focused amount, warm (${count})`, await medianOf(() => tapToFocus(page, list)));
    print(`save to row in the list (${count})`, await medianOf((round) => saveToRow(page, list, round)));
    print(`tap on a tab to its page (${count})`, await medianOf(() => tapToTab(page, list)));
  }
  const rows = await mostRows(page, `${url}/groups/${groups[5000]}/expenses`);
  process.stdout.write(`${"rows in the page of 5000, at most".padEnd(48)} ${String(rows).padStart(6)}\n`);
} finally {
  for (const end of endings.reverse()) await end();
  rmSync(folder, { recursive: true, force: true });
}

function print(what, milliseconds) {
  process.stdout.write(`${what.padEnd(48)} ${milliseconds.toFixed(0).padStart(6)} ms\n`);
}

async function openPage(url, { email, password }) {
  compileTested();
  const { launchBrowser } = await import(new URL("test/chromium.js", TESTED));
  const browser = await launchBrowser();
  endings.push(() => browser.close());
  const page = await (await browser.newContext(PHONE)).newPage();
  await page.addInitScript(putClock);
  await page.goto(`${url}/sign-in`);
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.waitForURL(/\/home/);
  return page;
}

/** The median of some rounds, after one that nobody counts. */
async function medianOf(measure) {
  await measure(ROUNDS);
  const times = [];
  for (let round = 0; round < ROUNDS; round++) times.push(await measure(round));
  return median(times);
}

/** The list, as it is once it has been read and there is nothing else to do. */
async function onList(page, list) {
  if (page.url() !== list) await page.goto(list);
  await page.locator("[data-row]").first().waitFor();
  await page.waitForLoadState("networkidle");
  await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)));
}

/** In the page: milliseconds of its own clock from a press until `isThere`, looked at in each frame. */
function putClock() {
  window.pressUntil = (pressed, isThere) =>
    new Promise((resolve) => {
      const begun = performance.now();
      const look = () => (isThere() ? resolve(performance.now() - begun) : requestAnimationFrame(look));
      document.querySelector(pressed).click();
      look();
    });
}

function openForm(page) {
  return page.evaluate(() =>
    window.pressUntil('nav[aria-label="Main"] a[aria-label="Add expense"]', () =>
      document.activeElement.matches("input[inputmode=decimal]"),
    ),
  );
}

async function tapToFocus(page, list) {
  await onList(page, list);
  const took = await openForm(page);
  await page.goBack();
  return took;
}

async function saveToRow(page, list, round) {
  await onList(page, list);
  await openForm(page);
  const title = `Saved ${round} of ${list}`;
  await page.keyboard.type("12.50");
  await page.getByRole("textbox", { name: "Title", exact: true }).fill(title);
  return page.evaluate(
    (saved) =>
      window.pressUntil("button[type=submit]", () =>
        [...document.querySelectorAll("main li")].some((each) => each.textContent.includes(saved)),
      ),
    title,
  );
}

async function tapToTab(page, list) {
  await onList(page, list);
  const took = await page.evaluate(() =>
    window.pressUntil(
      'a[href$="/balances"]',
      () => location.pathname.endsWith("/balances") && !document.querySelector("main [data-row], main [aria-busy]"),
    ),
  );
  await page.goBack();
  return took;
}

async function mostRows(page, list) {
  await onList(page, list);
  let most = 0;
  for (let round = 0; round < ROUNDS; round++) {
    await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
    await page.waitForLoadState("networkidle");
    most = Math.max(most, await page.locator("main section li").count());
  }
  return most;
}
