import { type Follower, typesOf } from "../../platform/events/follower.js";
import { invitationJob } from "./invitation.job.js";
import { inviteCreated } from "./invite.events.js";

/** Has an invitation sent for each new invite; the job looks whether it has an address, and still leads somewhere. */
export const invitationFollower: Follower = {
  name: "invitation",
  begins: "WITH_THE_NEXT_EVENT",
  follows: typesOf(inviteCreated),
  async follow(tx, events) {
    for (const { subjectId } of events) await tx.enqueue(invitationJob, { inviteId: subjectId });
  },
};
