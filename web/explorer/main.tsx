import "graphiql/setup-workers/vite";
import { createGraphiQLFetcher } from "@graphiql/toolkit";
import { GraphiQL } from "graphiql";
import { createClient } from "graphql-ws";
import { createRoot } from "react-dom/client";
import "graphiql/style.css";
import "./explorer.css";
import { authorization } from "./session.js";

const EXAMPLE = `# Everything the app does goes through this API. You are signed in here as you are in the app.

query MyGroups {
  viewer {
    name
  }
  groups {
    edges {
      node {
        id
        name
        viewerBalances {
          net {
            amount
            currency
          }
        }
      }
    }
  }
}

# What happens in a group from now on; put in one of your ids.
subscription Live($groupId: ID!) {
  groupEvents(groupId: $groupId) {
    seq
    type
    at
  }
}
`;

const webSocketUrl = `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/graphql`;

const fetcher = createGraphiQLFetcher({
  url: "/graphql",
  fetch: async (input, init) =>
    fetch(input, { ...init, headers: { ...(init?.headers as Record<string, string>), ...(await authorization()) } }),
  wsClient: createClient({ url: webSocketUrl, connectionParams: authorization, lazyCloseTimeout: 1_000 }),
});

createRoot(document.getElementById("root")!).render(<GraphiQL fetcher={fetcher} defaultQuery={EXAMPLE} />);
