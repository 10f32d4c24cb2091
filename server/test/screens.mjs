// `npm run screens`: every screen, on a phone and a desktop, light and dark, from a demo of its own into docs/screens/,
// to be looked at one by one. Arguments are parts of names (`npm run screens -- balances`); LANGUAGE=de shows the German
// ones. `-- --readme` writes the six of the README into docs/screenshots/ instead.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compileTested, TESTED } from "./compile-tested.mjs";

const LOCALE = { de: "de-DE", en: "en-IE" }[process.env.LANGUAGE ?? "en"];
const PHONE = { viewport: { width: 375, height: 740 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true };
const DESKTOP = { viewport: { width: 1280, height: 860 } };
/** What the README shows: small enough to be loaded with it. */
const README = [
  { screen: "group-expenses", device: "desktop", mode: "light", name: "group-desktop" },
  { screen: "expense-new", device: "phone", mode: "light", name: "new-phone" },
  { screen: "group-balances", device: "phone", mode: "dark", name: "balances-phone" },
  { screen: "why", device: "desktop", mode: "light", name: "why-desktop" },
  { screen: "landing", device: "desktop", mode: "light", name: "landing-desktop" },
  { screen: "settled", device: "phone", mode: "light", name: "settled-phone" },
];

/** What stands on the receipt that is shown. */
const RECEIPT = [
  ["TASCA DO CHICO", ""],
  ["Rua do Norte 12, Lisboa", ""],
  ["14.11.2026 21:05", ""],
  ["Bacalhau", "18,50"],
  ["Polvo grelhado", "21,00"],
  ["3 Imperial", "9,60"],
  ["Pastel de nata", "4,40"],
  ["TOTAL EUR", "53,50"],
];

const wanted = process.argv.slice(2).filter((argument) => argument !== "--readme");
const isReadme = process.argv.includes("--readme");
const folder = isReadme ? "docs/screenshots" : "docs/screens";
const data = mkdtempSync(join(tmpdir(), "expense-tracker-screens-"));
const product = await startProduct();
let browser;
try {
  compileTested();
  const { launchBrowser } = await import(new URL("test/chromium.js", TESTED));
  browser = await launchBrowser();
  const demo = await signIn();
  const screens = await allScreens(demo);
  mkdirSync(folder, { recursive: true });
  for (const device of ["phone", "desktop"])
    for (const mode of ["light", "dark"]) await picture(screens, device, mode, demo);
} finally {
  await browser?.close();
  product.child.kill("SIGTERM");
  await once(product.child, "close");
  rmSync(data, { recursive: true, force: true });
}

/** The built product on a folder and a port of its own; what it prints says how to sign in. */
async function startProduct() {
  const port = await freePort();
  const env = { ...process.env, PORT: String(port), DATA_DIR: data, RATES_URL: "off", RATE_LIMITS: "off" };
  const child = spawn(process.execPath, ["dist/server/main.js", "--demo"], {
    env,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [, email, password] = await new Promise((resolve, reject) => {
    let printed = "";
    child.stdout.on("data", (chunk) => {
      printed += chunk;
      const said = / as (\S+) with the password (\S+)/.exec(printed);
      if (said) resolve(said);
    });
    child.once("close", () => reject(new Error("The product did not start.")));
  });
  return { child, base: `http://localhost:${port}`, email, password };
}

async function freePort() {
  const server = createServer().listen(0);
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

async function ask(query, variables = {}, token) {
  const headers = { "content-type": "application/json", ...(token && { authorization: `Bearer ${token}` }) };
  const body = JSON.stringify({ query, variables });
  const answer = await (await fetch(`${product.base}/graphql`, { method: "POST", headers, body })).json();
  if (answer.errors) throw new Error(JSON.stringify(answer.errors));
  return answer.data;
}

/** Sends a mutation that must be done, and answers what it made. */
async function send(operation, input, made, token) {
  const name = operation[0].toUpperCase() + operation.slice(1);
  const { done } = await ask(
    `mutation ($input: ${name}Input!) { done: ${operation}(input: $input) { __typename ... on ${name}Payload { ${made} } } }`,
    { input },
    token,
  );
  if (done.__typename !== `${name}Payload`) throw new Error(`${operation}: ${JSON.stringify(done)}`);
  return done;
}

/** The demo's own account, and a second group whose trip is over and paid. */
async function signIn() {
  const { email, password } = product;
  const { session } = await send("sessionCreate", { email, password }, "session { accessToken }");
  const token = session.accessToken;
  await send("userUpdate", { locale: LOCALE }, "user { id }", token);
  const { groups, people } = await ask(
    `{
      groups(first: 1, kind: GROUP) { edges { node {
        id members { id name } balances { member { id } net { currency } }
        expenses(first: 9) { edges { node { id split { mode } } } }
        suggestedTransfers { from { id } to { id } amount { currency } }
      } } }
      people(first: 1) { edges { node { id } } }
    }`,
    {},
    token,
  );
  const group = groups.edges[0].node;
  const settled = await settledGroup(token);
  const receipt = await readReceipt(token, group);
  const { invite } = await send("inviteCreate", { groupId: group.id, role: "MEMBER" }, "invite { code }", token);
  return { token, group, settled, receipt, code: invite.code, person: people.edges[0]?.node.id };
}

/** A receipt that is drawn, sent and read as any other; somebody has claimed two of its lines. */
async function readReceipt(token, { id: groupId, members }) {
  const page = await browser.newPage();
  await page.goto(`${product.base}/sign-in`);
  const url = await page.evaluate(async (rows) => {
    const font = '600 40px "Inter Variable"';
    await document.fonts.load(font);
    const canvas = Object.assign(document.createElement("canvas"), { width: 860, height: 1_180 });
    const paper = canvas.getContext("2d");
    paper.fillStyle = "#f6f4ee";
    paper.fillRect(0, 0, canvas.width, canvas.height);
    paper.fillStyle = "#1b1a17";
    paper.font = font;
    for (const [index, [name, amount]] of rows.entries()) {
      const y = 150 + index * 125;
      paper.textAlign = "left";
      paper.fillText(name, 80, y);
      paper.textAlign = "right";
      paper.fillText(amount, 780, y);
    }
    return canvas.toDataURL("image/jpeg", 0.9);
  }, RECEIPT);
  await page.close();
  const bytes = Buffer.from(url.split(",")[1], "base64");
  const file = { purpose: "RECEIPT", fileName: "receipt.jpg", contentType: "image/jpeg", size: bytes.length };
  const { upload } = await send("uploadStart", file, "upload { id url fields { name value } }", token);
  const form = new FormData();
  for (const { name, value } of upload.fields) form.append(name, value);
  form.append("file", new Blob([bytes], { type: "image/jpeg" }), file.fileName);
  await fetch(upload.url, { method: "POST", body: form });
  const made = await send("receiptCreate", { groupId, uploadIds: [upload.id] }, "receipt { id }", token);
  const { id } = made.receipt;
  const asked = "query ($id: ID!) { receipt(id: $id) { state reading { lines { id } } } }";
  for (;;) {
    const { receipt } = await ask(asked, { id }, token);
    if (receipt.state === "FAILED") throw new Error("The receipt could not be read.");
    if (receipt.state === "READ") {
      const [first, second] = receipt.reading.lines;
      for (const { lineId, memberId } of [
        { lineId: first.id, memberId: members[0].id },
        { lineId: second.id, memberId: members[1].id },
      ])
        await send("receiptLineClaim", { receiptId: id, lineId, memberId, weight: "1" }, "receipt { id }", token);
      return id;
    }
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

async function settledGroup(token) {
  const members = ["Clara", "Dora"].map((name) => ({ name, email: null }));
  const look = { name: "Weekend in the Alps", emoji: "🏔️", currency: "EUR", timeZone: "Europe/Lisbon" };
  const { group } = await send(
    "groupCreate",
    { ...look, members },
    "group { id viewerMember { id } members { id } }",
    token,
  );
  const { id: groupId, viewerMember: me } = group;
  const money = (amount) => ({ amount, currency: "EUR" });
  const split = { mode: "EQUAL", parts: group.members.map(({ id }) => ({ memberId: id })) };
  for (const [title, amount, incurredOn] of [
    ["Mountain hut", "240.00", "2026-09-04"],
    ["Cable car", "87.00", "2026-09-06"],
  ]) {
    const expense = { groupId, title, total: money(amount), incurredOn, split };
    await send("expenseCreate", { ...expense, payers: [{ memberId: me.id, amount }] }, "expense { id }", token);
  }
  for (const { id } of group.members.filter((each) => each.id !== me.id)) {
    const payment = { groupId, fromMemberId: id, toMemberId: me.id, amount: money("109.00"), settledOn: "2026-09-08" };
    await send("settlementCreate", payment, "settlement { id }", token);
  }
  return { id: groupId };
}

/** Every screen: its address, and what is done there before it is looked at. */
async function allScreens({ group, settled, receipt, code, person }) {
  const at = `/groups/${group.id}`;
  const expense = group.expenses.edges[0].node.id;
  const bill = group.expenses.edges.find(({ node }) => node.split.mode === "ITEMIZED")?.node.id ?? expense;
  const [transfer] = group.suggestedTransfers;
  const [balance] = group.balances;
  const press = (name) => (page) => page.getByRole("button", { name }).first().click();
  return [
    { name: "landing", path: "/", signedOut: true },
    { name: "sign-up", path: "/sign-up", signedOut: true },
    { name: "sign-in", path: "/sign-in", signedOut: true },
    { name: "forgot", path: "/forgot", signedOut: true },
    { name: "join", path: `/join/${code}`, signedOut: true },
    { name: "home", path: "/home" },
    { name: "notifications", path: "/notifications" },
    { name: "notification-settings", path: "/profile/notifications" },
    { name: "statistics", path: "/statistics" },
    { name: "group-statistics", path: `${at}/statistics` },
    { name: "budgets", path: "/budgets" },
    { name: "reports", path: "/reports" },
    { name: "groups", path: "/groups" },
    { name: "group-new", path: "/groups/new" },
    { name: "group-expenses", path: `${at}/expenses` },
    { name: "group-filtered", path: `${at}/expenses?text=a` },
    { name: "group-balances", path: `${at}/balances` },
    { name: "group-settle", path: `${at}/settle` },
    { name: "settled", path: `/groups/${settled.id}/settle` },
    { name: "settled-expenses", path: `/groups/${settled.id}/expenses` },
    { name: "settle-new", path: `${at}/settle/new` },
    { name: "group-receipts", path: `${at}/receipts` },
    { name: "receipt", path: `${at}/receipts/${receipt}` },
    { name: "receipt-claims", path: `${at}/receipts/${receipt}?show=had` },
    {
      name: "receipt-form",
      path: `${at}/expenses/new?receipt=${receipt}`,
      act: (page) => page.getByText(/^(Filled in from the receipt|Vom Beleg übernommen)/).waitFor(),
    },
    { name: "group-activity", path: `${at}/activity` },
    { name: "group-members", path: `${at}/members` },
    { name: "member", path: `${at}/members`, act: press(/^(More about|Mehr zu) (?!Ana)/) },
    { name: "invite", path: `${at}/members`, act: press(/^(Invite|Einladen)$/) },
    { name: "group-settings", path: `${at}/settings` },
    { name: "group-changes", path: `${at}/changes` },
    { name: "expense", path: `${at}/expenses/${expense}` },
    { name: "bill", path: `${at}/expenses/${bill}` },
    { name: "expense-new", path: `${at}/expenses/new`, act: fillExpense },
    { name: "expense-edit", path: `/expenses/${bill}/edit` },
    {
      name: "expense-split",
      path: `${at}/expenses/new`,
      act: (page) => page.locator("main form button[aria-haspopup=dialog]").nth(1).click(),
    },
    { name: "why", path: `${at}/balances/${balance.member.id}/${balance.net.currency}` },
    transfer && {
      name: "why-transfer",
      path: `${at}/transfers/${transfer.from.id}/${transfer.to.id}/${transfer.amount.currency}`,
    },
    { name: "people", path: "/people" },
    person && { name: "person", path: `/people/${person}` },
    { name: "person-new", path: "/people/new" },
    { name: "import", path: "/import" },
    { name: "profile", path: "/profile" },
    { name: "keys", path: `${at}/expenses`, act: (page) => page.keyboard.press("?") },
    { name: "not-found", path: "/nowhere" },
  ].filter(Boolean);
}

async function fillExpense(page) {
  await page.getByRole("textbox", { name: /^(Amount|Betrag)$/ }).fill("62.40");
  await page.getByRole("textbox", { name: /^(Title|Titel)$/ }).fill("Dinner by the sea");
}

async function picture(screens, device, mode, { token }) {
  const options = {
    ...(device === "phone" ? PHONE : DESKTOP),
    colorScheme: mode,
    locale: LOCALE,
    timezoneId: "Europe/Lisbon",
  };
  const stranger = await browser.newContext(options);
  const member = await browser.newContext(options);
  await enter(member, token);
  for (const { name, path, act, signedOut } of screens) {
    const readme = README.find((each) => each.screen === name && each.device === device && each.mode === mode);
    if (isReadme ? !readme : wanted.length > 0 && !wanted.some((part) => name.includes(part))) continue;
    const page = await (signedOut ? stranger : member).newPage();
    await page.goto(product.base + path);
    await page.getByRole("heading", { level: 1 }).first().waitFor();
    await page.waitForFunction(() => document.querySelector("[aria-busy=true]") === null);
    await act?.(page);
    await page.waitForTimeout(600);
    const file = join(folder, isReadme ? `${readme.name}.png` : `${name}-${device}-${mode}.png`);
    // As high as the page: what is fixed to the foot of the screen would stand in its middle.
    const height = isReadme || act ? 0 : await page.evaluate(() => document.documentElement.scrollHeight);
    const { viewport } = options;
    if (height > viewport.height) await page.setViewportSize({ ...viewport, height: Math.min(height, 4_000) });
    writeFileSync(file, await page.screenshot());
    process.stdout.write(`${file}\n`);
    await page.close();
  }
  await stranger.close();
  await member.close();
}

/** Signs in as a person does, so that the browser has the session's cookie. */
async function enter(context) {
  const page = await context.newPage();
  await page.goto(`${product.base}/sign-in`);
  await page
    .getByRole("textbox", { name: "E-mail" })
    .or(page.getByRole("textbox", { name: "E-Mail" }))
    .fill(product.email);
  await page.locator("input[type=password]").fill(product.password);
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/home/);
  await page.close();
}
