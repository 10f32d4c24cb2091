import { randomUUID } from "node:crypto";
import http from "node:http";
import https from "node:https";
import type { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { Client, S3Error } from "minio";
import type { Logger } from "pino";
import { unavailable } from "./schema/top-level-errors.js";
import { StartupProblem } from "./startup-problem.js";
import {
  type FileHead,
  isSettled,
  type LinkPolicy,
  type PostForm,
  type PostPolicy,
  requireKey,
  type Storage,
} from "./storage.js";

/** Which S3 server, as the environment says it. */
export interface S3Settings {
  /** Where this process reaches it. */
  readonly endpoint: string;
  /** Where browsers reach it: what is signed is good for this host alone. */
  readonly publicUrl: string;
  readonly bucket: string;
  readonly region: string;
  readonly accessKey: string;
  readonly secretKey: string;
}

/** A server that says nothing for so long is away: whoever asks us is told so, and does not wait. */
const SILENCE_MILLISECONDS = 5_000;
/** What is sent and what is settled lie apart, so that whoever looks for what is old need not read through all. */
const SENT = "sent/";
const SETTLED = "settled/";
const REMOVED_AT_ONCE = 500;

/** Files in a private bucket of an S3 server, which clients send them to and read them from by themselves. */
export class S3Storage implements Storage {
  readonly origin: string;
  private readonly client: Client;
  private readonly signer: Client;
  private readonly bucket: string;
  private readonly settings: S3Settings;
  private readonly log: Pick<Logger, "warn">;

  constructor(settings: S3Settings, log: Pick<Logger, "warn">) {
    this.settings = settings;
    this.bucket = settings.bucket;
    this.log = log;
    this.client = clientFor(settings.endpoint, settings);
    this.signer = clientFor(settings.publicUrl, settings);
    this.origin = new URL(settings.publicUrl).origin;
  }

  async postForm({ key, contentType, maxSize, expiresAt }: PostPolicy): Promise<PostForm> {
    const policy = this.signer.newPostPolicy();
    policy.setBucket(this.bucket);
    policy.setKey(objectOf(key));
    policy.setContentType(contentType);
    policy.setContentLengthRange(0, maxSize);
    policy.setExpires(expiresAt);
    const { postURL, formData } = await this.signer.presignedPostPolicy(policy);
    const fields = Object.entries(formData).map(([name, value]) => ({ name, value: String(value) }));
    return { url: postURL, fields };
  }

  async settled(key: string): Promise<string | null> {
    const copy = `${key}/${randomUUID()}`;
    const source = `/${this.bucket}/${objectOf(key)}`;
    const copied = await this.unlessMissing(() => this.client.copyObject(this.bucket, objectOf(copy), source));
    return copied && copy;
  }

  async signedUrl({ key, contentType, fileName, expiresAt }: LinkPolicy): Promise<string> {
    const seconds = Math.max(1, Math.floor((expiresAt.getTime() - Date.now()) / 1000));
    return this.signer.presignedGetObject(this.bucket, objectOf(key), seconds, {
      "response-content-type": contentType,
      "response-content-disposition": `attachment; filename*=UTF-8''${encodedName(fileName)}`,
      "response-cache-control": `private, no-transform, max-age=${Math.min(seconds, 3600)}`,
    });
  }

  async head(key: string): Promise<FileHead | null> {
    const found = await this.unlessMissing(() => this.client.statObject(this.bucket, objectOf(key)));
    return found && { size: found.size, writtenAt: found.lastModified };
  }

  stream(key: string): Promise<Readable | null> {
    return this.unlessMissing(() => this.client.getObject(this.bucket, objectOf(key)));
  }

  async read(key: string): Promise<Buffer | null> {
    return this.unlessMissing(async () => buffer(await this.client.getObject(this.bucket, objectOf(key))));
  }

  async remove(key: string): Promise<void> {
    const settled: string[] = [];
    for await (const { name } of this.objects(`${SETTLED}${key}/`)) settled.push(name);
    await this.removeObjects([objectOf(key), ...settled]);
  }

  /** A file that did not arrive whole has never been there: the server keeps none. */
  async removeDrafts(before: Date): Promise<number> {
    let removed = 0;
    let old: string[] = [];
    const removeOld = async () => {
      await this.removeObjects(old);
      removed += old.length;
      old = [];
    };
    for await (const { name, lastModified } of this.objects(SENT)) {
      if (lastModified < before) old.push(name);
      if (old.length === REMOVED_AT_ONCE) await removeOld();
    }
    await removeOld();
    return removed;
  }

  async *keys(): AsyncIterable<string> {
    for (const prefix of [SENT, SETTLED]) {
      for await (const { name } of this.objects(prefix)) yield name.slice(prefix.length);
    }
  }

  async put(key: string, source: Readable, size: number): Promise<void> {
    await this.asking(() => this.client.putObject(this.bucket, objectOf(key), source, size));
  }

  /** Writes a file once, for which it makes the bucket where there is none, and sees it again from then on. */
  async check(): Promise<void> {
    const seen = await this.unlessMissing(() => this.client.statObject(this.bucket, PROBE)).catch(nullIfRefused);
    if (seen) return;
    const write = () => this.asking(() => this.client.putObject(this.bucket, PROBE, PROBE));
    try {
      await write();
    } catch (error) {
      if (codeOf(error) !== "NoSuchBucket") throw this.refused(error, "keeps nothing in");
      await this.makeBucket();
      await write();
    }
  }

  /** What the server refuses it will refuse again: whoever set this up has to look. */
  private refused(error: unknown, what: string): unknown {
    if (!(error instanceof S3Error)) return error;
    const { endpoint, bucket } = this.settings;
    return new StartupProblem(
      `The S3 server at ${new URL(endpoint).host} ${what} the bucket ${bucket} (${codeOf(error)}): check S3_BUCKET, S3_ACCESS_KEY and S3_SECRET_KEY.`,
    );
  }

  private async makeBucket(): Promise<void> {
    try {
      await this.asking(() => this.client.makeBucket(this.bucket, this.settings.region));
    } catch (error) {
      // Another process of ours may have made it just now.
      if (!codeOf(error).startsWith("BucketAlready")) throw this.refused(error, "does not let us make");
    }
  }

  private async *objects(prefix: string): AsyncIterable<{ name: string; lastModified: Date }> {
    const listed = this.client.listObjectsV2(this.bucket, prefix, true);
    const next = listed[Symbol.asyncIterator]();
    try {
      for (;;) {
        const { value, done } = await this.asking(() => next.next());
        if (done === true) return;
        yield value;
      }
    } catch (error) {
      // The first who keeps something makes it; until then there is nothing.
      if (codeOf(error) !== "NoSuchBucket") throw error;
    } finally {
      listed.destroy();
    }
  }

  private async removeObjects(names: readonly string[]): Promise<void> {
    if (names.length === 0) return;
    const answers = await this.asking(() => this.client.removeObjects(this.bucket, [...names]));
    const failed = answers.find((answer) => answer?.Error);
    if (failed) throw new Error(`The storage kept a file that was to go: ${failed.Error!.Code}`);
  }

  private async unlessMissing<Answer>(ask: () => Promise<Answer>): Promise<Answer | null> {
    try {
      return await this.asking(ask);
    } catch (error) {
      if (["NotFound", "NoSuchKey"].includes(codeOf(error))) return null;
      throw error;
    }
  }

  /** What the server answers is for whoever asked; that it does not answer is told to callers in our words. */
  private async asking<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
    try {
      return await ask();
    } catch (error) {
      if (!isAway(error)) throw error;
      this.log.warn({ err: error }, "the storage of files cannot be reached");
      throw unavailable("Files cannot be reached at the moment; the same request may succeed soon.");
    }
  }
}

/** Written and seen to find out whether files can be kept. */
const PROBE = "ready";

function clientFor(url: string, { region, accessKey, secretKey }: S3Settings): Client {
  const { protocol, hostname, port } = new URL(url);
  const useSSL = protocol === "https:";
  return new Client({
    endPoint: hostname.replace(/^\[|\]$/g, ""),
    port: port === "" ? undefined : Number(port),
    useSSL,
    accessKey,
    secretKey,
    region,
    transport: impatient(useSSL ? https : http),
    // It would wait within the request, and write onto the console.
    retryOptions: { disableRetry: true },
  });
}

/** By itself the client waits for ever. */
function impatient(transport: typeof http | typeof https) {
  const request = (options: https.RequestOptions, answered: (response: http.IncomingMessage) => void) => {
    const asked = transport.request(options, answered);
    asked.setTimeout(SILENCE_MILLISECONDS, () => {
      asked.destroy(Object.assign(new Error("The storage said nothing."), { code: "ETIMEDOUT" }));
    });
    return asked;
  };
  return { request } as typeof http;
}

function objectOf(key: string): string {
  requireKey(key);
  return `${isSettled(key) ? SETTLED : SENT}${key}`;
}

/** As RFC 5987 has it: more than a browser's own function encodes. */
function encodedName(fileName: string): string {
  return encodeURIComponent(fileName).replace(/['()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16)}`);
}

function codeOf(error: unknown): string {
  const { code } = (error ?? {}) as { code?: unknown };
  return typeof code === "string" ? code : "";
}

/** Node's codes have no small letters, and those of S3 have; of an answer such as 503 the client says only that in words. */
function isAway(error: unknown): boolean {
  const { message } = error as Error;
  return /^E[A-Z_]+$/.test(codeOf(error)) || /^Request failed after|socket hang up|^aborted$/.test(message);
}

/** Of what is not there, a server may say only that one may not ask for it. */
function nullIfRefused(error: unknown): null {
  if (codeOf(error) !== "AccessDenied") throw error;
  return null;
}
