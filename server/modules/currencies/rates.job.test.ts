import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { afterAll, afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import pino from "pino";
import type { Services } from "../../platform/context.js";
import { TryAgainLater } from "../../platform/jobs/job.js";
import { knownSettings } from "../../platform/settings.js";
import { TestApi } from "../../test/api.js";
import { fetchRatesJob, historyBeside, updateRates } from "./rates.job.js";
import { CurrencySettings } from "./settings.js";

const never = new AbortController().signal;
const silent = pino({ level: "silent" });

let api: TestApi;
let provider: Server;
let url: string;
/** What the provider does with a request, by its path. */
let answers: Record<string, RequestListener>;
let asked: string[];

beforeEach(async () => {
  api ??= await TestApi.start();
  await api.dataSource.query("delete from exchange_rates");
  asked = [];
  provider = createServer((request, response) => {
    asked.push(request.url!);
    const answer = answers[request.url!];
    if (answer) answer(request, response);
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => provider.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(provider.address() as AddressInfo).port}`;
});

afterEach(async () => {
  provider.closeAllConnections();
  await new Promise((resolve) => provider.close(resolve));
});
afterAll(() => api.close());

function says(body: string | Buffer, headers: Record<string, string> = {}): RequestListener {
  return (_request, response) => void response.writeHead(200, headers).end(body);
}

function xml(...days: readonly (readonly [day: string, rates: Record<string, string>])[]): string {
  const cubes = days.map(([day, rates]) => {
    const rows = Object.entries(rates).map(([code, rate]) => `<Cube currency="${code}" rate="${rate}"/>`);
    return `<Cube time="${day}">${rows.join("")}</Cube>`;
  });
  return `<?xml version="1.0"?><g:Envelope xmlns:g="x"><Cube>${cubes.join("")}</Cube></g:Envelope>`;
}

function update(path: string, ending = never) {
  return updateRates({ dataSource: api.dataSource, log: silent }, `${url}${path}`, ending);
}

async function kept(): Promise<string[]> {
  const rows = await api.dataSource.query("select * from exchange_rates order by on_day, currency");
  return rows.map(
    (row: { on_day: string; currency: string; rate: string }) => `${row.on_day} ${row.currency} ${row.rate}`,
  );
}

describe("keeps what it is told", () => {
  test("in XML, once, and takes a corrected rate", async () => {
    answers = {
      "/rates.xml": says(xml(["2026-04-10", { USD: "1.1711" }], ["2026-04-13", { USD: "1.1684", CZK: "24.378" }])),
    };
    expect(await update("/rates.xml")).toEqual({ changed: 3, newest: "2026-04-13" });
    expect(await kept()).toEqual(["2026-04-10 USD 1.1711", "2026-04-13 CZK 24.378", "2026-04-13 USD 1.1684"]);
    expect(await update("/rates.xml")).toEqual({ changed: 0, newest: "2026-04-13" });
    answers = { "/rates.xml": says(xml(["2026-04-10", { USD: "1.1712" }])) };
    expect(await update("/rates.xml")).toEqual({ changed: 1, newest: "2026-04-13" });
    expect(await kept()).toEqual(["2026-04-10 USD 1.1712", "2026-04-13 CZK 24.378", "2026-04-13 USD 1.1684"]);
  });

  test("in CSV, packed or not", async () => {
    const csv = "Date,USD,HRK,\n2026-04-13,1.1684,N/A,\n2022-12-30,1.0666,7.5365,\n";
    answers = {
      "/plain": says(csv),
      "/gzip": says(gzipSync(csv)),
      "/encoded": says(gzipSync(csv), { "content-encoding": "gzip" }),
    };
    for (const path of Object.keys(answers)) {
      await api.dataSource.query("delete from exchange_rates");
      expect(await update(path)).toEqual({ changed: 3, newest: "2026-04-13" });
    }
  });

  test("without the rows that make no sense, which it names in the log", async () => {
    const lines: string[] = [];
    const log = pino({ level: "info" }, { write: (line: string) => void lines.push(line) });
    answers = { "/rates.xml": says(xml(["2026-04-13", { USD: "-1", EUR: "1", CHF: "0.9242" }])) };
    await updateRates({ dataSource: api.dataSource, log }, `${url}/rates.xml`, never);
    expect(await kept()).toEqual(["2026-04-13 CHF 0.9242"]);
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { level: 40, problems: 2, first: ['"-1" is no rate for USD on 2026-04-13.', expect.stringContaining('"EUR"')] },
      { level: 30, changed: 1, newest: "2026-04-13" },
    ]);
  });
});

describe("tries again later, and keeps what it has", () => {
  const hanging: RequestListener = (_request, response) => void response.writeHead(200).write("<g:Envelope>");
  const endless: RequestListener = (_request, response) => {
    const more = () => {
      while (response.writable && response.write(Buffer.alloc(1_000_000, 32)));
      if (response.writable) response.once("drain", more);
    };
    response.writeHead(200);
    more();
  };

  test.each([
    ["nothing is there", undefined, /status 404$/],
    ["the provider fails", ((_, response) => void response.writeHead(500).end()) as RequestListener, /status 500$/],
    ["it hangs up", ((request) => void request.socket.destroy()) as RequestListener, /could not be fetched/],
    ["it answers garbage", says("<html>Maintenance</html>"), /are no reference rates\.$/],
    ["it answers bytes", says(Buffer.from([0xff, 0xfe, 0x00])), /could not be fetched/],
    ["it answers nothing", says(""), /are no reference rates\.$/],
    ["every row is absurd", says(xml(["2026-04-13", { USD: "1e999" }])), /has no rate that makes sense\.$/],
    ["it answers without end", endless, /too large/],
    ["it answers what bursts", says(gzipSync(Buffer.alloc(30_000_000, 32))), /could not be fetched/],
  ])("where %s", async (_name, answer, reason) => {
    await api.dataSource.query("insert into exchange_rates values ('USD', '2026-04-13', 1.1684)");
    answers = answer ? { "/rates.xml": answer } : {};
    const failure = update("/rates.xml");
    await expect(failure).rejects.toThrow(TryAgainLater);
    await expect(failure).rejects.toThrow(reason);
    expect(await kept()).toEqual(["2026-04-13 USD 1.1684"]);
  });

  test("where it does not end before the process does", async () => {
    answers = { "/rates.xml": hanging };
    const ending = new AbortController();
    const failure = update("/rates.xml", ending.signal);
    setTimeout(() => ending.abort(), 50);
    await expect(failure).rejects.toThrow(TryAgainLater);
  });

  test("where nobody listens", async () => {
    const failure = updateRates(
      { dataSource: api.dataSource, log: silent },
      "http://127.0.0.1:1/rates.xml?key=secret",
      never,
    );
    await expect(failure).rejects.toThrow("http://127.0.0.1:1/rates.xml could not be fetched: ");
    await expect(failure).rejects.not.toThrow("secret");
  });

  test("and beside it everybody reads and writes", async () => {
    answers = { "/rates.xml": hanging };
    const ending = new AbortController();
    const failure = update("/rates.xml", ending.signal);
    const ana = await api.person("Ana");
    const group = await api.group([ana]);
    await ana.mutate("groupRateSet", { groupId: group.id, from: "EUR", to: "USD", rate: "1.2" });
    const query = `query ($id: ID!) { exchangeRate(from: "EUR", to: "USD") { rate } group(id: $id) { rates { rate } } }`;
    expect(await ana.ask(query, { id: group.id })).toEqual({ exchangeRate: null, group: { rates: [{ rate: "1.2" }] } });
    ending.abort();
    await expect(failure).rejects.toThrow(TryAgainLater);
  });
});

describe("the whole history", () => {
  const last90 = "/stats/eurofxref/eurofxref-hist-90d.xml";
  const whole = "/stats/eurofxref/eurofxref-hist.zip";
  const today = new Date().toISOString().slice(0, 10);

  test("is fetched first, and then no more", async () => {
    const lately = xml([today, { USD: "1.1684" }]);
    answers = {
      [last90]: says(lately),
      [whole]: says(xml([today, { USD: "1.1684" }], ["1999-01-04", { USD: "1.1789" }])),
    };
    expect(await update(last90)).toEqual({ changed: 2, newest: today });
    await update(last90);
    expect(asked).toEqual([whole, last90]);
  });

  test("is done without where a mirror does not have it", async () => {
    answers = { [last90]: says(xml(["2026-04-13", { USD: "1.1684" }])) };
    expect(await update(last90)).toEqual({ changed: 1, newest: "2026-04-13" });
    expect(asked).toEqual([whole, last90]);
  });

  test("is beside the bank's shorter documents alone", () => {
    const nothing = { oldest: null, newest: null };
    const everything = { oldest: "1999-01-04", newest: today };
    const stale = { oldest: "1999-01-04", newest: "2020-01-02" };
    const at = (name: string) => `https://ecb.example/stats/${name}`;
    for (const name of ["eurofxref-hist-90d.xml", "eurofxref-daily.xml", "eurofxref.zip", "eurofxref.csv"]) {
      expect(historyBeside(at(name), nothing)).toBe(at("eurofxref-hist.zip"));
      expect(historyBeside(at(name), stale)).toBe(at("eurofxref-hist.zip"));
      expect(historyBeside(at(name), everything)).toBeNull();
    }
    expect(historyBeside(at("eurofxref-hist.xml"), nothing)).toBeNull();
    expect(historyBeside("https://mirror.example/rates?form=csv", nothing)).toBeNull();
  });
});

describe("is due at the start", () => {
  const told = (RATES_URL: string | null) => knownSettings(new Map([[CurrencySettings, { RATES_URL }]]));
  const due = (ratesUrl: string | null) =>
    fetchRatesJob.isOverdue!({ dataSource: api.dataSource, settings: told(ratesUrl) } as Services);
  const known = (day: Date) =>
    api.dataSource.query("insert into exchange_rates values ('USD', $1, 1.1684)", [day.toISOString().slice(0, 10)]);

  test("where nothing, or nothing of late, is known", async () => {
    expect(await due(url)).toBe(true);
    await known(new Date(Date.now() - 3 * 86_400_000));
    expect(await due(url)).toBe(true);
    await known(new Date());
    expect(await due(url)).toBe(false);
  });

  test("but never where rates are not fetched, and then it does nothing", async () => {
    expect(await due(null)).toBe(false);
    await fetchRatesJob.run(
      { dataSource: api.dataSource, log: silent, settings: told(null) } as unknown as Services,
      never,
      undefined,
    );
    expect(await kept()).toEqual([]);
  });
});
