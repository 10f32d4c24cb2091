/** The text of a file's bytes: UTF-8, or UTF-16 where its first bytes say so; null for what is no text. */
export function textOf(bytes: Uint8Array): string | null {
  const encoding =
    bytes[0] === 0xff && bytes[1] === 0xfe ? "utf-16le" : bytes[0] === 0xfe && bytes[1] === 0xff ? "utf-16be" : "utf-8";
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** What a group may be called that is made from this file: "Flat_2026-01-31_export.csv" is "Flat". */
export function groupNameFrom(fileName: string, maxLength: number): string {
  const name = fileName
    .replace(/\.[A-Za-z]{1,5}$/, "")
    .replace(/[-_ ]?\d{4}-\d{2}-\d{2}[-_ ]?(export)?.*$/i, "")
    .replace(/[-_\s]+/g, " ")
    .trim();
  return [...(name === "" ? "Splitwise" : name)].slice(0, maxLength).join("");
}
