import { ArgsType, Field, Int } from "type-graphql";

/** Forward paging, as every list that grows has it. */
@ArgsType()
export class PageArguments {
  @Field(() => Int, { nullable: true, defaultValue: 20, description: "How many, 1 to 100." })
  first!: number;

  @Field(() => String, { nullable: true, description: "Go on behind this cursor." })
  after?: string | null;
}
