import { setPriority } from "node:os";
import { Worker } from "node:worker_threads";
import type { Engine } from "./engine.js";
import type { Engines } from "./engines.js";
import type { ChildSettings, Results, Said, Task } from "./messages.js";
import type { Progress } from "./readers.js";

/**
 * The program of a process that prepares and reads. It is asked by messages, and ends with the one that began it; what it
 * does not need for its first task it does not load.
 */
const settings = JSON.parse(process.argv[2]!) as ChildSettings;
let engines: Engines | undefined;

// Threads that are begun later inherit it.
if (settings.nice > 0) setPriority(settings.nice);
process.on("disconnect", () => process.exit(0));
// What draws or reads does not come back to hear that in time, so a thread looks as well.
new Worker(
  `const parent = process.ppid;
  setInterval(() => process.ppid !== parent && process.kill(process.pid, "SIGKILL"), 1000);`,
  { eval: true, stdout: false, stderr: false },
).unref();
process.on("message", (task: Task) => void answer(task));

async function answer(task: Task): Promise<void> {
  say({ said: "begun" });
  try {
    const result = await work(task, (part) => say({ said: "progress", part }));
    say({ said: "done", result });
  } catch (error) {
    say({ said: "failed", message: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
}

async function work(task: Task, progress: Progress): Promise<Results[keyof Results]> {
  switch (task.kind) {
    case "prepare":
      return (await import("./prepare-file.js")).prepareFile(task.file);
    case "read": {
      const { readReceipt } = await import("./read-receipt.js");
      return readReceipt(task.pages, await loadedEngines(), task.language, task.expected, progress);
    }
    case "words": {
      const { readWords } = await import("./read-words.js");
      return readWords(task.pages, await loadedEngines(), task.language, progress);
    }
  }
}

async function loadedEngines(): Promise<readonly Engine[]> {
  engines ??= new (await import("./engines.js")).Engines(settings.engines);
  return engines.all();
}

function say(said: Said): void {
  process.send?.(said);
}
