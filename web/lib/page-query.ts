import type { DocumentNode, OperationVariables, TypedDocumentNode } from "@apollo/client";
import type { MaybeMasked } from "@apollo/client/masking";
import { useQuery } from "@apollo/client/react";

/**
 * A page's one query. Shows what is cached at once, reads anew behind it, and keeps showing it while the server is
 * away; with nothing to show, an error goes to the page's boundary. `null` means: not here yet.
 */
export function usePageQuery<TData, TVariables extends OperationVariables>(
  query: DocumentNode | TypedDocumentNode<TData, TVariables>,
  variables: TVariables,
) {
  const { data, error, fetchMore, previousData } = useQuery(query as TypedDocumentNode<TData, OperationVariables>, {
    // What was loaded beyond the first page stays; see pages.ts.
    refetchWritePolicy: "merge",
    variables,
  });
  if (!data && error) throw error;
  return {
    data: (data ?? null) as MaybeMasked<TData> | null,
    /** The page before, where only its address changed: what stays in sight meanwhile. */
    previous: (previousData ?? null) as MaybeMasked<TData> | null,
    fetchMore,
  };
}
