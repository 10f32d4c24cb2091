import { type FontName, fontPath, type TextRun, textRuns } from "./pdf-fonts.js";

type Doc = PDFKit.PDFDocument;

/** How a text is written. */
export interface TextStyle {
  readonly size: number;
  readonly bold?: boolean;
  readonly colour: string;
}

/** Where lines stand in what they are given. */
export type Align = "LEFT" | "RIGHT";

/** Lines are so many times as high as their letters. */
const LEADING = 1.4;
/** OpenType features beyond a font's own: with a list, be it empty, pdfkit lays out a run as a whole, and each time anew. */
const WHOLE: [] = [];

/** Writes texts of all scripts on the pages of one document, and keeps which signs no font has. */
export class PdfText {
  readonly missing = new Set<string>();
  private readonly registered = new Set<FontName>();
  private readonly widths = new Map<string, number>();

  constructor(private readonly doc: Doc) {}

  lineHeight({ size }: TextStyle): number {
    return size * LEADING;
  }

  /** The text in lines that are no wider than `width`, broken between words, and within one that is wider by itself. */
  lines(text: string, style: TextStyle, width: number): string[] {
    const lines: string[] = [];
    let line = "";
    for (const word of text.split(/\s+/u).filter((each) => each !== "")) {
      const longer = line === "" ? word : `${line} ${word}`;
      if (this.width(longer, style) <= width) line = longer;
      else {
        if (line !== "") lines.push(line);
        const parts = this.partsOf(word, style, width);
        lines.push(...parts.slice(0, -1));
        line = parts.at(-1)!;
      }
    }
    return [...lines, line];
  }

  private partsOf(word: string, style: TextStyle, width: number): string[] {
    if (this.width(word, style) <= width) return [word];
    const parts = [""];
    for (const { segment } of new Intl.Segmenter("und").segment(word)) {
      const longer = parts.at(-1)! + segment;
      if (parts.at(-1) === "" || this.width(longer, style) <= width) parts[parts.length - 1] = longer;
      else parts.push(segment);
    }
    return parts;
  }

  width(line: string, style: TextStyle): number {
    const key = `${style.size} ${style.bold === true} ${line}`;
    let width = this.widths.get(key);
    if (width === undefined) {
      const runs = textRuns(line, style.bold === true, this.missing);
      width = runs.reduce((sum, run) => sum + this.runWidth(run, style), 0);
      this.widths.set(key, width);
    }
    return width;
  }

  private runWidth(run: TextRun, { size }: TextStyle): number {
    this.use(run.font, size);
    return this.doc.widthOfString(run.text, { features: featuresOf(run) });
  }

  /** Writes one line with its upper edge at `y`. */
  write(line: string, style: TextStyle, x: number, y: number, width = 0, align: Align = "LEFT"): void {
    let at = align === "RIGHT" ? x + width - this.width(line, style) : x;
    for (const run of textRuns(line, style.bold === true, this.missing)) {
      const wide = this.runWidth(run, style);
      this.doc.fillColor(style.colour);
      // All fonts stand on one line, however high their letters reach.
      const options = { lineBreak: false, baseline: "alphabetic", features: featuresOf(run), textWidth: wide } as const;
      this.doc.text(run.text, at, y + style.size * 1.1, options);
      at += wide;
    }
  }

  private use(font: FontName, size: number): void {
    if (!this.registered.has(font)) {
      this.doc.registerFont(font, fontPath(font));
      this.registered.add(font);
    }
    this.doc.font(font).fontSize(size);
  }
}

/** Words in a row from left to right are laid out once each; from right to left their order is the font's to know. */
function featuresOf({ level }: TextRun): [] | undefined {
  return level % 2 === 1 ? WHOLE : undefined;
}
