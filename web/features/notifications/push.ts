/** Takes pushes, and nothing else. */
const WORKER = "/push-worker.js";

/** Whether this browser can be pushed to at all; on an iPhone, only an app on the Home Screen can. */
export function canBePushedTo(): boolean {
  return "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;
}

/** Why a browser is not pushed to, although it can be: its person has forbidden it, or has not yet allowed it. */
export class PushForbidden extends Error {}

export interface PushAddress {
  readonly endpoint: string;
  readonly p256dh: string;
  readonly auth: string;
}

/** The bytes of a key in base64url. */
function bytesOf(key: string): Uint8Array<ArrayBuffer> {
  const text = atob(key.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

/**
 * Asks whoever sits here, and has the browser's push service make an address. To be called while something is pressed:
 * browsers ask nobody otherwise.
 *
 * @param key the server's VAPID public key.
 */
export async function subscribeToPush(key: string): Promise<PushAddress> {
  if ((await Notification.requestPermission()) !== "granted") throw new PushForbidden();
  await navigator.serviceWorker.register(WORKER);
  const { pushManager } = await navigator.serviceWorker.ready;
  const asked = { userVisibleOnly: true, applicationServerKey: bytesOf(key) };
  const subscription = await pushManager.subscribe(asked).catch(async () => {
    // It may be one for another key, from before the server was set up anew.
    await (await pushManager.getSubscription())?.unsubscribe();
    return pushManager.subscribe(asked);
  });
  const { endpoint, keys } = subscription.toJSON();
  return { endpoint: endpoint!, p256dh: keys!.p256dh!, auth: keys!.auth! };
}
