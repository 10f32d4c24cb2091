import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { Browser, Page } from "playwright-core";
import { launchBrowser } from "../server/test/browser.js";
import { type Product, startProduct } from "../server/test/product.js";
import { ask, expectFits, expectSoon, newVisitor, signUp, unfold, type Visitor } from "../server/test/visitor.js";

/**
 * A restaurant bill of eight lines for five people, with tax and tip, in francs in a euro group, paid by two and edited
 * once: what the form shows is what is stored, and the balances are what they are on paper.
 */
const STORY = 300_000;
const PEOPLE = ["Ana", "Ben", "Cleo", "Dan", "Eve"];

interface Line {
  readonly name: string;
  readonly amount: string;
  readonly kind?: "Tax" | "Tip";
  /** Who had it, and how much of it where that is not the same for all; nobody, where they say so later. */
  readonly had?: Readonly<Record<string, string>>;
}

const BILL: readonly Line[] = [
  { name: "Fondue for three", amount: "3*26", had: { Ana: "1", Ben: "1", Cleo: "1" } },
  { name: "Rösti", amount: "24.50", had: { Dan: "1" } },
  { name: "Trout", amount: "32", had: { Eve: "1" } },
  { name: "Three beers", amount: "19.50", had: { Ben: "2", Dan: "1" } },
  { name: "Bottle of wine", amount: "46", had: { Ana: "1", Cleo: "2", Eve: "1" } },
  { name: "Water and bread", amount: "9.90" },
  { name: "VAT 8.1 %", amount: "17", kind: "Tax" },
  { name: "Tip", amount: "20", kind: "Tip" },
];

/**
 * On paper: the items come to 209.90, the bill to 246.90. Cleo had 26 + 23 + 1.98, and so bears 50.98 × 246.90 / 209.90,
 * which is 59.9664…; everybody's cents rounded down, three are left over for the largest fractions: Ana, Eve and Cleo.
 */
const SHARES = { Ana: "46.44", Ben: "48.20", Cleo: "59.97", Dan: "38.79", Eve: "53.50" };
/** Ana paid 150.00, Ben the other 96.90. */
const BALANCES = { Ana: "103.56", Ben: "48.70", Cleo: "-59.97", Dan: "-38.79", Eve: "-53.50" };
/** Ben had all three beers, and the tip was 25: 251.90 in all, two cents left over, for Ana and Dan; Ben paid five more. */
const EDITED_SHARES = { Ana: "47.38", Ben: "56.98", Cleo: "61.18", Dan: "31.78", Eve: "54.58" };
const EDITED_BALANCES = { Ana: "102.62", Ben: "44.92", Cleo: "-61.18", Dan: "-31.78", Eve: "-54.58" };

let product: Product;
let browser: Browser;
let base: string;
let ana: Visitor;
let token: string;
let groupPath: string;
let expensePath: string;

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

const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name, exact: true });
const heading = (page: Page, name: string) => page.getByRole("heading", { name, exact: true });

/** "CHF 46.44" and "46.44 CHF" alike. */
function figure(text: string): string {
  return text.replace(/[^\d.,−-]/g, "").replace("−", "-");
}

/** What the form shows for each person before anything is saved. */
async function preview(page: Page): Promise<Record<string, string>> {
  const shares = PEOPLE.map(async (name) => {
    const share = page.getByRole("status", { name: `Share of ${name}`, exact: true });
    return [name, figure(await share.innerText())] as const;
  });
  return Object.fromEntries(await Promise.all(shares));
}

/** The figures by person in a list of the page. */
async function figuresIn(page: Page, title: string): Promise<Record<string, string>> {
  const section = page.locator("section").filter({ has: heading(page, title) });
  const lines = await section.getByRole("listitem").all();
  const entries = lines.map(async (line) => {
    const text = await line.innerText();
    return [PEOPLE.find((name) => text.includes(name))!, figure(text.split("\n").at(-1)!)] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}

interface Health {
  readonly ledgerHealth: { readonly ok: boolean };
  readonly balances: readonly {
    readonly member: { readonly name: string };
    readonly net: { readonly amount: string; readonly currency: string };
  }[];
}

/** What the API says that everybody has paid too much or too little, in francs. */
async function balances(): Promise<Record<string, string>> {
  const query = `query ($id: ID!) { group(id: $id) {
    ledgerHealth { ok } balances { member { name } net { amount currency } } } }`;
  const { group } = await ask<{ group: Health }>(product, query, { id: groupPath.split("/").at(-1) }, token);
  expect(group.ledgerHealth).toEqual({ ok: true });
  expect(group.balances.every(({ net }) => net.currency === "CHF")).toBe(true);
  return Object.fromEntries(group.balances.map(({ member, net }) => [member.name, net.amount]));
}

test(
  "five people in a group that counts in euro",
  async () => {
    const { page } = ana;
    token = await signUp(ana, product, "Ana");
    await page.goto(`${base}/groups/new`);
    await page.getByLabel("Group name").fill("Weekend in Basel");
    await page.getByRole("combobox", { name: "Currency" }).fill("EUR");
    await page.getByRole("option", { name: "EUR" }).click();
    await page.getByRole("textbox", { name: "People" }).fill(`${PEOPLE.slice(1).join(", ")},`);
    await button(page, "Create group").click();
    await page.waitForURL(/\/groups\/grp_[0-9a-z]+\/expenses$/);
    groupPath = new URL(page.url()).pathname.replace("/expenses", "");
  },
  STORY,
);

test(
  "the bill is typed in line by line; what nobody had, and what no line stands for, must be nothing before it is saved",
  async () => {
    const { page } = ana;
    await page.goto(`${base}${groupPath}/expenses/new`);
    await page.getByLabel("Title").fill("Dinner by the Rhine");
    await button(page, "Currency: EUR").click();
    await page.getByRole("searchbox", { name: "Another currency" }).fill("CHF");
    await page.getByRole("radio", { name: "CHF" }).click();
    await button(page, "split equally among 5").click();
    await page.getByRole("radio", { name: "Items" }).check();
    for (const [index, line] of BILL.entries()) {
      const number = index + 1;
      if (line.kind) {
        await button(page, line.kind).click();
        await page.getByLabel(`Name of line ${number}`).fill(line.name);
      } else {
        // The first line is there; Enter in an amount begins the next, and goes to its name.
        if (index > 0) await page.getByLabel(`Amount of line ${index}`).press("Enter");
        await page.getByLabel(`Name of line ${number}`).fill(line.name);
      }
      await page.getByLabel(`Amount of line ${number}`).fill(line.amount);
      const had = page.getByRole("group", { name: `Who had line ${number}?` });
      for (const name of Object.keys(line.had ?? {})) await had.getByRole("button", { name, exact: true }).click();
    }
    await weigh(page, 4, { Ben: 2 });
    await weigh(page, 5, { Cleo: 2 });
    await page.getByText("= CHF 78.00").waitFor();

    await button(page, "Make CHF 246.90 the amount").click();
    await expectSoon(() => page.getByLabel("Amount", { exact: true }).inputValue(), "246.90");
    await button(page, "Done").click();
    await button(page, "Paid by you").click();
    await page.getByLabel("Several people paid").check();
    await page.getByLabel("Ana paid").fill("150");
    await page.getByLabel("Ben paid").fill("246.90-150");
    await button(page, "Done").click();
    await button(page, "Paid by you and Ben").waitFor();
    await button(page, "split by 8 lines").click();
    const unclaimed = page.getByText("Not claimed by anybody").locator("..");
    expect(figure(await unclaimed.innerText())).toBe("9.90");
    await button(page, "Done").click();
    await button(page, "Save").click();
    await page.getByRole("dialog").getByText("Say who had this.").waitFor();
    // The cursor is where something is to be done.
    const water = page.getByRole("group", { name: "Who had line 6?" });
    await water.locator("button:focus").waitFor();
    expect(page.url()).toContain("/expenses/new");
    await button(page, "Everybody shares what nobody claimed").click();
    expect(figure(await unclaimed.innerText())).toBe("0.00");
    expect(await preview(page)).toEqual(SHARES);

    // Looking at another way of splitting loses nothing.
    await page.getByRole("radio", { name: "Equally" }).check();
    await page.getByRole("checkbox", { name: "Eve", exact: true }).waitFor();
    await page.getByRole("radio", { name: "Items" }).check();
    expect(await preview(page)).toEqual(SHARES);
    await expectFits(page, "a bill being typed in", [1280, 768, 375, 320]);

    await button(page, "Done").click();
    await button(page, "Save").click();
    await page.waitForURL(`${base}${groupPath}/expenses`);
    await page.getByRole("link", { name: /Dinner by the Rhine/ }).click();
    await heading(page, "Dinner by the Rhine").waitFor();
    expensePath = new URL(page.url()).pathname;
    await expectSoon(() => figuresIn(page, "Who owes"), SHARES);
    expect(await balances()).toEqual(BALANCES);
  },
  STORY,
);

/** Says that some had more of a line than the others. */
async function weigh(page: Page, number: number, parts: Readonly<Record<string, number>>): Promise<void> {
  const line = page.getByRole("listitem").filter({ has: page.getByLabel(`Name of line ${number}`, { exact: true }) });
  await line.getByRole("button", { name: `More about line ${number}` }).click();
  for (const [name, count] of Object.entries(parts)) {
    for (let part = 1; part < count; part++) await line.getByLabel(`${name}: one part more`).click();
    await expectSoon(() => line.getByLabel(`Parts of ${name}`).inputValue(), String(count));
  }
}

test(
  "its page says who had what, and how every share was computed",
  async () => {
    const { page } = ana;
    await page.goto(`${base}${expensePath}`);
    await page.getByText("Ben × 2, Dan").waitFor();
    await page.getByText("Ana, Cleo × 2, Eve").waitFor();
    await page.getByText("To the last cent").click();
    const reckoning = page.locator("details").filter({ hasText: "To the last cent" }).getByRole("listitem");
    // 5098 × 246.90 / 209.90 in lowest terms.
    const cleo = reckoning.filter({ hasText: "Cleo" });
    const text = (await cleo.innerText()).replaceAll("\u00a0", " ");
    expect(text).toContain("5996 1358/2099 × CHF 0.01");
    expect(text).toContain("3 units were left");
    expect(text).toContain("the largest fractions, 1358/2099 among them");
    expect(await reckoning.filter({ hasText: "Dan" }).innerText()).toContain("larger fractions than 741/2099");
    await expectFits(page, "a bill", [1280, 768, 375, 320], async () => {
      // A page that becomes narrow is laid out anew, and then closed again.
      await expectSoon(async () => {
        if (!(await cleo.isVisible())) await page.getByText("To the last cent").click();
        return cleo.isVisible();
      }, true);
    });
  },
  STORY,
);

test(
  "edited, it opens as it was entered; the balances follow, and the history says what differs",
  async () => {
    const { page } = ana;
    await page.goto(`${base}${expensePath}/edit`);
    await button(page, "split by 8 lines").click();
    for (const [index, { name }] of BILL.entries()) {
      await expectSoon(() => page.getByLabel(`Name of line ${index + 1}`).inputValue(), name);
    }
    await button(page, "More about line 4").click();
    await expectSoon(() => page.getByLabel("Parts of Ben").inputValue(), "2");
    expect(await preview(page)).toEqual(SHARES);
    const beers = page.getByRole("group", { name: "Who had line 4?" });
    await beers.getByRole("button", { name: "Dan" }).click();
    await page.getByLabel("Amount of line 8").fill("25");
    await button(page, "Make CHF 251.90 the amount").click();
    expect(await preview(page)).toEqual(EDITED_SHARES);
    await button(page, "Done").click();
    await button(page, "Paid by you and Ben").click();
    await page.getByLabel("Ben paid").fill("101.90");
    await button(page, "Done").click();
    await button(page, "Save").click();
    await heading(page, "Dinner by the Rhine").waitFor();
    await unfold(page.getByRole("button", { name: /^Details: .* changed/ }).first());
    await page
      .getByRole("deletion")
      .filter({ hasText: /Tip: CHF\s20\.00/ })
      .waitFor();
    await page.getByText(/Tip: CHF\s25\.00/).waitFor();
    await expectSoon(() => figuresIn(page, "Who owes"), EDITED_SHARES);
    expect(await balances()).toEqual(EDITED_BALANCES);
    await page.goto(`${base}${groupPath}/balances`);
    for (const amount of Object.values(EDITED_BALANCES)) {
      await page.getByText(amount.replace("-", "")).first().waitFor();
    }
  },
  STORY,
);

test(
  "whoever owes most is told why: by one dinner, and by what they had of it",
  async () => {
    const { page } = ana;
    await page.getByRole("link", { name: "Why this balance of Cleo?" }).click();
    await page.getByRole("heading", { level: 1, name: /^Why Cleo owes CHF/ }).waitFor();
    const dinner = page.getByRole("row", { name: /Dinner by the Rhine/ });
    const owed = EDITED_BALANCES.Cleo;
    // One expense made it all: its amount, and the balance after it.
    expect((await dinner.locator("td.figure").allInnerTexts()).map(figure)).toEqual([owed, owed]);
    expect(figure(await page.locator("tfoot td.figure").innerText())).toBe(owed);
    await dinner.getByRole("button", { name: "What is in it: Dinner by the Rhine" }).click();
    const share = page.getByRole("row", { name: /Share of Cleo/ });
    expect(figure(await share.locator("td.figure").first().innerText())).toBe(owed);
    await expectFits(page, "why Cleo owes", [1280, 768, 375, 320]);
  },
  STORY,
);

test("the browser complained about nothing, and asked nobody else", () => {
  expect(ana.complaints).toEqual([]);
});
