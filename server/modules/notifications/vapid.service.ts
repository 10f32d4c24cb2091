import { createECDH } from "node:crypto";
import type { Services } from "../../platform/context.js";
import { madeOnce } from "./secret.service.js";
import { NotificationSettings } from "./settings.js";

/** What browsers know this server by, and what it signs pushes with; both in base64url. */
export interface VapidKeys {
  readonly publicKey: string;
  readonly privateKey: string;
}

/** VAPID_PUBLIC_KEY and VAPID_PRIVATE_KEY, or a pair that is made once: another one would end all subscriptions. */
export async function vapidKeys(services: Services): Promise<VapidKeys> {
  const { VAPID_PUBLIC_KEY, VAPID_PRIVATE_KEY } = services.settings.of(NotificationSettings);
  if (VAPID_PUBLIC_KEY !== undefined && VAPID_PRIVATE_KEY !== undefined) {
    return { publicKey: VAPID_PUBLIC_KEY, privateKey: VAPID_PRIVATE_KEY };
  }
  const privateKey = await madeOnce(services, "vapid", newPrivateKey);
  return { publicKey: publicKeyOf(privateKey), privateKey: privateKey.toString("base64url") };
}

/** The private key of a new pair; shorter ones are made up with zeros. */
function newPrivateKey(): Buffer {
  const pair = createECDH("prime256v1");
  pair.generateKeys();
  return Buffer.concat([Buffer.alloc(32), pair.getPrivateKey()]).subarray(-32);
}

function publicKeyOf(privateKey: Buffer): string {
  const pair = createECDH("prime256v1");
  pair.setPrivateKey(privateKey);
  return pair.getPublicKey("base64url");
}
