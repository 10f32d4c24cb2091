/** What an entity consists of: every field, and nothing that it can do. */
export type FieldsOf<Entity> = {
  [Field in keyof Entity as Entity[Field] extends (...args: never[]) => unknown ? never : Field]: Entity[Field];
};

/** A new entity with all its fields: one that is forgotten does not compile. */
export function made<Entity extends object>(type: new () => Entity, fields: FieldsOf<Entity>): Entity {
  return Object.assign(new type(), fields);
}
