import { ArgsType, Field, Int } from "type-graphql";
import { PAGE_DEFAULT } from "./pages.js";

/** Forward paging, as every list that grows has it. */
@ArgsType()
export class PageArguments {
  @Field(() => Int, { nullable: true, defaultValue: PAGE_DEFAULT, description: "How many, 1 to 100." })
  first?: number | null;

  @Field(() => String, { nullable: true, description: "Go on behind this cursor." })
  after?: string | null;
}

/** Paging both ways: with `last` a page reads back from its end. */
@ArgsType()
export class TwoWayPageArguments extends PageArguments {
  @Field(() => Int, {
    nullable: true,
    description: "How many, 1 to 100, before `before` or at the end; instead of `first`.",
  })
  last?: number | null;

  @Field(() => String, { nullable: true, description: "Only what comes before this cursor." })
  before?: string | null;
}
