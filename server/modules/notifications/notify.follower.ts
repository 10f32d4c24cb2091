import { eventTypeNamed } from "../../platform/events/event-type.js";
import type { Follower } from "../../platform/events/follower.js";
import { burstsOf } from "./bursts.js";
import { concernedBy } from "./concerned.loader.js";
import { tell } from "./notice.service.js";

/**
 * Tells those whom an event concerns, and never whoever did it. It writes who is told of what; the words are made from the
 * log when they are read, so that the feed and a mail never disagree.
 */
export const notifyFollower: Follower = {
  name: "notify",
  begins: "WITH_THE_NEXT_EVENT",
  follows: (type) => (eventTypeNamed(type)?.concerns ?? "NOBODY") !== "NOBODY",
  async follow(tx, events) {
    const { groupId } = events[0]!;
    const bursts = burstsOf(await concernedBy(tx, events));
    await tell(
      tx,
      groupId,
      bursts.map((burst) => ({ ...burst, groupId, announced: null, once: null })),
    );
  },
};
