import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "@jest/globals";
import { CurrencySettings } from "../modules/currencies/settings.js";
import { readConfig, SETTING_NAMES } from "./config.js";

test("has a default for everything", () => {
  expect(readConfig({})).toMatchObject({
    port: 4000,
    host: "127.0.0.1",
    publicUrl: "http://localhost:4000",
    dataDir: resolve(".data"),
    databaseUrl: undefined,
    rateLimits: true,
    jobs: true,
    workers: { events: 2, mail: 2, upkeep: 1 },
  });
});

test("takes an empty variable for one that is not set", () => {
  expect(readConfig({ PORT: "", DATABASE_URL: "" })).toMatchObject({ port: 4000, databaseUrl: undefined });
});

test("fetches rates from elsewhere, or not at all", () => {
  const from = (environment: Record<string, string>) => readConfig(environment).settings.of(CurrencySettings).RATES_URL;
  expect(from({})).toBe("https://www.ecb.europa.eu/stats/eurofxref/eurofxref-hist-90d.xml");
  expect(from({ RATES_URL: "http://127.0.0.1:81/rates.csv" })).toBe("http://127.0.0.1:81/rates.csv");
  expect(from({ RATES_URL: "off" })).toBeNull();
});

test("names the public address without a slash at its end", () => {
  expect(readConfig({ PUBLIC_URL: "https://split.example/" }).publicUrl).toBe("https://split.example");
  expect(readConfig({ HOST: "0.0.0.0", PORT: "8080" }).publicUrl).toBe("http://localhost:8080");
  expect(readConfig({ HOST: "::1", PORT: "8080" }).publicUrl).toBe("http://[::1]:8080");
});

test.each([
  [{ PORT: "0" }, "PORT must be a port from 1 to 65535."],
  [{ PORT: "70000" }, "PORT must be a port from 1 to 65535."],
  [{ PORT: "4000x" }, "PORT must be a port from 1 to 65535."],
  [{ DATABASE_URL: "mysql://x" }, "DATABASE_URL must be an address that begins with postgres:// or postgresql://."],
  [{ SMTP_URL: "mail.example" }, "SMTP_URL must be an address that begins with smtp:// or smtps://."],
  [{ PUBLIC_URL: "split.example" }, "PUBLIC_URL must be an address that begins with http:// or https://."],
  [{ AUTH_SECRET: "short" }, "AUTH_SECRET must have at least 32 characters."],
  [{ RATE_LIMITS: "no" }, "RATE_LIMITS must be on or off."],
  [{ RATES_URL: "ftp://x" }, "RATES_URL must be off, or an address that begins with http:// or https://."],
  [{ S3_ENDPOINT: "http://s3" }, "S3_ENDPOINT needs S3_ACCESS_KEY and S3_SECRET_KEY beside it."],
  [{ JOBS: "no" }, "JOBS must be on or off."],
  [{ JOBS_MAIL: "-1" }, "JOBS_MAIL must be a number of jobs from 0 to 99."],
  [{ METRICS_PORT: "x" }, "METRICS_PORT must be a port from 1 to 65535."],
  [{ METRICS_TOKEN: "short" }, "METRICS_TOKEN must have at least 16 characters."],
  [{ SENTRY_DSN: "sentry" }, "SENTRY_DSN must be an address that begins with http:// or https://."],
  [{ LOG_LEVEL: "loud" }, "LOG_LEVEL must be trace, debug, info, warn, error, fatal or silent."],
])("says in one sentence what is wrong with %j", (environment, sentence) => {
  expect(() => readConfig(environment)).toThrow(new Error(sentence));
});

test("the README has every setting, and no other", () => {
  const [, table] = /## Settings\n([\s\S]*?)\n## /.exec(readFileSync("README.md", "utf8"))!;
  const listed = [...table!.matchAll(/^\|([^|]*)\|/gm)].flatMap(
    ([, names]) => names!.match(/[A-Z][A-Z0-9_]{3,}/g) ?? [],
  );
  expect(listed.sort()).toEqual([...SETTING_NAMES].sort());
});
