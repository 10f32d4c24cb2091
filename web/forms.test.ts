import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { Browser, Page, Route } from "playwright-core";
import { launchBrowser } from "../server/test/browser.js";
import { type Product, startProduct } from "../server/test/product.js";
import { ask, expectSoon, newVisitor, PASSWORD, signUp, type Visitor } from "../server/test/visitor.js";

/** What a form does once it was sent: it books once, keeps what was entered, and leaves the keyboard somewhere. */
const STORY = 300_000;

interface Group {
  readonly id: string;
  readonly members: readonly { readonly id: string; readonly name: string }[];
}

let product: Product;
let browser: Browser;
let base: string;
let clara: Visitor;
let token: string;
let road: Group;

beforeAll(async () => {
  product = await startProduct();
  browser = await launchBrowser();
  base = `http://localhost:${product.port}`;
  clara = await newVisitor(browser, base);
  token = await signUp(clara, product, "Clara");
  road = await groupOf("Road", ["Dora", "Emil"]);
}, STORY);

afterAll(async () => {
  await browser?.close();
  await product?.stop();
}, STORY);

const button = (page: Page, name: string | RegExp) =>
  page.getByRole("button", { name, exact: typeof name === "string" });
const heading = (page: Page, name: string | RegExp) => page.getByRole("heading", { name });
const send = <Data>(query: string, input: object, as = token) => ask<Data>(product, query, { input }, as);

async function groupOf(name: string, others: readonly string[], as = token): Promise<Group> {
  const { groupCreate } = await send<{ groupCreate: { group: Group } }>(
    `mutation ($input: GroupCreateInput!) {
      groupCreate(input: $input) { ... on GroupCreatePayload { group { id members { id name } } } } }`,
    { name, currency: "EUR", members: others.map((other) => ({ name: other })) },
    as,
  );
  return groupCreate.group;
}

async function addExpense(group: Group, title: string, amount: string, as = token): Promise<string> {
  const { expenseCreate } = await send<{ expenseCreate: { expense: { id: string } } }>(
    `mutation ($input: ExpenseCreateInput!) {
      expenseCreate(input: $input) { ... on ExpenseCreatePayload { expense { id } } } }`,
    {
      groupId: group.id,
      title,
      total: { amount, currency: "EUR" },
      incurredOn: "2026-01-31",
      payers: [{ memberId: group.members[0]!.id, amount }],
      split: { mode: "EQUAL" },
    },
    as,
  );
  return expenseCreate.expense.id;
}

/** What the group's ledger holds: so much was booked, whatever the pages say. */
async function booked({ id }: Group): Promise<{ expenses: string[]; payments: number }> {
  const { group } = await ask<{
    group: { expenses: { edges: { node: { title: string } }[] }; settlements: { edges: unknown[] } };
  }>(
    product,
    `query ($id: ID!) { group(id: $id) {
      expenses(first: 50) { edges { node { title } } } settlements(first: 50) { edges { cursor } } } }`,
    { id },
    token,
  );
  return { expenses: group.expenses.edges.map(({ node }) => node.title), payments: group.settlements.edges.length };
}

/** Only ends what never comes. */
const CEILING = 10_000;

/** Says which element the next key press goes to, where that is one. */
const focused = (page: Page) =>
  page.evaluate(() => (document.activeElement === document.body ? "nothing" : document.activeElement?.localName));

/** Presses a button by the keyboard, waits for what comes of it, and expects the keyboard to be somewhere then. */
async function act(page: Page, what: ReturnType<typeof button>, seen: () => Promise<unknown>): Promise<void> {
  await what.press("Enter");
  await seen();
  // What was pressed has had its time to go away; a slow machine takes longer to hand the focus on.
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  const isSomewhere = page.waitForFunction(() => document.activeElement !== document.body, null, { timeout: CEILING });
  await isSomewhere.catch(() => undefined);
  expect({ after: String(what), focus: await focused(page) }).not.toEqual({ after: String(what), focus: "nothing" });
}

test(
  "the way back from what was written leads to no form, and books nothing twice",
  async () => {
    const { page } = clara;
    const { id } = road;
    const expense = await addExpense(road, "Tram", "30.00");
    const file = {
      name: "flat.csv",
      mimeType: "text/csv",
      buffer: Buffer.from(
        "Date,Description,Category,Cost,Currency,Ana,Ben\n2026-01-05,Food,General,20.00,EUR,10.00,-10.00\n",
      ),
    };
    const forms: readonly { from: string; to: string; link: string; fill: () => Promise<void>; act: string }[] = [
      {
        from: "/groups",
        to: "/groups/new",
        link: "New group",
        fill: () => page.getByLabel("Group name").fill("Second"),
        act: "Create group",
      },
      {
        from: "/people",
        to: "/people/new",
        link: "Add a person",
        fill: () => page.getByLabel("Name").fill("Frida"),
        act: "Add",
      },
      {
        from: `/groups/${id}/expenses`,
        to: `/groups/${id}/expenses/new`,
        link: "Add expense",
        fill: async () => {
          await page.getByLabel("Title").fill("Museum");
          await page.getByLabel("Amount", { exact: true }).fill("12");
        },
        act: "Save",
      },
      {
        from: `/expenses/${expense}`,
        to: `/expenses/${expense}/edit`,
        link: "Edit",
        fill: () => page.getByLabel("Title").fill("Straßenbahn"),
        act: "Save",
      },
      {
        from: `/groups/${id}/settle`,
        to: `/groups/${id}/settle/new`,
        link: "Record another payment",
        fill: () => page.getByLabel("Amount", { exact: true }).fill("50"),
        act: "Record payment",
      },
      {
        from: "/groups",
        to: "/import",
        link: "Import",
        fill: () => page.locator("input[type=file]").setInputFiles(file),
        act: "Show preview",
      },
    ];
    for (const form of forms) {
      await page.goto(base + form.from);
      await page.getByRole("link", { name: form.link, exact: true }).first().click();
      await page.waitForURL(base + form.to);
      await form.fill();
      await button(page, form.act).click();
      await page.waitForURL((url) => url.pathname !== form.to);
      await page.goBack();
      await page.waitForURL((url) => url.pathname !== form.to);
      await page.getByRole("heading", { level: 1 }).waitFor();
      expect({ form: form.to, there: await button(page, form.act).count() }).toEqual({ form: form.to, there: 0 });
    }
    expect(await booked(road)).toEqual({ expenses: ["Museum", "Straßenbahn"], payments: 1 });
  },
  STORY,
);

test(
  "a payment above what is open says what it will make before it is recorded",
  async () => {
    const { page } = clara;
    // Clara paid 42.00 for three, and 50.00 to Dora: Dora owes 64.00, Emil 14.00.
    const [, dora, emil] = road.members;
    const pays = (from: string, to: string, amount: string) =>
      page.goto(`${base}/groups/${road.id}/settle/new?from=${from}&to=${to}&amount=${amount}&currency=EUR`);
    await pays(emil!.id, dora!.id, "50.00");
    await page.getByText("More than is open: Dora would owe Emil €36.00.").waitFor();
    await pays(dora!.id, road.members[0]!.id, "64.00");
    await button(page, "Record payment").waitFor();
    expect(await page.getByText("More than").count()).toBe(0);
    await page.getByLabel("Amount", { exact: true }).fill("64.01");
    await page.getByText("More than").waitFor();
  },
  STORY,
);

test(
  "history says what things were called at the time",
  async () => {
    const { page } = clara;
    await page.goto(`${base}/groups/${road.id}/activity`);
    await page.getByText("Clara added “Tram”").waitFor();
    await page.getByText("Clara changed “Straßenbahn”").waitFor();
    await page.getByText("Clara changed “Straßenbahn”").click();
    await heading(page, "Straßenbahn").waitFor();
    await page.getByText("Clara added “Tram”").waitFor();
    await page.goto(`${base}/groups/${road.id}/changes?from=2026-01-01&to=2026-01-31`);
    await button(page, "Next month").click();
    await page.waitForURL(/from=2026-02-01&to=2026-02-28$/);
  },
  STORY,
);

test(
  "a refused sign-up or sign-in leads to what is wrong",
  async () => {
    const { page, context } = await newVisitor(browser, base);
    await page.goto(`${base}/sign-up`);
    await act(page, button(page, "Create account"), () => page.getByRole("alert").first().waitFor());
    expect(await page.getByLabel("Name").evaluate((field) => field === document.activeElement)).toBe(true);
    await page.getByText("Name is needed.").waitFor();
    const password = page.getByLabel("Password");
    const eye = button(page, "Show what I type");
    for (const [pressed, type] of [
      [true, "text"],
      [false, "password"],
    ] as const) {
      await eye.press("Enter");
      expect([await eye.getAttribute("aria-pressed"), await password.getAttribute("type")]).toEqual([
        `${pressed}`,
        type,
      ]);
    }
    await page.goto(`${base}/sign-in`);
    await page.getByLabel("E-mail").fill("clara@example.com");
    await page.getByLabel("Password").fill("not this one");
    await act(page, button(page, "Sign in"), () => page.getByRole("alert").waitFor());
    await page.goto(`${base}/forgot`);
    await act(page, button(page, /link/), () => page.getByRole("alert").first().waitFor());
    await context.close();
  },
  STORY,
);

test(
  "the keyboard is somewhere after everything that one can do",
  async () => {
    const { page } = clara;
    const said = (text: string) => () => page.getByRole("status", { name: "Messages" }).getByText(text).waitFor();
    const gone = (name: string) => () => button(page, name).waitFor({ state: "detached" });
    const open = async (path: string) => {
      await page.goto(`${base}${path}`);
      await page.getByRole("heading", { level: 1 }).waitFor();
    };
    await open(`/groups/${road.id}/members`);
    const inviteDora = button(page, "Invite Dora to take this place");
    await act(page, inviteDora, () => page.getByRole("dialog", { name: "Invite Dora" }).waitFor());
    await page.waitForFunction(() => document.activeElement?.textContent?.includes("Copy link"));
    await page.keyboard.press("Escape");
    await page.waitForFunction(() => document.activeElement?.getAttribute("aria-label")?.startsWith("Invite Dora"));
    const revoke = button(page, "Revoke: for Dora");
    await act(page, revoke, () => revoke.waitFor({ state: "detached" }));
    await page.getByLabel("Name", { exact: true }).fill("Gus");
    await act(page, button(page, "Add"), said("Gus"));
    await act(page, button(page, "More about Gus"), () => page.getByRole("dialog", { name: "Gus" }).waitFor());
    await act(page, button(page, "Remove Gus"), () => button(page, /Yes, remove/).waitFor());
    // Not by the message: the one that greeted Gus may stand there still.
    await act(page, button(page, /Yes, remove/), () => button(page, /Yes, remove/).waitFor({ state: "detached" }));
    await act(page, button(page, "Make a household"), () => button(page, "Back").waitFor());
    await act(page, button(page, "Back"), gone("Back"));

    await open(`/groups/${road.id}/settings`);
    await act(page, button(page, "Set a rate"), () => button(page, "Back").waitFor());
    await act(page, button(page, "Back"), gone("Back"));
    await page.getByLabel("Group name").fill("Road trip");
    await act(page, button(page, "Save changes"), said("Settings saved."));
    await act(page, button(page, "Close a period"), () => button(page, "Close").waitFor());
    await act(page, button(page, "Close"), gone("Close"));
    await act(page, button(page, "Open it again"), () => button(page, "Open everything").waitFor());
    await act(page, button(page, "Open everything"), gone("Open everything"));
    // The only admin, with something open: the first press says every condition.
    await act(page, button(page, "Leave group"), () => button(page, "Yes, leave the group").waitFor());
    await page.getByText("settled up in every currency, and not the last admin").waitFor();
    await act(page, button(page, "Yes, leave the group"), () => page.getByRole("alert").waitFor());

    await open(`/groups/${road.id}/settle`);
    await act(page, button(page, "Cancel payment"), gone("Cancel payment"));

    await open(`/groups/${road.id}/expenses/new`);
    await page.getByLabel("Title").fill("Cake");
    await act(page, button(page, "Save"), () => page.getByText("Something above is not right yet.").waitFor());
    await page.getByLabel("Amount", { exact: true }).fill("9");
    await act(page, button(page, "Save"), () => page.waitForURL(/\/expenses$/));
    await act(page, button(page, "Undo"), () =>
      page.getByRole("link", { name: /Cake/ }).waitFor({ state: "detached" }),
    );
    await page.getByRole("link", { name: /Museum/ }).click();
    await act(page, button(page, "Delete"), () => page.waitForURL(/\/expenses$/));
    await act(page, button(page, "Undo"), () => page.getByRole("link", { name: /Museum/ }).waitFor());
    // Undo leads back to what it brought back.
    await page.waitForFunction(() => document.activeElement?.getAttribute("href")?.includes("/expenses/exp_"));

    await open("/profile");
    await page.getByLabel("Name", { exact: true }).fill("Clara M.");
    await act(page, button(page, "Save changes"), said("Profile saved."));
    await act(page, button(page, "Change password"), () => page.getByRole("alert").first().waitFor());
  },
  STORY,
);

/** Answers an operation once as a server would whose database is away; `reached` lets it through first, unheard. */
async function failOnce(page: Page, operation: string, reached: boolean, error: object): Promise<string[]> {
  const requestIds: string[] = [];
  await page.route("**/graphql", async (route: Route) => {
    const { operationName, variables } = route.request().postDataJSON();
    if (operationName !== operation) return route.fallback();
    requestIds.push(variables.input.requestId ?? variables.input.id);
    if (requestIds.length > 1) return route.fallback();
    if (reached) await route.fetch();
    return route.fulfill({
      status: 503,
      contentType: "application/graphql-response+json",
      body: JSON.stringify({ errors: [error] }),
    });
  });
  return requestIds;
}

test(
  "single keys lead where one presses most, and can be turned off",
  async () => {
    const { page } = clara;
    await page.goto(`${base}/groups/${road.id}/expenses`);
    await page.getByRole("link", { name: /Museum/ }).waitFor();
    await page.keyboard.press("?");
    const keys = page.getByRole("dialog", { name: "Keys" });
    await keys.getByText("New expense").waitFor();
    await page.keyboard.press("Escape");
    await keys.waitFor({ state: "detached" });
    await page.keyboard.press("/");
    await page.waitForFunction(() => document.activeElement?.matches("input[type=search]"));
    // In a field a key is a letter.
    await page.keyboard.type("sn?");
    expect(await page.locator("input[type=search]").inputValue()).toBe("sn?");
    await page.goto(`${base}/groups/${road.id}/balances`);
    await page.getByRole("heading", { level: 1 }).waitFor();
    await page.keyboard.press("s");
    await page.waitForURL(/\/settle$/);
    await page.keyboard.press("n");
    await page.waitForURL(/\/expenses\/new$/);
    await page.goto(`${base}/profile`);
    // What somebody is entering is not left by a slip.
    await page.getByRole("heading", { level: 1 }).click();
    await page.keyboard.press("n");
    await page.keyboard.press("?");
    await keys.waitFor();
    expect(page.url()).toBe(`${base}/profile`);
    await page.keyboard.press("Escape");
    // The sheet that closes has a switch of the same name.
    await keys.waitFor({ state: "detached" });
    await page.getByRole("checkbox", { name: "Single keys act" }).uncheck();
    await page.getByRole("heading", { level: 1 }).click();
    await page.keyboard.press("?");
    await page.keyboard.press("g");
    await page.keyboard.press("p");
    expect(await keys.count()).toBe(0);
    await page.reload();
    expect(await page.getByRole("checkbox", { name: "Single keys act" }).isChecked()).toBe(false);
    await page.getByRole("checkbox", { name: "Single keys act" }).check();
    await page.goto(`${base}/groups/${road.id}/balances`);
    await page.getByRole("heading", { level: 1 }).waitFor();
    await page.keyboard.press("g");
    await page.keyboard.press("p");
    await page.waitForURL(/\/people$/);
  },
  STORY,
);

test(
  "without its database the server keeps what was entered, and the same try is made again",
  async () => {
    const { page } = clara;
    // Told apart by the extensions alone: the message is for whoever reads English.
    const unavailable = (extensions: object) => ({
      message: "The database is away.",
      extensions: { code: "UNAVAILABLE", retryAfter: 2, details: [], ...extensions },
    });
    const cases = [
      {
        title: "Ferry",
        reached: false,
        said: {},
        shown: /database is away/,
      },
      {
        title: "Hostel",
        reached: true,
        said: { mayHaveHappened: true },
        shown: /may be saved.*not happen twice/,
      },
    ];
    const before = (await booked(road)).expenses;
    for (const { title, reached, said, shown } of cases) {
      await page.goto(`${base}/groups/${road.id}/expenses/new`);
      await page.getByLabel("Title").fill(title);
      await page.getByLabel("Amount", { exact: true }).fill("8");
      const requestIds = await failOnce(page, "ExpenseCreate", reached, unavailable(said));
      const messages = page.getByRole("status", { name: "Messages" });
      await act(page, button(page, "Save"), () => messages.filter({ hasText: shown }).waitFor());
      if (reached) {
        // It was saved, and only its answer was lost: to correct it is to edit it.
        await act(page, button(page, "Open again"), () => page.waitForURL(/\/expenses\/exp_\w+\/edit$/));
        await messages.filter({ hasText: `“${title}” was saved after all` }).waitFor();
      } else {
        await act(page, button(page, "Open again"), () => page.getByRole("alert").filter({ hasText: shown }).waitFor());
        await expectSoon(() => page.getByLabel("Title").inputValue(), title);
        await button(page, "Save").click();
        await page.waitForURL(/\/expenses$/);
        await page.getByRole("link", { name: title }).waitFor();
      }
      expect(requestIds).toHaveLength(reached ? 1 : 2);
      expect(new Set(requestIds).size).toBe(1);
      await page.unroute("**/graphql");
    }
    expect((await booked(road)).expenses.sort()).toEqual([...before, "Ferry", "Hostel"].sort());
    await page.goto(`${base}/groups/${road.id}/settle/new`);
    await page.getByLabel("Amount", { exact: true }).fill("1");
    const limited = {
      message: "Others are writing here.",
      extensions: { code: "RATE_LIMITED", retryAfter: 7, details: [] },
    };
    await failOnce(page, "SettlementCreate", false, limited);
    await button(page, "Record payment").click();
    await page.getByText("Try again in 7 seconds").waitFor();
    await page.unroute("**/graphql");
  },
  STORY,
);

test(
  "a page whose server has no database says so, and comes back by itself",
  async () => {
    const { page } = clara;
    let away = true;
    await page.route("**/graphql", (route) => {
      if (!away || route.request().postDataJSON().operationName !== "GroupsPage") return route.fallback();
      return route.fulfill({
        status: 503,
        contentType: "application/graphql-response+json",
        body: JSON.stringify({ errors: [{ message: "away", extensions: { code: "UNAVAILABLE", retryAfter: 1 } }] }),
      });
    });
    await page.goto(`${base}/groups`);
    await heading(page, "The server has no database").waitFor();
    away = false;
    await page.getByRole("main").getByRole("link", { name: /Road/ }).waitFor();
    await page.unroute("**/graphql");
  },
  STORY,
);

test(
  "a page whose live events the server ends for now hears of everything later",
  async () => {
    const { page } = clara;
    const limited = { message: "Too many events.", extensions: { code: "RATE_LIMITED", retryAfter: 1 } };
    let begun = 0;
    await page.routeWebSocket(/\/graphql$/, (socket) => {
      const server = socket.connectToServer();
      server.onMessage((message) => socket.send(message));
      socket.onMessage((message) => {
        const { type, id } = JSON.parse(String(message));
        if (type === "subscribe") begun += 1;
        if (type === "subscribe" && begun === 1) socket.send(JSON.stringify({ type: "error", id, payload: [limited] }));
        else server.send(message);
      });
    });
    await page.goto(`${base}/groups/${road.id}/expenses`);
    await page.getByRole("link", { name: /Museum/ }).waitFor();
    await addExpense(road, "Heard of later", "3.00");
    await page.getByRole("link", { name: /Heard of later/ }).waitFor();
    expect(begun).toBeGreaterThan(1);
  },
  STORY,
);

const TABS = ["expenses", "balances", "settle", "activity", "members", "settings"] as const;

/** What an open page offers of what changes a group. */
async function offersOf(page: Page, path: string): Promise<object> {
  await page.locator("[aria-busy=true]").first().waitFor({ state: "detached" });
  const main = page.getByRole("main");
  const forms = await main.locator("form :is(button[type=submit], input:enabled, select, textarea)").count();
  return {
    path,
    // On the page of an expense the bar leads to a group in which one may record, and never to this one.
    add: await page
      .getByRole("link", { name: "Add expense" })
      .and(page.locator(":not([href='/expenses/new'])"))
      .count(),
    // Filters are no writing, nor is taking back a payment that is recorded.
    forms: path.endsWith("/expenses") ? 0 : forms,
    acts: await main.getByRole("link", { name: /^(Edit|Record|Import)/ }).count(),
    buttons: (await main.getByRole("button").allInnerTexts()).filter((text) => /add|set|close|make|delete/i.test(text)),
  };
}
const NOTHING = { add: 0, forms: 0, acts: 0, buttons: [] };

test(
  "an archived group is for reading: no +, no forms, and the way back on every page of it",
  async () => {
    const { page } = clara;
    const expense = await addExpense(road, "Last one", "5.00");
    await page.goto(`${base}/groups/${road.id}/settings`);
    await act(page, button(page, "Archive group"), () => button(page, "Bring back").waitFor());
    await page.setViewportSize({ width: 375, height: 740 });
    const paths = [
      ...[...TABS, "expenses/new", "settle/new"].map((tab) => `/groups/${road.id}/${tab}`),
      `/expenses/${expense}`,
      `/expenses/${expense}/edit`,
    ];
    for (const path of paths) {
      await page.goto(base + path);
      await button(page, "Bring back").waitFor();
      expect(await offersOf(page, path)).toEqual({ path, ...NOTHING });
    }
    await act(page, button(page, "Bring back"), () => button(page, "Bring back").waitFor({ state: "detached" }));
    await page.setViewportSize({ width: 1280, height: 900 });
  },
  STORY,
);

/** A group of somebody else's, in which Clara may only read; with an expense in it. */
async function groupToRead(): Promise<{ id: string; expenseId: string }> {
  const person = { email: "gita@example.com", password: PASSWORD, name: "Gita" };
  const { userRegister } = await send<{ userRegister: { session: { accessToken: string } } }>(
    `mutation ($input: UserRegisterInput!) {
      userRegister(input: $input) { ... on UserRegisterPayload { session { accessToken } } } }`,
    person,
  );
  const gita = userRegister.session.accessToken;
  const group = await groupOf("To be read", [], gita);
  const { inviteCreate } = await send<{ inviteCreate: { invite: { code: string } } }>(
    `mutation ($input: InviteCreateInput!) {
      inviteCreate(input: $input) { ... on InviteCreatePayload { invite { code } } } }`,
    { groupId: group.id, role: "VIEWER" },
    gita,
  );
  await send("mutation ($input: InviteAcceptInput!) { inviteAccept(input: $input) { __typename } }", {
    code: inviteCreate.invite.code,
  });
  return { id: group.id, expenseId: await addExpense(group, "Seen", "5.00", gita) };
}

test(
  "who may only read is offered nothing else, and told so where there would be a form",
  async () => {
    const { page } = clara;
    const { id, expenseId } = await groupToRead();
    for (const path of [...TABS.map((tab) => `/groups/${id}/${tab}`), `/expenses/${expenseId}`]) {
      await page.goto(base + path);
      await heading(page, path.startsWith("/expenses") ? "Seen" : "To be read").waitFor();
      expect(await offersOf(page, path)).toEqual({ path, ...NOTHING });
    }
    for (const path of [`/groups/${id}/expenses/new`, `/groups/${id}/settle/new`, `/expenses/${expenseId}/edit`]) {
      await page.goto(base + path);
      await page.getByText("For reading").waitFor();
      expect(await offersOf(page, path)).toEqual({ path, ...NOTHING });
    }
  },
  STORY,
);

test(
  "language and region are apart, and their lists speak the reader's language at once",
  async () => {
    const { page } = clara;
    await page.goto(`${base}/profile`);
    const languages = page.getByLabel("Language");
    await languages.waitFor();
    expect(await languages.locator("option").allInnerTexts()).toEqual(["English", "Deutsch – German"]);
    await page.getByLabel("Region").press("Enter");
    await page.getByRole("dialog").getByLabel("Find a country").fill("switz");
    await page.getByRole("radio", { name: "Switzerland" }).waitFor();
    await page.keyboard.press("Enter");
    await page.getByText(/1’234\.50 · 28 Nov 2026/).waitFor();
    await expectSoon(() => page.getByLabel("Region").innerText(), "Switzerland");
    await page.getByLabel("Time zone").press("Enter");
    await page.getByRole("dialog").getByLabel("City or country").fill("bombay");
    await page.getByRole("radio", { name: "Kolkata India" }).click();
    await expectSoon(() => page.getByLabel("Time zone").innerText(), "Kolkata");
    await languages.selectOption("de");
    await button(page, "Save changes").click();
    await page.getByLabel("Sprache").waitFor();
    expect(await page.getByLabel("Sprache").locator("option").allInnerTexts()).toEqual([
      "English – Englisch",
      "Deutsch",
    ]);
    expect(await page.getByLabel("Region").innerText()).toBe("Schweiz");
    await page.getByLabel("Region").press("Enter");
    await page.getByRole("dialog").getByText("Österreich").waitFor();
    await page.keyboard.press("Escape");
    await act(page, button(page, "Abmelden"), () => heading(page, "Anmelden").waitFor());
  },
  STORY,
);

test("no browser complained, and none asked anybody else", () => {
  // What the tests answered in the server's place.
  expect(clara.complaints.filter((complaint) => !/status of 503|CombinedGraphQLErrors: away/.test(complaint))).toEqual(
    [],
  );
});
