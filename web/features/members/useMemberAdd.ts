import { useMutation } from "@apollo/client/react";
import type { MemberAddInput } from "../../gql/graphql.js";
import { graphql } from "../../gql/index.js";
import { done, invalid, type Outcome, refused, unexpected } from "../../lib/outcome.js";
import { refreshOpenPage } from "../../lib/refresh.js";

const MemberAdd = graphql(`
  mutation MemberAdd($input: MemberAddInput!) {
    memberAdd(input: $input) {
      __typename
      ... on MemberAddPayload {
        member {
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

/** Adds a person to a group, with or without an account. */
export function useMemberAdd() {
  const [run] = useMutation(MemberAdd);
  return async (input: MemberAddInput): Promise<Outcome<{ id: string; name: string }>> => {
    const { data } = await run({ variables: { input } });
    const result = data!.memberAdd;
    switch (result.__typename) {
      case "MemberAddPayload":
        refreshOpenPage();
        return done(result.member);
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
