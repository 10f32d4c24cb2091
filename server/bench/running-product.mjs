import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";

/** The product of a folder that is built, running on a database of its own in `dataDir`, unless `own` settings name another. */
export async function startProduct(tree, dataDir, own = {}) {
  const main = join(tree, "dist/server/main.js");
  if (!existsSync(main)) throw new Error(`There is no build in ${tree}.`);
  const port = await freePort();
  const env = {
    ...process.env,
    NODE_ENV: "production",
    PORT: String(port),
    DATA_DIR: dataDir,
    RATE_LIMITS: "off",
    RATES_URL: "off",
    LOG_LEVEL: "error",
  };
  delete env.DATABASE_URL;
  Object.assign(env, own);
  const child = spawn(process.execPath, [main], { env, stdio: ["ignore", "pipe", "inherit"] });
  const ended = new Promise((resolve) => child.once("close", resolve));
  await Promise.race([
    new Promise((resolve) => child.stdout.on("data", (text) => String(text).includes("ready") && resolve())),
    ended.then(() => Promise.reject(new Error(`The product of ${tree} ended while it started.`))),
  ]);
  return {
    // As the product names itself: a browser's requests must come from there.
    url: `http://localhost:${port}`,
    pid: child.pid,
    stop: async () => {
      child.kill("SIGTERM");
      await ended;
    },
  };
}

/** The one in the middle. */
export function median(numbers) {
  return [...numbers].sort((one, other) => one - other)[numbers.length >> 1];
}

/** A port that nobody listens to just now. */
export function freePort() {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
