import { lookup } from "node:dns";
import { readFileSync } from "node:fs";
import { request } from "node:https";
import { isIP, type LookupFunction } from "node:net";
import type { Services } from "../../platform/context.js";
import { isLoopback, isPublicAddress } from "../../platform/public-address.js";
import { NotificationSettings } from "./settings.js";
import { vapidKeys } from "./vapid.service.js";

/** A push subscription, as a browser gave it. */
export interface PushSubscription {
  readonly endpoint: string;
  readonly p256dh: string;
  readonly auth: string;
}

export interface Push {
  /** Names the notice: a later one of this name takes the place of one that has not arrived. */
  readonly topic: string;
  /** What the service worker reads; encrypted for the browser alone. */
  readonly payload: string;
}

/** What became of a push: GONE, where the subscription has ended; LATER, where it may be tried again. */
export type PushOutcome = "SENT" | "GONE" | "REFUSED" | "LATER";

const PATIENCE_MILLISECONDS = 10_000;
/** A day: what has not arrived by then is no news any more. */
const LIFETIME_SECONDS = 86_400;

/** An address that leads into a network of ours is no push service's. */
class NotPublic extends Error {}

/**
 * Sends one push. The name of the push service is looked up once and that address is used: it must be one of the internet.
 * No redirect is followed, and the answer is not read.
 */
export async function sendPush(services: Services, subscription: PushSubscription, push: Push): Promise<PushOutcome> {
  const { endpoint, p256dh, auth } = subscription;
  const { default: webPush } = await import("web-push");
  const { publicKey, privateKey } = await vapidKeys(services);
  const details = webPush.generateRequestDetails({ endpoint, keys: { p256dh, auth } }, push.payload, {
    vapidDetails: { subject: contactOf(services), publicKey, privateKey },
    TTL: LIFETIME_SECONDS,
    topic: push.topic,
    urgency: "normal",
    contentEncoding: "aes128gcm",
  });
  const loopbackCa = services.settings.of(NotificationSettings).PUSH_LOOPBACK_CA;
  try {
    const status = await post(endpoint, details.headers as Record<string, string>, details.body!, loopbackCa);
    return outcomeOf(status);
  } catch (error) {
    return error instanceof NotPublic ? "GONE" : "LATER";
  }
}

/** Push services want to know whom to ask: the product's address, or its mail's where that has no TLS. */
function contactOf({ publicUrl }: Services): string {
  return publicUrl.startsWith("https:") ? publicUrl : `mailto:nobody@${new URL(publicUrl).hostname}`;
}

function outcomeOf(status: number): PushOutcome {
  if (status >= 200 && status < 300) return "SENT";
  if (status === 404 || status === 410) return "GONE";
  return status === 429 || status >= 500 ? "LATER" : "REFUSED";
}

function post(
  endpoint: string,
  headers: Record<string, string>,
  body: Buffer,
  loopbackCa: string | undefined,
): Promise<number> {
  const mayBe = (address: string) => isPublicAddress(address) || (loopbackCa !== undefined && isLoopback(address));
  const { hostname } = new URL(endpoint);
  const literal = hostname.replace(/^\[|\]$/g, "");
  // Whoever writes a number is asked here: it is not looked up.
  if (isIP(literal) !== 0 && !mayBe(literal)) return Promise.reject(new NotPublic());
  return new Promise((resolve, reject) => {
    const sending = request(endpoint, {
      method: "POST",
      headers,
      agent: false,
      lookup: lookupOnly(mayBe),
      timeout: PATIENCE_MILLISECONDS,
      signal: AbortSignal.timeout(PATIENCE_MILLISECONDS),
      ...(loopbackCa !== undefined && { ca: readFileSync(loopbackCa) }),
    });
    sending.on("timeout", () => sending.destroy(new Error("The push service says nothing.")));
    sending.on("error", reject);
    sending.on("response", (response) => {
      response.on("error", () => undefined);
      response.destroy();
      resolve(response.statusCode ?? 0);
    });
    sending.end(body);
  });
}

/** Looks a name up, and answers what it found only if all of that may be spoken to. */
function lookupOnly(mayBe: (address: string) => boolean): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, found) => {
      if (error) return callback(error, "", 4);
      if (found.length === 0 || !found.every(({ address }) => mayBe(address))) return callback(new NotPublic(), "", 4);
      if (options.all) return callback(null, found);
      callback(null, found[0]!.address, found[0]!.family);
    });
  };
}
