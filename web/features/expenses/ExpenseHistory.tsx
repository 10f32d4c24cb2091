import type { FragmentType } from "@apollo/client";
import { useSuspenseFragment } from "@apollo/client/react";
import { useTranslation } from "react-i18next";
import { EventItem } from "../../components/EventItem.js";
import { Heading, Rows, Surface } from "../../components/Layout.js";
import { MoreOnScroll } from "../../components/MoreOnScroll.js";
import { graphql } from "../../gql/index.js";
import { apollo } from "../../lib/apollo.js";
import { useFormat } from "../../lib/format.js";
import { namesThen } from "../../lib/name-then.js";

export const HistoryParts = graphql(`
  fragment HistoryParts on GroupEventConnection {
    edges {
      cursor
      node {
        seq
        type
        at
        actor {
          id
          name
        }
        changes {
          field
          member {
            id
            name
          }
          before
          after
        }
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
`);

export const ExpenseHistory_expense = graphql(`
  fragment ExpenseHistory_expense on Expense {
    id
    title
    history(first: 50) {
      ...HistoryParts @unmask
    }
  }
`);

const EarlierHistory = graphql(`
  query EarlierHistory($id: ID!, $after: String) {
    expense(id: $id) {
      id
      history(first: 100, after: $after) {
        ...HistoryParts @unmask
      }
    }
  }
`);

/** Everything that ever happened to an expense, with what each change changed. */
export function ExpenseHistory(props: { expense: FragmentType<typeof ExpenseHistory_expense> }) {
  const { t } = useTranslation();
  const { momentDay } = useFormat();
  const { data: expense } = useSuspenseFragment({
    fragment: ExpenseHistory_expense,
    fragmentName: "ExpenseHistory_expense",
    from: props.expense,
  });
  const events = expense.history.edges.map((edge) => edge.node);
  const { hasNextPage, endCursor } = expense.history.pageInfo;
  // What comes is put behind what is here, in the cache.
  const more = () =>
    apollo.query({
      query: EarlierHistory,
      variables: { id: expense.id, after: endCursor ?? null },
      fetchPolicy: "network-only",
    });
  const titles = namesThen(events, "title", expense.title);
  // What an import made has a history only since somebody changed it.
  if (events.length === 0) return null;
  return (
    <Surface pad="none" aria-labelledby="history">
      <Heading id="history" padding={{ base: "4", md: "6" }} paddingBottom="0!">
        {t("expense.history")}
      </Heading>
      <Rows>
        {events.map((event) => (
          <EventItem
            key={event.seq}
            when={momentDay(event.at)}
            event={{ ...event, actor: event.actor ?? null, subject: titles.get(event.seq)!, link: null }}
          />
        ))}
      </Rows>
      {hasNextPage && <MoreOnScroll load={more} />}
    </Surface>
  );
}
