import { Field } from "type-graphql";

/**
 * The field `dryRun` of an input: the mutation answers as if it had been carried out, its payload reads as things would
 * be, and nothing is changed: no event is written and no id or request id is used up.
 */
export function DryRun(): PropertyDecorator {
  return Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description:
      "Only say what would happen: the payload and its `effect` read as they would be, and nothing is changed. Of what is created, send the `id` that the write will have: whose turn an odd cent is follows from it.",
  }) as PropertyDecorator;
}
