import { spawn } from "node:child_process";
import { join } from "node:path";
import { afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import sharp from "sharp";
import { processMark, waitUntil } from "../platform/process-table.js";
import { drawnReceipt, tinyPdf } from "../test/receipt-files.js";
import { reachedFrom } from "../test/test-files.mjs";
import { tested } from "../test/tested.js";
import type { ReaderOptions, ReaderProcesses } from "./reader-processes.js";

const CEILING = 60_000;
const ROWS = ["CORNER CAFE", "Espresso            2.50", "Cheese cake         4.20", "TOTAL EUR           6.70"];
const EXPECTED = { currency: "EUR", locale: "en-IE", today: "2026-03-31", learned: [] };

let receipt: Buffer;
let readers: ReaderProcesses;

beforeAll(async () => {
  receipt = await drawnReceipt(ROWS);
});

afterEach(() => readers.end());

/** Readers by tesseract alone, which is quick to begin. */
async function start(options: Partial<ReaderOptions> = {}): Promise<ReaderProcesses> {
  const { ReaderProcesses, LIMITS } = await tested("reader/reader-processes.js");
  const plain = { workers: 1, languages: ["eng"], paddle: false, url: null, idleMilliseconds: CEILING, limits: LIMITS };
  readers = new ReaderProcesses({ ...plain, ...options });
  return readers;
}

async function limited(kind: "read" | "image" | "pdf", limit: "milliseconds" | "bytes") {
  const { LIMITS } = await tested("reader/reader-processes.js");
  return start({ limits: { ...LIMITS, [kind]: { ...LIMITS[kind], [limit]: 1 } } });
}

async function pageOf(file: Buffer): Promise<Buffer> {
  const prepared = await readers.prepare(file);
  if ("problem" in prepared) throw new Error(prepared.problem);
  return prepared.pages[0]!.full;
}

const read = (page: Buffer, signal?: AbortSignal) => readers.read([page], EXPECTED, () => undefined, signal);
const isAlive = (pid: number) => processMark(pid) !== undefined;

describe("processes that read", () => {
  test("are begun, and load what they read with, when there is something to read", async () => {
    await start();
    expect(readers.pids).toEqual([]);
    const reached = reachedFrom(join(process.cwd(), "server/reader/reader-processes.ts"), new Map(), process.cwd());
    expect([...reached].filter((name) => !name.startsWith("server/") && !name.startsWith("node:"))).toEqual([]);
    const inChild = reachedFrom(join(process.cwd(), "server/reader/child.ts"), new Map(), process.cwd());
    expect([...inChild]).toEqual(expect.arrayContaining(["sharp", "tesseract.js"]));
  });

  test("read what stands on a receipt, and where", async () => {
    await start();
    const parts: number[] = [];
    const page = await pageOf(receipt);
    const result = await readers.read([page], EXPECTED, (part) => parts.push(part));
    if ("problem" in result) throw new Error(result.problem);
    expect(result.engines).toEqual(["tesseract"]);
    expect([parts.length > 1, parts.at(-1)]).toEqual([true, 1]);
    expect(parts.every((part, at) => at === 0 || part >= parts[at - 1]!)).toBe(true);
    expect(result.text.total).toMatchObject({ value: 670n, place: { page: 0 } });
    const { x, y, width, height } = result.text.total!.place!;
    expect([x + width > 0.8, y > 0.6, x + width < 1, height < 0.2]).toEqual([true, true, true, true]);
    const [words] = (await readers.words([page], EXPECTED))!;
    const texts = words!.byEngine.tesseract!.words.map(({ text }) => text);
    expect(texts.join(" ")).toBe("CORNER CAFE Espresso 2.50 Cheese cake 4.20 TOTAL EUR 6.70");
  });

  test("read the line of the day once more, and are surer of it where all readings agree", async () => {
    await start();
    const page = await pageOf(await drawnReceipt(["CORNER CAFE", "12/03/2026    18:30", ...ROWS.slice(1)]));
    const dayOf = (words: readonly { text: string; confidence: number }[]) =>
      words.find(({ text }) => text === "12/03/2026")!.confidence;
    const [once] = (await readers.words([page], EXPECTED))!;
    const result = await readers.read([page], EXPECTED, () => undefined);
    if ("problem" in result) throw new Error(result.problem);
    const before = dayOf(once!.byEngine.tesseract!.words);
    expect(result.text.date?.value).toBe("2026-03-12");
    expect([before < 1, dayOf(result.pages[0]!.words)]).toEqual([true, expect.closeTo((1 + before) / 2)]);
  });

  test("read with PP-OCR as well, and upside down where nothing else is there to read", async () => {
    await start({ paddle: true });
    const page = await pageOf(await sharp(receipt).rotate(180).png().toBuffer());
    const result = await readers.read([page], EXPECTED, () => undefined);
    if ("problem" in result) throw new Error(result.problem);
    expect(result.engines).toEqual(["tesseract", "pp-ocr"]);
    expect(result.text.total).toMatchObject({ value: 670n });
    // The last row of the receipt is at the top of the page that people see.
    expect(result.text.total!.place!.y).toBeLessThan(0.3);
  });

  test("say what is wrong with pages that are no receipt", async () => {
    await start();
    const blank = await pageOf(await drawnReceipt([""]));
    expect(await read(blank)).toEqual({ problem: "UNREADABLE" });
    expect(await read(await pageOf(await drawnReceipt(["Dear Ana,", "see you soon"])))).toEqual({
      problem: "NO_RECEIPT",
    });
    expect(await read(blank.subarray(0, 100))).toEqual({ problem: "FILE_DAMAGED" });
  });

  test("are kept for a while, and end when nobody needs them", async () => {
    await start({ idleMilliseconds: 100 });
    await readers.prepare(receipt);
    const [pid] = readers.pids;
    await readers.prepare(receipt);
    expect(await waitUntil(() => readers.pids.length === 0, CEILING)).toBe(true);
    expect(await waitUntil(() => !isAlive(pid!), CEILING)).toBe(true);
    expect(await readers.prepare(receipt)).toHaveProperty("kind", "IMAGE");
  });

  test("end with the process that began them, however that ends", async () => {
    await start();
    const program = `import { ReaderProcesses, LIMITS } from "./dist/tested/server/reader/reader-processes.js";
      const readers = new ReaderProcesses({ workers: 1, languages: ["eng"], paddle: false, url: null, idleMilliseconds: 60000, limits: LIMITS });
      await readers.prepare(Buffer.alloc(0));
      console.log(readers.pids[0]);`;
    const parent = spawn(process.execPath, ["--input-type=module", "-e", program], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const said = await new Promise<string>((resolve) => parent.stdout.once("data", (data) => resolve(String(data))));
    expect(isAlive(Number(said))).toBe(true);
    parent.kill("SIGKILL");
    expect(await waitUntil(() => !isAlive(Number(said)), CEILING)).toBe(true);
  });
});

describe("a task that goes wrong", () => {
  test("is refused when its process is killed, and the next has a new one", async () => {
    await start();
    const page = await pageOf(receipt);
    const [preparer] = readers.pids;
    const reading = read(page);
    const reader = () => readers.pids.find((pid) => pid !== preparer);
    await waitUntil(() => reader() !== undefined, CEILING);
    process.kill(reader()!, "SIGKILL");
    await expect(reading).rejects.toMatchObject({ name: "ReaderEnded" });
    expect(await read(page)).toHaveProperty("engines", ["tesseract"]);
  });

  test("is done anew when a process that looks into a file breaks; a file that breaks two is damaged", async () => {
    await start();
    const breakNext = async (before: readonly number[]) => {
      const next = () => readers.pids.find((pid) => !before.includes(pid));
      await waitUntil(() => next() !== undefined, CEILING);
      const pid = next()!;
      process.kill(pid, "SIGSEGV");
      return pid;
    };
    const once = readers.prepare(receipt);
    await breakNext([]);
    expect(await once).toHaveProperty("kind", "IMAGE");
    await readers.end();
    await start();
    const twice = readers.prepare(receipt);
    await breakNext([await breakNext([])]);
    expect(await twice).toEqual({ problem: "DAMAGED" });
  });

  test("has a process with room for it, whatever that did before", async () => {
    const { LIMITS } = await tested("reader/reader-processes.js");
    await start({ limits: { ...LIMITS, pdf: { ...LIMITS.pdf, bytes: 2 } } });
    await readers.prepare(receipt);
    const [pid] = readers.pids;
    await readers.prepare(receipt);
    expect(readers.pids).toEqual([pid]);
    await readers.prepare(tinyPdf({ pages: ["a"] }));
    expect(readers.pids).not.toContain(pid);
  });

  test("that takes too long, or too much, is told so, and the next has a new process", async () => {
    await limited("read", "milliseconds");
    const page = await pageOf(receipt);
    expect(await read(page)).toEqual({ problem: "TIMED_OUT" });
    await readers.end();
    await limited("read", "bytes");
    expect(await read(page)).toEqual({ problem: "TOO_LARGE" });
    expect(await readers.prepare(receipt)).toHaveProperty("kind", "IMAGE");
    await readers.end();
    await limited("pdf", "milliseconds");
    expect(await readers.prepare(tinyPdf({ pages: ["a"] }))).toEqual({ problem: "TOO_LARGE" });
    expect(await readers.prepare(receipt)).toHaveProperty("kind", "IMAGE");
  });

  test("is given up when nobody wants it any more, also while it waits for its turn", async () => {
    await start();
    const page = await pageOf(receipt);
    const [first, second] = [new AbortController(), new AbortController()];
    const readings = [read(page, first.signal), read(page, second.signal), read(page)];
    second.abort();
    await expect(readings[1]).rejects.toMatchObject({ name: "AbortError" });
    first.abort();
    await expect(readings[0]).rejects.toMatchObject({ name: "AbortError" });
    expect(await readings[2]).toHaveProperty("engines", ["tesseract"]);
  });

  test("is refused when the readers end, and so is what comes later", async () => {
    await start();
    const page = await pageOf(receipt);
    const readings = [read(page), read(page)];
    const refused = Promise.all(readings.map((each) => expect(each).rejects.toMatchObject({ name: "ReaderEnded" })));
    await readers.end();
    await refused;
    await expect(read(page)).rejects.toMatchObject({ name: "ReaderEnded" });
  });
});
