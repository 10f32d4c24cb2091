import type { TypedDocumentNode } from "@apollo/client";
import { useEffect, useState } from "react";
import { graphql } from "../../gql/index.js";
import { apollo } from "../../lib/apollo.js";

export const MoreGroups = graphql(`
  query MoreGroups($after: String) {
    groups(first: 100, after: $after) {
      edges {
        cursor
        node {
          id
          name
          currency
          viewerCan {
            record
          }
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

interface Identified {
  readonly id: string;
}

/** A group as far as one chooses it. */
export interface ChosenGroup extends Identified {
  readonly name: string;
}

interface Recorded extends ChosenGroup {
  readonly currency: string;
  readonly viewerCan: { readonly record: boolean };
}

interface FirstGroups<Group> {
  readonly edges: readonly { readonly node: Group }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor?: string | null };
}

/** What asks for the groups behind a cursor, a hundred at a time. */
type AsksForMore<Group> = TypedDocumentNode<
  { readonly groups: FirstGroups<Group> },
  { readonly after?: string | null | undefined }
>;

/**
 * The groups behind the first ones of a page's query; null until they are here. They stand in no cache: what other pages
 * keep of groups has other fields. When the first ones change, they are read again.
 */
export function useGroupsBehind<Group extends Identified>(
  first: FirstGroups<Identified> | undefined,
  query: AsksForMore<Group>,
): readonly Group[] | null {
  const [more, setMore] = useState<readonly Group[] | null>(null);
  useEffect(() => {
    let isWanted = true;
    const load = async () => {
      const loaded: Group[] = [];
      for (let page = first?.pageInfo; page?.hasNextPage && isWanted; ) {
        const variables = { after: page.endCursor };
        const { data } = await apollo.query({ query, variables, fetchPolicy: "no-cache" });
        const groups = (data as { readonly groups: FirstGroups<Group> } | undefined)?.groups;
        loaded.push(...(groups?.edges.map(({ node }) => node) ?? []));
        page = groups?.pageInfo;
      }
      return loaded;
    };
    const show = (loaded: readonly Group[]) => {
      if (isWanted) setMore(loaded);
    };
    // What does not come can be chosen on the group's own page.
    if (first) void load().then(show, () => show([]));
    return () => {
      isWanted = false;
    };
  }, [first, query]);
  return more;
}

/** All of the reader's groups as far as a page needs them, where its query has the first. */
export function useWholeGroups<Group extends Identified, More extends Identified>(
  first: FirstGroups<Group> | undefined,
  query: AsksForMore<More>,
): readonly (Group | More)[] {
  const more = useGroupsBehind(first, query) ?? [];
  const known = first?.edges.map(({ node }) => node) ?? [];
  const ids = new Set(known.map(({ id }) => id));
  return [...known, ...more.filter(({ id }) => !ids.has(id))];
}

/** All of the reader's groups, to choose one. One that the address names is there at once, wherever it stands in the list. */
export function useAllGroups<Group extends ChosenGroup>(
  first: FirstGroups<Group> | undefined,
  named?: Group | null,
): readonly (Group | Recorded)[] {
  const groups = useWholeGroups(first, MoreGroups);
  return named && !groups.some(({ id }) => id === named.id) ? [named, ...groups] : groups;
}
