import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { Browser, Page } from "playwright-core";
import { launchBrowser } from "../server/test/browser.js";
import { type Product, startProduct } from "../server/test/product.js";
import { ask, expectFits, expectSoon, newVisitor, signUp, type Visitor } from "../server/test/visitor.js";

/** From a photo to a bill that is split: on a phone, at the table with two, where nothing can be read, and afterwards. */
const STORY = 300_000;
const PHONE = { width: 375, height: 740 };

/** What stands on the receipt: it comes to 58.50. */
const ROWS = [
  ["TRATTORIA ADLER", ""],
  ["20.11.2025 20:14", ""],
  ["Pizza Margherita", "11,00"],
  ["Pizza Diavola", "13,50"],
  ["Tagliatelle", "14,80"],
  ["Birra media", "14,70"],
  ["Trinkgeld", "4,50"],
  ["TOTAL EUR", "58,50"],
] as const;

let product: Product;
let browser: Browser;
let base: string;
let ana: Visitor;
let ben: Visitor;
let token: string;
let groupId: string;

beforeAll(async () => {
  product = await startProduct();
  browser = await launchBrowser();
  base = `http://localhost:${product.port}`;
  const options = { viewport: PHONE, hasTouch: true };
  ana = await newVisitor(browser, base, options);
  ben = await newVisitor(browser, base, options);
}, STORY);

afterAll(async () => {
  await browser?.close();
  await product?.stop();
}, STORY);

const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name });

/** Draws a receipt in the page, with the font that comes with it: whatever fonts a machine has. */
async function drawn(page: Page, rows: readonly (readonly [string, string])[]): Promise<Buffer> {
  const url = await page.evaluate(async (texts) => {
    const font = '600 44px "Inter Variable"';
    await document.fonts.load(font);
    const canvas = document.createElement("canvas");
    canvas.width = 900;
    canvas.height = 1_000;
    const paper = canvas.getContext("2d")!;
    paper.fillStyle = "#f8f7f3";
    paper.fillRect(0, 0, canvas.width, canvas.height);
    paper.fillStyle = "#1b1a17";
    paper.font = font;
    for (const [index, [name, amount]] of texts.entries()) {
      const y = 130 + index * 105;
      paper.textAlign = "left";
      paper.fillText(name, 70, y);
      paper.textAlign = "right";
      paper.fillText(amount, 830, y);
    }
    return canvas.toDataURL("image/jpeg", 0.9);
  }, rows);
  return Buffer.from(url.split(",")[1]!, "base64");
}

/** Chooses a file where the page takes receipts. */
async function choose(page: Page, name: string, buffer: Buffer, label = "Add receipt"): Promise<void> {
  const file = { name, mimeType: "image/jpeg", buffer };
  await page.locator(`input[type=file][aria-label="${label}"]`).setInputFiles(file);
}

/** Drops a file anywhere on the page. */
async function drop(page: Page, name: string, buffer: Buffer): Promise<void> {
  await page.evaluate(
    ({ called, bytes }) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([Uint8Array.from(bytes)], called, { type: "image/jpeg" }));
      document.body.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
    },
    { called: name, bytes: [...buffer] },
  );
}

async function send<Made>(operation: string, input: object, made: string, by = token): Promise<Made> {
  const name = operation[0]!.toUpperCase() + operation.slice(1);
  const query = `mutation ($input: ${name}Input!) {
    done: ${operation}(input: $input) { __typename ... on ${name}Payload { ${made} } } }`;
  const { done } = await ask<{ done: Made & { __typename: string } }>(product, query, { input }, by);
  expect(done.__typename).toBe(`${name}Payload`);
  return done;
}

interface StoredExpense {
  readonly id: string;
  readonly version: number;
  readonly title: string;
  readonly total: { readonly amount: string; readonly currency: string };
  readonly split: { readonly mode: string; readonly items: readonly { readonly name: string }[] };
  readonly shares: readonly {
    readonly member: { readonly name: string };
    readonly amount: { readonly amount: string };
  }[];
  readonly receipts: readonly { readonly state: string; readonly problem: string | null }[];
}

/** The newest expense of the group, as the API has it. */
async function newestExpense(): Promise<StoredExpense | undefined> {
  const query = `query ($id: ID!) { group(id: $id) { expenses(first: 1) { edges { node {
    id version title total { amount currency } split { mode items { name } } shares { member { name } amount { amount } }
    receipts { state problem } } } } } }`;
  const { group } = await ask<{ group: { expenses: { edges: { node: StoredExpense }[] } } }>(
    product,
    query,
    { id: groupId },
    token,
  );
  return group.expenses.edges[0]?.node;
}

const sharesOf = ({ shares }: StoredExpense) =>
  Object.fromEntries(shares.map(({ member, amount }) => [member.name, amount.amount]));

test(
  "two who have accounts, and one who has none",
  async () => {
    token = await signUp(ana, product, "Ana");
    const bens = await signUp(ben, product, "Ben");
    const made = { name: "Dinner", currency: "EUR", members: [{ name: "Cleo" }] };
    const { group } = await send<{ group: { id: string } }>("groupCreate", made, "group { id }");
    groupId = group.id;
    const { invite } = await send<{ invite: { code: string } }>(
      "inviteCreate",
      { groupId, role: "MEMBER" },
      "invite { code }",
    );
    await send("inviteAccept", { code: invite.code }, "member { id }", bens);
  },
  STORY,
);

test(
  "a photo is read, and corrected twice beside its image",
  async () => {
    const { page } = ana;
    await page.goto(`${base}/groups/${groupId}/receipts`);
    await button(page, "Take a photo").waitFor();
    // Of several pages the one that is none is named, and the others go without it.
    await choose(page, "dinner.jpg", Buffer.from("no picture"));
    await page.getByText(/^This is no image/).waitFor();
    await choose(page, "dinner.jpg", await drawn(page, ROWS));
    await page.getByText("Page 1: This is no image and no PDF: send a JPEG, PNG, WebP or PDF.").waitFor();
    await button(page, "Remove page 1").click();
    await page.getByRole("progressbar").waitFor();
    await page.locator(`main li a[href*="/receipts/rcp_"]`).first().click();
    await page.getByRole("textbox", { name: "Total", exact: true }).waitFor();
    await expectSoon(() => page.getByRole("textbox", { name: "Total", exact: true }).inputValue(), "58.50");
    await expectSoon(() => page.getByLabel("Amount of line 4").inputValue(), "14.70");
    // look: receipt
    // A line that is chosen lights up on the image, and one that is tapped on the image is chosen.
    await page.getByLabel("Name of line 4").focus();
    const mark = page.locator("[data-chosen] >> visible=true");
    await expectSoon(() => mark.count(), 2);
    await page.getByLabel("Name of line 4").fill("Three beers");
    await page.getByRole("textbox", { name: "Shop" }).fill("Adler");
    // What is typed and not saved waits while one looks elsewhere, and until one comes back.
    await page.getByText("Who had what?").click();
    await page.getByText("Unclaimed").waitFor();
    await page.getByText("What it says").click();
    await page.reload();
    await expectSoon(() => page.getByRole("textbox", { name: "Shop" }).inputValue(), "Adler");
    await page.getByLabel("Amount of line 4").fill("15.70");
    await page.getByText("The lines come to €59.50, the total says €58.50.").waitFor();
    await page.getByLabel("Amount of line 4").fill("14.70");
    await button(page, "Save").click();
    await page.getByText("The receipt was corrected.").waitFor();
    await page.getByRole("heading", { level: 1, name: "Adler" }).waitFor();
    await page.getByLabel("Quantity of line 4").fill("3");
    // What is wrong may be far from the way to save it.
    await page.getByLabel("Amount of line 1").fill("1x");
    await button(page, "Save").click();
    await expectSoon(() => page.evaluate(() => document.activeElement?.getAttribute("aria-label")), "Amount of line 1");
    await page.getByLabel("Amount of line 1").fill("11");
    await button(page, "Save").click();
    await expectSoon(() => button(page, "Save").getAttribute("aria-disabled"), "true");
    await page.getByRole("link", { name: "Make it an expense" }).waitFor();
    // What was corrected is not read over by one tap.
    await button(page, "Read again").click();
    await button(page, "Leave it as it is").click();
    await button(page, "Read again").waitFor();
    await button(page, "Delete receipt").click();
    await page.keyboard.press("Enter");
    await button(page, "Delete receipt").waitFor();
    expect(ana.complaints).toEqual([]);
  },
  STORY,
);

/** Opens what everybody at the table sees of the one receipt. */
async function openClaims(page: Page): Promise<void> {
  await page.goto(`${base}/groups/${groupId}/receipts`);
  await page.getByRole("link", { name: "Adler" }).click();
  await page.getByText("Who had what?").click();
  await page.getByText("Unclaimed").waitFor();
}

test(
  "two claim one receipt until nothing is left, and it becomes an expense",
  async () => {
    await Promise.all([openClaims(ana.page), openClaims(ben.page)]);
    const line = (page: Page, name: string) => page.getByRole("button", { name: new RegExp(`^(\\d × )?${name}`) });
    await line(ana.page, "Pizza Margherita").click();
    await line(ben.page, "Pizza Diavola").click();
    await line(ana.page, "Tagliatelle").click();
    await line(ben.page, "Tagliatelle").click();
    // Each sees the other's taps.
    for (const { page } of [ana, ben]) {
      await expectSoon(() => line(page, "Tagliatelle").innerText(), "Tagliatelle\n€14.80\nA\nAna\nB\nBen");
    }
    await waitForUnclaimed(ana.page, "€14.70");
    await waitForUnclaimed(ben.page, "€14.70");
    // Two of three beers are Ben's, and the third is that of somebody who is not here.
    await button(ben.page, "Who had Three beers? Others, and parts").click();
    await ben.page.getByRole("checkbox", { name: "Ben" }).check();
    await button(ben.page, "Ben: one part more").click();
    await ben.page.getByRole("checkbox", { name: "Cleo" }).check();
    await ben.page.getByText("2 of 3").waitFor();
    await button(ben.page, "Done").click();
    await ana.page.getByText("All claimed. Left:").waitFor();
    // look: claimed
    await expectFits(ana.page, "a receipt that is claimed", [1280, 320]);
    await ana.page.setViewportSize(PHONE);
    await ana.page.getByRole("link", { name: "Make it an expense" }).click();
    await expectSoon(() => ana.page.getByLabel("Title").inputValue(), "Adler");
    await expectSoon(() => ana.page.getByRole("textbox", { name: "Amount" }).inputValue(), "58.50");
    // What is claimed while the form is open counts.
    await line(ben.page, "Pizza Margherita").click();
    await ana.page.getByText("39.22").waitFor();
    await ben.page.getByRole("link", { name: "Make it an expense" }).click();
    await expectSoon(() => ben.page.getByLabel("Title").inputValue(), "Adler");
    await button(ana.page, "Save").first().click();
    await ana.page.waitForURL(/\/expenses$/);
    await expectSoon(async () => (await newestExpense())?.title, "Adler");
    const expense = (await newestExpense())!;
    expect(expense.split.items.map(({ name }) => name)).toContain("Three beers");
    expect(expense.receipts).toHaveLength(1);
    // 54.00 were had: Ana's 12.90, Ben's 36.20 and Cleo's 4.90 bear 58.50.
    expect(sharesOf(expense)).toEqual({ Ana: "13.97", Ben: "39.22", Cleo: "5.31" });
    // Who has the same form open is not to save the same expense once more.
    await ben.page.getByText("This receipt belongs to another expense already:").waitFor();
    await button(ben.page, "Save").first().click();
    await ben.page.getByText(/^The receipt belongs to another expense already: this may be the same one\./).waitFor();
    // An expense that is taken back lets go of its receipt.
    await send("expenseDelete", { id: expense.id, version: expense.version }, "expense { id }");
    await ben.page.getByRole("link", { name: "Open the receipt" }).click();
    await button(ben.page, "Detach").click();
    await ben.page.getByRole("link", { name: "Make it an expense" }).waitFor();
    expect([...ana.complaints, ...ben.complaints]).toEqual([]);
  },
  STORY,
);

/** Waits until so much is claimed by nobody. */
async function waitForUnclaimed(page: Page, left: string): Promise<void> {
  await page.getByText(new RegExp(`Unclaimed ${left.replace(".", "\\.")}`)).waitFor();
}

test(
  "what cannot be read stays beside the form, which goes on by typing; what is attached later can be looked at and detached",
  async () => {
    const { page } = ana;
    await page.goto(`${base}/groups/${groupId}/expenses/new`);
    await button(page, "Take a photo").waitFor();
    await page.getByRole("textbox", { name: "Amount" }).fill("12");
    await ana.context.setOffline(true);
    await choose(page, "blank.jpg", await drawn(page, []));
    await page.getByText(/^No connection: the receipt is not sent yet\./).waitFor();
    await ana.context.setOffline(false);
    // Whoever saved now would leave the photo behind.
    await page.getByRole("textbox", { name: "Title" }).fill("Taxi");
    await button(page, "Save").first().click();
    await page.getByText(/^The receipt is not sent yet\. Save once/).waitFor();
    await button(page, "Send again").click();
    await page.getByText("It could not be read, and stays beside the form. Go on typing.").waitFor();
    await page.getByRole("region", { name: "Image of the receipt" }).waitFor();
    // look: failed
    await button(page, "Save").first().click();
    await page.waitForURL(/\/expenses$/);
    await page.getByRole("link", { name: "Taxi" }).click();
    await button(page, "View Receipt 1").click();
    await button(page, "Larger").click();
    await button(page, "Turn to the right").click();
    await button(page, "Close").click();
    await button(page, "Attach a receipt").waitFor();
    await drop(page, "second.jpg", await drawn(page, [["Taxi", ""]]));
    await button(page, "View Receipt 2").waitFor();
    await button(page, "Detach Receipt 2").click();
    await button(page, "View Receipt 2").waitFor({ state: "detached" });
    await expectSoon(async () => (await newestExpense())?.receipts.map(({ problem }) => problem), ["UNREADABLE"]);
    expect(await newestExpense()).toMatchObject({ title: "Taxi", total: { amount: "12.00", currency: "EUR" } });
    await leafOnWhileSending(page);
    expect(ana.complaints).toEqual([]);
  },
  STORY,
);

/** How many pages each receipt of the group has, the newest first, as the API has it. */
async function pagesOfReceipts(): Promise<number[]> {
  const query = `query ($id: ID!) { group(id: $id) { receipts { edges { node { pages { width } } } } } }`;
  const { group } = await ask<{ group: { receipts: { edges: { node: { pages: object[] } }[] } } }>(
    product,
    query,
    { id: groupId },
    token,
  );
  return group.receipts.edges.map(({ node }) => node.pages.length);
}

/**
 * What is on its way goes on while one looks at something else: the photo may be all there is of the paper. And a page that
 * is added while the receipt is being made of those before is one of it, and no receipt is made twice.
 */
async function leafOnWhileSending(page: Page): Promise<void> {
  await page.goto(`${base}/groups/${groupId}/receipts`);
  const before = await pagesOfReceipts();
  const photo = await drawn(page, []);
  let leave = () => {};
  const left = new Promise<void>((resolve) => {
    leave = resolve;
  });
  let isMade = false;
  await page.route("**", async (route) => {
    const request = route.request();
    const makes = request.postData()?.includes("mutation ReceiptCreate") ?? false;
    const sends = request.method() === "POST" && new URL(request.url()).pathname !== "/graphql";
    if (makes || (sends && isMade)) {
      isMade = true;
      await left;
    }
    await route.continue();
  });
  await choose(page, "third.jpg", photo);
  await page.getByText("Sending the receipt…").waitFor();
  await expectSoon(async () => isMade, true);
  await choose(page, "fourth.jpg", photo);
  await page.getByRole("img", { name: "Page 2" }).waitFor();
  await page.getByRole("link", { name: "Balances" }).click();
  await page.waitForURL(/\/balances$/);
  leave();
  await expectSoon(pagesOfReceipts, [2, ...before]);
  await page.goBack();
  await expectSoon(() => page.locator(`main li a[href*="/receipts/rcp_"]`).count(), before.length + 1);
}
