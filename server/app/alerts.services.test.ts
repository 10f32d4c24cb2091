import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { certificateEnd } from "../platform/certificate.js";
import { Metrics } from "../platform/metrics.js";
import { check } from "../test/real-servers.js";

test.each([
  ["promtool", ["check", "rules", "ops/prometheus/rules.yml"]],
  ["promtool", ["check", "config", "ops/prometheus/prometheus.yml"]],
  ["promtool", ["test", "rules", "ops/prometheus/rules.test.yml"]],
  ["amtool", ["check-config", "ops/alertmanager/alertmanager.yml"]],
])("%s %j finds nothing to say", (program, args) => {
  const { code, output } = check(program, args);
  expect([code, output]).toEqual([0, expect.stringContaining("SUCCESS")]);
});

test("what is critical goes to e-mail and Slack, the rest to Slack", () => {
  const receivers = (severity: string) => {
    const file = "--config.file=ops/alertmanager/alertmanager.yml";
    const { output } = check("amtool", ["config", "routes", "test", file, `severity=${severity}`]);
    return output.split("\n")[0]!.replace(/Warning.*/, "");
  };
  expect(receivers("critical")).toBe("email,slack");
  expect(receivers("warning")).toBe("slack");
});

test("Prometheus reads our numbers, and has nothing to say about their names", async () => {
  const { code, output } = check("promtool", ["check", "metrics"], await new Metrics().text());
  expect({ code, output }).toEqual({ code: 0, output: "" });
});

test("when a certificate ends is seen by whoever connects, trusted or not", async () => {
  const folder = mkdtempSync(join(tmpdir(), "expense-tracker-certificate-"));
  const [key, cert] = [join(folder, "key.pem"), join(folder, "cert.pem")];
  const kind = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "10"];
  const made = check("openssl", [...kind, "-subj", "/CN=split.example", "-keyout", key, "-out", cert]);
  expect(made.code).toBe(0);
  const server = createServer({ key: readFileSync(key), cert: readFileSync(cert) });
  rmSync(folder, { recursive: true });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const url = new URL(`https://localhost:${port}`);
  const days = ((await certificateEnd(url)).getTime() - Date.now()) / 86_400_000;
  expect([days > 9.9, days < 10.1]).toEqual([true, true]);
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await expect(certificateEnd(url)).rejects.toThrow("ECONNREFUSED");
});
