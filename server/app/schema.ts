import "reflect-metadata";
import {
  type GraphQLInterfaceType,
  type GraphQLNamedType,
  type GraphQLSchema,
  isInterfaceType,
  isObjectType,
  lexicographicSortSchema,
  printSchema,
  specifiedDirectives,
} from "graphql";
import {
  Arg,
  buildSchema,
  Ctx,
  FieldResolver,
  getMetadataStorage,
  ID,
  type NonEmptyArray,
  Query,
  Resolver,
  Root,
} from "type-graphql";
import { prefixOf } from "../kernel/ids.js";
import { namePurposes } from "../modules/uploads/upload.entity.js";
import type { AppContext } from "../platform/context.js";
import { Cost, costDirective, type FieldCost, statedCost } from "../platform/schema/cost.js";
import { Node } from "../platform/schema/node.js";
import { COMMON_ERRORS, ConflictError, refusalsAsData } from "../platform/schema/refusals.js";
import { chargeLists } from "./budgets.js";
import { modules } from "./modules.js";

/** From any id to the thing, through its module's own door; null for what the viewer may not see, and for no id. */
export async function nodeFor(ctx: AppContext, id: string): Promise<Node | null> {
  void ctx.viewer;
  const prefix = prefixOf(id);
  const door = prefix && doors.get(prefix);
  return door ? door(ctx, id) : null;
}

const doors = new Map(modules.flatMap((module) => Object.entries(module.nodes ?? {})));

/** The names of the types that have ids, by their prefixes. */
const typeNames = new Map(
  modules.flatMap((module) => Object.entries(module.ids ?? {}).map(([prefix, type]) => [prefix, type?.name] as const)),
);

/** The type's name of something with an id of ours. */
function nodeTypeName({ id }: { readonly id: string }): string | undefined {
  return typeNames.get(id.slice(0, id.indexOf("_")));
}

@Resolver()
class NodeQuery {
  @Cost(1)
  @Query(() => Node, { nullable: true, description: "Anything by its id; null for what the viewer may not see." })
  node(@Arg("id", () => ID, { description: "Of the thing." }) id: string, @Ctx() ctx: AppContext) {
    return nodeFor(ctx, id);
  }
}

@Resolver(() => ConflictError)
class ConflictErrorFields {
  @Cost(1)
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
  if (!built) {
    namePurposes(modules.flatMap((module) => module.files ?? []));
    readPlainly();
  }
  built ??= buildSchema({
    resolvers: resolvers as unknown as NonEmptyArray<Function>,
    pubSub: noPubSub,
    validate: false,
    nullableByDefault: false,
    directives: [...specifiedDirectives, costDirective],
  }).then((schema) => {
    refusalsAsData(schema.getMutationType()!);
    chargeLists(schema);
    requireDeclared(schema);
    return namedAtOnce(schema);
  });
  return built;
}

/** What has an id is found by it, and every refusal is somebody's: what its module does not declare, nobody would know. */
function requireDeclared(schema: GraphQLSchema): void {
  const errors = [COMMON_ERRORS, ...modules.map((module) => module.errors ?? [])].flat();
  const declared = { Node: [...typeNames.values()], UserError: errors.map(({ name }) => name) };
  for (const [name, names] of Object.entries(declared)) {
    const implemented = schema.getPossibleTypes(schema.getType(name) as GraphQLInterfaceType);
    const missing = implemented.find((type) => !names.includes(type.name));
    if (missing) throw new Error(`No module declares ${missing.name}, which implements ${name}.`);
  }
}

/** TypeGraphQL asks for a type's name by a promise, which long lists of nodes would have to wait for one by one. */
function namedAtOnce(schema: GraphQLSchema): GraphQLSchema {
  const node = schema.getType("Node");
  if (isInterfaceType(node)) node.resolveType = nodeTypeName;
  return schema;
}

/**
 * What no resolver computes is read from the object by graphql-js itself: TypeGraphQL's way to a property is many times
 * as long, and a page has thousands of them.
 */
function readPlainly(): void {
  for (const field of getMetadataStorage().fields) if (field.name === field.schemaName) field.simple ??= true;
}

/** The schema as text, with what fields cost, in an order that does not depend on the order of imports. */
export async function schemaText(): Promise<string> {
  const schema = lexicographicSortSchema(await buildApiSchema());
  return `${withCosts(printSchema(schema), schema)}\n`;
}

/** graphql-js prints no directives of fields: they are set at the end of the lines that it prints. */
function withCosts(text: string, schema: GraphQLSchema): string {
  let type: GraphQLNamedType | undefined;
  let cost: FieldCost | null = null;
  let isDescription = false;
  const shown = (line: string, weight?: number, reads = 0) => {
    if (weight === undefined) return line;
    return `${line} @cost(weight: ${weight}${reads > 0 ? `, reads: ${reads}` : ""})`;
  };
  return text
    .split("\n")
    .map((line) => {
      const marks = line.split('"""').length - 1;
      if (marks === 1) isDescription = !isDescription;
      if (marks > 0 || isDescription) return line;
      const named = /^(?:type|}) ?(\w*)/.exec(line)?.[1];
      if (named !== undefined) type = schema.getType(named);
      if (!isObjectType(type)) return line;
      const [, indent, name, isOpen] = /^( +)(\w+)(?:\(.*\))?(\()?/.exec(line) ?? [];
      if (indent === "    ") return shown(line, cost?.arguments[name!]);
      if (name !== undefined) cost = statedCost(type.getFields()[name]!);
      return isOpen === undefined && line.startsWith("  ") ? shown(line, cost?.weight, cost?.reads) : line;
    })
    .join("\n");
}
