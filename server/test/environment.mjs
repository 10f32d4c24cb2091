// Where the tests of the product run: Node's environment, and a door to what is loaded once per worker. Jest gives each
// test file modules of its own, and to load the whole server anew takes longer than most files then run.
import { TestEnvironment } from "jest-environment-node";
import { TESTED } from "./compile-tested.mjs";

export default class ProductEnvironment extends TestEnvironment {
  async setup() {
    await super.setup();
    this.global.loadTested = (path) => import(new URL(path, TESTED));
  }
}
