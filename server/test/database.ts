import type { TestDatabase } from "./databases.js";
import { tested } from "./tested.js";

/** A database of a test file's own, with the whole schema and no rows. */
export async function testDatabase(): Promise<TestDatabase> {
  return (await tested("test/databases.js")).copiedDatabase();
}

/** A database without any table, for tests of the migrations themselves. */
export async function emptyDatabase(): Promise<TestDatabase> {
  return (await tested("test/databases.js")).emptyDatabase();
}
