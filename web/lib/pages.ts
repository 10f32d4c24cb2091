import type { FieldPolicy, Reference } from "@apollo/client";

interface Placed {
  readonly cursor: string;
}

interface Edge extends Placed {
  readonly node: Reference;
}

interface Ends {
  readonly hasNextPage: boolean;
  readonly endCursor?: string | null;
  readonly hasPreviousPage?: boolean;
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
 * What a list holds after another page of it was read: a page behind a cursor takes the place of what was behind it, the
 * first page that of the beginning. What was loaded beyond the page stays, so that nothing shortens what someone is
 * reading; where the two do not meet, it is gone. What stays is as old as it was: `reread` (see whole-list.ts) follows.
 */
export function mergedPages<E extends Placed>(
  existing: Stretch<E>,
  incoming: Page<E>,
  after: string | null | undefined,
  keyOf: (edge: E) => unknown,
): Page<E> {
  if (!after) return mergedStart(existing, incoming, keyOf);
  const at = placeBehind(existing, after);
  const before = others(existing.edges.slice(0, at < 0 ? undefined : at), incoming, keyOf);
  const tail = mergedStart({ ...existing, edges: at < 0 ? [] : existing.edges.slice(at) }, incoming, keyOf);
  return { ...existing, edges: [...before, ...tail.edges], pageInfo: between(existing.pageInfo, tail.pageInfo) };
}

/** What a page that was read does not have. */
function others<E>(edges: readonly E[], read: Page<E>, keyOf: (edge: E) => unknown): E[] {
  const known = new Set(read.edges.map(keyOf));
  return edges.filter((edge) => !known.has(keyOf(edge)));
}

/** A list whose beginning was read again. */
function mergedStart<E extends Placed>(existing: Page<E>, incoming: Page<E>, keyOf: (edge: E) => unknown): Page<E> {
  // Nothing follows any more: what is not in it is gone.
  if (incoming.edges.length === 0 || !incoming.pageInfo.hasNextPage) return incoming;
  const places = new Map(existing.edges.map(({ cursor }, place) => [cursor, place]));
  // What moved has another cursor now, and says nothing of where the two meet.
  const meeting = incoming.edges.findLast(({ cursor }) => places.has(cursor));
  const beyond = meeting ? others(existing.edges.slice(places.get(meeting.cursor)! + 1), incoming, keyOf) : [];
  if (beyond.length === 0) return incoming;
  return {
    ...incoming,
    edges: [...incoming.edges, ...beyond],
    pageInfo: between(incoming.pageInfo, existing.pageInfo),
  };
}

/** Where a list stands whose first page is the one, and whose last the other. */
function between(first: Ends, last: Ends): Ends {
  const { hasPreviousPage } = first;
  return hasPreviousPage === undefined ? last : { ...last, hasPreviousPage };
}

/** The place in the list behind a cursor that was asked for; -1 where the list does not hold it. */
function placeBehind<E extends Placed>({ edges, start }: Stretch<E>, after: string): number {
  const at = edges.findIndex(({ cursor }) => cursor === after);
  if (at >= 0) return at + 1;
  if (start?.after !== after) return -1;
  return start.first === undefined ? 0 : edges.findIndex(({ cursor }) => cursor === start.first);
}

/**
 * What a stretch of a list holds after another page was read, at either end of it or within. A page that does not touch
 * it is a new stretch; one before something that is not its beginning any more comes too late, and is nothing.
 */
export function mergedStretch<E extends Placed>(
  existing: Stretch<E>,
  incoming: Page<E>,
  { after, before }: Where,
  keyOf: (edge: E) => unknown,
): Stretch<E> {
  if (!before && after && placeBehind(existing, after) < 0) return begun(incoming, after);
  const merged = before
    ? mergedBefore(existing, incoming, before, keyOf)
    : mergedPages(existing, incoming, after, keyOf);
  return startedAgain(existing, merged);
}

/** A list of which the part before a cursor was read. */
function mergedBefore<E extends Placed>(
  existing: Stretch<E>,
  incoming: Page<E>,
  before: string,
  keyOf: (edge: E) => unknown,
): Stretch<E> {
  const at = existing.edges.findIndex(({ cursor }) => cursor === before);
  if (at < 0) return existing;
  const meeting = existing.edges.slice(0, at).findIndex(({ cursor }) => cursor === incoming.edges[0]?.cursor);
  const above = others(existing.edges.slice(0, Math.max(0, meeting)), incoming, keyOf);
  const edges = [...above, ...incoming.edges, ...others(existing.edges.slice(at), incoming, keyOf)];
  const first = above.length > 0 ? existing.pageInfo : incoming.pageInfo;
  return { ...existing, edges, pageInfo: between(first, existing.pageInfo) };
}

/** Where a list was asked for first stays a place in it, whether the row that stood there is still there or not. */
function startedAgain<E extends Placed>(old: Stretch<E>, list: Stretch<E>): Stretch<E> {
  const { start } = list;
  if (!start) return list;
  const cursors = new Set(list.edges.map(({ cursor }) => cursor));
  const from = old.edges.findIndex(({ cursor }) => cursor === start.first);
  const first = old.edges.slice(Math.max(0, from)).find(({ cursor }) => cursors.has(cursor)) ?? list.edges[0];
  return { ...list, start: { ...start, first: first?.cursor } };
}

function begun<E extends Placed>(page: Page<E>, after: string | null | undefined): Stretch<E> {
  return after ? { ...page, start: { after, first: page.edges[0]?.cursor } } : page;
}

/** Whether a stretch answers who asks for the list from there on. */
function holds<E extends Placed>(stretch: Stretch<E>, { after, before }: Where): boolean {
  if (before) return true;
  return after ? placeBehind(stretch, after) >= 0 : stretch.pageInfo.hasPreviousPage !== true;
}

type ReadField = (name: string, from: Reference) => unknown;

function keyBy(readField: ReadField) {
  // What has no name of its own is told by its place.
  return (edge: Edge) => readField("id", edge.node) ?? readField("seq", edge.node) ?? edge.cursor;
}

/** A connection in the cache that grows by pages; one list for each of `keyArgs`. */
export function growing(keyArgs: string[] | false): FieldPolicy<Page<Edge>> {
  return {
    keyArgs,
    merge(existing, incoming, { args, readField }) {
      if (!existing) return incoming;
      return mergedPages(existing, incoming, args?.after, keyBy(readField));
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
