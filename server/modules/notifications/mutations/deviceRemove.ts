import { Field, ID, InputType, ObjectType } from "type-graphql";
import { isId } from "../../../kernel/ids.js";
import type { Viewer } from "../../../platform/actor.js";
import { requestToChange } from "../../../platform/requests.js";
import { mutation } from "../../../platform/schema/mutation.js";
import { ConflictError, NotFoundError, notFound } from "../../../platform/schema/refusals.js";
import type { Tx } from "../../../platform/write.js";
import { User } from "../../users/user.entity.js";
import { userById } from "../../users/user.loader.js";
import { lockedDevice } from "../device.loader.js";

@InputType({ description: "Where notices are not to go any more." })
export class DeviceRemoveInput {
  @Field(() => String, { nullable: true, description: "The same request id and input within 7 days is one effect." })
  requestId?: string | null;

  @Field(() => ID, { description: "Of the device." })
  id!: string;
}

@ObjectType({ description: "Nothing goes there any more, what waits already included." })
export class DeviceRemovePayload {
  @Field(() => User, { description: "The viewer as it is now." })
  readonly user: User;

  constructor(user: User) {
    this.user = user;
  }
}

async function removeDevice(tx: Tx, viewer: Viewer, input: DeviceRemoveInput): Promise<void> {
  const request = requestToChange(viewer, "deviceRemove", input);
  if ((await tx.replayOf(request)) !== null) return;
  const device = isId("dev", input.id) ? await lockedDevice(tx, viewer.userId, input.id) : null;
  if (!device) throw notFound();
  await tx.run("delete from devices where id = $1", [device.id]);
  await tx.remember(request, device.id);
}

export const DeviceRemoveResolver = mutation({
  name: "deviceRemove",
  description: "Removes a device of the viewer's: its address is forgotten.",
  input: DeviceRemoveInput,
  inputDescription: "Which.",
  answers: [DeviceRemovePayload, NotFoundError, ConflictError],
  scope: "ACCOUNT",
  write: removeDevice,
  payload: async (ctx) => new DeviceRemovePayload((await ctx.loader(userById).load(ctx.viewer.userId))!),
});
