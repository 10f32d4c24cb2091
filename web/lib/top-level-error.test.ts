import { CombinedGraphQLErrors, ServerError } from "@apollo/client/errors";
import { expect, test } from "@jest/globals";
import { saidByDatabase } from "../../server/app/errors.js";
import { CommitUnknown } from "../../server/platform/database.js";
import { topLevelError } from "./top-level-error.js";

const answered = (cause: unknown) => new CombinedGraphQLErrors({ errors: [saidByDatabase(cause)!] });

test("a database that is away, and one whose last word was lost, are told apart", () => {
  const away = topLevelError(answered(Object.assign(new Error("refused"), { code: "ECONNREFUSED" })));
  expect(away).toMatchObject({ code: "UNAVAILABLE", mayHaveHappened: false, retryAfter: 2 });
  const lost = topLevelError(answered(new CommitUnknown()));
  expect(lost).toMatchObject({ code: "UNAVAILABLE", mayHaveHappened: true });
});

test("too much at once says when to come again", () => {
  const busy = topLevelError(answered(Object.assign(new Error("lock"), { code: "55P03" })));
  expect(busy).toMatchObject({ code: "RATE_LIMITED", retryAfter: 1, mayHaveHappened: false });
});

test("what was refused before it was run is read all the same; a proxy's page is not", () => {
  const refused = (bodyText: string) =>
    topLevelError(
      new ServerError("Received status code 429", { bodyText, response: new Response("", { status: 429 }) }),
    );
  const errors = [{ message: "Wait.", extensions: { code: "RATE_LIMITED", retryAfter: 9, requestId: "r1" } }];
  expect(refused(JSON.stringify({ errors }))).toMatchObject({ code: "RATE_LIMITED", retryAfter: 9, requestId: "r1" });
  expect(refused("<h1>Bad gateway</h1>")).toBeNull();
  expect(refused("{}")).toBeNull();
});

test("what is no answer of the server is not taken for one", () => {
  expect(topLevelError(new TypeError("Failed to fetch"))).toBeNull();
});
