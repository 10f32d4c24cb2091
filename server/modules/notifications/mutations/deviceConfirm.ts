import { timingSafeEqual } from "node:crypto";
import { Arg, Ctx, Field, ID, InputType, Mutation, ObjectType, Resolver } from "type-graphql";
import { isId } from "../../../kernel/ids.js";
import type { AppContext } from "../../../platform/context.js";
import { requestToChange } from "../../../platform/requests.js";
import {
  ConflictError,
  InvalidInputError,
  invalidField,
  NotFoundError,
  notFound,
  type Refusal,
  resultOf,
  wrongState,
} from "../../../platform/schema/refusals.js";
import type { Tx } from "../../../platform/write.js";
import { codeHash } from "../code.js";
import { Device, DeviceState } from "../device.entity.js";
import { deviceForViewer, lockedDevice } from "../device.loader.js";

@InputType({ description: "The code that was sent to a phone." })
export class DeviceConfirmInput {
  @Field(() => String, { nullable: true, description: "The same request id and input within 7 days is one effect." })
  requestId?: string | null;

  @Field(() => ID, { description: "Of the phone." })
  id!: string;

  @Field({ description: "Six digits, good for 10 minutes and 3 tries." })
  code!: string;
}

@ObjectType({ description: "The phone is the viewer's." })
export class DeviceConfirmPayload {
  @Field(() => Device, { description: "The phone, to which notices go from now on." })
  readonly device: Device;

  constructor(device: Device) {
    this.device = device;
  }
}

const DeviceConfirmResult = resultOf(
  "DeviceConfirmResult",
  DeviceConfirmPayload,
  InvalidInputError,
  NotFoundError,
  ConflictError,
);

export const CODE_TRIES = 3;

@Resolver()
export class DeviceConfirmResolver {
  @Mutation(() => DeviceConfirmResult, {
    description:
      "Proves that a phone is the viewer's, by the code that was sent to it. After 3 wrong ones, or 10 minutes, add it again.",
  })
  async deviceConfirm(
    @Arg("input", { description: "Which phone, and the code." }) input: DeviceConfirmInput,
    @Ctx() ctx: AppContext,
  ): Promise<typeof DeviceConfirmResult> {
    const { userId } = ctx.viewer;
    // A wrong code is counted, and so the write is kept: it answers the refusal instead of throwing it.
    const refusal = await ctx.write((tx) => confirmDevice(tx, userId, input), { scope: "ACCOUNT" });
    if (refusal) throw refusal;
    return new DeviceConfirmPayload((await ctx.loader(deviceForViewer).load(input.id))!);
  }
}

async function confirmDevice(tx: Tx, userId: string, input: DeviceConfirmInput): Promise<Refusal | null> {
  const request = requestToChange({ userId }, "deviceConfirm", input);
  const device = isId("dev", input.id) ? await lockedDevice(tx, userId, input.id) : null;
  if (!device) throw notFound();
  if ((await tx.replayOf(request)) !== null) return null;
  const { id, state, codeUntil, codeTries } = device;
  if (state !== DeviceState.UNCONFIRMED) throw wrongState("This device needs no code.", id);
  if (device.codeHash === null || codeUntil === null || codeUntil <= new Date() || codeTries >= CODE_TRIES) {
    throw wrongState("No code of this phone is good any more: add it again.", id);
  }
  if (!timingSafeEqual(device.codeHash, codeHash(id, input.code))) {
    await tx.update(Device, id, { codeTries: codeTries + 1 });
    return invalidField(["code"], "NOT_ALLOWED", "This is not the code that was sent.");
  }
  await tx.update(Device, id, { state: DeviceState.ACTIVE, codeHash: null, codeUntil: null });
  await tx.remember(request, id);
  return null;
}
