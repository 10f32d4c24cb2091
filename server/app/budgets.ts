import {
  defaultFieldResolver,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  Kind,
  type SelectionSetNode,
} from "graphql";
import type { AppContext } from "../platform/context.js";
import { costOf, isObjectList } from "../platform/schema/cost.js";

/**
 * Makes every list of objects take its entries from the operation's budget, each with what is selected below it: what
 * was weighed beforehand with guesses is weighed here with the lengths that lists have. Around lists alone, because
 * whatever stands around a field costs each of the thousands of fields of a page.
 */
export function chargeLists(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith("__")) continue;
    for (const field of Object.values(type.getFields())) if (isObjectList(field)) chargeList(field);
  }
}

function chargeList(field: GraphQLField<unknown, AppContext>): void {
  const resolve = field.resolve ?? defaultFieldResolver;
  const charge = (entries: unknown, { budget }: AppContext, info: GraphQLResolveInfo) => {
    if (Array.isArray(entries)) budget.take(entries.length * weightOfEntry(info));
    return entries;
  };
  field.resolve = (source, given, context, info) => {
    const entries = resolve(source, given, context, info);
    return entries instanceof Promise
      ? entries.then((resolved) => charge(resolved, context, info))
      : charge(entries, context, info);
  };
}

const weights = new WeakMap<FieldNode, number>();

/** What one entry of a list is worth: itself, and what is selected in it, but for the lists in it. */
function weightOfEntry(info: GraphQLResolveInfo): number {
  const [first] = info.fieldNodes as [FieldNode];
  let weight = weights.get(first);
  if (weight === undefined) {
    const type = getNamedType(info.returnType) as GraphQLCompositeType;
    weight = 1 + info.fieldNodes.reduce((sum, node) => sum + selected(node.selectionSet, type, info, new Set()), 0);
    weights.set(first, weight);
  }
  return weight;
}

function selected(
  set: SelectionSetNode | undefined,
  parent: GraphQLCompositeType,
  info: GraphQLResolveInfo,
  spread: ReadonlySet<FragmentDefinitionNode>,
): number {
  let sum = 0;
  for (const selection of set?.selections ?? []) {
    if (selection.kind === Kind.FIELD) sum += ofField(selection, parent, info, spread);
    else {
      const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? info.fragments[selection.name.value]! : selection;
      if (fragment.kind === Kind.FRAGMENT_DEFINITION && spread.has(fragment)) continue;
      const within = fragment.kind === Kind.FRAGMENT_DEFINITION ? new Set([...spread, fragment]) : spread;
      const named = fragment.typeCondition ? info.schema.getType(fragment.typeCondition.name.value) : parent;
      sum += selected(fragment.selectionSet, isCompositeType(named) ? named : parent, info, within);
    }
  }
  return sum;
}

function ofField(
  node: FieldNode,
  parent: GraphQLCompositeType,
  info: GraphQLResolveInfo,
  spread: ReadonlySet<FragmentDefinitionNode>,
): number {
  const field = isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[node.name.value] : undefined;
  if (!field || isObjectList(field)) return 0;
  const type = getNamedType(field.type);
  const objects = isCompositeType(type) ? 1 + selected(node.selectionSet, type, info, spread) : 0;
  return costOf(field).weight + objects;
}
