import DataLoader from "dataloader";
import { entities, type Reader } from "../../platform/reader.js";
import { Category } from "./category.entity.js";

/** Categories by id; null for an unknown one. */
export function categoryById(reader: Reader) {
  return new DataLoader<string, Category | null>(async (ids) => {
    const rows = await reader.rows("select * from categories where id = any($1)", [ids]);
    const byId = new Map(entities(Category, rows).map((category) => [category.id, category]));
    return ids.map((id) => byId.get(id) ?? null);
  });
}

/** Every category, in its order; a group has all of them. */
export async function allCategories(reader: Reader): Promise<Category[]> {
  return entities(Category, await reader.rows("select * from categories order by position"));
}

/** Where an expense belongs that says nothing about it: the first one, General. */
export async function defaultCategory(reader: Reader): Promise<Category> {
  const rows = await reader.rows("select * from categories order by position limit 1");
  return entities(Category, rows)[0]!;
}
