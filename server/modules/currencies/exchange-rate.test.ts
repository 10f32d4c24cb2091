import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { type Person, TestApi } from "../../test/api.js";

let api: TestApi;
let ana: Person;

beforeAll(async () => {
  api = await TestApi.start();
  ana = await api.person("Ana");
  // Friday and Monday around a weekend, a holiday on Wednesday, and currencies that came late or are gone.
  await api.dataSource.query(`insert into exchange_rates (currency, on_day, rate) values
    ('USD', '2026-01-02', 1.1), ('USD', '2026-01-05', 1.2), ('USD', '2026-01-06', 1.25), ('USD', '2026-01-08', 1.3),
    ('CHF', '2026-01-02', 0.9), ('CHF', '2026-01-05', 0.93), ('CHF', '2026-01-08', 0.95),
    ('HRK', '2022-12-29', 7.536), ('HRK', '2022-12-30', 7.5365), ('USD', '2022-12-30', 1.0666),
    ('RUB', '2022-03-01', 117.201), ('USD', '2022-03-01', 1.1162),
    ('SKK', '2008-12-31', 30.126), ('INR', '2009-01-02', 67.636)`);
});
afterAll(() => api.close());

const RATE = `query ($from: CurrencyCode!, $to: CurrencyCode!, $on: LocalDate) {
  exchangeRate(from: $from, to: $to, on: $on) { from to rate asOf source path } }`;

async function rate(from: string, to: string, on?: string) {
  const { exchangeRate } = await ana.ask(RATE, { from, to, on });
  return exchangeRate;
}

describe("a reference rate", () => {
  test("per euro, and back as the reciprocal", async () => {
    expect(await rate("EUR", "USD", "2026-01-05")).toEqual({
      from: "EUR",
      to: "USD",
      rate: "1.2",
      asOf: "2026-01-05",
      source: "ECB",
      path: ["EUR", "USD"],
    });
    expect(await rate("USD", "EUR", "2026-01-05")).toMatchObject({ rate: "0.833333333333333", path: ["USD", "EUR"] });
  });

  test("between two others goes through the euro", async () => {
    expect(await rate("USD", "CHF", "2026-01-05")).toMatchObject({
      rate: "0.775",
      asOf: "2026-01-05",
      source: "ECB",
      path: ["USD", "EUR", "CHF"],
    });
  });

  test.each([
    ["Saturday", "2026-01-03", "1.1", "2026-01-02"],
    ["Sunday", "2026-01-04", "1.1", "2026-01-02"],
    ["a holiday", "2026-01-07", "1.25", "2026-01-06"],
    ["the day itself", "2026-01-08", "1.3", "2026-01-08"],
    ["long after", "2026-03-01", "1.3", "2026-01-08"],
  ])("on %s it is the last one before", async (_name, on, text, asOf) => {
    expect(await rate("EUR", "USD", on)).toMatchObject({ rate: text, asOf });
  });

  test("is of a day on which both have one", async () => {
    expect(await rate("USD", "CHF", "2026-01-07")).toMatchObject({ rate: "0.775", asOf: "2026-01-05" });
    expect(await rate("CHF", "USD", "2026-01-07")).toMatchObject({ rate: "1.29032258064516", asOf: "2026-01-05" });
  });

  test("of a currency that is gone is its last, with its age", async () => {
    expect(await rate("EUR", "HRK", "2026-01-05")).toMatchObject({ rate: "7.5365", asOf: "2022-12-30" });
    expect(await rate("HRK", "USD", "2026-01-05")).toMatchObject({ rate: "0.141524580375506", asOf: "2022-12-30" });
    expect(await rate("RUB", "USD")).toMatchObject({ asOf: "2022-03-01", path: ["RUB", "EUR", "USD"] });
  });

  test("is that of the release where nothing was ever fetched", async () => {
    expect(await rate("EUR", "USD")).toMatchObject({ rate: "1.1684", asOf: "2026-04-13", source: "ECB" });
    expect(await rate("EUR", "JPY")).toMatchObject({ rate: "186.75", asOf: "2026-04-13" });
    expect(await rate("CHF", "THB")).toMatchObject({ asOf: "2026-04-13", path: ["CHF", "EUR", "THB"] });
  });

  test("of a currency in itself is one", async () => {
    expect(await rate("EUR", "EUR", "2026-01-05")).toMatchObject({ rate: "1", asOf: "2026-01-05", path: ["EUR"] });
    expect(await rate("MKD", "MKD")).toMatchObject({ rate: "1", path: ["MKD"] });
  });
});

describe("there is no rate", () => {
  test.each([
    ["for a currency that the bank does not have", "MKD", "EUR", undefined],
    ["for another", "EUR", "KWD", undefined],
    ["for two of them", "KWD", "MKD", undefined],
    ["before the euro", "EUR", "USD", "1998-12-31"],
    ["before the first rate of a currency", "EUR", "HRK", "2022-12-28"],
    ["between two that were never there together", "SKK", "INR", "2026-01-05"],
    ["on a day that is long ago", "USD", "CHF", "0001-01-01"],
  ])("%s", async (_name, from, to, on) => {
    expect(await rate(from, to, on)).toBeNull();
  });
});

test("takes somebody who is signed in, and currencies and days that exist", async () => {
  const { errors } = await api.send(RATE, { from: "EUR", to: "USD" });
  expect(errors![0]!.extensions.code).toBe("UNAUTHENTICATED");
  const wrong = [
    { from: "EUR", to: "XXQ" },
    { from: "eur", to: "USD" },
    { from: "EUR", to: "USD", on: "2026-02-30" },
    { from: "EUR", to: "USD", on: "today" },
  ];
  for (const variables of wrong) {
    const reply = await ana.send(RATE, variables);
    expect(reply.errors![0]!.extensions.code).toBe("BAD_USER_INPUT");
  }
});

test("fifteen rates are one statement", async () => {
  const pairs = [
    "USD",
    "JPY",
    "CZK",
    "DKK",
    "GBP",
    "HUF",
    "PLN",
    "RON",
    "SEK",
    "ISK",
    "NOK",
    "TRY",
    "AUD",
    "BRL",
    "CAD",
  ];
  const fields = pairs.map((code) => `${code}: exchangeRate(from: "${code}", to: "CHF") { rate asOf }`).join(" ");
  const data = await ana.ask(`{ ${fields} }`);
  expect(Object.values(data).every((each) => (each as { asOf: string }).asOf === "2026-04-13")).toBe(true);
});
