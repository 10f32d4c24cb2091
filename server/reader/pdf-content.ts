import { inflateSync } from "node:zlib";
import type { FileProblem } from "./readers.js";

/**
 * Names of ISO 32000 behind which a viewer does something by itself, or asks for something, or that hold other files. They
 * are long enough not to stand in coded pixels by chance.
 */
const ACTIVE =
  /\/(?:JavaScript|OpenAction|Launch|EmbeddedFiles?|Filespec|AcroForm|RichMedia(?:Content)?|SubmitForm|ImportData|GoToR|GoToE|Rendition|XFA)(?![\w.])/;
/** The same of short names, which are looked for outside of streams alone. */
const ACTIVE_SHORT = /\/(?:JS|AA|EF|AF|XFA)(?![\w.])/;
/** To open at a page is no action: an array there is a place in the document. */
const OPENS_AT_A_PLACE = /\/OpenAction\s*\[/g;
const LOCKED = /\/Encrypt(?![\w.])/;
/** A dictionary before a stream is short; what is longer is not one of packed objects. */
const DICTIONARY_CHARACTERS = 4_096;
/** What the objects that are packed into streams may become: a receipt has some kilobytes of them. */
const UNPACKED_BYTES = 32 * 1024 * 1024;

/**
 * Why a PDF is not taken, by what its objects say, those that are packed into streams among them; null where nothing
 * speaks against it. It is not asked to a library that draws: that one leaves out what it cannot do, and a viewer can.
 */
export function pdfProblem(file: Buffer): FileProblem | null {
  const text = file.toString("latin1");
  if (LOCKED.test(withoutEscapes(text))) return "LOCKED";
  if (isActive(text)) return "ACTIVE_CONTENT";
  return packedProblem(file, text);
}

function packedProblem(file: Buffer, text: string): FileProblem | null {
  let left = UNPACKED_BYTES;
  for (const { begin, dictionary } of streamsOf(text)) {
    if (!/\/ObjStm(?![\w.])/.test(dictionary)) continue;
    const unpacked = unpack(file.subarray(begin), dictionary, left);
    if (unpacked === null) return "DAMAGED";
    left -= unpacked.length;
    if (isActive(unpacked)) return "ACTIVE_CONTENT";
  }
  return null;
}

/** Where streams begin, each with what its dictionary says. */
function* streamsOf(text: string): Generator<{ begin: number; dictionary: string }> {
  for (const { index, 0: word } of text.matchAll(/(?<!end)stream\r?\n/g)) {
    const before = text.slice(Math.max(0, index - DICTIONARY_CHARACTERS), index);
    const dictionary = before.slice(before.lastIndexOf(" obj") + 1);
    yield { begin: index + word.length, dictionary: withoutEscapes(dictionary) };
  }
}

/** Objects are packed by Flate, or not at all; another way is nobody's who makes receipts, and hides something. */
function unpack(from: Buffer, dictionary: string, most: number): string | null {
  const end = from.indexOf("endstream");
  if (!/\/Filter/.test(dictionary)) return from.toString("latin1", 0, Math.max(end, 0));
  if (!/\/Filter\s*(?:\[\s*)?\/(?:FlateDecode|Fl)\s*(?:\]|\/|>>)/.test(dictionary)) return null;
  if (/\/Predictor\s+(?!1\b)\d/.test(dictionary)) return null;
  try {
    return inflateSync(from.subarray(0, end < 0 ? from.length : end), { maxOutputLength: Math.max(most, 1) }).toString(
      "latin1",
    );
  } catch {
    return null;
  }
}

function isActive(text: string): boolean {
  const plain = withoutEscapes(text).replace(OPENS_AT_A_PLACE, "");
  return ACTIVE.test(plain) || ACTIVE_SHORT.test(withoutStreams(plain));
}

/** ISO 32000-2, 7.3.5: in a name, #41 is A. */
function withoutEscapes(text: string): string {
  return text.replace(/#([0-9a-fA-F]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}

function withoutStreams(text: string): string {
  return text.replace(/>>\s*stream\r?\n[\s\S]*?endstream/g, ">>");
}
