import { Field, ID, InterfaceType } from "type-graphql";

/** Which type a node is of, its id says: the application knows every module's prefixes. */
@InterfaceType({ description: "Anything that has an id of its own." })
export abstract class Node {
  @Field(() => ID, { simple: true, description: "One string everywhere: in the table, the URL and the log." })
  id!: string;
}
