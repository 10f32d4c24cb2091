import { useMutation } from "@apollo/client/react";
import type { DefaultSplitSetInput } from "../../gql/graphql.js";
import { graphql } from "../../gql/index.js";
import { useAttempt } from "../../lib/attempt.js";
import { done, invalid, type Outcome, refused, unexpected } from "../../lib/outcome.js";
import { refreshOpenPage } from "../../lib/refresh.js";

const DefaultSplitSet = graphql(`
  mutation DefaultSplitSet($input: DefaultSplitSetInput!) {
    defaultSplitSet(input: $input) {
      __typename
      ... on DefaultSplitSetPayload {
        resplit {
          id
          title
          incurredOn
          total {
            amount
            currency
          }
        }
      }
      ... on InvalidInputError {
        message
        fields {
          path
          code
          message
        }
      }
      ... on NotFoundError {
        message
      }
      ... on ForbiddenError {
        message
      }
      ... on ConflictError {
        message
      }
    }
  }
`);

/** An expense that is, or would be, split anew. */
export interface Resplit {
  readonly id: string;
  readonly title: string;
  readonly incurredOn: string;
  readonly total: { readonly amount: string; readonly currency: string };
}

/** Sets a default split; with `dryRun` it only says which expenses would be split anew. */
export function useDefaultSplitSet() {
  // What was only tried must not look as if it had happened.
  const [run] = useMutation(DefaultSplitSet, { fetchPolicy: "no-cache" });
  const attempt = useAttempt();
  return async (input: Omit<DefaultSplitSetInput, "requestId">): Promise<Outcome<readonly Resplit[]>> => {
    const { data } = await attempt(input, (requestId) => run({ variables: { input: { ...input, requestId } } }));
    const result = data!.defaultSplitSet;
    switch (result.__typename) {
      case "DefaultSplitSetPayload":
        if (!input.dryRun) refreshOpenPage();
        return done(result.resplit);
      case "InvalidInputError":
        return invalid(result);
      case "NotFoundError":
      case "ForbiddenError":
      case "ConflictError":
        return refused(result);
      default:
        return unexpected(result);
    }
  };
}
