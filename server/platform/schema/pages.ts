import { type ClassType, Field, ObjectType } from "type-graphql";
import { isLocalDate } from "../../kernel/local-date.js";
import { badInput } from "./top-level-errors.js";

/** No page is longer than this. */
export const PAGE_MAX = 100;
/** How long a page is where nobody says so. */
export const PAGE_DEFAULT = 20;

@ObjectType({ description: "Where a page stands in its list." })
export class PageInfo {
  @Field({ description: "Whether there is more after this page." })
  hasNextPage!: boolean;

  @Field({ description: "Whether there is something before this page." })
  hasPreviousPage!: boolean;

  @Field(() => String, { nullable: true, description: "The cursor of the first entry; null for an empty page." })
  startCursor!: string | null;

  @Field(() => String, { nullable: true, description: "The cursor of the last entry; send it as `after`." })
  endCursor!: string | null;
}

export interface Edge<Item> {
  cursor: string;
  node: Item;
}

export interface Connection<Item> {
  edges: Edge<Item>[];
  pageInfo: PageInfo;
}

/** A Relay edge type for `item`, named after it. */
export function edgeOf<Item extends object>(item: ClassType<Item>, name: string): ClassType<Edge<Item>> {
  @ObjectType(`${name}Edge`, { description: `One ${name} in a list, with its place.` })
  class ItemEdge implements Edge<Item> {
    @Field({ description: "Its place; send it as `after` to go on behind it." })
    cursor!: string;

    @Field(() => item, { description: "The entry itself." })
    node!: Item;
  }
  return ItemEdge;
}

/** A Relay connection type for `item`, named after it. */
export function connectionOf<Item extends object>(item: ClassType<Item>, name: string): ClassType<Connection<Item>> {
  const ItemEdge = edgeOf(item, name);
  @ObjectType(`${name}Connection`, { description: "A page of a list." })
  class ItemConnection implements Connection<Item> {
    @Field(() => [ItemEdge], { description: "The entries of this page, in their order." })
    edges!: Edge<Item>[];

    @Field(() => PageInfo, { description: "Where the page stands." })
    pageInfo!: PageInfo;
  }
  return ItemConnection;
}

/** How many rows a page asks for; outside 1 to 100 it is the caller's mistake. */
export function pageSize(first: number | null | undefined, otherwise = PAGE_DEFAULT): number {
  if (first === null || first === undefined) return otherwise;
  if (first < 1 || first > PAGE_MAX) throw badInput("first", `A page has 1 to ${PAGE_MAX} entries.`);
  return first;
}

/** Opaque to callers: the values by which the list is ordered. */
export function cursorOf(values: readonly string[]): string {
  return Buffer.from(JSON.stringify(values)).toString("base64url");
}

/** What may stand in a cursor, and whether a text is one that the database understands as such. */
const CURSOR_VALUES = {
  text: (text: string) => !text.includes("\0"),
  day: isLocalDate,
  /** As `toISOString` writes it, in the years that a day can have. */
  instant: (text: string) => isLocalDate(text.slice(0, 10)) && isCanonicalInstant(text),
  /** An `integer` of PostgreSQL, from 0. */
  count: (text: string) => /^\d{1,9}$/.test(text),
} as const;

function isCanonicalInstant(text: string): boolean {
  const instant = new Date(text);
  return !Number.isNaN(instant.getTime()) && instant.toISOString() === text;
}

/**
 * The values of a cursor, or null without one; anything that we did not make, or that is not of these kinds, is refused:
 * a cursor is any text that a caller sends, and a statement that fails takes the rest of the operation with it.
 */
export function valuesOf(
  cursor: string | null | undefined,
  kinds: readonly (keyof typeof CURSOR_VALUES)[],
  argument: "after" | "before" = "after",
): string[] | null {
  if (cursor === null || cursor === undefined) return null;
  try {
    const values: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString());
    const fits = (value: unknown, index: number) =>
      typeof value === "string" && kinds[index] !== undefined && CURSOR_VALUES[kinds[index]](value);
    if (Array.isArray(values) && values.length === kinds.length && values.every(fits)) return values as string[];
  } catch {
    // Not one of ours: refused below, like every other text.
  }
  throw badInput(argument, "This is not a cursor of this list.");
}

/** Which way a page is read, and how many rows it asks for. `first` and `last` together are the caller's mistake. */
export function pageTurn(page: { readonly first?: number | null; readonly last?: number | null }) {
  const { first, last } = page;
  if (last === null || last === undefined) return { size: pageSize(first), back: false };
  // `first` has a default, which nobody can tell from the same number said aloud.
  if (first !== null && first !== undefined && first !== PAGE_DEFAULT) {
    throw badInput("last", "A page is counted from its beginning or from its end, not from both.");
  }
  if (last < 1 || last > PAGE_MAX) throw badInput("last", `A page has 1 to ${PAGE_MAX} entries.`);
  return { size: last, back: true };
}

/**
 * A page that was read back from its end, from one row more than was asked for and in that order: it is turned round, and
 * the extra row only says that there is something before it.
 */
export function pageBefore<Item>(
  rows: readonly Item[],
  last: number,
  before: string | null | undefined,
  cursor: (item: Item) => string,
): Connection<Item> {
  const { edges, pageInfo } = pageOf(rows.slice(0, last).reverse(), last, null, cursor);
  const hasNextPage = before !== null && before !== undefined;
  return { edges, pageInfo: { ...pageInfo, hasNextPage, hasPreviousPage: rows.length > last } };
}

/** A page from one row more than was asked for: the extra row only says that there is a next page. */
export function pageOf<Item>(
  rows: readonly Item[],
  first: number,
  after: string | null | undefined,
  cursor: (item: Item) => string,
): Connection<Item> {
  const edges = rows.slice(0, first).map((node) => ({ cursor: cursor(node), node }));
  const pageInfo = {
    hasNextPage: rows.length > first,
    hasPreviousPage: after !== null && after !== undefined,
    startCursor: edges[0]?.cursor ?? null,
    endCursor: edges.at(-1)?.cursor ?? null,
  };
  return { edges, pageInfo };
}
