import { describe, expect, test } from "@jest/globals";
import { readRates } from "./ecb.js";

const TODAY = "2026-11-23";

/** As the bank writes it for one day: single quotes, a line for each rate. */
const DAILY = `<?xml version="1.0" encoding="UTF-8"?>
<gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01" xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref">
	<gesmes:subject>Reference rates</gesmes:subject>
	<gesmes:Sender>
		<gesmes:name>European Central Bank</gesmes:name>
	</gesmes:Sender>
	<Cube>
		<Cube time='2026-04-13'>
			<Cube currency='USD' rate='1.1684'/>
			<Cube currency='JPY' rate='186.75'/>
		</Cube>
	</Cube>
</gesmes:Envelope>
`;

/** As it writes many days: double quotes, all in one line. */
function history(days: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?><gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01" xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref"><gesmes:subject>Reference rates</gesmes:subject><gesmes:Sender><gesmes:name>European Central Bank</gesmes:name></gesmes:Sender><Cube>${days}</Cube></gesmes:Envelope>`;
}

function rates(text: string): string[] | undefined {
  return readRates(text, TODAY)?.rates.map(({ currency, day, perEuro }) => `${day} ${currency} ${perEuro}`);
}

describe("the forms of the European Central Bank", () => {
  test("XML of one day", () => {
    expect(readRates(DAILY, TODAY)).toEqual({
      rates: [
        { currency: "USD", day: "2026-04-13", perEuro: "1.1684" },
        { currency: "JPY", day: "2026-04-13", perEuro: "186.75" },
      ],
      problems: [],
    });
    expect(rates(`\uFEFF${DAILY.replaceAll("\n", "\r\n")}`)).toHaveLength(2);
  });

  test("XML of many days", () => {
    const text = history(
      '<Cube time="2026-04-13"><Cube currency="USD" rate="1.1684"/></Cube><Cube time="2026-04-10"><Cube currency="USD" rate="1.1711"/><Cube currency="CZK" rate="24.365"/></Cube>',
    );
    expect(rates(text)).toEqual(["2026-04-13 USD 1.1684", "2026-04-10 USD 1.1711", "2026-04-10 CZK 24.365"]);
  });

  test("CSV of one day", () => {
    const text = "Date, USD, JPY, BGN, \n13 April 2026, 1.1684, 186.75, , \n";
    expect(rates(text)).toEqual(["2026-04-13 USD 1.1684", "2026-04-13 JPY 186.75"]);
    expect(rates("Date, USD, \n4 January 1999, 1.1789, \n")).toEqual(["1999-01-04 USD 1.1789"]);
  });

  test("CSV of many days, with gaps", () => {
    const text =
      "Date,USD,CYP,CZK,\n2026-04-13,1.1684,N/A,24.378,\n2026-04-10,1.1711,N/A,24.365,\n1999-01-04,1.1789,0.58231,35.107,\n";
    const expected = [
      "2026-04-13 USD 1.1684",
      "2026-04-13 CZK 24.378",
      "2026-04-10 USD 1.1711",
      "2026-04-10 CZK 24.365",
      "1999-01-04 USD 1.1789",
      "1999-01-04 CYP 0.58231",
      "1999-01-04 CZK 35.107",
    ];
    expect(rates(text)).toEqual(expected);
    expect(rates(text.replaceAll("\n", "\r\n"))).toEqual(expected);
    expect(rates(text.replaceAll(",\n", "\n"))).toEqual(expected);
  });
});

describe("what is none of them", () => {
  test.each([
    ["nothing", ""],
    ["white space", "  \n "],
    ["a page", "<!doctype html><html><body>Not found</body></html>"],
    ["JSON", '{"USD": 1.1684}'],
    ["some other table", "Name,Amount\nUSD,1.1684\n"],
    ["a table without currencies", "Date\n2026-04-13\n"],
    [
      "XML of something else",
      "<Envelope><Cube><Cube time='2026-04-13'><Rate currency='USD' rate='1.1'/></Cube></Cube></Envelope>",
    ],
    ["XML without rates", "<Envelope><subject>Reference rates</subject></Envelope>"],
    ["XML that is cut off", DAILY.slice(0, -40)],
    ["XML with text among the rates", DAILY.replace("<Cube currency='JPY'", "1.2<Cube currency='JPY'")],
    ["XML with tags that do not match", DAILY.replace("</Cube>", "</Cub>")],
    ["XML with something behind it", `${DAILY}<Envelope/>`],
    ["a rate outside of every day", history('<Cube currency="USD" rate="1.1684"/>')],
    ["a day in a day", history('<Cube time="2026-04-13"><Cube time="2026-04-10"/></Cube>')],
    ["a document type", DAILY.replace("<gesmes:Envelope", '<!DOCTYPE x [<!ENTITY e "1.1684">]><gesmes:Envelope')],
    ["an entity", DAILY.replace("'1.1684'", "'&e;'")],
    ["a character reference", DAILY.replace("Reference rates", "Reference&#32;rates")],
    ["a processing instruction", DAILY.replace("<Cube>", "<?php ?><Cube>")],
    ["CDATA", DAILY.replace("Reference rates", "<![CDATA[Reference rates]]>")],
    ["a hundred thousand levels", "<Envelope>".repeat(100_000)],
    ["a tag that never ends", `<Envelope ${" ".repeat(100_000)}`],
    ["an attribute that never ends", `<Envelope ${"a='b' ".repeat(20_000)}`],
    ["a comment that never ends", `<!--${"- ".repeat(100_000)}`],
  ])("%s", (_name, text) => {
    expect(readRates(text, TODAY)).toBeNull();
  });
});

describe("rows that make no sense are left out, and named", () => {
  const oneRow = (currency: string, rate: string, day = "2026-04-13") =>
    readRates(
      history(
        `<Cube time="${day}"><Cube currency="${currency}" rate="${rate}"/><Cube currency="CHF" rate="0.9242"/></Cube>`,
      ),
      TODAY,
    )!;

  test.each([
    "0",
    "0.0000",
    "-1.1684",
    "+1.1684",
    "1e3",
    "1.1684e2",
    "Infinity",
    "NaN",
    "",
    " ",
    ".5",
    "1.",
    "01.5",
    "1,1684",
    "0x10",
    "N/A",
    "1000000000",
    "99999999999999999999999999",
    "0.0000009",
    "1.12345678901",
    "१.२",
    "1.1684; drop table exchange_rates",
  ])("the rate %j", (rate) => {
    const { rates: taken, problems } = oneRow("USD", rate);
    expect(taken).toEqual([{ currency: "CHF", day: "2026-04-13", perEuro: "0.9242" }]);
    expect(problems).toEqual([`${JSON.stringify(rate)} is no rate for USD on 2026-04-13.`]);
  });

  test.each(["0.000001", "999999999", "1912400", "1.1234567890", "7"])("but the rate %j is taken", (rate) => {
    expect(oneRow("USD", rate)).toMatchObject({ rates: [{ perEuro: rate }, {}], problems: [] });
  });

  test.each(["EUR", "usd", "US", "USDX", "QQQ", "", "$"])("the currency %j", (currency) => {
    const { rates: taken, problems } = oneRow(currency, "1.5");
    expect(taken).toHaveLength(1);
    expect(problems).toEqual([`${JSON.stringify(currency)} on 2026-04-13 is no currency that can have a rate.`]);
  });

  test.each([
    "2026-02-30",
    "2026-4-13",
    "1998-12-31",
    "2026-11-24",
    "9999-12-31",
    "",
    "yesterday",
    `2026${"0".repeat(100)}`,
  ])("the day %j, with all its rates", (day) => {
    const { rates: taken, problems } = oneRow("USD", "1.5", day);
    expect(taken).toEqual([]);
    expect(problems).toEqual([expect.stringMatching(/^".*" is no day that can have rates\.$/)]);
    expect(problems[0]!.length).toBeLessThan(100);
  });

  test("a currency that is there twice on one day", () => {
    const twice = (second: string) =>
      readRates(
        history(
          `<Cube time="2026-04-13"><Cube currency="USD" rate="1.1684"/><Cube currency="USD" rate="${second}"/></Cube>`,
        ),
        TODAY,
      );
    expect(twice("1.1684")).toMatchObject({ rates: [{ perEuro: "1.1684" }], problems: [] });
    expect(twice("1.17")).toEqual({
      rates: [],
      problems: ["USD on 2026-04-13 is there twice, with different rates."],
    });
  });

  test("a line with more or fewer cells than the header, and days that do not exist", () => {
    const text =
      "Date,USD,JPY,\n2026-04-13,1.1684,\n2026-04-10,1.1711,186.43,1,\n2026-04-31,1,1,\n31 Foo 2026,1,1,\n2026-04-09,1.1685,x,\n";
    expect(readRates(text, TODAY)).toEqual({
      rates: [{ currency: "USD", day: "2026-04-09", perEuro: "1.1685" }],
      problems: [
        "The line of 2026-04-13 has 1 rates for 2 currencies.",
        "The line of 2026-04-10 has 3 rates for 2 currencies.",
        '"2026-04-31" is no day that can have rates.',
        '"31 Foo 2026" is no day that can have rates.',
        '"x" is no rate for JPY on 2026-04-09.',
      ],
    });
  });
});
