import { createHmac } from "node:crypto";
import { Arg, Ctx, Field, ID, InputType, Mutation, ObjectType, Resolver } from "type-graphql";
import { newId } from "../../../kernel/ids.js";
import type { AppContext } from "../../../platform/context.js";
import { made } from "../../../platform/made.js";
import { requestToCreate } from "../../../platform/requests.js";
import { newIdFrom } from "../../../platform/schema/ids.js";
import {
  ConflictError,
  InvalidFields,
  InvalidInputError,
  resultOf,
  wrongState,
} from "../../../platform/schema/refusals.js";
import type { Tx } from "../../../platform/write.js";
import { deviceOf } from "../../auth/session.service.js";
import { User } from "../../users/user.entity.js";
import { userById } from "../../users/user.loader.js";
import { Device, DeviceKind, DeviceState } from "../device.entity.js";
import { deviceForViewer } from "../device.loader.js";
import { CODE } from "../due-jobs.js";
import { lockPeople } from "../notice.service.js";
import { fingerprintOf, seal } from "../sealing.js";
import { dataKeys } from "../secret.service.js";
import { takesSms } from "../settings.js";

@InputType({ description: "What `PushManager.subscribe` gives a browser." })
export class PushSubscriptionInput {
  @Field({ description: "Where pushes are sent: an https address of a push service." })
  endpoint!: string;

  @Field({ description: "The browser's public key, in base64url." })
  p256dh!: string;

  @Field({ description: "The secret of the two, in base64url." })
  auth!: string;
}

@InputType({ description: "Where notices are to go: a push subscription, or a phone." })
export class DeviceAddInput {
  @Field(() => ID, { nullable: true, description: "Chosen by the client; sending it twice is one effect." })
  id?: string | null;

  @Field(() => PushSubscriptionInput, { nullable: true, description: "Of a browser; instead of `phone`." })
  subscription?: PushSubscriptionInput | null;

  @Field(() => String, {
    nullable: true,
    description: "A phone's number with its country code, as +43 660 1234567; it is sent a code.",
  })
  phone?: string | null;
}

@ObjectType({ description: "The device is known." })
export class DeviceAddPayload {
  @Field(() => Device, { description: "The new one; a phone waits for its code." })
  readonly device: Device;

  @Field(() => User, { description: "The viewer, with all devices." })
  readonly user: User;

  constructor(device: Device, user: User) {
    this.device = device;
    this.user = user;
  }
}

const DeviceAddResult = resultOf("DeviceAddResult", DeviceAddPayload, InvalidInputError, ConflictError);

const DEVICES_MAX = 20;
const CODES_A_DAY = 5;

@Resolver()
export class DeviceAddResolver {
  @Mutation(() => DeviceAddResult, {
    description: `Adds where notices go, at most ${DEVICES_MAX}. A browser that was somebody else's is the viewer's from now on. To a phone a code is sent, at most ${CODES_A_DAY} a day.`,
  })
  async deviceAdd(
    @Arg("input", { description: "What." }) input: DeviceAddInput,
    @Ctx() ctx: AppContext,
  ): Promise<typeof DeviceAddResult> {
    const { userId } = ctx.viewer;
    const form = formFrom(input, ctx);
    const id = input.id ?? newId("dev");
    const sealed = seal(await dataKeys(ctx.services), form.address, id);
    const known = await ctx.write((tx) => addDevice(tx, userId, input, { ...form, id, sealed }), { scope: "ACCOUNT" });
    const device = (await ctx.loader(deviceForViewer).load(known))!;
    return new DeviceAddPayload(device, (await ctx.loader(userById).load(userId))!);
  }
}

interface Form {
  readonly kind: DeviceKind;
  readonly name: string;
  readonly fingerprint: Buffer;
  /** What is sealed of it. */
  readonly address: string;
}

interface NewDevice extends Form {
  readonly id: string;
  readonly sealed: string;
}

function formFrom({ id, subscription, phone }: DeviceAddInput, ctx: AppContext): Form {
  const invalid = new InvalidFields();
  newIdFrom("dev", id, invalid);
  if ((subscription ?? null) === null && (phone ?? null) === null) {
    invalid.add(["subscription"], "REQUIRED", "Say what is to be added.");
  } else if (subscription && typeof phone === "string") {
    invalid.add(["phone"], "NOT_ALLOWED", "One device at a time.");
  }
  const form = subscription
    ? pushFrom(subscription, deviceOf(ctx).userAgent, invalid)
    : phoneFrom(phone ?? "", ctx, invalid);
  invalid.refuse();
  return form;
}

const ENDPOINT_MAX = 2_000;
const KEY_BYTES = { p256dh: 65, auth: 16 } as const;

function pushFrom(subscription: PushSubscriptionInput, userAgent: string | null, invalid: InvalidFields): Form {
  const { endpoint, p256dh, auth } = subscription;
  const isAddress = endpoint.length <= ENDPOINT_MAX && URL.canParse(endpoint);
  const url = isAddress ? new URL(endpoint) : null;
  if (url?.protocol !== "https:" || url.username !== "" || url.password !== "") {
    invalid.add(["subscription", "endpoint"], "MALFORMED", "This is not the https address of a push service.");
  }
  for (const field of ["p256dh", "auth"] as const) {
    const text = subscription[field];
    if (!/^[\w-]{16,100}=*$/.test(text) || Buffer.from(text, "base64url").length !== KEY_BYTES[field]) {
      invalid.add(["subscription", field], "MALFORMED", "This is not such a key in base64url.");
    }
  }
  return {
    kind: DeviceKind.PUSH,
    name: userAgent ?? "Browser",
    fingerprint: fingerprintOf(endpoint),
    address: JSON.stringify({ endpoint, p256dh, auth }),
  };
}

/** Numbers can be guessed, and so are told apart with a secret. */
function phoneFrom(text: string, { services }: AppContext, invalid: InvalidFields): Form {
  const number = text.length > 40 ? "" : text.replace(/[\s()./-]/g, "").replace(/^00/, "+");
  if (!invalid.any && !/^\+[1-9]\d{6,14}$/.test(number)) {
    invalid.add(["phone"], "MALFORMED", "This is not a number with its country code, such as +43 660 1234567.");
  } else if (!invalid.any && !takesSms(services.settings)) {
    invalid.add(["phone"], "NOT_ALLOWED", "This server sends no text messages.");
  }
  const fingerprint = createHmac("sha256", services.secret).update(`phone ${number}`).digest();
  return { kind: DeviceKind.PHONE, name: number.slice(-2), fingerprint, address: number };
}

async function addDevice(tx: Tx, userId: string, input: DeviceAddInput, device: NewDevice): Promise<string> {
  const { kind, fingerprint } = device;
  const request = requestToCreate({ userId }, "deviceAdd", "devices", input);
  await lockPeople(tx, [userId]);
  const earlier = await tx.replayOf(request);
  if (earlier !== null) return earlier;
  if (kind === DeviceKind.PUSH) {
    await tx.run("delete from devices where kind = 'PUSH' and fingerprint = $1", [fingerprint]);
  } else await beginPhone(tx, userId, fingerprint);
  await requireRoom(tx, userId);
  await tx.insert(Device, rowOf(userId, device));
  if (kind === DeviceKind.PHONE) await tx.enqueue(CODE, { deviceId: device.id });
  await tx.remember(request, device.id);
  return device.id;
}

function rowOf(userId: string, { address: _, ...device }: NewDevice): Device {
  const state = device.kind === DeviceKind.PUSH ? DeviceState.ACTIVE : DeviceState.UNCONFIRMED;
  const nothing = { codeHash: null, codeUntil: null, codeTries: 0, lastUsedAt: null };
  return made(Device, { ...device, ...nothing, userId, state, createdAt: new Date() });
}

/** Whoever adds a number again is sent another code; so many a day. */
async function beginPhone(tx: Tx, userId: string, fingerprint: Buffer): Promise<void> {
  const [known] = await tx.rows<{ id: string }>(
    "select id from devices where user_id = $1 and kind = 'PHONE' and fingerprint = $2 and state = 'ACTIVE'",
    [userId, fingerprint],
  );
  if (known) throw wrongState("This phone is confirmed already.", known.id);
  await tx.run("delete from devices where user_id = $1 and kind = 'PHONE' and fingerprint = $2", [userId, fingerprint]);
  const sent = await tx.rows("select from code_messages where user_id = $1 and at > now() - interval '1 day'", [
    userId,
  ]);
  if (sent.length >= CODES_A_DAY) throw wrongState("Enough codes were sent for one day; try again tomorrow.", null);
  await tx.run("insert into code_messages (user_id, at) values ($1, now())", [userId]);
}

async function requireRoom(tx: Tx, userId: string): Promise<void> {
  const devices = await tx.rows("select from devices where user_id = $1", [userId]);
  if (devices.length >= DEVICES_MAX) throw wrongState(`There are ${DEVICES_MAX} devices: remove one first.`, null);
}
