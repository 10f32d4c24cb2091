import type { ApolloClient, TypedDocumentNode } from "@apollo/client";
import { useApolloClient } from "@apollo/client/react";
import { useState } from "react";
import { graphql } from "../gql/index.js";
import { done, type FieldProblem, invalid, type Outcome, refused } from "./outcome.js";
import { type OpenPage, openPage } from "./refetch.js";

/** What every refusal says. A mutation spreads it on its answer, and so hears of refusals that came after this page. */
export const Refused = graphql(`
  fragment Refused on UserError {
    message
    ... on InvalidInputError {
      fields {
        path
        code
        message
      }
    }
  }
`);

type Answer<Data> = Data[keyof Data];
type PayloadOf<Data> = Extract<Answer<Data>, { readonly __typename: `${string}Payload` }>;
type RefusalOf<Data> = Exclude<Answer<Data>, { readonly __typename: `${string}Payload` }>;

interface Options<Data, Value, Current> {
  /** Nothing that a page shows is changed by it: nothing is read again, and nothing of the answer is kept. */
  readonly rereads?: false;
  /** It arrives even where the page is closed just then; for what is small, since browsers hold such requests to 64 kB. */
  readonly outlivesPage?: true;
  /** What a refusal comes to where it is more than a refusal; null where it is not. */
  readonly refusal?: (refusal: RefusalOf<Data>) => Outcome<Value, Current> | null;
}

/**
 * Must be said of an input without a place for a request id: it brings the id of what it makes, or does the same when
 * it is sent twice.
 */
interface WithoutRequestId {
  readonly requestId: false;
}

type OptionsFor<Input, Data, Value, Current> = "requestId" extends keyof Input
  ? [options?: Options<Data, Value, Current>]
  : [options: Options<Data, Value, Current> & WithoutRequestId];

type Write<Input, Value, Current> = (input: Omit<Input, "requestId">) => Promise<Outcome<Value, Current>>;

/**
 * Makes the hook of a mutation: the one door for every write of the web app. It names the request, sends it, says in
 * one language what became of it, and sees that the open page is read again once.
 *
 * @param document the mutation; its one variable is `input`, and its answer a union on which it spreads `Refused`.
 *   Of a write that a group's history numbers it selects the group's `id` and `lastEventSeq`, where the answer has them.
 * @param pick what the page needs of the payload.
 */
export function write<Data, Input extends object, Value, Current = never>(
  document: TypedDocumentNode<Data, { input: Input }>,
  pick: (payload: PayloadOf<Data>) => Value,
  ...[options = {}]: OptionsFor<Input, Data, Value, Current>
): () => Write<Input, Value, Current> {
  return function useWrite() {
    const client = useApolloClient();
    const [send] = useState(() => sender({ client, page: openPage }, document, pick, options));
    return send;
  };
}

interface RawAnswer {
  readonly __typename: string;
  readonly message?: string;
  readonly fields?: readonly FieldProblem[];
}

/** What `write` does, outside of React. Each sender remembers its own last request. */
export function sender<Data, Input extends object, Value, Current>(
  { client, page }: { client: ApolloClient; page: OpenPage },
  document: TypedDocumentNode<Data, { input: Input }>,
  pick: (payload: PayloadOf<Data>) => Value,
  options: Options<Data, Value, Current> & Partial<WithoutRequestId>,
): Write<Input, Value, Current> {
  const name = options.requestId === false ? unnamed : naming();
  return async (input) => {
    // What is only tried changes nothing, and must not look as if it had.
    const isTrial = (input as { dryRun?: boolean | null }).dryRun === true;
    const request = isTrial ? unnamed(input) : name(input);
    const fetchPolicy = isTrial || options.rereads === false ? "no-cache" : "network-only";
    const variables = { input: request.input as Input };
    const context = { fetchOptions: { keepalive: options.outlivesPage ?? false } };
    const { data } = await client.mutate({ mutation: document, variables, fetchPolicy, context });
    request.answered();
    const answer = Object.values(data as unknown as Record<string, RawAnswer>)[0]!;
    if (!isTrial && options.rereads !== false) rereadAfter(answer, page);
    if (isPayload(answer)) return done(pick(answer as PayloadOf<Data>));
    return options.refusal?.(answer as RefusalOf<Data>) ?? outcomeOf(answer);
  };
}

function isPayload(answer: RawAnswer): boolean {
  return answer.__typename.endsWith("Payload");
}

function outcomeOf({ __typename, message = "", fields }: RawAnswer) {
  return fields ? invalid({ message, fields }) : refused({ __typename, message });
}

/** Once for each write: what is told by a group's number is not read again when the event of that number arrives. */
function rereadAfter(answer: RawAnswer, page: OpenPage): void {
  if (isPayload(answer)) page.wrote();
  const groups = groupsIn(answer);
  if (isPayload(answer) && groups.length > 0)
    for (const group of groups) page.rereadAfter(group.id, group.lastEventSeq);
  // Somebody else was faster: the page shows what is there by now.
  else if (isPayload(answer) || answer.__typename === "ConflictError") page.reread();
}

interface NumberedGroup {
  readonly id: string;
  readonly lastEventSeq: number;
}

/** The groups whose last event an answer names. */
function groupsIn(value: unknown): readonly NumberedGroup[] {
  if (typeof value !== "object" || value === null) return [];
  return "lastEventSeq" in value ? [value as NumberedGroup] : Object.values(value).flatMap(groupsIn);
}

interface Request {
  readonly input: object;
  readonly answered: () => void;
}

function unnamed(input: object): Request {
  return { input, answered: () => undefined };
}

/**
 * Names each attempt at a change, and a retry by the name of the first: where the answer was lost on the way, the
 * server sees that the change was made already. Once there is an answer, the next change has a name of its own.
 */
function naming(): (input: object) => Request {
  let open: { text: string; requestId: string } | null = null;
  return (input) => {
    const text = JSON.stringify(input);
    if (open?.text !== text) open = { text, requestId: newRequestId() };
    return {
      input: { ...input, requestId: open.requestId },
      answered: () => {
        open = null;
      },
    };
  };
}

/** Random, and made without what browsers keep for HTTPS pages. */
function newRequestId(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
