import { ApolloClient, ApolloLink, InMemoryCache } from "@apollo/client";
import { beforeEach, expect, test } from "@jest/globals";
import { type DocumentNode, type GraphQLFormattedError, Kind, OperationTypeNode, print } from "graphql";
import { Observable } from "rxjs";
import * as documents from "../gql/graphql.js";
import { ExpenseCreateDocument, ExpenseDeleteDocument, InviteRevokeDocument } from "../gql/graphql.js";
import { refused } from "./outcome.js";
import { cachedTypes } from "./possible-types.js";
import { OpenPage } from "./refetch.js";
import { sender } from "./write.js";

/** What was sent: the input of each mutation. */
let sent: Record<string, unknown>[];
/** What comes back, in order: the answer, an error of GraphQL, or none at all. */
let answers: (object | Error | GraphQLFormattedError[])[];
/** Which readings the open page was asked for. */
let readings: string[];
let client: ApolloClient;

class NotedPage extends OpenPage {
  override reread(): void {
    readings.push("all");
  }
  override rereadAfter(groupId: string, seq: number): void {
    readings.push(`${groupId} ${seq}`);
  }
}

const server = new ApolloLink(
  ({ variables, operationName }) =>
    new Observable((observer) => {
      sent.push(variables.input);
      const answer = answers.shift()!;
      if (answer instanceof Error) return observer.error(answer);
      const field = operationName!.replace(/^./, (letter) => letter.toLowerCase());
      observer.next(Array.isArray(answer) ? { data: null, errors: answer } : { data: { [field]: answer } });
      observer.complete();
    }),
);

beforeEach(() => {
  sent = [];
  answers = [];
  readings = [];
  client = new ApolloClient({
    link: server,
    cache: new InMemoryCache({ possibleTypes: cachedTypes }),
    dataMasking: true,
    defaultOptions: { watchQuery: { errorPolicy: "all" } },
  });
});

const places = () => ({ client, page: new NotedPage() });
const deleting = () => sender(places(), ExpenseDeleteDocument, ({ expense }) => expense, {});

const group = { __typename: "Group", id: "grp_1", lastEventSeq: 12 };
const deleted = {
  __typename: "ExpenseDeletePayload",
  expense: { __typename: "Expense", id: "exp_1", version: 4, deletedAt: "2026-01-31T12:00:00Z", group },
};
const input = { id: "exp_1", version: 3 };

test("a retry after a lost answer has the same request id, the next write one of its own", async () => {
  const remove = deleting();
  answers = [new TypeError("Failed to fetch"), deleted, deleted];
  await expect(remove(input)).rejects.toThrow("Failed to fetch");
  expect(await remove(input)).toMatchObject({ kind: "done", value: { id: "exp_1", version: 4 } });
  await remove(input);
  const [first, second, third] = sent.map(({ requestId }) => requestId);
  expect(first).toMatch(/^[0-9a-f]{32}$/);
  expect(second).toBe(first);
  expect(third).not.toBe(first);
});

test("what was changed before it was sent again is another request", async () => {
  const remove = deleting();
  answers = [[{ message: "away", extensions: { code: "UNAVAILABLE", mayHaveHappened: true } }], deleted];
  await expect(remove(input)).rejects.toThrow("away");
  await remove({ ...input, version: 4 });
  expect(new Set(sent.map(({ requestId }) => requestId)).size).toBe(2);
});

test("the page is read again once, by the number that the group's event has too", async () => {
  answers = [deleted];
  await deleting()(input);
  expect(readings).toEqual(["grp_1 12"]);
  expect(client.cache.extract()).toMatchObject({ "Expense:exp_1": { version: 4 } });
});

test("what is only tried reads nothing again, and leaves nothing in the cache", async () => {
  answers = [deleted];
  expect(await deleting()({ ...input, dryRun: true })).toMatchObject({ kind: "done" });
  expect(readings).toEqual([]);
  expect(client.cache.extract()).not.toHaveProperty("Expense:exp_1");
});

test("an answer without a number has all read again, a refusal nothing, a conflict what is there by now", async () => {
  const revoke = sender(places(), InviteRevokeDocument, ({ ok }) => ok, { requestId: false });
  answers = [
    { __typename: "InviteRevokePayload", ok: true },
    { __typename: "ForbiddenError", message: "Ask an admin." },
  ];
  expect(await revoke({ id: "inv_1" })).toEqual({ kind: "done", value: true });
  expect(readings).toEqual(["all"]);
  expect(await revoke({ id: "inv_1" })).toEqual({ kind: "refused", message: "Ask an admin.", code: "ForbiddenError" });
  expect(readings).toEqual(["all"]);
  expect(sent).toEqual([{ id: "inv_1" }, { id: "inv_1" }]);
  answers = [{ __typename: "ConflictError", message: "Somebody was faster." }];
  expect(await deleting()(input)).toMatchObject({ kind: "refused", message: "Somebody was faster." });
  expect(readings).toEqual(["all", "all"]);
});

test("a refusal that came after this page is shown as a refusal, in the server's words", async () => {
  answers = [{ __typename: "PeriodLockedError", message: "This month is closed for good." }];
  expect(await deleting()(input)).toEqual({
    kind: "refused",
    message: "This month is closed for good.",
    code: "PeriodLockedError",
  });
});

test("what is wrong with a form is told by field", async () => {
  const create = sender(places(), ExpenseCreateDocument, ({ expense }) => expense.id, { requestId: false });
  const fields = [{ path: ["title"], code: "REQUIRED", message: "Give it a title." }];
  answers = [{ __typename: "InvalidInputError", message: "Something is missing.", fields }];
  const outcome = await create({} as Parameters<typeof create>[0]);
  expect(outcome).toMatchObject({ kind: "invalid", message: "Something is missing.", fields });
});

test("a refusal may mean more to a page", async () => {
  const remove = sender(places(), ExpenseDeleteDocument, ({ expense }) => expense, {
    refusal: (refusal) => (refusal.__typename === "NotFoundError" ? refused({ message: "gone" }) : null),
  });
  answers = [
    { __typename: "NotFoundError", message: "There is no such expense." },
    { __typename: "ForbiddenError", message: "Ask an admin." },
  ];
  expect(await remove(input)).toEqual({ kind: "refused", message: "gone" });
  expect(await remove(input)).toMatchObject({ code: "ForbiddenError" });
});

test("no answer and no event brings what the open page reads by itself", () => {
  const all = Object.values(documents) as unknown as DocumentNode[];
  const bringing = all.flatMap((document) => {
    const [definition] = document.definitions ?? [];
    if (definition?.kind !== Kind.OPERATION_DEFINITION || definition.operation === OperationTypeNode.QUERY) return [];
    return /\b(balances|suggestedTransfers)\b/.test(print(document)) ? [definition.name?.value] : [];
  });
  // These only ask what would be.
  expect(new Set(bringing)).toEqual(new Set(["ExpenseDeleteTrial", "ExpenseRestoreTrial", "ExpenseUpdateTrial"]));
});

test("what must outlive its page is sent so, and nothing else: browsers hold such requests to 64 kB together", async () => {
  const kept: unknown[] = [];
  const noting = new ApolloLink((operation, forward) => {
    kept.push(operation.getContext().fetchOptions);
    return forward(operation);
  });
  client.setLink(noting.concat(server));
  answers = [deleted, deleted];
  const outliving = sender(places(), ExpenseDeleteDocument, ({ expense }) => expense, { outlivesPage: true });
  for (const send of [outliving, deleting()]) await send({ id: "exp_1", version: 3 });
  expect(kept).toEqual([{ keepalive: true }, { keepalive: false }]);
});
