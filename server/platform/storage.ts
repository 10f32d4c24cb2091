import type { Readable } from "node:stream";

/** What a client may send, bound into the form's signature: nothing else is accepted. */
export interface PostPolicy {
  /** Where the file will be kept; made by the server. */
  readonly key: string;
  readonly contentType: string;
  /** Bytes at most. */
  readonly maxSize: number;
  readonly expiresAt: Date;
}

/** A form that takes one file: `url` gets all `fields` in their order and then the bytes as `file`. */
export interface PostForm {
  readonly url: string;
  readonly fields: readonly { readonly name: string; readonly value: string }[];
}

/** What is known of a file without reading it. */
export interface FileHead {
  /** Bytes. */
  readonly size: number;
  /** When it had arrived whole. */
  readonly writtenAt: Date;
}

/** What whoever has a link may read, and as what: bound into the link's signature. */
export interface LinkPolicy {
  readonly key: string;
  /** The media type that it is answered with. */
  readonly contentType: string;
  /** What a browser calls it where it is saved. */
  readonly fileName: string;
  /** Soon: whoever has the link needs nothing else. */
  readonly expiresAt: Date;
}

/**
 * Where files are kept: a folder, or an S3 server. Clients see no difference: forms and links are as S3's are. Whoever has
 * a form may send again until it expires, so what is made use of is settled first. Where the storage cannot be reached,
 * everything here throws an UNAVAILABLE error, soon.
 */
export interface Storage {
  /** Signs a form; the file itself never passes through GraphQL. */
  postForm(policy: PostPolicy): Promise<PostForm>;
  /**
   * A key of the bytes that have arrived under this one by now, which stay as they are whatever is sent later; null where
   * nothing has arrived. Every call answers another key: one of them is written down, and the rest goes with the file.
   */
  settled(key: string): Promise<string | null>;
  /** Signs an address from which the file can be read without anything else, until it expires. */
  signedUrl(policy: LinkPolicy): Promise<string>;
  /** What is known of a file, or null where nothing has arrived under this key. */
  head(key: string): Promise<FileHead | null>;
  /** The bytes as they are read, or null where there are none. Whoever asks reads to the end, or destroys the stream. */
  stream(key: string): Promise<Readable | null>;
  /** The bytes that were sent, or null where nothing has arrived under this key; for files that are known to be small. */
  read(key: string): Promise<Buffer | null>;
  /** Forgets what was sent under a key, and what was settled of it; one that does not exist is forgotten already. */
  remove(key: string): Promise<void>;
  /** Throws away what was sent before that moment and never settled, whole or not; answers how many there were. */
  removeDrafts(before: Date): Promise<number>;
  /** The keys of all files that have arrived, settled or not, in no order. */
  keys(): AsyncIterable<string>;
  /** Keeps a file of so many bytes under a key that `keys` has named elsewhere; it is there whole, or as it was before. */
  put(key: string, source: Readable, size: number): Promise<void>;
  /** Throws where files cannot be kept here just now. */
  check(): Promise<void>;
  /** What this process takes and gives itself; absent where another server, as S3, does that. */
  readonly atHome?: ServedHere;
  /** Where browsers send files to and read them from; absent where that is this process. */
  readonly origin?: string;
}

/** Keys as the product makes them ("uploads/upl_…"), and of what was settled of them, with a part more. */
const KEY_PATTERN = /^[a-z]+\/[a-z]+_[0-9a-z]{26}(\/[0-9a-f-]{36})?$/;

/** Refuses what is no key, which a path could be made of. */
export function requireKey(key: string): void {
  if (!KEY_PATTERN.test(key)) throw new Error(`Not a storage key: ${key}`);
}

/** Whether it is the key of a file that stays as it is. */
export function isSettled(key: string): boolean {
  return key.split("/").length === 3;
}

/** What was signed by us and is still good, or what is wrong with it. */
export type Checked<Policy> = { readonly policy: Policy } | { readonly refusal: string };

/** Decides whether a file that has arrived takes its place; what it locks meanwhile stays as it is until then. */
export type Placing = (put: () => Promise<void>) => Promise<void>;

/** Files that clients send to this process and read from it. */
export interface ServedHere {
  /** Whether the fields are those of a form that we signed, each with the value that it had, and still in time. */
  acceptsPosts(fields: ReadonlyMap<string, string>): Checked<PostPolicy>;
  /**
   * Keeps what `source` gives under the policy's key; throws `FileTooLarge` as soon as it is, and then keeps nothing.
   * Once all has arrived `placing` is asked, which has it take its place by `put`, or throws, and then nothing is kept.
   */
  write(policy: PostPolicy, source: Readable, placing?: Placing): Promise<void>;
  /** Whether it is the key of a link that we signed, with all that was signed, and still in time. */
  acceptsLink(key: string, query: URLSearchParams): Checked<LinkPolicy>;
}

/** The sender went on after the last byte that they were granted. */
export class FileTooLarge extends Error {}
