import type { FieldPolicy, StoreObject } from "@apollo/client";

/**
 * What each member paid, or owes. The list and the expense that is open beside it ask for different parts of it: where
 * one replaced what the other has read, both would be read again. What is of another amount is another share.
 */
export const byMember: FieldPolicy<StoreObject[]> = {
  merge(existing, incoming, { readField, mergeObjects }) {
    const nameOf = (part: StoreObject) => JSON.stringify([readField("member", part), readField("amount", part)]);
    const known = new Map(existing?.map((part) => [nameOf(part), part]));
    return incoming.map((part) => {
      const before = known.get(nameOf(part));
      return before ? mergeObjects(before, part) : part;
    });
  },
};
