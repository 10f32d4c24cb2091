// Where the tests of the product run: Node's environment, and a door to what is loaded once per worker. Jest gives each
// test file modules of its own, and to load the whole server anew takes longer than most files then run.
import { TestEnvironment } from "jest-environment-node";
import { TESTED } from "./compile-tested.mjs";

/** Of a page's text, in the report of a test that failed. */
const CHARACTERS = 1_500;

export default class ProductEnvironment extends TestEnvironment {
  async setup() {
    await super.setup();
    this.global.loadTested = (path) => import(new URL(path, TESTED));
    this.global.visitedPages = [];
  }

  /** Says what stood on the pages when a test failed: a wait that ended tells what did not come, and not what came instead. */
  async handleTestEvent(event) {
    if (event.name !== "test_fn_failure") return;
    for (const page of this.global.visitedPages) {
      if (page.isClosed()) continue;
      process.stderr.write(`${event.test.name}\n${page.url()}\n${await textOf(page)}\n\n`);
    }
  }
}

/** What a page shows; a page that answers nothing any more says so. */
async function textOf(page) {
  try {
    const text = await page.locator("body").innerText({ timeout: 5_000 });
    return text.replaceAll(/\n+/g, " | ").slice(0, CHARACTERS);
  } catch (error) {
    return String(error).split("\n")[0];
  }
}
