import type { FieldPolicy, StoreObject } from "@apollo/client";

/** The pages of a receipt never change: what a list has read of one stays beside what the receipt's own page reads. */
export const byPlace: FieldPolicy<StoreObject[]> = {
  merge: (existing, incoming, { mergeObjects }) =>
    incoming.map((page, index) => {
      const before = existing?.[index];
      return before ? mergeObjects(before, page) : page;
    }),
};
