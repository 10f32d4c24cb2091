import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { TestApi } from "./api.js";

/** The letters of a server without a mail server, oldest first, as their readers see them; notifications are none of them. */
export async function mailsOf({ dataDir }: TestApi): Promise<{ to: string; subject: string; text: string }[]> {
  const folder = join(dataDir, "mail");
  if (!existsSync(folder)) return [];
  const files = (await readdir(folder)).sort();
  const messages = await Promise.all(files.map((file) => readFile(join(folder, file), "utf8")));
  return messages.filter((message) => !/^List-Unsubscribe:/m.test(message)).map(letterFrom);
}

/** Reads a letter of one part (RFC 5322), its text in whatever way it travelled. */
export function letterFrom(message: string): { to: string; subject: string; text: string } {
  const [head, ...body] = message.split("\r\n\r\n");
  const field = (name: string) => new RegExp(`^${name}: (.*(?:\\r\\n[ \\t].*)*)`, "im").exec(head!)?.[1] ?? "";
  const content = body.join("\r\n\r\n");
  const encoding = field("Content-Transfer-Encoding");
  const text =
    encoding === "base64"
      ? Buffer.from(content, "base64").toString()
      : encoding === "quoted-printable"
        ? bytesOf(content).toString()
        : content;
  return { to: field("To"), subject: field("Subject"), text };
}

function bytesOf(quoted: string): Buffer {
  const joined = quoted.replaceAll("=\r\n", "");
  return Buffer.from(
    joined.replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    "latin1",
  );
}
