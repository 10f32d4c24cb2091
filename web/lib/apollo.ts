import { ApolloClient, ApolloLink, type FieldPolicy, HttpLink, InMemoryCache } from "@apollo/client";
import type { GraphQLCodegenDataMasking } from "@apollo/client/masking";
import { cacheSizes } from "@apollo/client/utilities";
import { OperationTypeNode } from "graphql";
import { catchError, from, mergeMap, of, tap } from "rxjs";
import { connectionLost, connectionSeen } from "./connection.js";
import { LiveLink } from "./live.js";
import { growing, growingBothWays } from "./pages.js";
import { byMember } from "./parts-of-expense.js";
import { byPlace } from "./parts-of-receipt.js";
import { cachedTypes } from "./possible-types.js";
import { openPage } from "./refetch.js";
import { onSessionEnd, sessionToken } from "./session.js";
import { sharing } from "./sharing.js";
import type { OpenQuery } from "./whole-list.js";

declare module "@apollo/client" {
  export interface TypeOverrides extends GraphQLCodegenDataMasking.TypeOverrides {}
  export namespace ApolloClient {
    export namespace DeclareDefaultOptions {
      interface WatchQuery {
        errorPolicy: "all";
      }
    }
  }
}

// Of a list of thousands, whose rows have parts of their own, each page read again only what is new in it.
cacheSizes["inMemoryCache.executeSelectionSet"] = 500_000;
cacheSizes["inMemoryCache.executeSubSelectedArray"] = 100_000;

const replaced: FieldPolicy = { merge: false };

function byId(typename: string): FieldPolicy {
  return {
    read: (existing, { args, toReference }) =>
      existing === undefined && args?.id ? toReference({ __typename: typename, id: args.id }) : existing,
  };
}

function makeCache(): InMemoryCache {
  return new InMemoryCache({
    possibleTypes: cachedTypes,
    typePolicies: {
      Query: {
        fields: {
          groups: growing(["kind"]),
          people: growing(false),
          person: byId("Person"),
          group: byId("Group"),
          expense: byId("Expense"),
          import: byId("Import"),
          receipt: byId("Receipt"),
          report: byId("Report"),
          notifications: growing(["unread"]),
          spendingRows: growing(["range", "groupIds", "currency", "convert", "filter"]),
        },
      },
      Group: {
        fields: {
          expenses: growingBothWays(["filter"]),
          settlements: growing(false),
          events: growing(["order"]),
          members: replaced,
          households: replaced,
          defaultSplits: replaced,
          balances: replaced,
          balance: replaced,
          balancesIn: replaced,
          changes: replaced,
          rates: replaced,
          viewerBalances: replaced,
          suggestedTransfer: replaced,
          suggestedTransfers: replaced,
          settlementPlans: replaced,
          invites: replaced,
          imports: replaced,
          categories: replaced,
          receipts: growing(["unfiled"]),
          budgets: replaced,
          fronting: replaced,
          nextToPay: replaced,
          oddUnits: replaced,
        },
      },
      User: {
        fields: {
          notificationPreferences: replaced,
          devices: replaced,
          budgets: replaced,
          reports: growing(false),
          reportSchedules: replaced,
          recentEvents: replaced,
        },
      },
      SpendingSummary: { merge: true },
      ViewerWaiting: { fields: { toConfirm: replaced, toReview: replaced } },
      // One thing of which each part of a page asks for what it needs.
      GroupRights: { merge: true },
      ExpenseRights: { merge: true },
      SettlementRights: { merge: true },
      Expense: {
        fields: { payers: byMember, shares: byMember, split: replaced, history: growing(false), receipts: replaced },
      },
      Receipt: { fields: { pages: byPlace, reading: { merge: true } } },
      ReceiptReading: { fields: { lines: replaced, checks: replaced } },
      ReceiptLine: { fields: { claims: replaced } },
      ReadText: { merge: true },
      ReadDate: { merge: true },
      ReadMoney: { merge: true },
      Import: { fields: { people: replaced, totals: replaced, problems: replaced, kept: replaced } },
      GroupEvent: { keyFields: false },
      // The last event alone; what it brings is in the group and its things.
      Subscription: { fields: { groupEvents: replaced, receiptEvents: replaced, reportEvents: replaced } },
    },
  });
}

function isUnauthenticated(result: ApolloLink.Result): boolean {
  return result.errors?.some((error) => error.extensions?.code === "UNAUTHENTICATED") ?? false;
}

const shared = sharing(openPage);

/** Tells the open page what it has just begun to read. */
const readingLink = new ApolloLink((operation, forward) => {
  openPage.sends({ name: operation.operationName, variables: operation.variables });
  return forward(operation);
});

/** Signs every request, and renews a session once that the server no longer takes. */
const sessionLink = new ApolloLink((operation, forward) => {
  const attempt = (rejected?: string) =>
    from(sessionToken(rejected)).pipe(
      mergeMap((token) => {
        operation.setContext({ token, headers: token ? { authorization: `Bearer ${token}` } : {} });
        return forward(operation);
      }),
    );
  return attempt().pipe(
    mergeMap((result) => {
      const { token } = operation.getContext();
      return isUnauthenticated(result) && token ? attempt(token) : of(result);
    }),
  );
});

/** Notices when the server cannot be reached, and when it can again. */
const connectionLink = new ApolloLink((operation, forward) =>
  forward(operation).pipe(
    tap(connectionSeen),
    catchError((error) => {
      if (error instanceof TypeError) connectionLost();
      throw error;
    }),
  ),
);

const link = ApolloLink.split(
  ({ operationType }) => operationType === OperationTypeNode.SUBSCRIPTION,
  new LiveLink(),
  ApolloLink.from([
    shared.link,
    readingLink,
    sessionLink,
    connectionLink,
    new HttpLink({ uri: "/graphql", credentials: "same-origin" }),
  ]),
);

export const apollo = new ApolloClient({
  link,
  cache: makeCache(),
  dataMasking: true,
  // See sharing.ts: a reading that began before a change must not answer for one that was asked for because of it.
  queryDeduplication: false,
  defaultOptions: { watchQuery: { fetchPolicy: "cache-and-network", errorPolicy: "all" } },
});

/** Reads the lists of open queries again, as far as they are loaded. How is fetched apart: no page waits for it. */
export async function rereadLists(open: readonly OpenQuery[]): Promise<void> {
  const { rereadList } = await import("./whole-list.js");
  await Promise.all(open.map((query) => rereadList(query, apollo.cache)));
}

openPage.readBy(async (isNeeded) => {
  const needed: OpenQuery[] = [];
  try {
    const results = await apollo.refetchQueries({
      include: "active",
      onQueryUpdated: (open) => {
        const { queryName, variables, options } = open;
        const isRead = isNeeded({ name: queryName, variables, isLive: options.context?.isLive === true });
        if (isRead) needed.push(open);
        return isRead;
      },
    });
    await rereadLists(needed);
    return results.every((result) => !(result as { error?: unknown } | undefined)?.error);
  } catch {
    return false;
  }
});

onSessionEnd(() => {
  // What was asked for one account answers no other.
  shared.forget();
  void apollo.clearStore();
});
