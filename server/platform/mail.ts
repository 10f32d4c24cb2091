import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import nodemailer from "nodemailer";
import type { Logger } from "pino";
import { removeFiles } from "./old-files.js";

export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** The same for readers who show pages. */
  readonly html?: string;
  /** What names it for good: sent twice it is the same mail. */
  readonly messageId?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface MailSender {
  /** Resolves when the mail was handed over; a failure is the caller's to report. */
  send(message: Mail): Promise<void>;
  /** Throws away what was kept of mails from before that moment; answers how many. */
  forget(before: Date): Promise<number>;
}

/** A server that says nothing for so long (in milliseconds) has failed; what SMTP_URL says of it goes before this. */
const PATIENCE = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000 } as const;

/** Mails through an SMTP server, such as smtps://user:password@mail.example.com. */
export function smtpMail(smtpUrl: string, from: string): MailSender {
  const transport = nodemailer.createTransport({ url: smtpUrl, ...PATIENCE });
  return {
    async send(message) {
      await transport.sendMail({ from, ...message });
    },
    forget: async () => 0,
  };
}

/** Mails as files (RFC 5322) under `folder`, for a machine without a mail server. */
export function fileMail(folder: string, from: string, log: Logger): MailSender {
  const transport = nodemailer.createTransport({ streamTransport: true, buffer: true });
  return {
    async send(mail) {
      const { message } = await transport.sendMail({ from, ...mail });
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const file = path.join(folder, `${new Date().toISOString().replaceAll(":", "-")}-${crypto.randomUUID()}.eml`);
      await writeFile(file, message as Buffer, { mode: 0o600 });
      // The link in it opens a door: whoever may read the file may see it, and not whoever reads logs.
      log.info({ file }, "no SMTP_URL: the mail is a file");
    },
    forget: (before) => removeFiles(folder, before, ".eml"),
  };
}
