import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import nodemailer from "nodemailer";
import type { Logger } from "pino";

export interface Letter {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** The one link that the letter is about; without an SMTP server it is written into the log. */
  readonly link: string;
}

export interface Mail {
  /** Resolves when the letter was handed over; a failure is the caller's to report. */
  send(letter: Letter): Promise<void>;
}

/** Letters through an SMTP server, such as smtps://user:password@mail.example.com. */
export function smtpMail(smtpUrl: string, from: string): Mail {
  const transport = nodemailer.createTransport(smtpUrl);
  return {
    async send({ to, subject, text }) {
      await transport.sendMail({ from, to, subject, text });
    },
  };
}

/** Letters as files (RFC 5322) under `folder`, for a machine without a mail server. */
export function fileMail(folder: string, from: string, log: Logger): Mail {
  const transport = nodemailer.createTransport({ streamTransport: true, buffer: true });
  return {
    async send({ to, subject, text, link }) {
      const { message } = await transport.sendMail({ from, to, subject, text });
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const file = path.join(folder, `${new Date().toISOString().replaceAll(":", "-")}-${crypto.randomUUID()}.eml`);
      await writeFile(file, message as Buffer, { mode: 0o600 });
      log.info({ link, file }, "no SMTP_URL: the letter is a file");
    },
  };
}
