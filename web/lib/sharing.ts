import { ApolloLink } from "@apollo/client";
import { OperationTypeNode } from "graphql";
import { finalize, type Observable, share } from "rxjs";

interface Question {
  readonly heard: number;
  readonly answer: Observable<ApolloLink.Result>;
}

/**
 * Asks once what several ask at once: whatever one query brings makes those that still wait ask again. Only what was
 * asked before the last news answers nobody who asks because of it; `heard` counts the news.
 */
export function sharing(page: { readonly heard: number }) {
  const asked = new Map<string, Question>();
  const link = new ApolloLink((operation, forward) => {
    if (operation.operationType !== OperationTypeNode.QUERY) return forward(operation);
    const name = JSON.stringify([operation.operationName, operation.variables]);
    const known = asked.get(name);
    if (known?.heard === page.heard) return known.answer;
    const forget = () => void (asked.get(name)?.answer === answer && asked.delete(name));
    const answer: Observable<ApolloLink.Result> = forward(operation).pipe(finalize(forget), share());
    asked.set(name, { heard: page.heard, answer });
    return answer;
  });
  return { link, /** Shares nothing any more of what is on its way. */ forget: () => asked.clear() };
}
