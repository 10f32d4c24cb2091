import type { ApolloCache, OperationVariables } from "@apollo/client";
import type { DocumentNode, SelectionSetNode } from "graphql";
import type { Page, Where } from "./pages.js";

type Loaded = Page<{ readonly cursor: string }>;

/** What a page is asked for by. */
export interface Asked extends Where {
  readonly first?: number | null;
  readonly last?: number;
}

interface List {
  /** What is loaded of it now; null where nothing is. */
  readonly loaded: () => Loaded | null;
  /** Reads a page, puts it in its place, and answers with it. */
  readonly ask: (where: Asked) => Promise<Loaded>;
  /** Whether somebody still wants to know. */
  readonly isWanted: () => boolean;
}

/** The most that the API gives at once. */
const PAGE = 100;

/**
 * Reads all that is loaded of a list again, from its first row to its last: one page after the other, so that a long
 * list costs a request for each hundred rows, and never two at once. It keeps its length but for what came or went.
 */
export async function reread({ loaded, ask, isWanted }: List): Promise<void> {
  const [first, second] = loaded()?.edges ?? [];
  let after: string | null = null;
  if (first && second && loaded()?.pageInfo.hasPreviousPage) {
    await ask({ first: null, after: null, last: 1, before: second.cursor });
    after = loaded()?.edges[0]?.cursor ?? null;
  }
  for (;;) {
    const cursors: string[] = loaded()?.edges.map(({ cursor }) => cursor) ?? [];
    const at: number = after === null ? -1 : cursors.indexOf(after);
    const left = cursors.length - 1 - at;
    // Somebody else may have begun the list anew meanwhile: then it is fresh.
    if (left === 0 || (after !== null && at < 0) || !isWanted()) return;
    const { pageInfo } = await ask({ first: Math.min(PAGE, left), after });
    if (!pageInfo.hasNextPage || !pageInfo.endCursor) return;
    after = pageInfo.endCursor;
  }
}

interface ListField {
  /** The names on the way to it in an answer. */
  readonly path: readonly string[];
  /** How much a query reads of it by itself. */
  readonly size: number;
}

/** The list of a query that grows by pages: what it asks for behind `$after`, `$first` at once. */
export function listField({ definitions }: DocumentNode): ListField | null {
  for (const definition of definitions) {
    if (definition.kind !== "OperationDefinition") continue;
    const path = pathIn(definition.selectionSet);
    const first = definition.variableDefinitions?.find(({ variable }) => variable.name.value === "first");
    if (path && first?.defaultValue?.kind === "IntValue") return { path, size: Number(first.defaultValue.value) };
  }
  return null;
}

function pathIn({ selections }: SelectionSetNode): readonly string[] | null {
  for (const field of selections) {
    if (field.kind !== "Field" || !field.selectionSet) continue;
    const name = (field.alias ?? field.name).value;
    if (field.arguments?.some(({ value }) => value.kind === "Variable" && value.name.value === "after")) return [name];
    const path = pathIn(field.selectionSet);
    if (path) return [name, ...path];
  }
  return null;
}

function listAt(data: unknown, path: readonly string[]): Loaded | null {
  let part = data as Record<string, unknown> | null | undefined;
  for (const name of path) part = part?.[name] as Record<string, unknown> | null | undefined;
  return (part as unknown as Loaded | undefined) ?? null;
}

/** What of an Apollo query is needed here, whatever its type. */
export interface OpenQuery {
  readonly query: DocumentNode;
  readonly variables: OperationVariables;
  fetchMore(options: { variables: object }): Promise<{ data?: unknown; error?: unknown }>;
}

/** The last reading of each list: a new one ends it. */
const readings = new WeakMap<object, object>();

/** Reads the list of an open query again, where more of it is loaded than the query reads by itself. */
export async function rereadList(open: OpenQuery, cache: ApolloCache): Promise<void> {
  const list = listField(open.query);
  if (!list) return;
  const { query, variables } = open;
  const loaded = () => listAt(cache.readQuery({ query, variables }), list.path);
  if ((loaded()?.edges.length ?? 0) <= list.size) return;
  const reading = {};
  readings.set(open, reading);
  await reread({
    loaded,
    ask: async (where) => {
      const { data, error } = await open.fetchMore({ variables: where });
      const page = listAt(data, list.path);
      if (error) throw error;
      return page ?? { edges: [], pageInfo: { hasNextPage: false } };
    },
    isWanted: () => readings.get(open) === reading && open.variables === variables,
  });
}
