import { readFileSync } from "node:fs";

/** What the build of the web app left behind for the server: see web/write-build-info.mjs. */
interface BuildInfo {
  readonly version: string;
  /** The texts of the web's own operations, by their names. */
  readonly operations: Readonly<Record<string, readonly string[]>>;
}

/** Where only the server was built, nothing is known of the web. */
const NOTHING: BuildInfo = { version: "unknown", operations: {} };

/** What was built. */
export const buildInfo: BuildInfo = read();

function read(): BuildInfo {
  try {
    return JSON.parse(readFileSync(new URL("../../build.json", import.meta.url), "utf8")) as BuildInfo;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return NOTHING;
    throw error;
  }
}
