import type { ChildSettings, Task } from "./messages.js";
import { type Limits, type Outcome, ReaderProcess, type TaskOf } from "./reader-process.js";
import { type Progress, ReaderEnded } from "./readers.js";

export interface PoolOptions extends ChildSettings {
  /** How many processes at most. */
  readonly processes: number;
  /** How long one without a task is kept. */
  readonly idleMilliseconds: number;
  /**
   * One that is larger before a task, or after it, than this part of what the task may have is followed by a new one: what
   * came before says nothing about the next.
   */
  readonly worn: number;
}

/** Processes that are begun when there is a task for them, kept warm, and ended when there was none for a while. */
export class ReaderPool {
  private readonly free: ReaderProcess[] = [];
  private readonly busy = new Set<ReaderProcess>();
  private readonly waiting: (() => void)[] = [];
  private readonly endings = new Map<ReaderProcess, NodeJS.Timeout>();
  private hasEnded = false;

  constructor(private readonly options: PoolOptions) {}

  /** The numbers of the processes that there are. */
  get pids(): number[] {
    return [...this.free, ...this.busy].flatMap(({ pid }) => pid ?? []);
  }

  /** Runs a task as soon as a process is free; its limits begin when it begins. */
  async run<Kind extends Task["kind"]>(
    task: TaskOf<Kind>,
    limits: Limits,
    progress: Progress,
    signal?: AbortSignal,
  ): Promise<Outcome<Kind>> {
    const reader = await this.taken(limits, signal);
    try {
      return await reader.run(task, limits, progress, signal);
    } finally {
      this.giveBack(reader, limits);
    }
  }

  end(): void {
    this.hasEnded = true;
    for (const reader of [...this.free, ...this.busy]) reader.end();
    for (const timer of this.endings.values()) clearTimeout(timer);
    for (const next of this.waiting.splice(0)) next();
  }

  private async taken(limits: Limits, signal?: AbortSignal): Promise<ReaderProcess> {
    while (!this.hasEnded && this.busy.size >= this.options.processes) await this.turn(signal);
    signal?.throwIfAborted();
    if (this.hasEnded) throw new ReaderEnded("The readers have ended.");
    const reader = this.warm(limits) ?? new ReaderProcess(this.options);
    this.busy.add(reader);
    return reader;
  }

  /** The one that was free last; one that was killed meanwhile, or that has no room for the task, is forgotten. */
  private warm(limits: Limits): ReaderProcess | undefined {
    for (let reader = this.free.pop(); reader !== undefined; reader = this.free.pop()) {
      clearTimeout(this.endings.get(reader));
      this.endings.delete(reader);
      this.endWorn(reader, limits);
      if (reader.isUsable) return reader;
    }
    return undefined;
  }

  /** Waits until a process is free, or nobody wants one any more. */
  private turn(signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const next = () => {
        signal?.removeEventListener("abort", abort);
        resolve();
      };
      const abort = () => {
        this.waiting.splice(this.waiting.indexOf(next), 1);
        reject(signal!.reason as Error);
      };
      signal?.throwIfAborted();
      signal?.addEventListener("abort", abort, { once: true });
      this.waiting.push(next);
    });
  }

  private giveBack(reader: ReaderProcess, limits: Limits): void {
    this.busy.delete(reader);
    this.endWorn(reader, limits);
    if (reader.isUsable) this.keep(reader);
    this.waiting.shift()?.();
  }

  private endWorn(reader: ReaderProcess, { bytes }: Limits): void {
    if (reader.isUsable && reader.memory > bytes * this.options.worn) reader.end();
  }

  private keep(reader: ReaderProcess): void {
    this.free.push(reader);
    const timer = setTimeout(() => this.letGo(reader), this.options.idleMilliseconds);
    this.endings.set(reader, timer.unref());
  }

  private letGo(reader: ReaderProcess): void {
    this.endings.delete(reader);
    const at = this.free.indexOf(reader);
    if (at >= 0) this.free.splice(at, 1);
    reader.end();
  }
}
