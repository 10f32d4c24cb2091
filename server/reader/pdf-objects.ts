import { inflateSync } from "node:zlib";

/** A dictionary before a stream is short; what is longer is not one of packed objects. */
const DICTIONARY_CHARACTERS = 4_096;
/** What all that is unpacked of a file may become: a receipt has some kilobytes of objects, an invoice a file of data. */
const UNPACKED_BYTES = 32 * 1024 * 1024;

/** A stream of a PDF: what its dictionary says, and where its content begins. */
export interface PdfStream {
  readonly begin: number;
  readonly dictionary: string;
}

/** Objects that were packed into a stream. */
interface Packed {
  readonly content: string;
  /** Where each begins, by its number. */
  readonly offsets: readonly (readonly [number: number, offset: number])[];
}

/** The objects of a PDF, by their numbers, as far as one has to look at them to judge it. Nothing of it is drawn or run. */
export class PdfObjects {
  private readonly text: string;
  private readonly packed: Packed[] = [];
  private left = UNPACKED_BYTES;

  constructor(private readonly file: Buffer) {
    this.text = file.toString("latin1");
  }

  /** Unpacks the objects that are packed into streams; false where one of these cannot be looked into. */
  unpackAll(): boolean {
    for (const stream of this.streams()) {
      if (!/\/ObjStm(?![\w.])/.test(stream.dictionary)) continue;
      const content = this.contentOf(stream);
      if (content === null) return false;
      this.packed.push({ content, offsets: offsetsIn(content, stream.dictionary) });
    }
    return true;
  }

  /** All that the file says, and then what was packed in it; names as they are meant. */
  get texts(): string[] {
    return [this.text, ...this.packed.map(({ content }) => content)].map(withoutEscapes);
  }

  /** All streams, whatever is in them. */
  *streams(): Generator<PdfStream> {
    for (const { index, 0: word } of this.text.matchAll(/(?<!end)stream\r?\n/g)) {
      const before = this.text.slice(Math.max(0, index - DICTIONARY_CHARACTERS), index);
      const dictionary = before.slice(before.lastIndexOf(" obj") + 1);
      yield { begin: index + word.length, dictionary: withoutEscapes(dictionary) };
    }
  }

  /** How every object with this number begins: there are several where the file was changed later. */
  numbered(number: string): string[] {
    const inFile = this.heads(number).map((at) => this.text.slice(at, at + DICTIONARY_CHARACTERS));
    const inStreams = this.packed.flatMap(({ content, offsets }) =>
      offsets
        .filter(([each]) => each === Number(number))
        .map(([, offset]) => content.slice(offset, offset + DICTIONARY_CHARACTERS)),
    );
    return [...inFile, ...inStreams].map(withoutEscapes);
  }

  /** Every stream with this number. */
  streamsNumbered(number: string): PdfStream[] {
    return this.heads(number).flatMap((at) => {
      const object = this.text.slice(at, at + DICTIONARY_CHARACTERS);
      const word = /(?<!end)stream\r?\n/.exec(object);
      if (!word || object.slice(0, word.index).includes("endobj")) return [];
      return [{ begin: at + word.index + word[0].length, dictionary: withoutEscapes(object.slice(0, word.index)) }];
    });
  }

  /**
   * What is in a stream; null where that cannot be known. Objects are packed by Flate, or not at all; another way is
   * nobody's who makes receipts, and hides something.
   */
  contentOf({ begin, dictionary }: PdfStream): string | null {
    const from = this.file.subarray(begin);
    const end = from.indexOf("endstream");
    const content = unpacked(
      from.subarray(0, end < 0 ? from.length : Math.max(end, this.lengthOf(dictionary))),
      dictionary,
      this.left,
    );
    this.left -= content?.length ?? 0;
    return content;
  }

  /** How long a stream says that it is, in which the word for its end may stand as well. */
  private lengthOf(dictionary: string): number {
    const [, length, isElsewhere] = /\/Length\s+(\d+)(\s+\d+\s+R)?/.exec(dictionary) ?? [];
    if (length === undefined) return 0;
    const said = isElsewhere ? this.numbered(length).map((object) => /^\s*(\d+)/.exec(object)?.[1]) : [length];
    return Math.max(0, ...said.map((each) => Number(each ?? 0)));
  }

  private heads(number: string): number[] {
    const head = new RegExp(`(?<!\\d)${number}\\s+\\d+\\s+obj(?![a-z])`, "g");
    return [...this.text.matchAll(head)].map(({ index, 0: word }) => index + word.length);
  }
}

function unpacked(from: Buffer, dictionary: string, most: number): string | null {
  if (!/\/Filter/.test(dictionary)) return from.toString("latin1");
  if (!/\/Filter\s*(?:\[\s*)?\/(?:FlateDecode|Fl)\s*(?:\]|\/|>>)/.test(dictionary)) return null;
  if (/\/Predictor\s+(?!1\b)\d/.test(dictionary)) return null;
  try {
    return inflateSync(from, { maxOutputLength: Math.max(most, 1) }).toString("latin1");
  } catch {
    return null;
  }
}

/** ISO 32000-2, 7.5.7: in front of the objects stand their numbers, each with where it begins behind /First. */
function offsetsIn(content: string, dictionary: string): [number, number][] {
  const first = Number(/\/First\s+(\d+)/.exec(dictionary)?.[1] ?? 0);
  const pairs = content.slice(0, first).matchAll(/(\d+)\s+(\d+)/g);
  return [...pairs].map(([, number, offset]) => [Number(number), first + Number(offset)]);
}

/** ISO 32000-2, 7.3.5: in a name, #41 is A. */
function withoutEscapes(text: string): string {
  return text.replace(/#([0-9a-fA-F]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}
