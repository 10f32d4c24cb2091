import {
  DirectiveLocation,
  GraphQLDirective,
  type GraphQLField,
  GraphQLInt,
  GraphQLNonNull,
  getNamedType,
  getNullableType,
  isCompositeType,
  isListType,
} from "graphql";
import { Extensions } from "type-graphql";

/** What answering a field costs beyond the objects that are selected below it, in objects. */
export interface FieldCost {
  readonly weight: number;
  /** What an argument adds where it is given. */
  readonly arguments: Readonly<Record<string, number>>;
  /** What making a list takes beside its entries. */
  readonly reads: number;
}

const NOTHING: FieldCost = { weight: 0, arguments: {}, reads: 0 };

/**
 * Says what a field costs. On a list: how many entries it is taken to have, so that what is selected below counts as
 * often. On any other field: what it takes to answer it, in objects. Every list, and every field that reads by itself,
 * says so; a field whose things are read in one batch for all costs nothing but the thing. A list that is costly to make
 * says that too, as `reads`.
 */
export function Cost(weight: number, argumentWeights: Readonly<Record<string, number>> = {}, reads = 0) {
  return Extensions({ cost: { weight, arguments: argumentWeights, reads } satisfies FieldCost });
}

/** The directive that shows costs in the schema's text. */
export const costDirective = new GraphQLDirective({
  name: "cost",
  description:
    "What a field weighs when an operation is weighed. On a list: how many entries it is taken to have, so that what is selected below counts as often. On any other field, and on an argument that is given: how many objects answering it is worth.",
  locations: [DirectiveLocation.FIELD_DEFINITION, DirectiveLocation.ARGUMENT_DEFINITION],
  args: {
    weight: { type: new GraphQLNonNull(GraphQLInt), description: "In objects, each of which weighs 1." },
    reads: { type: GraphQLInt, description: "What making a list takes beside its entries, in objects." },
  },
});

/** What the schema says of a field; null where it says nothing. */
export function statedCost({ extensions }: Pick<GraphQLField<unknown, unknown>, "extensions">): FieldCost | null {
  return (extensions?.cost as FieldCost | undefined) ?? null;
}

export function costOf(field: Pick<GraphQLField<unknown, unknown>, "extensions">): FieldCost {
  return statedCost(field) ?? NOTHING;
}

/** Whether a field answers with a list of objects. */
export function isObjectList({ type }: Pick<GraphQLField<unknown, unknown>, "type">): boolean {
  return isListType(getNullableType(type)) && isCompositeType(getNamedType(type));
}
