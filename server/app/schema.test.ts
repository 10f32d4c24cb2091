import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "@jest/globals";
import {
  buildASTSchema,
  buildSchema,
  extendSchema,
  findBreakingChanges,
  type GraphQLObjectType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isUnionType,
  parse,
  visit,
} from "graphql";
import { getMetadataStorage } from "type-graphql";
import { isObjectList, statedCost } from "../platform/schema/cost.js";
import { modules } from "./modules.js";
import { buildApiSchema, schemaText } from "./schema.js";

const root = process.cwd();
let schema: GraphQLSchema;

interface NameOwner {
  readonly name: { readonly value: string };
}

beforeAll(async () => {
  schema = await buildApiSchema();
});

function breaking(before: GraphQLSchema, after: GraphQLSchema): string[] {
  return findBreakingChanges(before, after).map((change) => change.description);
}

/** The schema as it was at the last release; before the first one, the core contract. */
function released(): GraphQLSchema {
  const git = (...args: string[]) =>
    execFileSync("git", args, { cwd: root, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  try {
    const tag = git("describe", "--tags", "--abbrev=0", "--match", "v*").trim();
    return buildSchema(git("show", `${tag}:schema.graphql`));
  } catch {
    return contract();
  }
}

function contract(): GraphQLSchema {
  return buildSchema(readFileSync(join(root, "server/test/core-contract.graphql"), "utf8"));
}

/** What each room has fixed beyond the core, in a file of its own. */
const rooms = readdirSync(join(root, "server/test"))
  .map((file) => /^(\w+)-contract\.graphql$/.exec(file)?.[1])
  .filter((room) => room !== undefined && room !== "core") as string[];

function extendedBy(room: string): GraphQLSchema {
  return extendSchema(contract(), parse(readFileSync(join(root, `server/test/${room}-contract.graphql`), "utf8")));
}

describe("gates", () => {
  test("the schema holds the core contract", () => expect(breaking(contract(), schema)).toEqual([]));

  test.each(rooms)("the schema holds the names that are fixed for %s", (room) =>
    expect(breaking(extendedBy(room), schema)).toEqual([]),
  );

  test("nothing that was released is broken", () => expect(breaking(released(), schema)).toEqual([]));

  test("the gate bites: a field, an argument or a union member that is gone is named", async () => {
    const without = async (parent: string, name: string) => {
      const document = visit(parse(await schemaText()), {
        enter(node, _key, _parent, _path, ancestors) {
          const owner = ancestors.findLast((each) => !Array.isArray(each) && "name" in each && each.name) as NameOwner;
          const named = "name" in node && node.name?.kind === "Name" ? node.name.value : undefined;
          return named === name && owner?.name.value === parent ? null : undefined;
        },
      });
      return breaking(contract(), buildASTSchema(document));
    };
    expect(await without("Group", "simplifyDebts")).toEqual(["Group.simplifyDebts was removed."]);
    expect(await without("balances", "asOf")).toEqual(["Group.balances arg asOf was removed."]);
    expect(await without("GroupUpdateResult", "ConflictError")).toEqual([
      "ConflictError was removed from union type GroupUpdateResult.",
    ]);
    expect(await without("Mutation", "expenseRestore")).toContain("Mutation.expenseRestore was removed.");
  });

  test("schema.graphql is the schema (npm run schema writes it)", async () => {
    expect(readFileSync(join(root, "schema.graphql"), "utf8")).toBe(await schemaText());
  });
});

describe("documentation", () => {
  /** Every type, field, argument and enum value that the product defines, with its description. */
  function* described(): Iterable<[string, string | null | undefined]> {
    const roots = new Set([schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()]);
    const builtIn = new Set(["String", "Int", "Float", "Boolean", "ID"]);
    for (const type of Object.values(schema.getTypeMap())) {
      if (type.name.startsWith("__") || builtIn.has(type.name)) continue;
      if (!roots.has(type as never)) yield [type.name, type.description];
      if (isEnumType(type))
        for (const value of type.getValues()) yield [`${type.name}.${value.name}`, value.description];
      if (isInputObjectType(type))
        for (const field of Object.values(type.getFields())) yield [`${type.name}.${field.name}`, field.description];
      if (!isObjectType(type) && !isInterfaceType(type)) continue;
      for (const field of Object.values(type.getFields())) {
        yield [`${type.name}.${field.name}`, field.description];
        for (const argument of field.args) yield [`${type.name}.${field.name}(${argument.name})`, argument.description];
      }
    }
  }

  test("everything has a description that is a sentence", () => {
    const bad = [...described()].filter(([, text]) => !text || !/^[A-Z1-9`"].*[.)]$/s.test(text));
    expect(bad).toEqual([]);
  });
});

describe("shape", () => {
  test("every mutation takes one input and answers a union of its payload and user errors", () => {
    for (const field of Object.values(schema.getMutationType()!.getFields())) {
      const name = field.name[0]!.toUpperCase() + field.name.slice(1);
      expect(field.args.map((argument) => [argument.name, String(argument.type)])).toEqual([
        ["input", `${name}Input!`],
      ]);
      expect(String(field.type)).toBe(`${name}Result!`);
      const union = schema.getType(`${name}Result`);
      const members = isUnionType(union) ? union.getTypes() : [];
      const [payloads, errors] = [
        members.filter((type) => type.name === `${name}Payload`),
        members.filter((type) => type.name !== `${name}Payload`),
      ];
      expect(payloads).toHaveLength(1);
      for (const error of errors) expect(error.getInterfaces().map((type) => type.name)).toContain("UserError");
    }
  });

  test("money is never a number: those are places on a page, and how probable something is", () => {
    for (const type of Object.values(schema.getTypeMap())) {
      if (!isObjectType(type) && !isInputObjectType(type)) continue;
      for (const field of Object.values(type.getFields())) {
        const isPart = type.name === "Box" || ["confidence", "progress"].includes(field.name);
        if (!isPart)
          expect([type.name, field.name, String(field.type)]).not.toContainEqual(expect.stringMatching(/Float/));
      }
    }
  });
});

/** The name in the schema of the class that TypeGraphQL was given. */
function typeOf(target: Function): string {
  const { objectTypes } = getMetadataStorage();
  return objectTypes.find((type) => type.target === target)!.name;
}

/** The texts under one key, also those that come with a page of their own. */
function messagesOf(locale: string, key: string): Record<string, string> {
  const folder = join(process.cwd(), "web/messages");
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((path) =>
    path.endsWith(`${locale}.json`),
  );
  return Object.assign({}, ...files.map((path) => JSON.parse(readFileSync(join(folder, path), "utf8"))[key] ?? {}));
}

test("what a module records is named where the API says which events there are, and by the web in both languages", () => {
  const type = schema.getType("GroupEvent") as GraphQLObjectType;
  const description = type.getFields().type!.description ?? "";
  const declared = modules.flatMap(({ events = [] }) => events.map(({ name }) => name));
  expect(declared.length).toBeGreaterThan(20);
  expect(declared.filter((name) => !description.includes(` ${name}`))).toEqual([]);
  for (const locale of ["en", "de"]) {
    const words = Object.keys(messagesOf(locale, "activity"));
    expect([locale, declared.filter((name) => !words.some((word) => word.startsWith(name.replace(".", "_"))))]).toEqual(
      [locale, []],
    );
  }
});

test("each field that an event changes has a word in both languages", () => {
  const files = readdirSync(join(process.cwd(), "server/modules"), { recursive: true, encoding: "utf8" });
  const sources = files.filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"));
  const texts = sources.map((file) => readFileSync(join(process.cwd(), "server/modules", file), "utf8"));
  const fields = new Set(texts.flatMap((text) => [...text.matchAll(/\bfield: "(\w+)"/g)].map(([, field]) => field!)));
  expect(fields.size).toBeGreaterThan(10);
  for (const locale of ["en", "de"]) {
    const change = messagesOf(locale, "change");
    expect([locale, [...fields].filter((field) => !(field in change))]).toEqual([locale, []]);
  }
});

describe("costs", () => {
  const fields = () =>
    Object.values(schema.getTypeMap())
      .filter(isObjectType)
      .filter(({ name }) => !name.startsWith("__"))
      .flatMap((type) => Object.values(type.getFields()).map((field) => ({ type, field })));

  /** Entries of a page are counted by its `first`. */
  const isPage = (type: string, field: string) => type.endsWith("Connection") && field === "edges";

  test("every list of objects says how many entries it is taken to have", () => {
    const silent = fields().filter(
      ({ type, field }) => isObjectList(field) && !isPage(type.name, field.name) && !statedCost(field)?.weight,
    );
    expect(silent.map(({ type, field }) => `${type.name}.${field.name}`)).toEqual([]);
  });

  /** One thing from a loader that reads it for all, the doors to one, who asks, an address: nothing beyond the answer. */
  const CHEAP =
    /\bctx(\.loader\([\w.()]+\)\.load\(|\.viewer(OrNull)?\b|\.services\.publicUrl)|\b((visible|known|shown)\w+|viewerMemberOf)\)?\(ctx, [\w.]+\)|\bisSelf\)?\(\w+, ctx\)/g;

  test("every field that reads by itself says what that costs", () => {
    const { fieldResolvers, queries } = getMetadataStorage();
    const asked = [
      ...queries.map(({ target, methodName, params }) => ({ target, methodName, params, type: "Query" })),
      ...fieldResolvers.map((each) => ({ ...each, type: typeOf(each.getObjectType!()) })),
    ];
    const silent = asked.filter(({ target, methodName, params, type }) => {
      if (!params?.some(({ kind }) => kind === "context")) return false;
      const method = String((target.prototype as Record<string, unknown>)[methodName]);
      if (!/\bctx\b/.test(method.replace(/^[^)]*\)[^{]*\{/, "").replaceAll(CHEAP, ""))) return false;
      const field = (schema.getType(type) as GraphQLObjectType).getFields()[methodName]!;
      return !statedCost(field) && !field.args.some(({ name }) => name === "first");
    });
    expect(silent.map(({ type, methodName }) => `${type}.${methodName}`)).toEqual([]);
  });

  test("the schema shows them", async () => {
    const printed = await schemaText();
    const [line] = printed.split("\n").filter((text) => text.includes("shares: [ExpenseShare!]!"));
    expect(line).toBe("  shares: [ExpenseShare!]! @cost(weight: 10)");
    expect(printed).toMatch(/asOf: LocalDate @cost\(weight: 1000\)/);
  });
});
