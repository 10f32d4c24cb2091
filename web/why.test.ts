import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { Browser, Page } from "playwright-core";
import { newId } from "../server/kernel/ids.js";
import { launchBrowser } from "../server/test/browser.js";
import { type Product, startProduct } from "../server/test/product.js";
import { ask, expectFits, expectSoon, newVisitor, signUp, type Visitor } from "../server/test/visitor.js";

/** Why somebody owes what they owe: rows that add up, on the page of a balance, of a payment and of a month. */
const STORY = 300_000;
const NAMES = ["Ana", "Ben", "Eve", "Dora"] as const;

let product: Product;
let browser: Browser;
let base: string;
let ana: Visitor;
let groupPath: string;
let memberIds: string[];

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

const heading = (page: Page, name: string | RegExp) => page.getByRole("heading", { level: 1, name });
const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });

/** An amount as it is written, "−1,234.56", in cents. */
function cents(text: string): number {
  return Number(text.replace("−", "-").replaceAll(/[^0-9-]/g, ""));
}

interface Figures {
  readonly amounts: number[];
  readonly running: number[];
  readonly sum: number;
}

/** The figures of the rows of the first level, and the sum below them. */
async function figures(page: Page): Promise<Figures> {
  const rows = page.locator("tbody tr:not(.part)");
  const figuresOf = (kind: string) => rows.locator(`td.figure${kind}`).allInnerTexts();
  const [amounts, running] = [await figuresOf(":not(.running)"), await figuresOf(".running")];
  const sum = await page.locator("tfoot td.figure").innerText();
  return { amounts: amounts.map(cents), running: running.map(cents), sum: cents(sum) };
}

function expectToAddUp({ amounts, running, sum }: Figures): void {
  let total = 0;
  expect(amounts.length).toBeGreaterThan(0);
  expect(running).toEqual(amounts.map((amount) => (total += amount)));
  expect(sum).toBe(total);
}

function suggestedRows(page: Page) {
  const suggested = page.locator("section").filter({ has: page.getByRole("heading", { name: "Suggested payments" }) });
  return suggested.getByRole("listitem").filter({ has: page.getByRole("link", { name: /^Record that/ }) });
}

/** What stays open by a currency's list of it, in cents: what is owed above zero, what somebody owes below. */
async function staysOpen(page: Page): Promise<number[]> {
  const open = page.getByRole("region", { name: "Stays open in EUR" });
  const rows = await open.getByRole("listitem").allInnerTexts();
  return rows.map((row) => {
    const [amount] = /€[0-9.,]+/.exec(row) ?? [""];
    return /\bowed\b/.test(row) ? cents(amount) : -cents(amount);
  });
}

test(
  "four people who paid for each other",
  async () => {
    const token = await signUp(ana, product, "Ana");
    const create = `mutation ($input: GroupCreateInput!) {
      groupCreate(input: $input) { ... on GroupCreatePayload { group { id members { id } } } } }`;
    const members = NAMES.slice(1).map((name) => ({ name }));
    const { groupCreate } = await ask<{ groupCreate: { group: { id: string; members: { id: string }[] } } }>(
      product,
      create,
      { input: { name: "Lisbon", currency: "EUR", members } },
      token,
    );
    const { group } = groupCreate;
    memberIds = group.members.map((member) => member.id);
    groupPath = `/groups/${group.id}`;
    const expense = "mutation ($input: ExpenseCreateInput!) { expenseCreate(input: $input) { __typename } }";
    for (const [title, amount, incurredOn, payer, weights] of [
      ["Apartment", "412.37", "2026-10-02", 1, [1, 1, 1, 1]],
      ["Groceries", "61.20", "2026-10-03", 0, [1, 1, 1, 1]],
      // Two thirds of it end in two thirds of a cent: the odd one is Ana's, whoever's turn it is.
      ["Train", "100.00", "2026-10-05", 2, [2, 0, 1, 0]],
      ["Museum", "24.00", "2026-11-02", 3, [1, 0, 0, 1]],
    ] as const) {
      const input = {
        groupId: group.id,
        title,
        total: { amount, currency: "EUR" },
        incurredOn,
        payers: [{ memberId: memberIds[payer]! }],
        split: {
          mode: "SHARES",
          parts: weights.map((value, place) => ({ memberId: memberIds[place]!, value: `${value}` })),
        },
      };
      await ask(product, expense, { input }, token);
    }
    const settle = "mutation ($input: SettlementCreateInput!) { settlementCreate(input: $input) { __typename } }";
    const [fromMemberId, toMemberId] = memberIds;
    const amount = { amount: "20.00", currency: "EUR" };
    const input = { groupId: group.id, fromMemberId, toMemberId, amount, settledOn: "2026-11-10" };
    await ask(product, settle, { input }, token);
  },
  STORY,
);

test(
  "whoever owes sees each expense that made it, down to the odd cent, and the sum",
  async () => {
    const { page } = ana;
    await page.goto(`${base}${groupPath}/balances`);
    await page.getByRole("link", { name: "Why this balance of Ana?" }).click();
    await heading(page, /^Why you owe €/).waitFor();
    const owed = cents(await page.locator("h1").innerText());
    const told = await figures(page);
    expectToAddUp(told);
    expect(told.amounts).toHaveLength(5);
    expect(told.sum).toBe(-owed);

    const groceries = page.getByRole("row", { name: /Groceries/ });
    await groceries.getByRole("button", { name: "What is in it: Groceries" }).press("Enter");
    const parts = await page.locator("tr.part td.figure").allInnerTexts();
    expect(parts.map(cents)).toEqual([6120, -1530]);
    await button(page, "Show all details").click();
    await page.getByText("Left by rounding").first().waitFor();
    await expectFits(page, "a balance by date");

    await page.getByText("By person", { exact: true }).click();
    await page.getByText("Ana owes Ben").waitFor();
    const people = await figures(page);
    expectToAddUp(people);
    expect(people.sum).toBe(told.sum);
    await page.reload();
    await page.getByText("Ana owes Ben").waitFor();
    await page.getByRole("button", { name: "What is in it: Ana owes Ben" }).click();
    await page.getByRole("link", { name: "Apartment" }).click();
    // Beside the list of its group, whose name is the heading of the page.
    await page.getByRole("heading", { level: 2, name: "Apartment" }).waitFor();
  },
  STORY,
);

test(
  "each suggested payment says how it came about, and that fewer are not possible",
  async () => {
    const { page } = ana;
    await page.goto(`${base}${groupPath}/settle`);
    await page.getByText("3 payments settle everything.").waitFor();
    await page.getByText("Why so few?").click();
    await page.getByText("EUR: fewer than 3 are not possible.").waitFor();
    const links = page.getByRole("link", { name: /^Why does/ });
    const paths = await links.evaluateAll((found) =>
      found.map((link) => new URL((link as HTMLAnchorElement).href).pathname),
    );
    expect(paths).toHaveLength(3);
    let steps = 0;
    for (const path of paths) {
      await page.goto(`${base}${path}`);
      await heading(page, /^Why .* pays/).waitFor();
      const amount = cents(await page.locator("h1").innerText());
      const told = await figures(page);
      expectToAddUp(told);
      expect(told.sum).toBe(amount);
      steps += await page.getByText("Before", { exact: true }).count();
    }
    expect(steps).toBeGreaterThan(0);
    await expectFits(page, "a suggested payment");
    await page.goto(`${base}${groupPath}/transfers/${memberIds[1]}/${memberIds[0]}/EUR`);
    await heading(page, "No such payment").waitFor();
  },
  STORY,
);

test(
  "everything can go through one person",
  async () => {
    const { page } = ana;
    await page.goto(`${base}${groupPath}/settle`);
    await button(page, "Options").click();
    await page.getByLabel("Everything through one person").selectOption({ label: "Dora" });
    await page.getByText("Everything goes through one person").waitFor();
    const rows = await suggestedRows(page).allInnerTexts();
    expect(rows).toHaveLength(3);
    for (const row of rows) expect(row).toContain("Dora");
    await page.reload();
    await page.getByText("Everything goes through one person").waitFor();
    await page.goto(`${base}${groupPath}/settle?through=nobody-at-all`);
    await page.getByText("3 payments settle everything.").waitFor();
  },
  STORY,
);

test(
  "small payments can be left out, and what then stays open is said",
  async () => {
    const { page } = ana;
    await page.goto(`${base}${groupPath}/settle`);
    await page.getByText("3 payments settle everything.").waitFor();
    const usual = await suggestedRows(page).allInnerTexts();
    const amounts = usual.map((row) => cents(/[0-9,]+\.[0-9]{2}/.exec(row)![0])).sort((a, b) => a - b);
    const second = (amounts[1]! / 100).toFixed(2);
    await button(page, "Options").press("Enter");
    await page.getByLabel("Smallest payment").fill(`${second}*1`);
    await page.getByLabel("Smallest payment").press("Enter");
    await page.getByText("2 payments by the options below").waitFor();
    await expectSoon(() => suggestedRows(page).count(), 2);
    await page.getByText(`Payments below €${second} are left out`).waitFor();
    expect((await staysOpen(page)).sort((a, b) => a - b)).toEqual([-amounts[0]!, amounts[0]!]);
    expect(new URL(page.url()).searchParams.get("smallest")).toBe(second);
    await page.reload();
    await page.getByText(`Payments below €${second} are left out`).waitFor();
    await page.getByLabel("Smallest payment").fill("-3");
    await page.getByText("This cannot be below zero.").waitFor();
    await button(page, "Back to the group’s suggestions").click();
    await page.getByText("3 payments settle everything.").waitFor();
    await expectSoon(() => page.getByLabel("Smallest payment").inputValue(), "");
    await page.goto(`${base}${groupPath}/settle?smallest=much&only=nobody.${memberIds[0]}`);
    await page.getByText("3 payments settle everything.").waitFor();
  },
  STORY,
);

test(
  "somebody can deal with certain people alone",
  async () => {
    const { page } = ana;
    await page.goto(`${base}${groupPath}/settle`);
    await button(page, "Options").click();
    const choose = async (name: string, partners: readonly string[]) => {
      await page.getByLabel("For whom?").selectOption({ label: name });
      await button(page, "Add").press("Enter");
      const rule = page.getByRole("group", { name: `${name} pays, or is paid by, only` });
      for (const partner of partners) await rule.getByLabel(partner).check();
    };
    await choose("Ana", ["Eve", "Dora"]);
    await page.getByText(/by the options below/).waitFor();
    const others = (await suggestedRows(page).allInnerTexts()).filter((row) => row.includes("Ana"));
    expect(others.length).toBeGreaterThan(0);
    for (const row of others) expect(row).not.toContain("Ben");

    await page.getByRole("group", { name: "Ana pays" }).getByLabel("Eve").uncheck();
    await choose("Dora", ["Ana"]);
    await page.getByText("leaves the difference open").waitFor();
    const open = await staysOpen(page);
    expect(open.length).toBeGreaterThan(1);
    expect(open.reduce((total, amount) => total + amount, 0)).toBe(0);
    await page.reload();
    await page.getByText("leaves the difference open").waitFor();
    expect(await staysOpen(page)).toEqual(open);
    await expectFits(page, "payments within options", [1280, 375, 320]);

    await page.getByRole("button", { name: "Remove what is chosen for Dora" }).press("Enter");
    await page.getByText("leaves the difference open").waitFor({ state: "detached" });
    await suggestedRows(page)
      .first()
      .getByRole("link", { name: /^Record that/ })
      .click();
    await heading(page, "Record a payment").waitFor();
    expect(await page.getByLabel("Amount").inputValue()).not.toBe("");
  },
  STORY,
);

test(
  "what changed in a month goes from one balance to the next",
  async () => {
    const { page } = ana;
    await page.goto(`${base}${groupPath}/changes?from=2026-10-01&to=2026-10-31`);
    await heading(page, "What changed in October 2026").waitFor();
    const first = page.locator("details").first();
    await first.locator("summary").click();
    const shown = (await first.locator("tbody tr:not(.part) td.figure").allInnerTexts()).map(cents);
    const after = cents(await first.locator("tfoot td.figure").innerText());
    expect(shown).toHaveLength(4);
    expect(shown.reduce((total, amount) => total + amount, 0)).toBe(after);
    await expectFits(page, "what changed");
    await button(page, "Next month").click();
    await heading(page, "What changed in November 2026").waitFor();
    const next = page.locator("details").first();
    await next.locator("summary").click();
    expect(cents(await next.locator("tbody tr:not(.part) td.figure").first().innerText())).toBe(after);
    await page.goto(`${base}${groupPath}/changes?from=2026-12-01&to=2026-10-01`);
    await page.getByText("The last day is before the first.").waitFor();
  },
  STORY,
);

test(
  "an address that names nobody is a page like any other, and nothing went wrong on the way",
  async () => {
    const { page, complaints } = ana;
    for (const path of ["balances/mem_nobody/EUR", `balances/${memberIds[0]}/eur`, "transfers/a/b/EUR"]) {
      await page.goto(`${base}${groupPath}/${path}`);
      await page.getByRole("heading", { level: 1 }).waitFor();
    }
    await heading(page, "No such payment").waitFor();
    await page.goto(`${base}/groups/${newId("grp")}/changes`);
    await heading(page, "Nothing here").waitFor();
    expect(complaints).toEqual([]);
  },
  STORY,
);
