import { expect, test } from "@jest/globals";
import { launchBrowser } from "./browser.js";
import { tested } from "./tested.js";

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

test("what not everybody can use on a page is found, and once more where it was looked at before", async () => {
  const { violationsOn } = await tested("test/accessibility.js");
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    await page.setContent('<html lang="en"><title>Bill</title><img src="/bill"><p style="color: #aaa">Pale</p>');
    expect(await violationsOn(page, "all")).toEqual(["color-contrast at p", "image-alt at img"]);
    expect(await violationsOn(page, "colours")).toEqual(["color-contrast at p"]);
    await page.setContent('<html lang="en"><title>Bill</title><p>Plain</p>');
    expect(await violationsOn(page, "all")).toEqual([]);
  } finally {
    await browser.close();
  }
});
