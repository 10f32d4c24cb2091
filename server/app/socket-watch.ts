import { type ExecutionArgs, type ExecutionResult, type GraphQLError, getOperationAST } from "graphql";
import type { AppContext, Services } from "../platform/context.js";
import { toldCode } from "./errors.js";
import { watched } from "./operation-watch.js";
import { requestIdOf } from "./request-id.js";

/** What a socket's message asks for. */
interface Message {
  readonly query: string;
  readonly operationName?: string | null;
}

/** What begins an operation, or says why it does not; that it does not is counted like an operation that fails. */
export async function beginWatched<Begun>(
  services: Services,
  { query: text, operationName }: Message,
  begin: () => Promise<Begun | readonly GraphQLError[]>,
): Promise<Begun | readonly GraphQLError[]> {
  const begun = await begin();
  if (!isRefusal(begun)) return begun;
  return watched(services, { requestId: requestIdOf(begun[0]!), text, operationName }, async (watch) => {
    for (const error of begun) watch.refused(toldCode(error));
    return begun;
  });
}

function isRefusal(begun: unknown): begun is readonly GraphQLError[] {
  return Array.isArray(begun);
}

/** Runs an operation of a socket, watched like one over HTTP; of a subscription, until it has begun. */
export function runWatched<Answer extends AsyncGenerator<never, void> | ExecutionResult>(
  args: ExecutionArgs,
  run: (args: ExecutionArgs) => Promise<Answer>,
): Promise<Answer> {
  const context = args.contextValue as AppContext;
  const { services, requestId } = context;
  const asked = { requestId, text: args.document.loc?.source.body, operationName: args.operationName };
  return watched(services, asked, async (watch) => {
    const { outcome } = watch.runsIn(context);
    outcome.type = getOperationAST(args.document, args.operationName)!.operation;
    const answer = await run(args);
    if ("errors" in answer && answer.errors) outcome.codes = answer.errors.map(toldCode);
    return answer;
  });
}
