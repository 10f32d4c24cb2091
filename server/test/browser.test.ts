import { expect, test } from "@jest/globals";
import { launchBrowser } from "./browser.js";

test("opens a page in a real browser", async () => {
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    await page.setContent("<h1>Expense Tracker</h1>");
    expect(await page.getByRole("heading").innerText()).toBe("Expense Tracker");
  } finally {
    await browser.close();
  }
});
