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

/** Where files are kept: a folder, or an S3 server. Clients see no difference, because S3's POST form is what both speak. */
export interface Storage {
  /** Signs a form; the file itself never passes through GraphQL. */
  postForm(policy: PostPolicy): Promise<PostForm>;
  /** The bytes that were sent, or null where nothing has arrived under this key. */
  read(key: string): Promise<Buffer | null>;
  /** Forgets a file; one that does not exist is forgotten already. */
  remove(key: string): Promise<void>;
  /** Throws away what never arrived whole, from before that moment; answers how many there were. */
  removeDrafts(before: Date): Promise<number>;
}
