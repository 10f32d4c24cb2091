import type { DataSource } from "typeorm";
import { migrations } from "../migrations/all.js";
import { openDatabase } from "../platform/database.js";
import { modules } from "./modules.js";

/** Connects to a database of the product, with every module's tables known. */
export function openProductDatabase(url: string, poolSize?: number): Promise<DataSource> {
  const entities = modules.flatMap((module) => module.entities ?? []);
  return openDatabase(url, { entities: entities as never, migrations, poolSize });
}
