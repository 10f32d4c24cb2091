import type { Services } from "../../platform/context.js";
import { poolOf } from "../../platform/database.js";
import { type Job, TryAgainLater } from "../../platform/jobs/job.js";
import { unlessEnded } from "../../platform/jobs/mail-job.js";
import { type Reader, Snapshot } from "../../platform/reader.js";
import { write } from "../../platform/write.js";
import { noteDelivered } from "./delivery.service.js";
import { type Due, NOTICE } from "./due-jobs.js";
import { type Leaving, leavingOf } from "./leaving.loader.js";
import { DeliveryChannel, DeliveryState } from "./notification.entity.js";
import { asItLeaves, factsByNotification } from "./notification-facts.loader.js";
import { notificationPath, notificationText } from "./notification-text.js";
import { type PushSubscription, sendPush } from "./push.adapter.js";
import { putOffNotices } from "./quiet.service.js";
import { unseal } from "./sealing.js";
import { dataKeys } from "./secret.service.js";
import { sendSms } from "./sms.adapter.js";
import { reasonToDrop } from "./tellable.js";
import { languageOf, say } from "./words.js";

/**
 * Has the pushes and text messages of one person leave that are due, each by itself: one that a server does not take now is
 * tried again, and holds up no other. A push that was handed over just before a crash is sent again under the same topic,
 * by which its service and its browser know it; a text message has no such thing, and may come twice then.
 */
export const noticeJob: Job<Due> = {
  ...NOTICE,
  kind: "notices",
  async run(services, signal, { userId, due }) {
    const failed = new Set<string>();
    for (;;) {
      // Asked before each: quiet hours may begin while a server keeps us waiting.
      if (await write(services, (tx) => putOffNotices(tx, { userId, due }))) return;
      const next = await nextOf(services, userId, due, failed);
      if (!next) break;
      const outcome = await sendOne(services, signal, userId, next);
      if (outcome === "LATER") failed.add(nameOf(next));
    }
    if (failed.size > 0) throw new TryAgainLater(`${failed.size} could not be handed over.`);
  },
};

type Outcome = Awaited<ReturnType<typeof sendPush>> | "DROPPED";

function nameOf({ notificationId, channel, deviceId }: Leaving): string {
  return [notificationId, channel, deviceId].join(" ");
}

/** A delivery that leaves now, with what it says, both of one moment. */
interface Next extends Leaving {
  readonly problem: string | null;
  readonly text: string;
  readonly url: string;
  readonly title: string;
}

async function nextOf(
  { dataSource, publicUrl }: Services,
  userId: string,
  due: string,
  failed: ReadonlySet<string>,
): Promise<Next | null> {
  const snapshot = new Snapshot(poolOf(dataSource));
  try {
    const waiting = await leavingOf(snapshot, userId, [DeliveryChannel.PUSH, DeliveryChannel.SMS], due);
    const next = waiting.find((leaving) => !failed.has(nameOf(leaving)));
    if (!next) return null;
    const facts = asItLeaves(await factsByNotification(snapshot).load(next.notificationId), next.owed);
    const locale = await localeOf(snapshot, userId);
    return {
      ...next,
      problem:
        reasonToDrop(next) ?? (next.channel === DeliveryChannel.SMS ? await reasonNotToText(snapshot, userId) : null),
      text: notificationText(facts, locale),
      url: new URL(notificationPath(facts), publicUrl).href,
      title: facts.groupName !== null && !facts.farewell ? facts.groupName : say(languageOf(locale), "product")!,
    };
  } finally {
    await snapshot.end();
  }
}

async function localeOf(reader: Reader, userId: string): Promise<string> {
  const [person] = await reader.rows<{ locale: string }>("select locale from users where id = $1", [userId]);
  return person!.locale;
}

/** Each of them costs whoever runs this something. */
const TEXTS_A_DAY = 20;

async function reasonNotToText(reader: Reader, userId: string): Promise<string | null> {
  const sent = await reader.rows(
    `select from deliveries where user_id = $1 and channel = 'SMS' and state = 'SENT' and at > now() - interval '1 day'`,
    [userId],
  );
  return sent.length < TEXTS_A_DAY ? null : `${TEXTS_A_DAY} text messages were sent within a day.`;
}

async function sendOne(services: Services, signal: AbortSignal, userId: string, next: Next): Promise<Outcome> {
  const outcome = next.problem === null ? await unlessEnded(handOver(services, next), signal) : "DROPPED";
  services.metrics.notices.inc({ channel: next.channel, outcome });
  if (outcome === "LATER") return outcome;
  const { state, problem } = resultOf(outcome, next.problem);
  await write(services, async (tx) => {
    await noteDelivered(tx, [{ ...next, state, problem }]);
    if (outcome === "SENT") await tx.run("update devices set last_used_at = now() where id = $1", [next.deviceId]);
    if (outcome === "GONE") {
      await tx.run("update devices set state = 'GONE', sealed = null where id = $1 and user_id = $2", [
        next.deviceId,
        userId,
      ]);
    }
  });
  return outcome;
}

function resultOf(outcome: Exclude<Outcome, "LATER">, dropped: string | null) {
  switch (outcome) {
    case "SENT":
      return { state: DeliveryState.SENT, problem: null };
    case "GONE":
      return { state: DeliveryState.FAILED, problem: "The device does not take notices any more." };
    case "REFUSED":
      return { state: DeliveryState.FAILED, problem: "It was refused for good." };
    case "DROPPED":
      return { state: DeliveryState.DROPPED, problem: dropped };
  }
}

const TEXT_MAX = 600;

async function handOver(services: Services, next: Next): Promise<Exclude<Outcome, "DROPPED">> {
  const { channel, deviceId, sealed, notificationId, kind, count, text, url, title } = next;
  const address = unseal(await dataKeys(services), sealed!, deviceId);
  if (channel === DeliveryChannel.SMS) return sendSms(services, address, `${shortened(text, 300)} ${url}`);
  const said = { id: notificationId, kind, count, title, body: shortened(text, TEXT_MAX), url };
  const subscription = JSON.parse(address) as PushSubscription;
  return sendPush(services, subscription, { topic: notificationId, payload: JSON.stringify(said) });
}

/** A push has room for 4,096 bytes, and a text message costs by its length. */
function shortened(text: string, most: number): string {
  const characters = [...text];
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join("")}…`;
}
