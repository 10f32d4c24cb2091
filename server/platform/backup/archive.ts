import { createHash } from "node:crypto";
import { once } from "node:events";
import { createWriteStream, existsSync, openSync, rmSync } from "node:fs";
import { open, rename, rm } from "node:fs/promises";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip, createGzip } from "node:zlib";
import { StartupProblem } from "../startup-problem.js";

/** Something in an archive; each is small enough to be held in memory. */
export interface ArchiveEntry {
  readonly name: string;
  readonly bytes: Buffer;
}

/** What the archive says of an entry, so that a changed one is noticed. */
export interface Checksum {
  readonly name: string;
  readonly size: number;
  readonly sha256: string;
}

/** The file is no archive of ours, was cut off, or was changed; the message is a sentence that says so. */
export class ArchiveBroken extends StartupProblem {}

const BLOCK = 512;
const NAME_MAX = 100;
const MANIFEST = "manifest.json";

/**
 * Writes one archive (tar in gzip, so that any machine can look into it), readable by its owner alone. It gets its name when
 * it is whole; the manifest, with the checksums, comes last, so that an archive which was cut off has none.
 */
export class ArchiveWriter {
  private readonly file: string;
  private readonly draft: string;
  private readonly gzip = createGzip();
  private readonly written: Promise<void>;
  private readonly checksums: Checksum[] = [];

  /** Begins a file that must not be there yet. */
  constructor(file: string) {
    if (existsSync(file)) throw new StartupProblem(`${file} is there already: choose another name.`);
    this.file = file;
    this.draft = `${file}.part`;
    const target = createWriteStream(this.draft, { fd: openedAnew(this.draft) });
    this.written = pipeline(this.gzip, target);
    // Whoever adds something is told.
    this.written.catch(() => undefined);
  }

  async add(name: string, bytes: Buffer): Promise<void> {
    this.checksums.push({ name, size: bytes.length, sha256: sha256(bytes) });
    await this.append(name, bytes);
  }

  /** Ends the archive with what is said of all of it, and waits until it is on the disk. */
  async finish(manifest: object): Promise<void> {
    const text = JSON.stringify({ ...manifest, entries: this.checksums }, null, 1);
    await this.append(MANIFEST, Buffer.from(text));
    this.gzip.end(Buffer.alloc(2 * BLOCK));
    await this.written.catch(explained);
    const draft = await open(this.draft, "r+");
    await draft.sync();
    await draft.close();
    await rename(this.draft, this.file);
  }

  /** Leaves nothing of an archive that will not be whole. */
  async discard(): Promise<void> {
    this.gzip.destroy();
    await this.written.catch(() => undefined);
    await rm(this.draft, { force: true });
  }

  private async append(name: string, bytes: Buffer): Promise<void> {
    const padding = (BLOCK - (bytes.length % BLOCK)) % BLOCK;
    for (const part of [headerOf(name, bytes.length), bytes, Buffer.alloc(padding)]) {
      const hasRoom = this.gzip.write(part);
      if (!hasRoom) await Promise.race([once(this.gzip, "drain"), this.written]).catch(explained);
    }
  }
}

/** As POSIX has it (ustar): numbers are octal texts, and the sum is of the bytes with blanks in its own place. */
function headerOf(name: string, size: number): Buffer {
  if (Buffer.byteLength(name) > NAME_MAX) throw new Error(`Too long a name for an archive: ${name}`);
  const header = Buffer.alloc(BLOCK);
  const octal = (value: number, length: number) => `${value.toString(8).padStart(length - 1, "0")}\0`;
  const fields: [offset: number, text: string][] = [
    [0, name],
    [100, octal(0o600, 8)],
    [108, octal(0, 8)],
    [116, octal(0, 8)],
    [124, octal(size, 12)],
    [136, octal(0, 12)],
    [148, " ".repeat(8)],
    [156, "0"],
    [257, "ustar\0" + "00"],
  ];
  for (const [offset, text] of fields) header.write(text, offset, "latin1");
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148, "latin1");
  return header;
}

/** Everything in an archive in its order, the manifest last; throws `ArchiveBroken`, perhaps after the first entries. */
export async function* readArchive(file: string): AsyncIterable<ArchiveEntry> {
  const source = (await open(file).catch(explained)).createReadStream();
  const unpacked = createGunzip();
  // What breaks is told by reading on.
  pipeline(source, unpacked).catch(() => undefined);
  const blocks = new Blocks(unpacked);
  try {
    for (;;) {
      const header = await blocks.take(BLOCK);
      // To the very end: gzip says there whether all of it came as it was.
      if (header.every((byte) => byte === 0)) return await blocks.rest();
      const name = header.subarray(0, NAME_MAX).toString("latin1").replace(/\0.*$/, "");
      const size = Number.parseInt(header.subarray(124, 135).toString("latin1"), 8);
      if (header.subarray(257, 262).toString("latin1") !== "ustar" || !Number.isSafeInteger(size)) {
        throw new ArchiveBroken(`${file} is no backup.`);
      }
      const bytes = await blocks.take(size);
      await blocks.take((BLOCK - (size % BLOCK)) % BLOCK);
      yield { name, bytes };
    }
  } catch (error) {
    if (error instanceof ArchiveBroken) throw error;
    throw new ArchiveBroken(`${file} is no backup, or was cut off.`, { cause: error });
  } finally {
    unpacked.destroy();
  }
}

/** What an earlier one has left that was killed is nobody's backup. */
function openedAnew(file: string): number {
  try {
    rmSync(file, { force: true });
    return openSync(file, "wx", 0o600);
  } catch (error) {
    return explained(error as NodeJS.ErrnoException);
  }
}

function explained(error: NodeJS.ErrnoException): never {
  throw new StartupProblem(`${error.path} cannot be opened (${error.code}).`);
}

/** Reads it from beginning to end and answers the manifest; throws `ArchiveBroken` where anything is not as it was written. */
export async function verifiedManifest<Manifest>(file: string): Promise<Manifest> {
  const found: Checksum[] = [];
  let manifest: (Manifest & { readonly entries: readonly Checksum[] }) | null = null;
  for await (const { name, bytes } of readArchive(file)) {
    if (name === MANIFEST) manifest = JSON.parse(bytes.toString());
    else found.push({ name, size: bytes.length, sha256: sha256(bytes) });
  }
  if (manifest === null) throw new ArchiveBroken(`${file} was cut off: it has no manifest.`);
  const wrong = manifest.entries.find((entry, index) => JSON.stringify(entry) !== JSON.stringify(found[index]));
  if (wrong || manifest.entries.length !== found.length) {
    throw new ArchiveBroken(`${file} was changed: ${wrong?.name ?? "something in it"} is not as it was written.`);
  }
  return manifest;
}

function sha256(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** A stream in pieces of the sizes that are asked for. */
class Blocks {
  private readonly chunks: AsyncIterator<Buffer>;
  private held: Buffer = Buffer.alloc(0);

  constructor(source: Readable) {
    this.chunks = source[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  }

  /** Throws where the stream ends before. */
  async take(size: number): Promise<Buffer> {
    const held = [this.held];
    for (let length = this.held.length; length < size; ) {
      const { value, done } = await this.chunks.next();
      if (done === true) throw new Error("The file ends too early.");
      held.push(value);
      length += value.length;
    }
    const all = Buffer.concat(held);
    this.held = all.subarray(size);
    return all.subarray(0, size);
  }

  async rest(): Promise<void> {
    while ((await this.chunks.next()).done !== true);
  }
}
