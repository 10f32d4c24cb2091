import { Field, ID, InputType, ObjectType } from "type-graphql";
import { made } from "../../../platform/made.js";
import { entities } from "../../../platform/reader.js";
import { mutation } from "../../../platform/schema/mutation.js";
import { ForbiddenError, NotFoundError } from "../../../platform/schema/refusals.js";
import { groupWrite } from "../../groups/group-write.js";
import { Invite } from "../invite.entity.js";
import { inviteRevoked } from "../invite.events.js";

@InputType({ description: "Which invite shall lead nowhere from now on." })
export class InviteRevokeInput {
  @Field(() => ID, { description: "Of the invite." })
  id!: string;
}

@ObjectType({ description: "The invite leads nowhere." })
export class InviteRevokePayload {
  @Field({ description: "Always true." })
  readonly ok: boolean = true;
}

const revokeInvite = groupWrite<InviteRevokeInput>({
  mutation: "inviteRevoke",
  act: "uninvite",
  group: { of: "invites" },
  async work({ tx, input: { id } }) {
    const rows = await tx.rows(
      "update invites set revoked_at = clock_timestamp() where id = $1 and revoked_at is null returning *",
      [id],
    );
    const [revoked] = entities(Invite, rows);
    if (!revoked) return { type: null, subjectId: id };
    const before = made(Invite, { ...revoked, revokedAt: null });
    return { type: inviteRevoked, subjectId: id, things: () => [{ before, after: revoked }] };
  },
});

export const InviteRevokeResolver = mutation({
  name: "inviteRevoke",
  description: "Takes an invite back; takes an ADMIN. Doing it twice is one effect.",
  input: InviteRevokeInput,
  inputDescription: "Which invite.",
  answers: [InviteRevokePayload, NotFoundError, ForbiddenError],
  write: revokeInvite,
  payload: async () => new InviteRevokePayload(),
});
