import type { Browser } from "playwright-core";
import { spend } from "./spending.js";
import { tested } from "./tested.js";

/** Starts the browser of CHROMIUM_PATH, else one on PATH, else the one that ships in npm. The caller closes it. */
export async function launchBrowser(): Promise<Browser> {
  spend("browsers");
  const { launchBrowser: launch, SHORT_LIVED } = await tested("test/chromium.js");
  return launch(SHORT_LIVED);
}
