import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  GraphQLError,
  type GraphQLField,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  parse,
  type SelectionSetNode,
  SingleFieldSubscriptionsRule,
  type ValueNode,
  validate,
  valueFromASTUntyped,
} from "graphql";
import { DRY_RUN_SHARE } from "../platform/budget.js";
import { costOf, isObjectList } from "../platform/schema/cost.js";
import { PAGE_DEFAULT, PAGE_MAX } from "../platform/schema/pages.js";
import { topLevel } from "../platform/schema/top-level-errors.js";

/** What one operation may be, over HTTP and WebSocket alike; every limit has a name. */
export const LIMITS = {
  /** Bytes of a request or message: five hundred payers and as many shares fit, however large their amounts. */
  BODY_BYTES: 80 * 1024,
  /** Lexical tokens of a document. */
  TOKENS: 2000,
  /** Levels of fields. */
  DEPTH: 16,
  /** Fields, with fragments spread out. */
  FIELDS: 1000,
  /** Fields under another name. */
  ALIASES: 30,
  /** Directives in all. */
  DIRECTIVES: 20,
  /** Fields of the query root. */
  QUERY_ROOTS: 15,
  /** Mutations in one operation. */
  MUTATION_ROOTS: 5,
  /** Objects that would be answered, as far as one can tell beforehand, and what else the schema says that fields cost. */
  COST: 10_000,
  /** What is asked of the schema itself: the question of every tool fits, and fields of fields of fields do not. */
  INTROSPECTION: 100_000,
  /** The same for a mutation that is only tried out: its group waits while the answer is put together. */
  DRY_RUN_COST: 10_000 / DRY_RUN_SHARE,
} as const;

/** How many entries the lists of introspection are taken to have. */
const INTROSPECTION_LISTS: Readonly<Record<string, number>> = {
  "__Schema.types": 200,
  "__Schema.directives": 8,
  "__Type.fields": 10,
  "__Type.inputFields": 4,
  "__Type.enumValues": 4,
  "__Type.possibleTypes": 3,
  "__Type.interfaces": 1,
  "__Field.args": 1,
  "__Directive.args": 1,
};

interface Weight {
  readonly depth: number;
  readonly fields: number;
  readonly aliases: number;
  readonly directives: number;
  readonly cost: number;
  /** What is asked of the schema itself, in objects. */
  readonly introspection: number;
  /** The costliest of the mutations that are only tried out. */
  readonly dryRun: number;
}

const NOTHING: Weight = { depth: 0, fields: 0, aliases: 0, directives: 0, cost: 0, introspection: 0, dryRun: 0 };

/**
 * Parses a document and weighs the operation, before anything is validated or executed: what is too costly never
 * reaches the rules whose own work grows with the square of the document. Answers its cost, or the refusal; syntax
 * errors are left to the executor.
 */
export function weighed(
  schema: GraphQLSchema,
  query: unknown,
  variables: unknown,
  operationName: unknown,
): GraphQLError | number {
  if (typeof query !== "string") return 0;
  let document: DocumentNode;
  try {
    document = parse(query, { maxTokens: LIMITS.TOKENS, noLocation: true });
  } catch (error) {
    const aborted = error instanceof GraphQLError && error.message.includes("tokens. Parsing aborted");
    // A stack that overflowed was given a document that nobody writes.
    return aborted || error instanceof RangeError ? refusal("TOKENS") : 0;
  }
  const operations = document.definitions.filter((node) => node.kind === Kind.OPERATION_DEFINITION);
  const wanted =
    typeof operationName === "string" ? operations.filter((node) => node.name?.value === operationName) : operations;
  let most = 0;
  for (const operation of wanted) {
    const weight = weigh(schema, document, operation, asRecord(variables));
    if (weight instanceof GraphQLError) return weight;
    most = Math.max(most, weight);
  }
  const isForListeners = operations.some(({ operation }) => operation === OperationTypeNode.SUBSCRIPTION);
  return (isForListeners && unreadable(schema, document)) || most;
}

/** Where a subscription's root hangs on a variable the rule throws instead of saying so: all would call it a bug of ours. */
function unreadable(schema: GraphQLSchema, document: DocumentNode): GraphQLError | null {
  try {
    validate(schema, document, [SingleFieldSubscriptionsRule]);
    return null;
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    const message = "What a subscription begins with depends on no variable: no @skip and no @include there.";
    return new GraphQLError(message, { extensions: { code: "GRAPHQL_VALIDATION_FAILED" } });
  }
}

function asRecord(variables: unknown): Record<string, unknown> {
  return typeof variables === "object" && variables !== null ? (variables as Record<string, unknown>) : {};
}

function refusal(limit: keyof typeof LIMITS): GraphQLError {
  return topLevel("OPERATION_TOO_COSTLY", `This operation is beyond the limit ${limit} (${LIMITS[limit]}).`);
}

/** What variables are where nobody gives them. */
function defaultsOf({ variableDefinitions }: OperationDefinitionNode): Record<string, unknown> {
  const defaults: Record<string, unknown> = {};
  for (const { variable, defaultValue } of variableDefinitions ?? []) {
    if (defaultValue) defaults[variable.name.value] = plain(defaultValue, {});
  }
  return defaults;
}

/** A value of the document as the executor will read it; numbers as numbers. */
function plain(value: ValueNode, variables: Record<string, unknown>): unknown {
  return valueFromASTUntyped(value, variables);
}

function weigh(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Record<string, unknown>,
): GraphQLError | number {
  const scales = new Scales(schema, document, { ...defaultsOf(operation), ...variables });
  const root = schema.getRootType(operation.operation) ?? null;
  const weight = scales.selectionSet(operation.selectionSet, root);
  const roots = scales.rootFields(operation.selectionSet);
  if (operation.operation === "mutation" && roots > LIMITS.MUTATION_ROOTS) return refusal("MUTATION_ROOTS");
  if (roots > LIMITS.QUERY_ROOTS) return refusal("QUERY_ROOTS");
  if (weight.depth > LIMITS.DEPTH) return refusal("DEPTH");
  if (weight.fields > LIMITS.FIELDS) return refusal("FIELDS");
  if (weight.aliases > LIMITS.ALIASES) return refusal("ALIASES");
  if (weight.directives + (operation.directives?.length ?? 0) > LIMITS.DIRECTIVES) return refusal("DIRECTIVES");
  if (weight.introspection > LIMITS.INTROSPECTION) return refusal("INTROSPECTION");
  if (weight.dryRun > LIMITS.DRY_RUN_COST) return refusal("DRY_RUN_COST");
  return weight.cost > LIMITS.COST ? refusal("COST") : weight.cost;
}

/** Weighs selection sets; a fragment is weighed once, so that fragments of fragments of fragments cost nothing. */
class Scales {
  private readonly fragments: Map<string, FragmentDefinitionNode>;
  private readonly weights = new Map<string, Weight>();
  private readonly schema: GraphQLSchema;
  private readonly variables: Record<string, unknown>;

  constructor(schema: GraphQLSchema, document: DocumentNode, variables: Record<string, unknown>) {
    this.schema = schema;
    this.variables = variables;
    const definitions = document.definitions.filter((node) => node.kind === Kind.FRAGMENT_DEFINITION);
    this.fragments = new Map(definitions.map((node) => [node.name.value, node]));
  }

  selectionSet(set: SelectionSetNode, parent: GraphQLCompositeType | null): Weight {
    let total = NOTHING;
    for (const selection of set.selections) {
      let weight: Weight;
      if (selection.kind === Kind.FIELD) weight = this.field(selection, parent);
      else if (selection.kind === Kind.FRAGMENT_SPREAD) weight = this.fragment(selection.name.value);
      else
        weight = this.selectionSet(
          selection.selectionSet,
          this.typeNamed(selection.typeCondition?.name.value) ?? parent,
        );
      total = sum(total, weight, selection.directives?.length ?? 0);
    }
    return total;
  }

  /** How many fields stand at the root, through fragments. */
  rootFields(set: SelectionSetNode, seen: ReadonlySet<string> = new Set()): number {
    let count = 0;
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) count += 1;
      else if (selection.kind === Kind.INLINE_FRAGMENT) count += this.rootFields(selection.selectionSet, seen);
      else {
        const name = selection.name.value;
        const fragment = seen.has(name) ? undefined : this.fragments.get(name);
        if (fragment) count += this.rootFields(fragment.selectionSet, new Set([...seen, name]));
      }
      if (count > LIMITS.QUERY_ROOTS) return count;
    }
    return count;
  }

  private fragment(name: string): Weight {
    const known = this.weights.get(name);
    if (known) return known;
    // A fragment within itself weighs nothing here; validation refuses it.
    this.weights.set(name, NOTHING);
    const fragment = this.fragments.get(name);
    const weight = fragment
      ? this.selectionSet(fragment.selectionSet, this.typeNamed(fragment.typeCondition.name.value))
      : NOTHING;
    this.weights.set(name, weight);
    return weight;
  }

  private field(field: FieldNode, parent: GraphQLCompositeType | null): Weight {
    const definition = this.definition(parent, field.name.value);
    const type = definition ? getNamedType(definition.type) : null;
    const composite = isCompositeType(type) ? type : null;
    const inner = field.selectionSet ? this.selectionSet(field.selectionSet, composite) : NOTHING;
    const isIntrospection = composite?.name.startsWith("__") ?? false;
    const own = field.selectionSet && !isIntrospection ? 1 + inner.cost : 0;
    const cost = own * this.times(field, definition) + this.read(field, definition);
    const entries = INTROSPECTION_LISTS[`${parent?.name}.${field.name.value}`] ?? 1;
    return {
      depth: inner.depth + 1,
      fields: inner.fields + 1,
      aliases: inner.aliases + (field.alias ? 1 : 0),
      directives: inner.directives,
      cost,
      introspection: isIntrospection ? (1 + inner.introspection) * entries : inner.introspection,
      dryRun: this.isDryRun(field, parent) ? cost : 0,
    };
  }

  private definition(parent: GraphQLCompositeType | null, name: string): GraphQLField<unknown, unknown> | null {
    if (parent && (isObjectType(parent) || isInterfaceType(parent))) {
      const own = parent.getFields()[name];
      if (own) return own;
    }
    if (name === "__schema" || name === "__type")
      return this.schema.getType("__Schema") ? introspection(this.schema, name) : null;
    return null;
  }

  /** How many objects a field answers with: a page its `first` or `last`, a list what the schema takes it to have, else one. */
  private times(field: FieldNode, definition: GraphQLField<unknown, unknown> | null): number {
    if (!definition) return 1;
    const first = definition.args.find((argument) => argument.name === "first");
    if (first) return this.pageOf(field, Number(first.defaultValue ?? PAGE_DEFAULT));
    return isObjectList(definition) ? Math.max(costOf(definition).weight, 1) : 1;
  }

  /** What answering a field takes beside its objects, with what its arguments add. */
  private read(field: FieldNode, definition: GraphQLField<unknown, unknown> | null): number {
    if (!definition) return 0;
    const { weight, reads, arguments: ofArguments } = costOf(definition);
    const given = field.arguments?.filter((argument) => (this.valueOf(argument.value) ?? null) !== null) ?? [];
    const added = given.map(({ name }) => ofArguments[name.value] ?? 0).reduce((sum, each) => sum + each, 0);
    return added + reads + (isObjectList(definition) ? 0 : weight);
  }

  private isDryRun(field: FieldNode, parent: GraphQLCompositeType | null): boolean {
    if (parent !== this.schema.getMutationType()) return false;
    const input = field.arguments?.find((argument) => argument.name.value === "input")?.value;
    const value = input && this.valueOf(input);
    return (value as { dryRun?: unknown } | null | undefined)?.dryRun === true;
  }

  private valueOf(value: ValueNode): unknown {
    return plain(value, this.variables);
  }

  private pageOf(field: FieldNode, otherwise: number): number {
    const given = (field.arguments ?? [])
      .filter(({ name }) => name.value === "first" || name.value === "last")
      .map(({ value }) => this.valueOf(value))
      .filter((size) => typeof size === "number");
    if (given.length === 0) return otherwise;
    return Math.min(Math.max(...given, 1), PAGE_MAX);
  }

  private typeNamed(name: string | undefined): GraphQLCompositeType | null {
    const type = name === undefined ? undefined : this.schema.getType(name);
    return isCompositeType(type) ? type : null;
  }
}

/** The types of introspection are reached by fields that no type lists. */
function introspection(schema: GraphQLSchema, name: "__schema" | "__type"): GraphQLField<unknown, unknown> | null {
  const type = schema.getType(name === "__schema" ? "__Schema" : "__Type");
  if (!isObjectType(type)) return null;
  return { name, type, args: [], description: null, deprecationReason: null, extensions: {}, astNode: null } as never;
}

function sum(a: Weight, b: Weight, directives: number): Weight {
  return {
    depth: Math.max(a.depth, b.depth),
    fields: a.fields + b.fields,
    aliases: a.aliases + b.aliases,
    directives: a.directives + b.directives + directives,
    cost: a.cost + b.cost,
    introspection: a.introspection + b.introspection,
    dryRun: Math.max(a.dryRun, b.dryRun),
  };
}
