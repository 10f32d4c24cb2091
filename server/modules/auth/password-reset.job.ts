import { z } from "zod";
import type { Services } from "../../platform/context.js";
import { poolOf } from "../../platform/database.js";
import { mailJob } from "../../platform/jobs/mail-job.js";
import type { Mail } from "../../platform/mail.js";
import { poolReader } from "../../platform/reader.js";
import { write } from "../../platform/write.js";
import { newResetToken } from "./password-reset.service.js";

/** Sends the link for a new password, if anybody has this address. Each attempt makes a token of its own. */
export const passwordResetJob = mailJob({
  name: "auth.password-reset",
  attempts: 8,
  payload: z.object({ email: z.string() }),
  compose: mailFor,
});

async function mailFor(services: Services, { email }: { email: string }): Promise<Mail | null> {
  const { dataSource, publicUrl } = services;
  const [user] = await poolReader(poolOf(dataSource)).rows<{ id: string; locale: string }>(
    "select id, locale from users where email = $1",
    [email],
  );
  if (!user) return null;
  const token = await write(services, (tx) => newResetToken(tx, user.id));
  const link = new URL(`/reset/${token}`, publicUrl).href;
  return { to: email, ...(user.locale.startsWith("de") ? inGerman(link) : inEnglish(link)) };
}

function inEnglish(link: string): Omit<Mail, "to"> {
  return {
    subject: "A new password for Expense Tracker",
    text: `Somebody asked for a new password for your account.\n\nChoose it here: ${link}\n\nThe link works once, and for an hour. If it was not you, do nothing: your password stays as it is.\n`,
  };
}

function inGerman(link: string): Omit<Mail, "to"> {
  return {
    subject: "Ein neues Passwort für Expense Tracker",
    text: `Für dein Konto wurde ein neues Passwort angefordert.\n\nHier kannst du es wählen: ${link}\n\nDer Link gilt einmal und eine Stunde lang. Wenn du das nicht warst, tu nichts: Dein Passwort bleibt, wie es ist.\n`,
  };
}
