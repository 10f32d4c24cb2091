import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { Browser, Page } from "playwright-core";
import { launchBrowser } from "../server/test/browser.js";
import { type Product, startProduct } from "../server/test/product.js";
import { ask, expectFits, expectSoon, newVisitor, signUp, type Visitor } from "../server/test/visitor.js";

/**
 * Three currencies on a machine without internet: balances in one of them at the rates of the release, a rate of the
 * group's own for what has none, and a debt that is paid in another currency.
 */
const STORY = 300_000;

let product: Product;
let browser: Browser;
let base: string;
let ana: Visitor;
let groupPath: string;

beforeAll(async () => {
  product = await startProduct();
  browser = await launchBrowser();
  base = `http://localhost:${product.port}`;
  ana = await newVisitor(browser, base);
}, STORY);

afterAll(async () => {
  await browser?.close();
  await product?.stop();
}, STORY);

const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });

/** What stands beside a name in the list of a heading. */
async function rowOf(page: Page, title: string, name: string): Promise<string> {
  const section = page.locator("section").filter({ has: page.getByRole("heading", { name: title, exact: true }) });
  return (await section.getByRole("listitem").filter({ hasText: name }).innerText()).replaceAll(/\s+/g, " ");
}

test(
  "two people who paid in euro, francs and denars",
  async () => {
    const token = await signUp(ana, product, "Ana");
    const create = `mutation ($input: GroupCreateInput!) {
      groupCreate(input: $input) { ... on GroupCreatePayload { group { id members { id } } } } }`;
    const { groupCreate } = await ask<{ groupCreate: { group: { id: string; members: { id: string }[] } } }>(
      product,
      create,
      { input: { name: "Skopje", currency: "EUR", members: [{ name: "Ben" }] } },
      token,
    );
    const { group } = groupCreate;
    const expense = "mutation ($input: ExpenseCreateInput!) { expenseCreate(input: $input) { __typename } }";
    for (const [amount, currency, payer] of [
      ["100.00", "EUR", 0],
      ["46.21", "CHF", 1],
      ["1230.00", "MKD", 0],
    ] as const) {
      const input = {
        groupId: group.id,
        title: currency,
        total: { amount, currency },
        incurredOn: "2026-04-18",
        payers: [{ memberId: group.members[payer]!.id }],
        split: { mode: "EQUAL" },
      };
      await ask(product, expense, { input }, token);
    }
    groupPath = `/groups/${group.id}`;
  },
  STORY,
);

test(
  "see in one currency what has a rate, with the rate and its age, and what has none",
  async () => {
    const { page } = ana;
    await page.goto(`${base}${groupPath}/balances`);
    await page.getByText("In one currency", { exact: true }).click();
    await page.getByRole("heading", { name: "Everything in Euro" }).waitFor();
    // 23.10 or 23.11 francs at 0.9242 for a euro are 24.99… or 25.01 euro; Ben paid the odd one, or Ana did.
    expect(await rowOf(page, "Everything in Euro", "Ana")).toMatch(
      /You are owed and not converted: \+MKD 615\.00 \+€(25\.00|24\.99|25\.01)/,
    );
    await page.getByText("There is no rate for MKD").waitFor();
    const rates = page.locator("section").filter({ has: page.getByRole("heading", { name: "Rates used" }) });
    expect(await rates.innerText()).toMatch(
      /1 CHF = 1\.08202 EUR · European Central Bank · Apr 13, 2026 ·\s+\d+ days? old/,
    );
    await expectFits(page, "balances in one currency");
  },
  STORY,
);

test(
  "set a rate for what has none, and see it counted",
  async () => {
    const { page } = ana;
    await button(page, "Set a rate for MKD").click();
    await page.getByLabel("is so many").fill("61.5");
    await expectFits(page, "the form for a rate");
    await button(page, "Set rate").click();
    await page.getByText("1 MKD = 0.0162602 EUR").waitFor();
    // Ten euro more: 615 denars.
    expect(await rowOf(page, "Everything in Euro", "Ana")).toMatch(/You are owed \+€(35\.00|34\.99|35\.01)/);
    await page.goto(`${base}${groupPath}/settings`);
    await page.getByText("1 EUR = 61.5 MKD").waitFor();
    await page.goto(`${base}${groupPath}/activity`);
    await page.getByText("Ana set an exchange rate (EUR → MKD)").waitFor();
  },
  STORY,
);

test(
  "book a dinner in yen in euro, at the daily rate, then as the card charged it",
  async () => {
    const { page } = ana;
    await page.goto(`${base}${groupPath}/expenses/new`);
    await page.getByLabel("Title").fill("Ramen");
    // The last one was in denars.
    await button(page, "Currency: MKD").click();
    await page.getByRole("searchbox", { name: "Another currency" }).fill("JPY");
    await page.getByRole("radio", { name: "JPY" }).click();
    await page.getByLabel("Amount", { exact: true }).fill("18675");
    await button(page, "today").click();
    await page.getByLabel("Date").fill("2026-04-19");
    await button(page, "Done").click();
    await button(page, "Currency: JPY").click();
    await page.getByLabel("Converted from another currency").check();
    // What was typed is what is converted: 186.75 yen for a euro, on the Monday before.
    await page.getByText("1 JPY = 0.00535475 EUR · European Central Bank · Apr 13, 2026").waitFor();
    await expectSoon(() => page.getByLabel("Original amount").inputValue(), "18675");
    await expectSoon(() => page.getByLabel("Amount", { exact: true }).inputValue(), "100.00");
    await expectFits(page, "an expense that is converted");
    await button(page, "Done").click();
    await button(page, "Currency: JPY → EUR").waitFor();
    await button(page, "Save").click();
    await page.getByRole("link", { name: "Ramen" }).click();
    await page.getByText("Converted from ¥18,675").waitFor();

    await page.getByRole("link", { name: "Edit" }).click();
    await button(page, "Currency: JPY → EUR").click();
    await page.getByRole("radio", { name: "What my card charged" }).check();
    await button(page, "Done").click();
    await page.getByLabel("Amount", { exact: true }).fill("101.85");
    await button(page, "Save").click();
    await page.getByText("1 JPY = 0.00545382 EUR · As the card charged · Apr 19, 2026").waitFor();
    await expectFits(page, "a converted expense");
  },
  STORY,
);

test(
  "pay a debt in another currency, at the suggested amount, and find the rate on record",
  async () => {
    const { page } = ana;
    const search = new URLSearchParams({ amount: "615.00", currency: "MKD" });
    await page.goto(`${base}${groupPath}/settle/new?${search}`);
    await page.getByLabel("Who pays?").selectOption("Ben");
    await page.getByLabel("Who receives it?").selectOption("Ana");
    await page.getByLabel("Paid in another currency").check();
    await page.getByText("Suggested by the rate").waitFor();
    await expectSoon(() => page.getByLabel("What was paid").inputValue(), "10.00");
    await page.getByLabel("What was paid").fill("10.25");
    await page.getByText("Your own amounts: 1 MKD = 0.0166667 EUR").waitFor();
    await expectFits(page, "paying in another currency");
    await page.getByLabel("What was paid").fill("10");
    await button(page, "Record payment").click();
    await page.getByText("Settles MKD 615.00").waitFor();
    await page.getByText("1 EUR = 61.5 MKD · The group’s own rate").waitFor();
    await page.goto(`${base}${groupPath}/balances`);
    await page.getByRole("heading", { name: "Swiss Franc" }).waitFor();
    expect(await page.getByRole("heading", { name: "Macedonian Denar" }).count()).toBe(0);
    expect(ana.complaints).toEqual([]);
  },
  STORY,
);
