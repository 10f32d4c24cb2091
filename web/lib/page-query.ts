import type { DocumentNode, OperationVariables, TypedDocumentNode } from "@apollo/client";
import type { MaybeMasked } from "@apollo/client/masking";
import { useQuery } from "@apollo/client/react";
import { useEffect, useMemo, useState } from "react";
import { apollo, rereadLists } from "./apollo.js";
import { openPage } from "./refetch.js";
import type { OpenQuery } from "./whole-list.js";

/**
 * A page's one query. Shows what is cached at once, reads anew behind it, and keeps showing it while the server is
 * away; what is cached from before one's own last write is not shown, because one would act on it. With nothing to
 * show, an error goes to the page's boundary. `null` means: not here yet.
 */
export function usePageQuery<TData, TVariables extends OperationVariables>(
  query: DocumentNode | TypedDocumentNode<TData, TVariables>,
  variables: TVariables,
) {
  // A list that begins elsewhere than before is the same list.
  const [isBehind] = useState(() =>
    [variables, { ...variables, after: undefined }].some((each) =>
      openPage.isBehind({ name: nameOf(query), variables: each }),
    ),
  );
  const { data, error, fetchMore, previousData, observable } = useQuery(
    query as TypedDocumentNode<TData, OperationVariables>,
    {
      // What was loaded beyond the first page stays; see pages.ts.
      refetchWritePolicy: "merge",
      variables,
      ...(isBehind && { fetchPolicy: "network-only" as const }),
    },
  );
  useWholeList(observable, variables);
  // A dead line takes nothing from a page that is known.
  const isAway = error instanceof TypeError && !data && !isBehind;
  const known = useMemo(() => (isAway ? apollo.readQuery({ query, variables }) : null), [isAway, query, variables]);
  if (!data && !known && error) throw error;
  return {
    data: (data ?? known) as MaybeMasked<TData> | null,
    /** The page before, where only its address changed: what stays in sight meanwhile. */
    previous: (previousData ?? null) as MaybeMasked<TData> | null,
    fetchMore,
  };
}

/** Reads more than the first page anew where a page that opens has more of its list: it may have changed meanwhile. */
export function useWholeList(open: OpenQuery, variables: object): void {
  const list = JSON.stringify(variables);
  useEffect(() => {
    // What fails here is read again with the next news; the page's own query says that the line is dead.
    void rereadLists([open]).catch(() => undefined);
  }, [open, list]);
}

/** Reads what a page will show, unless it is known, and not from before one's own last write. */
export async function prepareQuery<TData, TVariables extends OperationVariables>(
  query: TypedDocumentNode<TData, TVariables>,
  variables: TVariables,
): Promise<void> {
  const isBehind = openPage.isBehind({ name: nameOf(query), variables });
  const document = query as TypedDocumentNode<TData, OperationVariables>;
  await apollo.query({ query: document, variables, fetchPolicy: isBehind ? "network-only" : "cache-first" });
}

function nameOf({ definitions }: DocumentNode): string | undefined {
  const [operation] = definitions.filter((definition) => definition.kind === "OperationDefinition");
  return operation?.name?.value;
}
