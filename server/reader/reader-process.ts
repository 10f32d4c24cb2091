import { type ChildProcess, fork } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { ChildSettings, Results, Said, Task } from "./messages.js";
import { type Progress, ReaderEnded } from "./readers.js";

/** What one task may take. */
export interface Limits {
  readonly milliseconds: number;
  /** Of memory that the process really has, with all that is not the task's own. */
  readonly bytes: number;
}

/** A task's result, or which of its limits it passed. */
export type Outcome<Kind extends Task["kind"]> = { readonly result: Results[Kind] } | { readonly over: keyof Limits };

/** Of one kind. */
export type TaskOf<Kind extends Task["kind"]> = Extract<Task, { kind: Kind }>;

const PROGRAM = fileURLToPath(new URL("./child.js", import.meta.url));
/** A process that has not begun with a task by then is taken for one that never will. */
const START_MILLISECONDS = 60_000;
const LOOK_MILLISECONDS = 50;
/** What it holds beside pixels and models, which are no objects of JavaScript. */
const HEAP_MEGABYTES = 384;
/** The end of what it says is enough to know why it ended. */
const LAST_WORDS = 2_000;
/** Its files are foreign ones, so it is told nothing of ours: no secrets, and no programs that observe. */
const ENVIRONMENT = ["PATH", "HOME", "TMPDIR", "TZ", "LANG", "LD_LIBRARY_PATH"];

/** One process that prepares and reads, a task at a time. */
export class ReaderProcess {
  private readonly child: ChildProcess;
  private lastWords = "";
  private hasEnded = false;
  /** Settles the task that it is at. */
  private current: ((outcome: Outcome<Task["kind"]> | ReaderEnded) => void) | undefined;
  private onSaid: ((said: Said) => void) | undefined;

  constructor(settings: ChildSettings) {
    const env = Object.fromEntries(ENVIRONMENT.flatMap((name) => nameAndValue(name)));
    this.child = fork(PROGRAM, [JSON.stringify(settings)], {
      serialization: "advanced",
      execArgv: [`--max-old-space-size=${HEAP_MEGABYTES}`],
      env: { ...env, NODE_ENV: "production", OMP_NUM_THREADS: "1", UV_THREADPOOL_SIZE: "2" },
      stdio: ["ignore", "ignore", "pipe", "ipc"],
    });
    this.child.stderr!.setEncoding("utf8").on("data", (chunk: string) => {
      this.lastWords = (this.lastWords + chunk).slice(-LAST_WORDS);
    });
    this.child.on("message", (said: Said) => this.onSaid?.(said));
    this.child.on("error", (error) => this.ended(error.message));
    this.child.on("exit", () => (this.hasEnded = true));
    // Only now all that it said is here.
    this.child.on("close", (code, signal) => this.ended(`${signal ?? code}`, signal !== null));
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  get isUsable(): boolean {
    return !this.hasEnded;
  }

  /** Bytes that it has; 0 where the system does not tell. */
  get memory(): number {
    try {
      const status = readFileSync(`/proc/${this.child.pid}/status`, "utf8");
      return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) * 1024;
    } catch {
      return 0;
    }
  }

  /** Runs one task, of which nothing goes on once this has settled. Throws `ReaderEnded` where the process ends in it. */
  async run<Kind extends Task["kind"]>(
    task: TaskOf<Kind>,
    limits: Limits,
    progress: Progress,
    signal?: AbortSignal,
  ): Promise<Outcome<Kind>> {
    signal?.throwIfAborted();
    const outcome = await this.settled(task as Task, limits, progress, signal);
    signal?.throwIfAborted();
    if (outcome instanceof ReaderEnded) throw outcome;
    return outcome as Outcome<Kind>;
  }

  /** Ends it at once, whatever it is at. */
  end(): void {
    this.child.kill("SIGKILL");
    this.ended("was ended");
  }

  private settled(task: Task, limits: Limits, progress: Progress, signal?: AbortSignal) {
    return new Promise<Outcome<Task["kind"]> | ReaderEnded>((resolve) => {
      let timer = setTimeout(() => this.end(), START_MILLISECONDS);
      const memory = setInterval(() => this.memory > limits.bytes && over("bytes"), LOOK_MILLISECONDS);
      const abort = () => this.end();
      const settle = (outcome: Outcome<Task["kind"]> | ReaderEnded) => {
        clearTimeout(timer);
        clearInterval(memory);
        signal?.removeEventListener("abort", abort);
        this.onSaid = undefined;
        this.current = undefined;
        resolve(outcome);
      };
      const over = (limit: keyof Limits) => {
        settle({ over: limit });
        this.end();
      };
      signal?.addEventListener("abort", abort);
      this.current = settle;
      this.onSaid = (said) => {
        if (said.said === "progress") progress(said.part);
        else if (said.said === "done") settle({ result: said.result });
        else if (said.said === "failed") settle(new ReaderEnded(said.message));
        else {
          clearTimeout(timer);
          timer = setTimeout(() => over("milliseconds"), limits.milliseconds);
        }
      };
      this.child.send(task, (error) => error && this.end());
    });
  }

  private ended(why: string, crashed = false): void {
    this.hasEnded = true;
    // V8 ends a process whose heap is full by itself.
    if (/heap out of memory|Allocation failed/.test(this.lastWords)) this.current?.({ over: "bytes" });
    else this.current?.(new ReaderEnded(`A reader's process ended (${why}). ${this.lastWords}`.trim(), crashed));
  }
}

function nameAndValue(name: string): [string, string][] {
  const value = process.env[name];
  return value === undefined ? [] : [[name, value]];
}
