import type { FieldPolicy, Reference } from "@apollo/client";

interface Edge {
  readonly node: Reference;
}

export interface Page<E> {
  readonly edges: readonly E[];
  readonly pageInfo: { readonly hasNextPage: boolean };
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
  return { ...incoming, edges: [...incoming.edges, ...beyond], pageInfo: existing.pageInfo };
}

/** A connection in the cache that grows by pages; one list for each of `keyArgs`. */
export function growing(keyArgs: string[] | false): FieldPolicy<Page<Edge>> {
  return {
    keyArgs,
    merge(existing, incoming, { args, readField }) {
      if (!existing) return incoming;
      const keyOf = (edge: Edge) => readField("id", edge.node) ?? readField("seq", edge.node);
      return mergedPages(existing, incoming, Boolean(args?.after), keyOf);
    },
  };
}
