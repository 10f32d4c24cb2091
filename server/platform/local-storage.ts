import { createHmac, randomUUID, timingSafeEqual } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdir, readFile, rename, rm } from "node:fs/promises";
import path from "node:path";
import { type Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { removeFiles } from "./old-files.js";
import type { PostForm, PostPolicy, Storage } from "./storage.js";

/** Where clients post files to; see the uploads module's router. */
export const POST_PATH = "/uploads";

/** The fields of a form that nobody tampered with, or what is wrong with them. */
export type CheckedForm = { readonly policy: PostPolicy } | { readonly refusal: string };

/** The sender went on after the last byte that he was granted. */
export class FileTooLarge extends Error {}

interface WrittenPolicy {
  readonly key: string;
  readonly contentType: string;
  readonly maxSize: number;
  readonly expiresAt: string;
}

/** How the name of a file ends that has not arrived whole. */
const DRAFT = ".part";
const KEY_PATTERN = /^[a-z]+\/[a-z]+_[0-9a-z]{26}$/;

/** Files in a folder of this machine, sent to this process by a form whose fields carry their own signature. */
export class LocalStorage implements Storage {
  private readonly folder: string;
  private readonly publicUrl: string;
  private readonly secret: Uint8Array;

  constructor(folder: string, publicUrl: string, secret: Uint8Array) {
    this.folder = folder;
    this.publicUrl = publicUrl;
    // A key of its own: a signed form must never pass for an access token, nor the other way round.
    this.secret = createHmac("sha256", secret).update("upload forms").digest();
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
      { name: "signature", value: this.sign(text).toString("hex") },
    ];
    return { url: new URL(POST_PATH, this.publicUrl).href, fields };
  }

  /** Whether the fields are those of a form that we signed, each with the value that it had, and still in time. */
  check(fields: ReadonlyMap<string, string>, now = new Date()): CheckedForm {
    const text = fields.get("policy") ?? "";
    const signature = Buffer.from(fields.get("signature") ?? "", "hex");
    const expected = this.sign(text);
    if (signature.length !== expected.length || !timingSafeEqual(signature, expected)) {
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

  /** Keeps what `source` gives under the policy's key; throws `FileTooLarge` as soon as it is, and then keeps nothing. */
  async write(policy: PostPolicy, source: Readable): Promise<void> {
    const file = this.pathOf(policy.key);
    const draft = `${file}.${randomUUID()}${DRAFT}`;
    await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
    try {
      await pipeline(source, atMost(policy.maxSize), createWriteStream(draft, { mode: 0o600, flags: "wx" }));
      // Whoever reads sees the whole file or none.
      await rename(draft, file);
    } catch (error) {
      await rm(draft, { force: true });
      throw error;
    }
  }

  async read(key: string): Promise<Buffer | null> {
    try {
      return await readFile(this.pathOf(key));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
      throw error;
    }
  }

  async remove(key: string): Promise<void> {
    await rm(this.pathOf(key), { force: true });
  }

  /** A process that was killed in the middle of a file leaves what it had. */
  removeDrafts(before: Date): Promise<number> {
    return removeFiles(this.folder, before, DRAFT);
  }

  private sign(text: string): Buffer {
    return createHmac("sha256", this.secret).update(text).digest();
  }

  private pathOf(key: string): string {
    if (!KEY_PATTERN.test(key)) throw new Error(`Not a storage key: ${key}`);
    return path.join(this.folder, ...key.split("/"));
  }
}

/** A storage in a folder of this machine; `secret` signs its forms. */
export function localStorage(folder: string, publicUrl: string, secret: Uint8Array): LocalStorage {
  return new LocalStorage(folder, publicUrl, secret);
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
