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
  /** Lets some time pass. */
  readonly pause: () => Promise<unknown>;
}

/** The most that the API gives at once. */
const PAGE = 100;
/** So many pages are read without a pause; most lists have no more. */
const PAGES_AT_ONCE = 5;
/**
 * Between two further ones: what somebody has scrolled through must not use up what they may ask for in a minute, and
 * leave nothing for what they write.
 */
const PAUSE_MS = 300;

/**
 * Reads all that is loaded of a list again, from its first row to its last: one page after the other, so that a long
 * list costs a request for each hundred rows, never two at once, and few in a second. It keeps its length but for what
 * came or went.
 */
export async function reread({ loaded, ask, isWanted, pause }: List): Promise<void> {
  const [top, second] = loaded()?.edges ?? [];
  let after: string | null = null;
  if (top && second && loaded()?.pageInfo.hasPreviousPage) {
    await ask({ first: null, after: null, last: 1, before: second.cursor });
    after = loaded()?.edges[0]?.cursor ?? null;
  }
  /** How many rows come behind what was read; none either where somebody else has begun the list anew: then it is fresh. */
  const left = () => {
    const cursors = loaded()?.edges.map(({ cursor }) => cursor) ?? [];
    const at = after === null ? -1 : cursors.indexOf(after);
    const isAnother = after !== null && at < 0;
    return isAnother || !isWanted() ? 0 : cursors.length - 1 - at;
  };
  for (let pages = 0; left() > 0; pages++) {
    if (pages >= PAGES_AT_ONCE) await pause();
    const first = Math.min(PAGE, left());
    if (first === 0) return;
    const { pageInfo } = await ask({ first, after });
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
    pause: () => new Promise((resolve) => setTimeout(resolve, PAUSE_MS)),
  });
}
