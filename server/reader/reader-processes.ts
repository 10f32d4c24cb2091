import type { EngineSettings } from "./engine.js";
import { type LanguageHint, languageOf } from "./language.js";
import type { ReadPage } from "./read-words.js";
import { ReaderPool } from "./reader-pool.js";
import type { Limits } from "./reader-process.js";
import {
  type Prepared,
  type Progress,
  ReaderEnded,
  type Readers,
  type ReadingProblem,
  type ReadingResult,
} from "./readers.js";
import type { Expected } from "./receipt-reading.js";

export interface ReaderOptions extends EngineSettings {
  /** How many receipts are read at once: each takes a core, and about half a gigabyte. */
  readonly workers: number;
  /** How long a process without work is kept. */
  readonly idleMilliseconds: number;
  readonly limits: ReaderLimits;
}

/** What one task may take, of each kind. */
export interface ReaderLimits {
  readonly read: Limits;
  readonly image: Limits;
  readonly pdf: Limits;
}

const MEGABYTE = 1024 * 1024;
export const IDLE_MILLISECONDS = 60_000;
export const LIMITS: ReaderLimits = {
  read: { milliseconds: 60_000, bytes: 1_200 * MEGABYTE },
  image: { milliseconds: 30_000, bytes: 768 * MEGABYTE },
  pdf: { milliseconds: 10_000, bytes: 512 * MEGABYTE },
};
const PROBLEMS = { milliseconds: "TIMED_OUT", bytes: "TOO_LARGE" } as const satisfies Record<
  keyof Limits,
  ReadingProblem
>;
/** That a process breaks once may be anybody's fault; twice it is the file's. */
const PREPARING_TRIES = 2;
/** Somebody waits until a file is judged, and nobody for a reading. */
const PREPARER_NICE = 5;
const READER_NICE = 10;

/**
 * Readers in processes of their own. One prepares files, because whoever sends one waits for it; up to `workers` read.
 * Nothing is begun or loaded before there is work.
 */
export class ReaderProcesses implements Readers {
  private readonly preparers: ReaderPool;
  private readonly readers: ReaderPool;

  constructor(private readonly options: ReaderOptions) {
    const { idleMilliseconds, workers, languages, paddle, url } = options;
    const engines = { languages, paddle, url };
    this.preparers = new ReaderPool({ engines, nice: PREPARER_NICE, processes: 1, idleMilliseconds, worn: 0.5 });
    this.readers = new ReaderPool({ engines, nice: READER_NICE, processes: workers, idleMilliseconds, worn: 0.75 });
  }

  /** The numbers of the processes that run now. */
  get pids(): number[] {
    return [...this.preparers.pids, ...this.readers.pids];
  }

  async prepare(file: Buffer, signal?: AbortSignal): Promise<Prepared> {
    const { image, pdf } = this.options.limits;
    const limits = file.subarray(0, 1024).includes("%PDF-") ? pdf : image;
    for (let tries = 1; tries <= PREPARING_TRIES; tries++) {
      try {
        const outcome = await this.preparers.run({ kind: "prepare", file }, limits, () => undefined, signal);
        return "over" in outcome ? { problem: "TOO_LARGE" } : outcome.result;
      } catch (error) {
        if (!(error instanceof ReaderEnded && error.crashed)) throw error;
      }
    }
    return { problem: "DAMAGED" };
  }

  async read(
    pages: readonly Buffer[],
    expected: Expected,
    progress: Progress,
    signal?: AbortSignal,
  ): Promise<ReadingResult> {
    const task = { kind: "read", pages, expected, language: languageOf(expected, this.options.languages) } as const;
    const outcome = await this.readers.run(task, this.options.limits.read, progress, signal);
    return "over" in outcome ? { problem: PROBLEMS[outcome.over] } : outcome.result;
  }

  /** What stands on the pages by each engine, before anything is made of it: for those who measure. */
  async words(pages: readonly Buffer[], hint: LanguageHint): Promise<readonly ReadPage[] | null> {
    const task = { kind: "words", pages, language: languageOf(hint, this.options.languages) } as const;
    const outcome = await this.readers.run(task, this.options.limits.read, () => undefined);
    return "over" in outcome ? null : outcome.result;
  }

  async end(): Promise<void> {
    this.preparers.end();
    this.readers.end();
  }
}
