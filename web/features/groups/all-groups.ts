import { useEffect, useState } from "react";
import { graphql } from "../../gql/index.js";
import { apollo } from "../../lib/apollo.js";

const MoreGroups = graphql(`
  query MoreGroups($after: String) {
    groups(first: 100, after: $after) {
      edges {
        cursor
        node {
          id
          name
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

/** A group as far as one chooses it. */
export interface ChosenGroup {
  readonly id: string;
  readonly name: string;
}

interface FirstGroups<Group extends ChosenGroup> {
  readonly edges: readonly { readonly node: Group }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

interface Recorded {
  readonly viewerCan: { readonly record: boolean };
}

/**
 * All of the reader's groups, where a page's query has the first: the others come behind it, a hundred at a time. They stand
 * in no cache: what other pages keep of groups has other fields.
 */
export function useAllGroups<Group extends ChosenGroup>(
  first: FirstGroups<Group> | undefined,
): readonly (Group | (ChosenGroup & Recorded))[] {
  const [more, setMore] = useState<readonly (ChosenGroup & Recorded)[]>([]);
  const from = first?.pageInfo.hasNextPage ? first.pageInfo.endCursor : null;
  useEffect(() => {
    let isWanted = true;
    const load = async () => {
      const loaded: (ChosenGroup & Recorded)[] = [];
      for (let after = from; after !== null && isWanted; ) {
        const { data } = await apollo.query({ query: MoreGroups, variables: { after }, fetchPolicy: "no-cache" });
        loaded.push(...(data?.groups.edges.map(({ node }) => node) ?? []));
        after = data?.groups.pageInfo.hasNextPage ? data.groups.pageInfo.endCursor : null;
      }
      if (isWanted) setMore(loaded);
    };
    // What does not come can be chosen on the group's own page.
    void load().catch(() => undefined);
    return () => {
      isWanted = false;
    };
  }, [from]);
  const known = first?.edges.map(({ node }) => node) ?? [];
  const ids = new Set(known.map(({ id }) => id));
  return [...known, ...more.filter(({ id }) => !ids.has(id))];
}
