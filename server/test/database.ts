import type { TestDatabase } from "./databases.js";
import { spend } from "./spending.js";
import { tested } from "./tested.js";

/** A database of a test file's own, with the whole schema and no rows. */
export async function testDatabase(): Promise<TestDatabase> {
  spend("databases");
  return (await tested("test/databases.js")).copiedDatabase();
}

/** A database without any table, for tests of the migrations themselves. */
export async function emptyDatabase(): Promise<TestDatabase> {
  spend("databases");
  return (await tested("test/databases.js")).emptyDatabase();
}
