import type { GraphQLField } from "graphql";
import { Extensions } from "type-graphql";

/**
 * Marks a field whose answer depends on who asks, beyond that they may see the thing that it is of. A live event whose
 * selection has none of these is executed once for all who listen; with one of them, for each person alone.
 */
export function ViewersOwn() {
  return Extensions({ viewersOwn: true });
}

/** Whether what this field answers is the viewer's own. */
export function isViewersOwn({ extensions }: Pick<GraphQLField<unknown, unknown>, "extensions">): boolean {
  return extensions?.viewersOwn === true;
}
