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
