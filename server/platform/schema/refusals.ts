import type { GraphQLObjectType } from "graphql";
import { createUnionType, Field, InterfaceType, ObjectType, registerEnumType } from "type-graphql";
import type { OperationOutcome } from "../operation-outcome.js";
import { Cost } from "./cost.js";

/** Every refusal that a person can act on is data: it implements this, and its type name is its code. */
@InterfaceType({ description: "Why something was refused." })
export abstract class UserError {
  @Field({ description: "A sentence for the person, in English." })
  message!: string;
}

export enum InvalidFieldCode {
  REQUIRED = "REQUIRED",
  MALFORMED = "MALFORMED",
  TOO_SHORT = "TOO_SHORT",
  TOO_LONG = "TOO_LONG",
  OUT_OF_RANGE = "OUT_OF_RANGE",
  TOO_MANY_DECIMALS = "TOO_MANY_DECIMALS",
  SUM_MISMATCH = "SUM_MISMATCH",
  DUPLICATE = "DUPLICATE",
  UNKNOWN_MEMBER = "UNKNOWN_MEMBER",
  NOT_ALLOWED = "NOT_ALLOWED",
}
registerEnumType(InvalidFieldCode, {
  name: "InvalidFieldCode",
  description: "What is wrong with a field.",
  valuesConfig: {
    REQUIRED: { description: "It must be given." },
    MALFORMED: { description: "It cannot be read." },
    TOO_SHORT: { description: "It has too few characters." },
    TOO_LONG: { description: "It has too many characters or entries." },
    OUT_OF_RANGE: { description: "It is too small or too large." },
    TOO_MANY_DECIMALS: { description: "It has more decimals than its currency." },
    SUM_MISMATCH: { description: "The parts do not add up." },
    DUPLICATE: { description: "It is there twice." },
    UNKNOWN_MEMBER: { description: "The group has no such member, or the member has left." },
    NOT_ALLOWED: { description: "It does not go together with the rest." },
  },
});

@ObjectType({ description: "One field of the input, and what is wrong with it." })
export class InvalidField {
  @Field(() => [String], {
    description:
      'Leads into `input`, without the word itself, list indexes as strings: ["split", "parts", "1", "value"].',
  })
  path!: string[];

  @Field(() => InvalidFieldCode, { description: "What is wrong, for programs." })
  code!: InvalidFieldCode;

  @Field({ description: "What is wrong, for people, in English." })
  message!: string;
}

@ObjectType({ implements: UserError, description: "Something in the input is not right; nothing was written." })
export class InvalidInputError extends UserError {
  @Cost(3)
  @Field(() => [InvalidField], { description: "Every field that is wrong." })
  fields: InvalidField[];

  constructor(fields: InvalidField[]) {
    super();
    this.message = fields.length === 1 ? fields[0]!.message : "Some fields are not right.";
    this.fields = fields;
  }
}

@ObjectType({
  implements: UserError,
  description: "There is no such thing, or the viewer may not know that there is.",
})
export class NotFoundError extends UserError {
  constructor() {
    super();
    this.message = "There is no such thing, or it is not yours to see.";
  }
}

@ObjectType({ implements: UserError, description: "The viewer may see it, but not do this." })
export class ForbiddenError extends UserError {
  constructor(message: string) {
    super();
    this.message = message;
  }
}

export enum ConflictReason {
  STALE_VERSION = "STALE_VERSION",
  ID_TAKEN = "ID_TAKEN",
  REQUEST_ID_TAKEN = "REQUEST_ID_TAKEN",
  STATE = "STATE",
}
registerEnumType(ConflictReason, {
  name: "ConflictReason",
  description: "What stands in the way.",
  valuesConfig: {
    STALE_VERSION: { description: "Somebody changed it since." },
    ID_TAKEN: { description: "This id already names something else." },
    REQUEST_ID_TAKEN: { description: "This request id already stands for another request." },
    STATE: { description: "It is in a state that does not allow this." },
  },
});

@ObjectType({ implements: UserError, description: "It is not as the writer believed." })
export class ConflictError extends UserError {
  @Field(() => ConflictReason, { description: "What stands in the way." })
  reason: ConflictReason;

  /** The id of what stands in the way; `current` reads it as it is now, through the viewer's eyes. */
  readonly currentId: string | null;

  constructor(reason: ConflictReason, message: string, currentId: string | null) {
    super();
    this.reason = reason;
    this.message = message;
    this.currentId = currentId;
  }
}

/** Thrown by code to refuse: it rolls back what was begun and comes back to the caller as data. */
export class Refusal extends Error {
  readonly userError: UserError;

  constructor(userError: UserError) {
    super(userError.message);
    this.userError = userError;
  }
}

export function notFound(): Refusal {
  return new Refusal(new NotFoundError());
}

export function forbidden(message: string): Refusal {
  return new Refusal(new ForbiddenError(message));
}

/** It is in a state that does not allow this. */
export function wrongState(message: string, currentId: string | null): Refusal {
  return new Refusal(new ConflictError(ConflictReason.STATE, message, currentId));
}

/**
 * The one place where refusals become answers: around the fields of Mutation, and no others, because whatever stands
 * around a field costs each of the thousands of fields of a page.
 */
export function refusalsAsData(mutations: GraphQLObjectType): void {
  for (const field of Object.values(mutations.getFields())) {
    const { resolve } = field;
    if (!resolve) continue;
    field.resolve = async (...args) => {
      try {
        return await resolve(...args);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        (args[2] as { readonly outcome: OperationOutcome }).outcome.refused = true;
        return error.userError;
      }
    };
  }
}

/** Collects everything that is wrong with an input, so that a person can mend it in one go. */
export class InvalidFields {
  private readonly fields: InvalidField[] = [];

  add(path: readonly string[], code: keyof typeof InvalidFieldCode, message: string): void {
    this.fields.push({ path: [...path], code: InvalidFieldCode[code], message });
  }

  get any(): boolean {
    return this.fields.length > 0;
  }

  /** Refuses if anything was collected. */
  refuse(): void {
    if (this.any) throw new Refusal(new InvalidInputError(this.fields));
  }
}

/** Refuses because of one field. */
export function invalidField(path: readonly string[], code: keyof typeof InvalidFieldCode, message: string): Refusal {
  return new Refusal(new InvalidInputError([{ path: [...path], code: InvalidFieldCode[code], message }]));
}

/** A type of refusal. */
export type ErrorClass = new (...args: never[]) => UserError;

/** The refusals of everybody; a module declares those of its own. */
export const COMMON_ERRORS: readonly ErrorClass[] = [InvalidInputError, NotFoundError, ForbiddenError, ConflictError];

/** The union that a mutation answers with: its payload, or one of its refusals. */
export function resultOf<Payload extends object>(
  name: string,
  payload: new (...args: never[]) => Payload,
  ...errors: ErrorClass[]
): Payload | UserError {
  return createUnionType({
    name,
    description: "What was done, or why it was refused.",
    types: () => [payload, ...errors] as never,
  }) as Payload | UserError;
}
