/** What is asked for of a picker: an iPhone makes a JPEG of its own kind then. */
export const ACCEPTED = "image/jpeg,image/png,image/webp,application/pdf";
/** What the server takes of one file. */
const BYTES_MAX = 20 * 1024 * 1024;
/** A receipt has so many pages at most. */
export const PAGES_MAX = 10;

/** A file that is, or becomes, a page of a receipt. */
export interface PageFile {
  readonly key: string;
  readonly file: File;
  /** Shows it before anybody has it but us; null for what a browser shows no picture of. */
  readonly url: string | null;
}

/** By the end of their name, because some systems know no type for a file. */
const TYPES: Readonly<Record<string, string>> = {
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  png: "image/png",
  webp: "image/webp",
  pdf: "application/pdf",
  heic: "image/heic",
  heif: "image/heif",
};

/** The media type that a file is announced by. */
export function typeOf({ type, name }: Pick<File, "type" | "name">): string {
  return type || (TYPES[name.split(".").at(-1)!.toLowerCase()] ?? "application/octet-stream");
}

/** What can be known of a file that nobody will take, before it is sent; null where nothing can. */
export function refusedBefore(
  file: Pick<File, "type" | "name" | "size">,
): "empty" | "tooLarge" | "heic" | "otherKind" | null {
  if (file.size === 0) return "empty";
  if (file.size > BYTES_MAX) return "tooLarge";
  const type = typeOf(file);
  if (type === "image/heic" || type === "image/heif") return "heic";
  return Object.values(TYPES).includes(type) || type === "image/jpg" ? null : "otherKind";
}
