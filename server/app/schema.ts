import "reflect-metadata";
import { type GraphQLSchema, isInterfaceType, lexicographicSortSchema, printSchema } from "graphql";
import { Arg, buildSchema, Ctx, FieldResolver, ID, type NonEmptyArray, Query, Resolver, Root } from "type-graphql";
import { type IdPrefix, prefixOf } from "../kernel/ids.js";
import type { AppContext } from "../platform/context.js";
import { Node, nodeTypeName } from "../platform/schema/node.js";
import { ConflictError, refusalsAsData } from "../platform/schema/refusals.js";
import { modules } from "./modules.js";

/** From any id to the thing, through its module's own door; null for what the viewer may not see, and for no id. */
export async function nodeFor(ctx: AppContext, id: string): Promise<Node | null> {
  void ctx.viewer;
  const prefix = prefixOf(id);
  const door = prefix && doors.get(prefix);
  return door ? door(ctx, id) : null;
}

const doors = new Map(
  modules.flatMap((module) =>
    Object.entries(module.nodes ?? {}).map(([prefix, door]) => [prefix as IdPrefix, door] as const),
  ),
);

@Resolver()
class NodeQuery {
  @Query(() => Node, { nullable: true, description: "Anything by its id; null for what the viewer may not see." })
  node(@Arg("id", () => ID, { description: "Of the thing." }) id: string, @Ctx() ctx: AppContext) {
    return nodeFor(ctx, id);
  }
}

@Resolver(() => ConflictError)
class ConflictErrorFields {
  @FieldResolver(() => Node, {
    nullable: true,
    description:
      "What it is now, so that mine and theirs can be shown side by side; null where the viewer may not see it.",
  })
  current(@Root() conflict: ConflictError, @Ctx() ctx: AppContext): Promise<Node | null> | null {
    return conflict.currentId === null ? null : nodeFor(ctx, conflict.currentId);
  }
}

/** Every subscription has its own `subscribe`; the builder asks for a bus all the same. */
const noPubSub = {
  publish(): never {
    throw new Error("Events go through the group's log.");
  },
  subscribe(): never {
    throw new Error("Events come from the group's log.");
  },
};

let built: Promise<GraphQLSchema> | null = null;

/** The schema of all modules; built once per process. */
export function buildApiSchema(): Promise<GraphQLSchema> {
  const resolvers = [NodeQuery, ConflictErrorFields, ...modules.flatMap((module) => module.resolvers ?? [])];
  built ??= buildSchema({
    resolvers: resolvers as unknown as NonEmptyArray<Function>,
    pubSub: noPubSub,
    validate: false,
    nullableByDefault: false,
  }).then((schema) => {
    refusalsAsData(schema.getMutationType()!);
    return namedAtOnce(schema);
  });
  return built;
}

/** TypeGraphQL asks for a type's name by a promise, which long lists of nodes would have to wait for one by one. */
function namedAtOnce(schema: GraphQLSchema): GraphQLSchema {
  const node = schema.getType("Node");
  if (isInterfaceType(node)) node.resolveType = nodeTypeName;
  return schema;
}

/** The schema as text, in an order that does not depend on the order of imports. */
export async function schemaText(): Promise<string> {
  return `${printSchema(lexicographicSortSchema(await buildApiSchema()))}\n`;
}
