import type { z } from "zod";
import type { Services } from "../../platform/context.js";
import { type Job, TryAgainLater } from "../../platform/jobs/job.js";
import { unlessEnded } from "../../platform/jobs/mail-job.js";
import { write } from "../../platform/write.js";
import { codeHash, newCode } from "./code.js";
import { CODE } from "./due-jobs.js";
import { unseal } from "./sealing.js";
import { dataKeys } from "./secret.service.js";
import { sendSms } from "./sms.adapter.js";
import { languageOf, say } from "./words.js";

/** Sends a code to a phone that waits for one. Each attempt makes a code of its own; what is kept is its hash. */
export const codeJob: Job<z.output<typeof CODE.payload>> = {
  ...CODE,
  kind: "notices",
  async run(services, signal, { deviceId }) {
    const code = newCode();
    const phone = await keepCode(services, deviceId, code);
    if (!phone) return;
    const number = unseal(await dataKeys(services), phone.sealed, deviceId);
    const text = say(languageOf(phone.locale), "code", { code })!;
    const outcome = await unlessEnded(sendSms(services, number, text), signal);
    if (outcome === "LATER") throw new TryAgainLater("The code could not be sent.");
  },
};

async function keepCode(
  services: Services,
  deviceId: string,
  code: string,
): Promise<{ sealed: string; locale: string } | null> {
  const [phone] = await write(services, (tx) =>
    tx.rows<{ sealed: string; locale: string }>(
      `update devices d set code_hash = $2, code_until = now() + interval '10 minutes', code_tries = 0
       from users u where d.id = $1 and d.state = 'UNCONFIRMED' and d.kind = 'PHONE' and u.id = d.user_id
       returning d.sealed, u.locale`,
      [deviceId, codeHash(deviceId, code)],
    ),
  );
  return phone ?? null;
}
