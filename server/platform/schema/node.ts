import { Field, ID, InterfaceType } from "type-graphql";
import { type IdPrefix, prefixOf } from "../../kernel/ids.js";

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
};

@InterfaceType({
  description: "Anything that has an id of its own.",
  resolveType: (value: { id: string }) => typeNames[prefixOf(value.id) ?? "usr"],
})
export abstract class Node {
  @Field(() => ID, { description: "One string everywhere: in the table, the URL and the log." })
  id!: string;
}
