import { expect, test } from "@jest/globals";
import { createClient } from "redis";
import { testDatabase } from "./database.js";
import { startMinio, startNginx, startPgbouncer, startRedis } from "./real-servers.js";

test("a Redis that was killed is there again, empty, at the same address", async () => {
  const server = await startRedis({ mayBeKilled: true });
  const client = createClient({ url: server.url, socket: { reconnectStrategy: 50 } }).on("error", () => undefined);
  await client.connect();
  await client.set("a", "1");
  await server.kill9();
  await server.start();
  expect(await client.get("a")).toBeNull();
  client.destroy();
  await server.stop();
});

test("MinIO keeps what it acknowledged, PgBouncer and nginx answer", async () => {
  const [minio, database] = [await startMinio({ mayBeKilled: true }), await testDatabase()];
  expect((await fetch(`${minio.url}/minio/health/live`)).status).toBe(200);
  const pooler = await startPgbouncer(database.url);
  const { default: pg } = await import("pg");
  const client = new pg.Client({ connectionString: pooler.url });
  await client.connect();
  expect((await client.query("select 1 as one")).rows).toEqual([{ one: 1 }]);
  await client.end();
  const nginx = await startNginx(
    (port, folder) => `pid ${folder}/pid; error_log stderr; events {} http { access_log off;
      server { listen 127.0.0.1:${port}; location / { return 204; } } }`,
  );
  expect((await fetch(nginx.url)).status).toBe(204);
  for (const server of [nginx, pooler, minio]) await server.stop();
  await database.drop();
});
