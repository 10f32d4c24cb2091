import type { Browser } from "playwright-core";
import { spend } from "./spending.js";
import { tested } from "./tested.js";

/** Starts the browser of CHROMIUM_PATH, else one on PATH, else the one that ships in npm. The caller closes it. */
export async function launchBrowser(): Promise<Browser> {
  spend("browsers");
  return (await tested("test/chromium.js")).launchBrowser();
}
