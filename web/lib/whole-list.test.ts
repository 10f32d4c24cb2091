import { describe, expect, test } from "@jest/globals";
import { parse } from "graphql";
import { mergedStretch, type Stretch } from "./pages.js";
import { type Asked, listField, reread } from "./whole-list.js";

interface Row {
  readonly cursor: string;
  readonly id: number;
}

/** Rows by their place in the list, which is their cursor. */
const rowsAt = (places: readonly number[]): Row[] =>
  places.map((place) => ({ cursor: String(place).padStart(6, "0"), id: place }));
const range = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => from + index);

/** A server that has these rows, and a list of which some are loaded. */
function listOf(rows: readonly Row[], begun: Stretch<Row>) {
  let loaded = begun;
  const requests: Asked[] = [];
  const pauses: number[] = [];
  const ask = async (where: Asked) => {
    requests.push(where);
    const { after, before, first, last } = where;
    const left = rows.filter(({ cursor }) => (!after || cursor > after) && (!before || cursor < before));
    const edges = last ? left.slice(-last) : left.slice(0, first ?? undefined);
    const pageInfo = {
      hasNextPage: edges.length > 0 && edges.at(-1) !== rows.at(-1),
      hasPreviousPage: edges.length > 0 && edges[0] !== rows[0],
      endCursor: edges.at(-1)?.cursor ?? null,
    };
    loaded = mergedStretch(loaded, { edges, pageInfo }, where, ({ id }) => id);
    return { edges, pageInfo };
  };
  const pause = async () => void pauses.push(requests.length);
  return { ask, requests, pauses, loaded: () => loaded, isWanted: () => true, pause };
}
const stretch = (edges: Row[], hasPreviousPage: boolean): Stretch<Row> => ({
  edges,
  pageInfo: { hasPreviousPage, hasNextPage: true, endCursor: edges.at(-1)!.cursor },
});

describe("all that is loaded of a list", () => {
  const known = rowsAt(range(0, 1_000).map((place) => place * 10));
  const gone = new Set([40, 1_500, 2_480, 2_490].map((place) => place));
  const moved = { cursor: "002005", id: 30 };
  const truth = [...known.filter(({ id }) => !gone.has(id) && id !== moved.id), moved, ...rowsAt([1_234])].sort(
    (a, b) => (a.cursor < b.cursor ? -1 : 1),
  );

  test("is what the server has, whatever was added, deleted or moved in it, its last rows among it", async () => {
    const list = listOf(truth, stretch(known.slice(0, 250), false));
    await reread(list);
    const { edges, pageInfo } = list.loaded();
    expect(edges).toEqual(truth.slice(0, edges.length));
    expect(edges.length).toBeGreaterThanOrEqual(247);
    expect(pageInfo).toMatchObject({ hasNextPage: true, endCursor: edges.at(-1)!.cursor });
    expect(list.requests.length).toBeLessThanOrEqual(4);
  });

  test("keeps its length where nothing has changed", async () => {
    const list = listOf(known, stretch(known.slice(0, 250), false));
    await reread(list);
    await reread(list);
    const { length } = list.loaded().edges;
    expect(length).toBe(250);
    expect(list.requests).toHaveLength(6);
  });

  test("from somewhere in the midst, with its first row", async () => {
    const begun = { ...stretch(known.slice(4, 250), true), start: { after: "000030", first: "000040" } };
    const list = listOf(truth, begun);
    await reread(list);
    const { edges, pageInfo, start } = list.loaded();
    const from = truth.findIndex(({ cursor }) => cursor === edges[0]!.cursor);
    expect(edges).toEqual(truth.slice(from, from + edges.length));
    expect(edges.map(({ id }) => id)).not.toContain(40);
    expect(pageInfo.hasPreviousPage).toBe(true);
    expect(edges.map(({ cursor }) => cursor)).toContain(start!.first);
  });

  test("is read without a pause where it is short, and slowly where it is long", async () => {
    const short = listOf(known, stretch(known.slice(0, 500), false));
    await reread(short);
    expect([short.requests.length, short.pauses]).toEqual([5, []]);
    const long = listOf(known, stretch(known.slice(0, 800), false));
    await reread(long);
    expect([long.requests.length, long.pauses]).toEqual([8, [5, 6, 7]]);
  });

  test("is read no further once nobody wants to know", async () => {
    const list = listOf(truth, stretch(known.slice(0, 900), false));
    await reread({ ...list, isWanted: () => list.requests.length < 2 });
    expect(list.requests).toHaveLength(2);
  });
});

test("the list of a query is what it asks for behind a cursor", () => {
  const query = parse(
    "query Q($first: Int = 20, $after: String) { a { id b: c(first: $first, after: $after) { id } } }",
  );
  expect(listField(query)).toEqual({ path: ["a", "b"], size: 20 });
  expect(listField(parse("query Q($id: ID!) { a(id: $id) { b(first: 20) { id } } }"))).toBeNull();
});
