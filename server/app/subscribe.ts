import { createSourceEventStream, type ExecutionArgs, type ExecutionResult, print } from "graphql";
import { LiveSource } from "../platform/live/live-source.js";
import type { FanOut } from "./fan-out.js";
import { Listener } from "./listener.js";
import { dependenceOf } from "./viewers-class.js";
import type { Running } from "./websocket-operations.js";

/** A subscription that may begin is heard through the fan-out: see there. What graphql-ws iterates over only ends. */
export async function subscribe(
  fanOut: FanOut,
  args: ExecutionArgs,
): Promise<AsyncGenerator<never, void> | ExecutionResult> {
  const running = args as Running;
  const source = await createSourceEventStream(args);
  await running.contextValue.close();
  if (!(source instanceof LiveSource)) return source as ExecutionResult;
  const listener = new Listener(running);
  fanOut.add(keyOf(running, source), source, listener);
  return listener;
}

/** What two subscriptions have in common that are told the same. */
function keyOf({ schema, document, operationName, variableValues, contextValue }: Running, source: LiveSource): string {
  const { onViewer, onVariables } = dependenceOf(schema, document, operationName);
  // One that is left out has its default, which null is not.
  const variables = onVariables.map((name) => [name, variableValues?.[name]]);
  const who = onViewer ? contextValue.viewer.userId : null;
  return JSON.stringify([
    source.constructor.name,
    source.topic,
    print(document),
    operationName,
    Object.fromEntries(variables),
    who,
  ]);
}
