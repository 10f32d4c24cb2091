import { useMutation } from "@apollo/client/react";
import type { GroupCreateInput } from "../../gql/graphql.js";
import { graphql } from "../../gql/index.js";
import { done, invalid, type Outcome, refused, unexpected } from "../../lib/outcome.js";
import { refreshOpenPage } from "../../lib/refresh.js";

const GroupCreate = graphql(`
  mutation GroupCreate($input: GroupCreateInput!) {
    groupCreate(input: $input) {
      __typename
      ... on GroupCreatePayload {
        group {
          id
          name
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
      ... on ConflictError {
        message
      }
    }
  }
`);

/** Makes a group; the answer is its id. */
export function useGroupCreate() {
  const [run] = useMutation(GroupCreate);
  return async (input: GroupCreateInput): Promise<Outcome<string>> => {
    const { data } = await run({ variables: { input } });
    const result = data!.groupCreate;
    switch (result.__typename) {
      case "GroupCreatePayload":
        refreshOpenPage();
        return done(result.group.id);
      case "InvalidInputError":
        return invalid(result);
      case "ConflictError":
        return refused(result);
      default:
        return unexpected(result);
    }
  };
}
