import { PdfObjects } from "./pdf-objects.js";
import type { FileProblem } from "./readers.js";
import { RUNNABLE } from "./runnable.js";

/**
 * Names of ISO 32000 behind which a viewer runs something, sends something, or reaches for what is elsewhere. They are long
 * enough not to stand in coded pixels by chance.
 */
const ACTIVE = /\/(?:JavaScript|Launch|RichMedia(?:Content)?|SubmitForm|ImportData|GoToR|GoToE|Rendition|XFA)(?![\w.])/;
/** The same of short names, which are looked for outside of streams alone. */
const ACTIVE_SHORT = /\/(?:JS|AA|XFA)(?![\w.])/;
const LOCKED = /\/Encrypt(?![\w.])/;

/** What is done as soon as it is opened: a place in the document, a dictionary, or an object that is one of these. */
const OPENS = /\/OpenAction(?![\w.])\s*(?:(?<place>[[(/]|<(?!<))|(?<dictionary><<)|(?<number>\d+)\s+\d+\s+R)?/g;
/** The files that a description names; either they stand there, or in an object. */
const FILES = /\/EF(?![\w.])\s*(?:<<(?<files>[^>]*)>>|(?<number>\d+)\s+\d+\s+R)?/g;
/** How an attached file is called, in either way to write a text. */
const FILE_NAME = /\/U?F\s*(?:\((?<text>(?:\\[\s\S]|[^\\()]|\([^()]*\))*)\)|<(?<digits>[\da-fA-F\s]*)>)/g;
/** What invoices bring for programs of accounting, and what explains them. */
const ATTACHED_KINDS = /\.(?:xml|txt|pdf)$/i;

/**
 * Why a PDF is not taken, by what its objects say, those that are packed into streams among them; null where nothing
 * speaks against it. Links, forms that people fill in, signatures, the place it opens at, and data of the invoice beside
 * it are no more than many a shop sends. It is not asked to a library that draws: that one leaves out what it cannot do,
 * and a viewer can.
 */
export function pdfProblem(file: Buffer): FileProblem | null {
  return problemOf(file, true);
}

function problemOf(file: Buffer, mayHoldFiles: boolean): FileProblem | null {
  const objects = new PdfObjects(file);
  const isWhole = objects.unpackAll();
  const texts = objects.texts;
  if (LOCKED.test(texts[0]!)) return "LOCKED";
  const outside = texts.map((text, at) => (at === 0 ? withoutStreams(text) : text));
  if (texts.some((text) => ACTIVE.test(text)) || outside.some((text) => ACTIVE_SHORT.test(text))) {
    return "ACTIVE_CONTENT";
  }
  if (!isWhole) return "DAMAGED";
  if (!texts.every((text) => opensAtAPlace(text, objects))) return "ACTIVE_CONTENT";
  return filesProblem(objects, outside, mayHoldFiles);
}

function opensAtAPlace(text: string, objects: PdfObjects): boolean {
  return [...text.matchAll(OPENS)].every(({ index, 0: all, groups }) => {
    if (groups!.place) return true;
    if (groups!.dictionary) return isMove(text.slice(index + all.length));
    const meant = groups!.number === undefined ? [] : objects.numbered(groups!.number);
    return meant.length > 0 && meant.every((object) => /^\s*\[/.test(object) || isMove(object));
  });
}

/** Whether an action only goes to a place of the document, and no other follows it: a dictionary without others in it. */
function isMove(action: string): boolean {
  const own = /^\s*(?:<<)?(?:\((?:\\[\s\S]|[^\\()])*\)|<[\da-fA-F\s]*>|[^()<>])*>>/.exec(action)?.[0] ?? "";
  return /\/S\s*\/(?:GoTo|Named)(?![\w.])/.test(own) && !/\/(?:Next|URI)(?![\w.])/.test(own);
}

/** What speaks against the files that are in it; what cannot be found or looked into does. */
function filesProblem(objects: PdfObjects, outside: readonly string[], mayHoldFiles: boolean): FileProblem | null {
  const numbers = outside.flatMap((text) =>
    [...text.matchAll(FILES)].flatMap(({ groups }) => filesOf(groups!, objects)),
  );
  const typed = [...objects.streams()].filter(({ dictionary }) => /\/EmbeddedFile(?![\w.])/.test(dictionary));
  if (numbers.length === 0 && typed.length === 0) return null;
  const named = numbers.map((number) => (number === null ? [] : objects.streamsNumbered(number)));
  const streams = [...new Map([...named.flat(), ...typed].map((stream) => [stream.begin, stream])).values()];
  const isHarmless =
    mayHoldFiles &&
    named.every((found) => found.length > 0) &&
    outside.every((text) => attachedNames(text).every((name) => ATTACHED_KINDS.test(name))) &&
    streams.every((stream) => isData(objects.contentOf(stream)));
  return isHarmless ? null : "ACTIVE_CONTENT";
}

/** The numbers of the files that a description names; null for what is none. */
function filesOf({ files, number }: Record<string, string | undefined>, objects: PdfObjects): (string | null)[] {
  const lists =
    number === undefined ? [files] : objects.numbered(number).map((text) => /^\s*<<([^>]*)>>/.exec(text)?.[1]);
  if (lists.length === 0) return [null];
  return lists.flatMap((list) => {
    const numbers = [...(list ?? "").matchAll(/(\d+)\s+\d+\s+R/g)].map(([, each]) => each!);
    return numbers.length === 0 ? [null] : numbers;
  });
}

/** ISO 32000-2, 7.3.4: letters may be written by their codes, and UTF-16 has a zero in front of those that matter here. */
function attachedNames(text: string): string[] {
  return [...text.matchAll(FILE_NAME)].map(({ groups }) => {
    const { text: letters, digits = "" } = groups!;
    const name =
      letters?.replace(/\\([0-7]{1,3})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 8))) ??
      Buffer.from(digits.replaceAll(/\s/g, ""), "hex").toString("latin1");
    return name.replaceAll("\0", "");
  });
}

/** XML or plain text that nothing would run, or a PDF that may be taken and holds no file itself. */
function isData(content: string | null): boolean {
  if (content === null) return false;
  if (content.startsWith("%PDF-")) return problemOf(Buffer.from(content, "latin1"), false) === null;
  const text = /^(?:\xff\xfe|\xfe\xff)/.test(content) ? content.replaceAll("\0", "") : content;
  return !NO_TEXT.test(text) && !RUNNABLE.test(text);
}

/** Bytes that no text has. */
const NO_TEXT = /[\x00-\x08\x0e-\x1f]/;

function withoutStreams(text: string): string {
  return text.replace(/>>\s*stream\r?\n[\s\S]*?endstream/g, ">>");
}
