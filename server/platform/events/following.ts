import { z } from "zod";

/**
 * The job that tells the followers what happened in one group: enqueued by whatever is recorded, in the same
 * transaction, once for all that happens until it runs. It is tried for about a week; after that the group's next event
 * begins it anew.
 */
export const FOLLOWING = {
  name: "events.follow",
  attempts: 20,
  /** A burst is followed together: a little later, and by far cheaper for those who write. */
  after: "200 milliseconds",
  payload: z.object({ groupId: z.string() }),
} as const;
