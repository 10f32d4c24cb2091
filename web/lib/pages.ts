import type { FieldPolicy, Reference } from "@apollo/client";

interface Edge {
  readonly cursor: string;
  readonly node: Reference;
}

interface Ends {
  readonly hasNextPage: boolean;
  readonly endCursor?: string | null;
  readonly hasPreviousPage?: boolean;
  readonly startCursor?: string | null;
}

export interface Page<E> {
  readonly edges: readonly E[];
  readonly pageInfo: Ends;
}

/** A part of a list, from somewhere in it; `start` says from where it was asked for first, unless that was its beginning. */
export interface Stretch<E> extends Page<E> {
  readonly start?: { readonly after: string; readonly first: string | undefined };
}

/** Where a page was asked for: behind one cursor, or before another; at the beginning where neither is said. */
export interface Where {
  readonly after?: string | null;
  readonly before?: string | null;
}

/**
 * What a list holds after another page of it was read. A page after a cursor is appended. The first page, read again,
 * replaces the start of the list and keeps what was loaded beyond it, so that a live change does not shorten what
 * someone is reading; where the two do not meet, it begins anew.
 */
export function mergedPages<E>(
  existing: Page<E>,
  incoming: Page<E>,
  isLater: boolean,
  keyOf: (edge: E) => unknown,
): Page<E> {
  if (incoming.edges.length === 0) return isLater ? { ...existing, pageInfo: incoming.pageInfo } : incoming;
  const known = new Set(incoming.edges.map(keyOf));
  const others = (edges: readonly E[]) => edges.filter((edge) => !known.has(keyOf(edge)));
  if (isLater) return { ...incoming, edges: [...others(existing.edges), ...incoming.edges] };
  // Nothing follows any more: what is not in it is gone.
  if (!incoming.pageInfo.hasNextPage) return incoming;
  const last = keyOf(incoming.edges.at(-1)!);
  const reach = existing.edges.findIndex((edge) => keyOf(edge) === last);
  const beyond = reach < 0 ? [] : others(existing.edges.slice(reach + 1));
  if (beyond.length === 0) return incoming;
  return {
    ...incoming,
    edges: [...incoming.edges, ...beyond],
    pageInfo: between(incoming.pageInfo, existing.pageInfo),
  };
}

/** Where a list stands whose first page is the one, and whose last the other. */
function between(first: Ends, last: Ends): Ends {
  const { hasPreviousPage, startCursor } = first;
  return {
    ...last,
    ...(hasPreviousPage !== undefined && { hasPreviousPage }),
    ...(startCursor !== undefined && { startCursor }),
  };
}

/** The place in the list behind a cursor that was asked for; -1 where the list does not hold it. */
function placeBehind<E extends { readonly cursor: string }>({ edges, start }: Stretch<E>, after: string): number {
  const at = edges.findIndex(({ cursor }) => cursor === after);
  if (at >= 0) return at + 1;
  if (start?.after !== after) return -1;
  return start.first === undefined ? 0 : edges.findIndex(({ cursor }) => cursor === start.first);
}

/**
 * What a stretch of a list holds after another page was read, at either end of it or within. A page that does not touch
 * it is a new stretch; one before something that is not its beginning any more comes too late, and is nothing.
 */
export function mergedStretch<E extends { readonly cursor: string }>(
  existing: Stretch<E>,
  incoming: Page<E>,
  { after, before }: Where,
  keyOf: (edge: E) => unknown,
): Stretch<E> {
  const known = new Set(incoming.edges.map(keyOf));
  const others = (edges: readonly E[]) => edges.filter((edge) => !known.has(keyOf(edge)));
  if (before) {
    if (existing.edges[0]?.cursor !== before) return existing;
    const edges = [...incoming.edges, ...others(existing.edges)];
    return { ...existing, edges, pageInfo: between(incoming.pageInfo, existing.pageInfo) };
  }
  if (!after) return mergedPages(existing, incoming, false, keyOf);
  const at = placeBehind(existing, after);
  if (at < 0) return begun(incoming, after);
  const tail = mergedPages({ ...existing, edges: existing.edges.slice(at) }, incoming, false, keyOf);
  const pageInfo = between(existing.pageInfo, tail.pageInfo);
  return { ...existing, edges: [...others(existing.edges.slice(0, at)), ...tail.edges], pageInfo };
}

function begun<E extends { readonly cursor: string }>(page: Page<E>, after: string | null | undefined): Stretch<E> {
  return after ? { ...page, start: { after, first: page.edges[0]?.cursor } } : page;
}

/** Whether a stretch answers who asks for the list from there on. */
function holds<E extends { readonly cursor: string }>(stretch: Stretch<E>, { after, before }: Where): boolean {
  if (before) return true;
  return after ? placeBehind(stretch, after) >= 0 : stretch.pageInfo.hasPreviousPage !== true;
}

type ReadField = (name: string, from: Reference) => unknown;

function keyBy(readField: ReadField) {
  return (edge: Edge) => readField("id", edge.node) ?? readField("seq", edge.node);
}

/** A connection in the cache that grows by pages; one list for each of `keyArgs`. */
export function growing(keyArgs: string[] | false): FieldPolicy<Page<Edge>> {
  return {
    keyArgs,
    merge(existing, incoming, { args, readField }) {
      if (!existing) return incoming;
      return mergedPages(existing, incoming, Boolean(args?.after), keyBy(readField));
    },
  };
}

/** One that may begin anywhere, and grows at both ends. Its pages ask for `hasPreviousPage`. */
export function growingBothWays(
  keyArgs: string[],
): FieldPolicy<Stretch<Edge>, Stretch<Edge>, Stretch<Edge> | undefined> {
  return {
    keyArgs,
    read: (existing, { args }) => (existing && holds(existing, args ?? {}) ? existing : undefined),
    merge(existing, incoming, { args, readField }) {
      if (!existing) return begun(incoming, args?.after);
      return mergedStretch(existing, incoming, args ?? {}, keyBy(readField));
    },
  };
}
