import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { freePort } from "../platform/embedded-postgres.js";
import { TestApi } from "../test/api.js";
import { type RealServer, startRedis } from "../test/real-servers.js";

const MOST = 64 * 1024 * 1024;
let redis: RealServer;
let api: TestApi;
let port: number;

beforeAll(async () => {
  redis = await startRedis({ mayBeKilled: true, options: ["--maxmemory", String(MOST)] });
  port = await freePort();
  api = await TestApi.start({ REDIS_URL: redis.url, METRICS_PORT: String(port) });
});
afterAll(async () => {
  await api?.close();
  await redis?.stop();
});

async function memory(): Promise<Record<string, number>> {
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  const lines = [...text.matchAll(/^expense_tracker_redis_memory_bytes\{state="(\w+)"\} (\d+)$/gm)];
  return Object.fromEntries(lines.map(([, state, bytes]) => [state!, Number(bytes)]));
}

/** Asks until it is so; the test's own time limit is the only clock. */
async function until(isSo: (bytes: Record<string, number>) => boolean): Promise<Record<string, number>> {
  for (;;) {
    const bytes = await memory();
    if (isSo(bytes)) return bytes;
  }
}

test("the memory of Redis is seen; while it is away there is no number, and all others are there", async () => {
  const { used, max } = await until((bytes) => "used" in bytes);
  expect(max).toBe(MOST);
  expect([used! > 0, used! < MOST]).toEqual([true, true]);
  await redis.kill9();
  expect(await until((bytes) => !("used" in bytes))).toEqual({});
  expect((await fetch(`http://127.0.0.1:${port}/metrics`)).status).toBe(200);
  await redis.start();
  await until((bytes) => "used" in bytes);
});
