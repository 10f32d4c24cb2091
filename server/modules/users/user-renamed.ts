import { z } from "zod";

/** What happens when an account gets a new name; the groups, of which this module knows nothing, say what to do. */
export const userRenamed = {
  name: "groups.user-renamed",
  attempts: 12,
  payload: z.object({ userId: z.string() }),
} as const;
