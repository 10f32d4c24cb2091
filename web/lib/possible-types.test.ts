import { readFileSync } from "node:fs";
import { expect, test } from "@jest/globals";
import { buildSchema, isInterfaceType } from "graphql";
import { possibleTypes } from "./possible-types.js";

test("the cache knows the interfaces as the schema has them", () => {
  const schema = buildSchema(readFileSync("schema.graphql", "utf8"));
  const interfaces = Object.values(schema.getTypeMap()).filter(isInterfaceType);
  const names = interfaces.map((type) => [type.name, schema.getPossibleTypes(type).map(({ name }) => name)]);
  expect(Object.fromEntries(names)).toEqual(
    Object.fromEntries(Object.entries(possibleTypes).map(([name, types]) => [name, expect.arrayContaining(types)])),
  );
  for (const [name, types] of names)
    expect(possibleTypes[name as keyof typeof possibleTypes]).toHaveLength(types!.length);
});
