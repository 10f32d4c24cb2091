import { ApolloClient, ApolloLink, gql, InMemoryCache } from "@apollo/client";
import { beforeEach, expect, test } from "@jest/globals";
import { Observable, type Subscriber } from "rxjs";
import { sharing } from "./sharing.js";

const query = gql("query Q($id: ID) { a(id: $id) }");
let page = { heard: 0 };
let shared = sharing(page);
/** What was asked of the server, and is not answered yet. */
let open: Subscriber<ApolloLink.Result>[] = [];
let client: ApolloClient;

beforeEach(() => {
  page = { heard: 0 };
  shared = sharing(page);
  open = [];
  const server = new ApolloLink(() => new Observable((subscriber) => void open.push(subscriber)));
  const link = ApolloLink.from([shared.link, server]);
  client = new ApolloClient({
    link,
    cache: new InMemoryCache(),
    queryDeduplication: false,
    defaultOptions: { watchQuery: { errorPolicy: "all" } },
  });
});

function ask(id: string): Promise<unknown> {
  return client.query({ query, variables: { id }, fetchPolicy: "no-cache" }).then(({ data }) => data);
}

function answer(...values: string[]): void {
  for (const [index, subscriber] of open.splice(0).entries()) {
    subscriber.next({ data: { a: values[index]! } });
    subscriber.complete();
  }
}

test("what several ask at once is asked once, and what differs is asked apart", async () => {
  const answers = [ask("1"), ask("1"), ask("2")];
  await Promise.resolve();
  expect(open).toHaveLength(2);
  answer("one", "two");
  expect(await Promise.all(answers)).toEqual([{ a: "one" }, { a: "one" }, { a: "two" }]);
});

test("who asks after news, or after the answer, hears no earlier one", async () => {
  const before = ask("1");
  await Promise.resolve();
  page.heard += 1;
  const after = ask("1");
  await Promise.resolve();
  expect(open).toHaveLength(2);
  answer("old", "new");
  expect(await Promise.all([before, after])).toEqual([{ a: "old" }, { a: "new" }]);
  const later = ask("1");
  await Promise.resolve();
  expect(open).toHaveLength(1);
  answer("newest");
  expect(await later).toEqual({ a: "newest" });
});

test("what was asked for one account answers no other", async () => {
  const first = ask("1");
  await Promise.resolve();
  shared.forget();
  const second = ask("1");
  await Promise.resolve();
  expect(open).toHaveLength(2);
  answer("theirs", "mine");
  expect(await Promise.all([first, second])).toEqual([{ a: "theirs" }, { a: "mine" }]);
});
