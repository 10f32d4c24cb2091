import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import type { Scope, Viewer } from "../actor.js";
import { AppContext } from "../context.js";
import type { Patience, Tx } from "../write.js";
import { resultOf, type UserError } from "./refusals.js";

/** A class whose objects the schema knows. */
type ClassOf<Thing> = new (...args: never[]) => Thing;

/** A mutation of the schema: its input, what it writes, and what it answers. */
interface MutationOf<Input extends object, Answer, Payload extends object> {
  readonly name: string;
  readonly description: string;
  readonly input: new () => Input;
  /** What the argument `input` says, for the schema. */
  readonly inputDescription: string;
  /** The payload, and every refusal: together they are the union `…Result`. */
  readonly answers: readonly [payload: ClassOf<Payload>, ...refusals: ClassOf<UserError>[]];
  /** Something to ask before the transaction, such as a rate limit. */
  readonly before?: (ctx: AppContext, input: Input) => Promise<void>;
  readonly write: (tx: Tx, viewer: Viewer, input: Input) => Promise<Answer>;
  readonly patience?: Patience;
  /** What the actor must be allowed to: WRITE, unless it is about the account itself. */
  readonly scope?: Scope;
  /** Reads the payload after the write; `answer` is what the write gave. */
  readonly payload: (ctx: AppContext, answer: Answer, input: Input) => Promise<Payload>;
}

/** Makes the resolver of a mutation whose write is a value; with `dryRun` in its input, it is rolled back once read. */
export function mutation<Input extends object, Answer, Payload extends object>(
  spec: MutationOf<Input, Answer, Payload>,
): new () => object {
  const {
    name,
    description,
    input: inputType,
    inputDescription,
    answers,
    before,
    write,
    patience,
    scope,
    payload,
  } = spec;
  class MutationResolver {}
  const { prototype } = MutationResolver;
  const perform = async (input: Input, ctx: AppContext): Promise<Payload> => {
    const { viewer } = ctx;
    await before?.(ctx, input);
    const dryRun = (input as { dryRun?: boolean | null }).dryRun === true;
    const answer = await ctx.write((tx) => write(tx, viewer, input), {
      dryRun,
      ...(patience && { patience }),
      ...(scope && { scope }),
    });
    return payload(ctx, answer, input);
  };
  const method = { value: perform, configurable: true, writable: true };
  Object.defineProperty(MutationResolver, "name", { value: `${name}Resolver` });
  Object.defineProperty(prototype, name, method);
  // What the compiler writes for a method that is spelled out.
  Reflect.defineMetadata("design:paramtypes", [inputType, AppContext], prototype, name);
  Arg("input", () => inputType, { description: inputDescription })(prototype, name, 0);
  Ctx()(prototype, name, 1);
  const union = resultOf(`${name[0]!.toUpperCase()}${name.slice(1)}Result`, ...answers);
  Mutation(() => union as never, { description })(prototype, name, method);
  Resolver()(MutationResolver);
  return MutationResolver;
}
