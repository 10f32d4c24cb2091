/** How the bytes of a file were read as text. */
export type TextEncoding = "UTF-8" | "UTF-16" | "windows-1252";

export interface DecodedText {
  readonly text: string;
  readonly encoding: TextEncoding;
}

/**
 * The text of a file's bytes: UTF-16 where its first bytes say so, else UTF-8, else what western spreadsheets write,
 * windows-1252; null for what is no text.
 */
export function textOf(bytes: Uint8Array): DecodedText | null {
  const utf16 = utf16Of(bytes);
  if (utf16 !== null) return decoded(bytes, utf16, "UTF-16");
  return decoded(bytes, "utf-8", "UTF-8") ?? windows1252(bytes);
}

function utf16Of(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  return bytes[0] === 0xfe && bytes[1] === 0xff ? "utf-16be" : null;
}

function decoded(bytes: Uint8Array, label: string, encoding: TextEncoding): DecodedText | null {
  try {
    return { text: new TextDecoder(label, { fatal: true }).decode(bytes), encoding };
  } catch {
    return null;
  }
}

/** What stands at 0x80 to 0x9F; five places are empty. Everything else of windows-1252 is as in Latin-1. */
const WINDOWS_1252 = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";

/** By hand, because some releases of Node read Latin-1 under this name. */
function windows1252(bytes: Uint8Array): DecodedText | null {
  // Every byte means something in this encoding, so what is no text at all must be told by its control characters.
  if (bytes.some((byte) => byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d)) return null;
  const text = Buffer.from(bytes).toString("latin1");
  return {
    text: text.replace(/[\u0080-\u009f]/g, (at) => WINDOWS_1252[at.charCodeAt(0) - 0x80]!),
    encoding: "windows-1252",
  };
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
