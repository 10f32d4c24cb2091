import {
  type DocumentNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  getOperationAST,
  isAbstractType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from "graphql";
import { isViewersOwn } from "../platform/schema/viewers-own.js";

/** What the answer to an operation depends on beside the thing that it is about. */
export interface Dependence {
  /** Whether it is another for each person. */
  readonly onViewer: boolean;
  /** The variables that reach further than the arguments of the root field, which its source has read. */
  readonly onVariables: readonly string[];
}

/** Reads off the schema's marks what a valid document depends on. */
export function dependenceOf(schema: GraphQLSchema, document: DocumentNode, operationName?: string | null): Dependence {
  const operation = getOperationAST(document, operationName)!;
  return { onViewer: hasViewersOwn(schema, document), onVariables: variablesBelow(document, operation) };
}

/** Any mark in the document counts, in a fragment that is not used too. */
function hasViewersOwn(schema: GraphQLSchema, document: DocumentNode): boolean {
  const types = new TypeInfo(schema);
  let found = false;
  visit(
    document,
    visitWithTypeInfo(types, {
      Field({ name }) {
        found ||= fieldsNamed(schema, types.getParentType(), name.value).some(isViewersOwn);
      },
    }),
  );
  return found;
}

/** The field of a type, or of each type that an interface stands for. */
function fieldsNamed(schema: GraphQLSchema, parent: GraphQLCompositeType | null | undefined, name: string) {
  if (!parent) return [];
  const types = isAbstractType(parent) ? schema.getPossibleTypes(parent) : [parent];
  return types.flatMap((type) => type.getFields()[name] ?? []);
}

function variablesBelow(document: DocumentNode, operation: OperationDefinitionNode): string[] {
  const names = new Set<string>();
  const note = (node: SelectionSetNode | DocumentNode) =>
    visit(node, {
      VariableDefinition: () => false,
      Variable: ({ name }) => void names.add(name.value),
    });
  for (const selection of operation.selectionSet.selections) {
    // A subscription has one root field; around it stand at most fragments and directives.
    if (selection.kind === Kind.FIELD && selection.selectionSet) note(selection.selectionSet);
    else note({ kind: Kind.SELECTION_SET, selections: [selection] });
  }
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) note(definition.selectionSet);
  }
  return [...names].sort();
}
