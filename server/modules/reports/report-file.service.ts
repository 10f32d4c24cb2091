import { randomUUID } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { stat } from "node:fs/promises";
import path from "node:path";
import type { Writable } from "node:stream";
import { finished } from "node:stream/promises";
import type { Services } from "../../platform/context.js";
import { reportFolder } from "./making.js";
import type { Report } from "./report.entity.js";
import type { ReportContent, WritingProgress } from "./report-content.js";
import { inReportFolder } from "./report-folder.service.js";

type Writer = (content: ReportContent, output: Writable, progress: WritingProgress) => Promise<void>;

/** What writes each kind of file is loaded with the first one. */
const WRITERS: Readonly<Record<Report["format"], () => Promise<Writer>>> = {
  PDF: async () => (await import("./pdf.adapter.js")).writePdf,
  XLSX: async () => (await import("./xlsx.adapter.js")).writeXlsx,
  CSV: async () => (await import("./csv.adapter.js")).writeCsv,
};

/** Writes a report as it is wanted, and keeps the file; answers its key. */
export async function keepReport(
  { storage }: Services,
  { id, format }: Pick<Report, "id" | "format">,
  content: ReportContent,
  progress: WritingProgress,
): Promise<string> {
  // How long a file is must be known before it is sent, and it may be longer than there is memory.
  return inReportFolder(async (folder) => {
    const file = path.join(folder, "report");
    const write = await WRITERS[format]();
    await writeWhole(createWriteStream(file, { mode: 0o600 }), (output) => write(content, output, progress));
    const key = `${reportFolder(id)}/${randomUUID()}`;
    await storage.put(key, createReadStream(file), (await stat(file)).size);
    return key;
  });
}

/** Has something written to its end, and fails as soon as it cannot be: a disk that is full ends a report, and no process. */
export async function writeWhole(output: Writable, write: (output: Writable) => Promise<void>): Promise<void> {
  try {
    await Promise.all([write(output), finished(output)]);
  } finally {
    output.destroy();
  }
}
