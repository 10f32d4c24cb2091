import { createHmac, timingSafeEqual } from "node:crypto";
import { NotificationKind } from "./preference.js";

/** Which mails a link ends: of whom, and of which kinds. */
export interface Unsubscription {
  readonly userId: string;
  readonly kinds: readonly NotificationKind[];
}

/** Signed apart from everything else that the secret signs. */
const PURPOSE = "mail/unsubscribe";

function signatureOf(secret: Uint8Array, said: string): Buffer {
  return createHmac("sha256", secret).update(`${PURPOSE} ${said}`).digest().subarray(0, 18);
}

/** What stands in the link of a mail: who has it may end these mails of this person, and do nothing else. */
export function unsubscribeToken(secret: Uint8Array, { userId, kinds }: Unsubscription): string {
  const said = Buffer.from([userId, ...kinds].join(" ")).toString("base64url");
  return `${said}.${signatureOf(secret, said).toString("base64url")}`;
}

/** What a link ends; null for one that we did not make. */
export function unsubscriptionOf(secret: Uint8Array, token: string): Unsubscription | null {
  const [, said, signature] = /^([\w-]{1,400})\.([\w-]{24})$/.exec(token) ?? [];
  if (said === undefined || signature === undefined) return null;
  if (!timingSafeEqual(Buffer.from(signature, "base64url"), signatureOf(secret, said))) return null;
  const [userId, ...kinds] = Buffer.from(said, "base64url").toString().split(" ");
  // A kind that a later release named is passed over.
  return { userId: userId!, kinds: kinds.filter((kind): kind is NotificationKind => kind in NotificationKind) };
}
