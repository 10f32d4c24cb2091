import { useFragment } from "@apollo/client/react";
import { chakra } from "@chakra-ui/react";
import { Row, Stack, Surface } from "../../components/Layout.js";
import { Money } from "../../components/Money.js";
import { Bar, Waiting } from "../../components/Skeleton.js";
import { graphql } from "../../gql/index.js";

const ExpenseComing_expense = graphql(`
  fragment ExpenseComing_expense on Expense {
    id
    title
    total {
      amount
      currency
    }
  }
`);

/** The shape of an expense that is coming, with what its row in a list has told of it. */
export function ExpenseComing({ expenseId }: { expenseId: string }) {
  const { data, dataState } = useFragment({
    fragment: ExpenseComing_expense,
    from: { __typename: "Expense", id: expenseId },
  });
  const known = dataState === "complete" ? data : null;
  return (
    <Waiting width="text">
      {known ? (
        <chakra.p fontSize={{ base: "xl", md: "2xl" }} fontWeight="semibold" letterSpacing="heading" lineHeight="tight">
          {known.title}
        </chakra.p>
      ) : (
        <Bar height="9" width="56" maxWidth="full" />
      )}
      <Surface>
        <Stack gap="3">
          {known ? (
            <chakra.p
              fontSize={{ base: "2xl", sm: "3xl" }}
              fontWeight="semibold"
              letterSpacing="heading"
              lineHeight="tight"
            >
              <Money value={known.total} />
            </chakra.p>
          ) : (
            <Bar height="9" width="40" />
          )}
          <Bar height="6" width="75%" />
        </Stack>
      </Surface>
      <Surface>
        <Stack gap="3">
          {["35%", "60%", "50%"].map((width) => (
            <Row key={width} justifyContent="space-between">
              <Bar height="5" width={width} />
              <Bar height="5" width="16" />
            </Row>
          ))}
        </Stack>
      </Surface>
    </Waiting>
  );
}
