import { Field, ID, InterfaceType } from "type-graphql";
import type { IdPrefix } from "../../kernel/ids.js";

const typeNames: Partial<Record<IdPrefix, string>> = {
  usr: "User",
  grp: "Group",
  mem: "Member",
  exp: "Expense",
  stl: "Settlement",
  cat: "Category",
  inv: "Invite",
  imp: "Import",
  rat: "GroupRate",
  hsh: "Household",
  ses: "UserSession",
};

/** The type's name of something with an id of ours. */
export function nodeTypeName({ id }: { readonly id: string }): string | undefined {
  return typeNames[id.slice(0, id.indexOf("_")) as IdPrefix];
}

@InterfaceType({ description: "Anything that has an id of its own.", resolveType: nodeTypeName })
export abstract class Node {
  @Field(() => ID, { simple: true, description: "One string everywhere: in the table, the URL and the log." })
  id!: string;
}
