import type { EntityManager, ObjectLiteral } from "typeorm";
import type { FieldsOf } from "./made.js";

/** New values of some fields of an entity; a text that the database computes is given as a function, as `() => "now()"`. */
export type ChangesOf<Entity> = { readonly [Field in keyof FieldsOf<Entity>]?: Entity[Field] | (() => string) };

/** Adds rows of one entity, each with all its fields: see `made`. */
export async function insertRows<Entity extends ObjectLiteral>(
  manager: EntityManager,
  type: new () => Entity,
  rows: readonly Entity[],
): Promise<void> {
  if (rows.length === 0) return;
  await manager
    .createQueryBuilder()
    .insert()
    .into(type)
    .values(rows as never)
    .updateEntity(false)
    .execute();
}

/**
 * Changes fields of the one row with this id, which whoever calls has seen and locked: where there is none it is a bug,
 * and throws. What is undefined stays as it is.
 */
export async function updateRow<Entity extends ObjectLiteral & { readonly id: string }>(
  manager: EntityManager,
  type: new () => Entity,
  id: string,
  changes: ChangesOf<Entity>,
): Promise<void> {
  if (Object.values(changes).every((value) => value === undefined)) return;
  const updating = manager
    .createQueryBuilder()
    .update(type)
    .set(changes as never)
    .where("id = :id", { id });
  const { affected } = await updating.updateEntity(false).execute();
  if (affected !== 1) throw new Error(`There is no ${type.name} to change.`);
}
