import type { PageText } from "./page-model.js";
import type { Expected, ReceiptText } from "./receipt-reading.js";

/** Why a file is no page of a receipt. */
export type FileProblem =
  /** It has no bytes. */
  | "EMPTY"
  /** It is none of JPEG, PNG, WebP and PDF. */
  | "OTHER_KIND"
  /** It is HEIC (or HEIF, AVIF), as an iPhone keeps photos. */
  | "HEIC"
  /** It begins as one kind of file and goes on as another, or as a program. */
  | "POLYGLOT"
  /** It ends early, or cannot be decoded. */
  | "DAMAGED"
  /** Its image has more pixels than a photo of a receipt needs, or its pages are too large. */
  | "TOO_MANY_PIXELS"
  /** A PDF of more than ten pages. */
  | "TOO_MANY_PAGES"
  /** A PDF with scripts, with what sends or opens something else, or with files that are no XML, text or PDF. */
  | "ACTIVE_CONTENT"
  /** A PDF that asks for a password. */
  | "LOCKED"
  /** It took longer, or more memory, than is granted. */
  | "TOO_LARGE";

/** One page as it is kept and shown: made anew from pixels, so without anything that the file said beside them. */
export interface PreparedPage {
  /** JPEG, upright: what is read, and what one zooms into. */
  readonly full: Buffer;
  readonly width: number;
  readonly height: number;
  /** JPEG, at most 1,280 pixels wide and no wider than `full`. */
  readonly screen: Buffer;
  readonly screenWidth: number;
  /** JPEG, at most 320 pixels wide. */
  readonly thumbnail: Buffer;
  readonly thumbnailWidth: number;
}

/** A file as pages, or why it has none. */
export type Prepared =
  | { readonly kind: "IMAGE" | "PDF"; readonly pages: readonly PreparedPage[] }
  | { readonly problem: FileProblem };

/** How far a reading is: 0 to 1. */
export type Progress = (part: number) => void;

/** What came of reading the pages of one receipt. */
export type ReadingResult =
  | { readonly text: ReceiptText; readonly pages: readonly PageText[]; readonly engines: readonly string[] }
  | { readonly problem: ReadingProblem };

/**
 * UNREADABLE: no text was found. NO_RECEIPT: there is text, and no amount in it. TIMED_OUT: more than a minute.
 * TOO_LARGE: more memory than is granted. FILE_DAMAGED: a page that cannot be decoded. ENGINE_MISSING: no engine loads.
 */
export type ReadingProblem =
  | "UNREADABLE"
  | "TOO_LARGE"
  | "NO_RECEIPT"
  | "TIMED_OUT"
  | "FILE_DAMAGED"
  | "ENGINE_MISSING";

/** A reader's process ended in the middle: that says nothing about the file, and to try again may do. */
export class ReaderEnded extends Error {
  override readonly name = "ReaderEnded";
}

/**
 * Processes that read receipts: begun with the first file, kept warm, and ended when there is nothing to do. A file that
 * ends one, or takes too long in it, is a problem of that file alone.
 */
export interface Readers {
  /** Judges a file by its bytes and makes its pages. Throws `ReaderEnded` where the process was killed. */
  prepare(file: Buffer, signal?: AbortSignal): Promise<Prepared>;
  /** Reads the pages of one receipt, each as `PreparedPage.full`. Throws `ReaderEnded` where the process was killed. */
  read(pages: readonly Buffer[], expected: Expected, progress: Progress, signal?: AbortSignal): Promise<ReadingResult>;
  /** Ends the processes; what they were at is refused with an error. */
  end(): Promise<void>;
}
