import { createHmac, randomUUID, timingSafeEqual } from "node:crypto";
import { constants, createWriteStream } from "node:fs";
import { access, copyFile, mkdir, open, opendir, readdir, readFile, rename, rm, rmdir, stat } from "node:fs/promises";
import path from "node:path";
import { type Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { removeFiles } from "./old-files.js";
import {
  type Checked,
  type FileHead,
  FileTooLarge,
  isSettled,
  type LinkPolicy,
  type Placing,
  type PostForm,
  type PostPolicy,
  requireKey,
  type ServedHere,
  type Storage,
} from "./storage.js";

/** Where clients post files to, and below what they read them; see the uploads module's routers. */
export const POST_PATH = "/uploads";
export const LINK_PATH = "/files";

interface WrittenPolicy {
  readonly key: string;
  readonly contentType: string;
  readonly maxSize: number;
  readonly expiresAt: string;
}

/** How the name of a file ends that has not arrived whole. */
const DRAFT = ".part";
/** What was settled is in a folder of its own, so that nothing which is sent can be in its way. */
const SETTLED = "settled";

/** Files in a folder of this machine, sent to this process and read from it; forms and links carry their own signature. */
export class LocalStorage implements Storage, ServedHere {
  readonly atHome: ServedHere = this;
  private readonly folder: string;
  private readonly publicUrl: string;
  private readonly formSecret: Uint8Array;
  private readonly linkSecret: Uint8Array;

  constructor(folder: string, publicUrl: string, secret: Uint8Array) {
    this.folder = folder;
    this.publicUrl = publicUrl;
    // Keys of their own: a signed form must never pass for a link or an access token, nor the other way round.
    this.formSecret = createHmac("sha256", secret).update("upload forms").digest();
    this.linkSecret = createHmac("sha256", secret).update("file links").digest();
  }

  async postForm(policy: PostPolicy): Promise<PostForm> {
    this.pathOf(policy.key);
    const { key, contentType, maxSize } = policy;
    const written: WrittenPolicy = { key, contentType, maxSize, expiresAt: policy.expiresAt.toISOString() };
    const text = Buffer.from(JSON.stringify(written)).toString("base64");
    const fields = [
      { name: "key", value: key },
      { name: "Content-Type", value: contentType },
      { name: "policy", value: text },
      { name: "signature", value: signed(text, this.formSecret).toString("hex") },
    ];
    return { url: new URL(POST_PATH, this.publicUrl).href, fields };
  }

  acceptsPosts(fields: ReadonlyMap<string, string>, now = new Date()): Checked<PostPolicy> {
    const text = fields.get("policy") ?? "";
    if (!isSigned(text, fields.get("signature"), this.formSecret)) {
      return { refusal: "The form's signature is not ours." };
    }
    const written = JSON.parse(Buffer.from(text, "base64").toString()) as WrittenPolicy;
    const policy: PostPolicy = { ...written, expiresAt: new Date(written.expiresAt) };
    if (policy.expiresAt <= now) return { refusal: "The form has expired." };
    const bound = new Map([
      ["key", policy.key],
      ["Content-Type", policy.contentType],
    ]);
    for (const [name, value] of bound) {
      if (fields.get(name) !== value) return { refusal: `The field ${name} is not as it was signed.` };
    }
    const known = fields.size === bound.size + 2;
    return known ? { policy } : { refusal: "The form has fields that were not signed." };
  }

  async signedUrl({ key, contentType, fileName, expiresAt }: LinkPolicy): Promise<string> {
    this.pathOf(key);
    const url = new URL(`${LINK_PATH}/${key}`, this.publicUrl);
    url.search = new URLSearchParams({ type: contentType, name: fileName, until: expiresAt.toISOString() }).toString();
    url.searchParams.set("signature", signed(linkText(key, url.searchParams), this.linkSecret).toString("hex"));
    return url.href;
  }

  acceptsLink(key: string, query: URLSearchParams, now = new Date()): Checked<LinkPolicy> {
    if (!isSigned(linkText(key, query), query.get("signature"), this.linkSecret)) {
      return { refusal: "The link's signature is not ours." };
    }
    const [contentType, fileName, until] = SIGNED_OF_LINKS.map((name) => query.get(name)!);
    const policy: LinkPolicy = { key, contentType: contentType!, fileName: fileName!, expiresAt: new Date(until!) };
    return policy.expiresAt <= now ? { refusal: "The link has expired." } : { policy };
  }

  async write(policy: PostPolicy, source: Readable, placing: Placing = (put) => put()): Promise<void> {
    const file = this.pathOf(policy.key);
    const draft = `${file}.${randomUUID()}${DRAFT}`;
    await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
    try {
      await pipeline(source, atMost(policy.maxSize), createWriteStream(draft, { mode: 0o600, flags: "wx" }));
      // Whoever reads sees the whole file or none.
      await placing(() => rename(draft, file));
    } catch (error) {
      await rm(draft, { force: true });
      throw error;
    }
  }

  /** A copy under a name that nobody else has; one that a crash cuts short has no key, and goes with the file. */
  async settled(key: string): Promise<string | null> {
    const copy = `${key}/${randomUUID()}`;
    const [from, to] = [this.pathOf(key), this.pathOf(copy)];
    await mkdir(path.dirname(to), { recursive: true, mode: 0o700 });
    // Where the file system can, both share their bytes. Who replaces the file meanwhile replaces its name alone.
    const copied = await unlessMissing(copyFile(from, to, constants.COPYFILE_FICLONE).then(() => copy));
    if (copied === null) await rmdir(path.dirname(to)).catch(() => undefined);
    return copied;
  }

  async head(key: string): Promise<FileHead | null> {
    const file = await unlessMissing(stat(this.pathOf(key)));
    return file && { size: file.size, writtenAt: new Date(file.mtimeMs) };
  }

  async stream(key: string): Promise<Readable | null> {
    // Opened before it is answered: whether there is such a file is known by then, and a stream of it cannot lack it.
    const file = await unlessMissing(open(this.pathOf(key)));
    return file && file.createReadStream();
  }

  async read(key: string): Promise<Buffer | null> {
    return unlessMissing(readFile(this.pathOf(key)));
  }

  async remove(key: string): Promise<void> {
    await rm(this.pathOf(key), { force: true });
    await rm(path.join(this.folder, SETTLED, ...key.split("/")), { recursive: true, force: true });
  }

  /** A process that was killed in the middle of a file leaves what it had. */
  async removeDrafts(before: Date): Promise<number> {
    let removed = 0;
    for (const folder of await this.foldersOfSent())
      removed += await removeFiles(path.join(this.folder, folder), before);
    return removed;
  }

  async *keys(): AsyncIterable<string> {
    for (const folder of await this.foldersOfSent()) {
      for await (const { name } of await opendir(path.join(this.folder, folder))) {
        if (!name.endsWith(DRAFT)) yield `${folder}/${name}`;
      }
    }
    const settled = path.join(this.folder, SETTLED);
    const entries = await readdir(settled, { recursive: true, withFileTypes: true }).catch(() => []);
    for (const { parentPath, name } of entries.filter((entry) => entry.isFile())) {
      yield path.relative(settled, path.join(parentPath, name)).split(path.sep).join("/");
    }
  }

  async put(key: string, source: Readable): Promise<void> {
    const file = this.pathOf(key);
    // Where what was sent is drafted, so that one that a crash cut short goes like those.
    const draft = path.join(this.folder, key.split("/")[0]!, `${randomUUID()}${DRAFT}`);
    for (const each of [file, draft]) await mkdir(path.dirname(each), { recursive: true, mode: 0o700 });
    try {
      await pipeline(source, createWriteStream(draft, { mode: 0o600, flags: "wx" }));
      await rename(draft, file);
    } catch (error) {
      await rm(draft, { force: true });
      throw error;
    }
  }

  async check(): Promise<void> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    await access(this.folder, constants.W_OK);
  }

  private async foldersOfSent(): Promise<string[]> {
    const entries = await readdir(this.folder, { withFileTypes: true }).catch(() => []);
    return entries.filter((entry) => entry.isDirectory() && entry.name !== SETTLED).map(({ name }) => name);
  }

  private pathOf(key: string): string {
    requireKey(key);
    return path.join(this.folder, isSettled(key) ? SETTLED : "", ...key.split("/"));
  }
}

/** A storage in a folder of this machine; `secret` signs its forms. */
export function localStorage(folder: string, publicUrl: string, secret: Uint8Array): LocalStorage {
  return new LocalStorage(folder, publicUrl, secret);
}

/** The parameters of a link that its signature is of, beside the key. */
const SIGNED_OF_LINKS = ["type", "name", "until"] as const;

/** What the signature of a link is of: no two links have one text. */
function linkText(key: string, query: URLSearchParams): string {
  return JSON.stringify([key, ...SIGNED_OF_LINKS.map((name) => query.get(name))]);
}

function signed(text: string, secret: Uint8Array): Buffer {
  return createHmac("sha256", secret).update(text).digest();
}

function isSigned(text: string, signature: string | null | undefined, secret: Uint8Array): boolean {
  const given = Buffer.from(signature ?? "", "hex");
  const expected = signed(text, secret);
  return given.length === expected.length && timingSafeEqual(given, expected);
}

async function unlessMissing<Answer>(reading: Promise<Answer>): Promise<Answer | null> {
  try {
    return await reading;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}

function atMost(maxSize: number): Transform {
  let size = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length;
      if (size > maxSize) done(new FileTooLarge(`More than ${maxSize} bytes.`));
      else done(null, chunk);
    },
  });
}
