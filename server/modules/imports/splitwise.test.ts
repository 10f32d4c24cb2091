import { describe, expect, test } from "@jest/globals";
import { LINES_MAX, parseSplitwise, type SplitwiseFile } from "./splitwise.js";

const HEADER = "Date,Description,Category,Cost,Currency,Ana,Ben";

function read(...lines: string[]): SplitwiseFile {
  return readText(lines.join("\n"));
}

function readText(text: string): SplitwiseFile {
  const file = parseSplitwise(text);
  if ("reason" in file) throw new Error(file.reason);
  return file;
}

const linesOf = (file: SplitwiseFile) => file.problems.map(({ line }) => line);

test("reads people, rows and closing balances of a group's export", () => {
  const file = read(
    HEADER,
    "",
    "2026-01-31,Tea,Groceries,12.50,EUR,6.25,-6.25",
    '2026-02-01,"Rent, and deposit",Rent,900.00,EUR,-450.00,450.00',
    "2026-02-02,Ben A. paid Ana C.,Payment,100.00,EUR,-100.00,100.00",
    "",
    "2026-02-03,Total balance, , ,EUR,-543.75,543.75",
    "",
  );

  expect(file.people).toEqual(["Ana", "Ben"]);
  expect(file.problems).toEqual([]);
  expect(file.stated).toEqual([{ line: 7, currency: "EUR", cells: [-54375n, 54375n] }]);
  expect(file.rows).toEqual([
    expect.objectContaining({ line: 3, date: "2026-01-31", cost: 1250n, cells: [625n, -625n], isPayment: false }),
    expect.objectContaining({ line: 4, description: "Rent, and deposit", cells: [-45000n, 45000n] }),
    expect.objectContaining({ line: 5, isPayment: true, category: "Payment" }),
  ]);
});

test("reads a friend's export: a note, CRLF, a byte order mark and lines of bare commas", () => {
  const lines = [
    "\uFEFFNote: does not include group expenses",
    "",
    HEADER,
    ",,,,,,",
    "2026-01-31,Tea,General,2,EUR,1,-1",
    ",,,,,,,",
  ];

  const file = readText(lines.join("\r\n"));

  expect(file.rows).toEqual([expect.objectContaining({ line: 5, cells: [100n, -100n] })]);
  expect(file.problems).toEqual([]);
  expect(file.stated).toEqual([]);
});

test("keeps two identical rows, and rows without category or cost", () => {
  const row = "2026-01-31,Tea, , ,EUR,1.00,-1.00";

  const file = read(HEADER, row, row);

  expect(file.rows.map(({ cost, category }) => ({ cost, category }))).toEqual([
    { cost: null, category: "" },
    { cost: null, category: "" },
  ]);
});

test("gives every currency its own decimals, withdrawn ones too", () => {
  const file = read(
    HEADER,
    "2026-01-31,Sushi,General,1000.00,JPY,500.00,-500",
    "2026-01-31,Oil,General,1.001,KWD,0.500,-0.500",
    "1999-12-31,Bier,General,10.00,DEM,5.00,-5.00",
    "2026-01-31,Half a yen,General,1.50,JPY,0.75,-0.75",
    "2026-01-31,No such,General,1.50,XYZ,0.75,-0.75",
  );

  expect(file.rows.map(({ currency, cells }) => [currency, cells[0]])).toEqual([
    ["JPY", 500n],
    ["KWD", 500n],
    ["DEM", 500n],
  ]);
  expect(linesOf(file)).toEqual([5, 6]);
});

test.each([
  ["a day that does not exist", "2026-02-30,Tea,General,2.00,EUR,1.00,-1.00", /not a day/],
  ["a day with the year last", "31/01/2026,Tea,General,2.00,EUR,1.00,-1.00", /not a day/],
  ["a row that does not sum to zero", "2026-01-31,Tea,General,2.00,EUR,1.00,-0.99", /add up to zero/],
  ["a row that changes nothing", "2026-01-31,Tea,General,2.00,EUR,0.00,0.00", /Nobody owes/],
  ["an amount that is none", "2026-01-31,Tea,General,2.00,EUR,1.00,minus one", /“minus one” \(Ben\)/],
  ["a cost that is none", "2026-01-31,Tea,General,two,EUR,1.00,-1.00", /“two” \(cost\)/],
  ["a number that could be read in two ways", '2026-01-31,Tea,General,"2,500",EUR,1.00,-1.00', /2,500/],
  ["an amount past every limit", "2026-01-31,Tea,General,2.00,EUR,99999999999999.00,-99999999999999.00", /too large/],
  ["an endless number", `2026-01-31,Tea,General,${"9".repeat(5000)},EUR,1.00,-1.00`, /not an amount/],
  ["an amount without a person", "2026-01-31,Tea,General,2.00,EUR,1.00,-2.00,1.00", /Column 8/],
  ["a comma that nobody quoted", "2026-01-31,Tea, milk,General,2.00,EUR,1.00,-1.00", /currency/],
  ["half a row", "2026-01-31,Tea", /currency/],
  ["a character that is no text", "2026-01-31,T\u0000a,General,2.00,EUR,1.00,-1.00", /no text/],
  ["an endless description", `2026-01-31,${"T".repeat(10_000)},General,2.00,EUR,1.00,-1.00`, /too long/],
])("reports %s with its line, and reads on", (_, line, message) => {
  const file = read(HEADER, line, "2026-01-31,Tea,General,2.00,EUR,1.00,-1.00");

  expect(file.problems).toEqual([{ line: 2, message: expect.stringMatching(message) }]);
  expect(file.rows.map((row) => row.line)).toEqual([3]);
});

test("a short row whose blanks are zeros is a row", () => {
  const file = read(
    "Date,Description,Category,Cost,Currency,Ana,Ben,Eve",
    "2026-01-31,Tea,General,2.00,EUR,1.00,-1.00",
  );

  expect(file.rows[0]!.cells).toEqual([100n, -100n, 0n]);
});

test("a stray quotation mark spoils its own line alone", () => {
  const good = "2026-01-31,Tea,General,2.00,EUR,1.00,-1.00";
  const file = read(HEADER, good, '2026-01-31,"Tea,General,2.00,EUR,1.00,-1.00', good, good);

  expect(file.rows.map(({ line, description }) => [line, description])).toEqual([
    [2, "Tea"],
    [3, '"Tea'],
    [4, "Tea"],
    [5, "Tea"],
  ]);
});

test("two stray quotation marks do not swallow the rows between them", () => {
  const good = "2026-01-31,Tea,General,2.00,EUR,1.00,-1.00";
  const file = read(
    HEADER,
    '2026-01-31,"Tea,General,2.00,EUR,1.00,-1.00',
    good,
    '2026-01-31,Tea",General,2.00,EUR,1.00,-1.00',
  );

  expect(file.rows.map((row) => row.line)).toEqual([2, 3, 4]);
});

test("a quoted description may have several lines", () => {
  const file = read(HEADER, '2026-01-31,"Tea', 'and ""milk""",General,2.00,EUR,1.00,-1.00', "nonsense");

  expect(file.rows).toEqual([expect.objectContaining({ line: 2, description: 'Tea\nand "milk"' })]);
  expect(linesOf(file)).toEqual([4]);
});

test("a file saved again by a spreadsheet: semicolons, decimal commas, grouped digits, blank columns", () => {
  const file = read(
    "Date;Description;Category;Cost;Currency;Ana;Ben;;",
    "2026/1/31;Tea;General;2.000,50;EUR;1.000,25;-1000,25;;",
    "2026.01.31;Milk;General;2.00;EUR;1.00;-1.00",
  );

  expect(file.problems).toEqual([]);
  expect(file.rows.map(({ date, cost }) => [date, cost])).toEqual([
    ["2026-01-31", 200050n],
    ["2026-01-31", 200n],
  ]);
});

test("grouped digits before a decimal point have one meaning", () => {
  const file = read(HEADER, '2026-01-31,Car,General,"12,000.50",EUR,"6,000.25","-6,000.25"');

  expect(file.rows[0]!.cells).toEqual([600025n, -600025n]);
});

describe("other languages", () => {
  test.each([
    ["es", "Fecha,Descripción,Categoría,Coste,Moneda", "Pago", "Saldo total"],
    ["fr", "Date,Description,Catégorie,Coût,Devise", "Paiement", "Solde total"],
    ["de", "Datum,Beschreibung,Kategorie,Kosten,Währung", "Zahlung", "Gesamtbilanz"],
    ["it", "Data,Descrizione,Categorie,Costo,Valuta", "Pagamento", "Bilancio totale"],
    ["pt", "Data,Descrição,Categoria,Custo,Moeda", "Pagamento", "Saldo total"],
    ["nl", "Datum,Omschrijving,Categorie,Kosten,Valuta", "Betaling", "Totaal saldo"],
    ["pl", "Data,Opis,Kategoria,Koszt,Waluta", "Płatność", "Całkowite saldo"],
    ["sv", "Datum,Beskrivning,Kategori,Kostnad,Valuta", "Betalning", "Totalsumma"],
    ["da", "Dato,Beskrivelse,Kategori,Omkostning,Valuta", "Betaling", "Samlet saldo"],
    ["nb", "Dato,Beskrivelse,Kategori,Kostnad,Valuta", "Betaling", "Total saldo"],
    ["id", "Tanggal,Keterangan,Kategori,Biaya,Mata uang", "Pembayaran", "Total saldo"],
    ["ja", "日付,概要,カテゴリ,費用,通貨", "支払い", "合計残高"],
    ["zh", "日期,描述,类别,费用,货币", "付款", "总余额"],
    ["th", "วันที่,คำอธิบาย,หมวดหมู่,ราคา,สกุลเงิน", "การชำระเงิน", "ยอดคงเหลือรวม"],
    ["ru", "Дата,Описание,Категория,Стоимость,Валюта", "Платеж", "Общий баланс"],
  ])("%s: header, payment and footer are known", (_, header, payment, footer) => {
    const file = read(
      `${header},Ana,Ben`,
      "",
      "2026-01-31,x,x,2.00,EUR,1.00,-1.00",
      `2026-01-31,x,${payment},1.00,EUR,-1.00,1.00`,
      "",
      `2026-02-01,${footer}, , ,EUR,9.00,-9.00`,
    );

    expect(file.rows.map(({ isPayment }) => isPayment)).toEqual([false, true]);
    expect(file.stated).toEqual([expect.objectContaining({ cells: [900n, -900n] })]);
    expect(file.problems).toEqual([]);
  });

  test("one that nobody told us of: the header by the rows under it, the footer by what it adds up to", () => {
    const file = read(
      "Päev,Mis,Liik,Hind kokku,Raha,Ana,Ben",
      "2026-01-31,Tee,Muu,2.00,EUR,1.00,-1.00",
      "2026-01-31,Tee,Muu,4.00,SEK,-2.00,2.00",
      ",,,,,,",
      "2026-02-01,Saldo kokku, , ,EUR,1.00,-1.00",
      "2026-02-01,Saldo kokku, , ,SEK,-2.00,2.00",
    );

    expect(file.rows).toHaveLength(2);
    expect(file.stated.map(({ currency }) => currency)).toEqual(["EUR", "SEK"]);
  });

  test("a last row without category and cost that does not add up is an expense", () => {
    const file = read(HEADER, "2026-01-31,Tea,General,2.00,EUR,1.00,-1.00", "2026-02-01,Milk, , ,EUR,3.00,-3.00");

    expect(file.rows.map(({ description }) => description)).toEqual(["Tea", "Milk"]);
    expect(file.stated).toEqual([]);
  });
});

test("an expense may be called Total balance", () => {
  const file = read(HEADER, "2026-01-31,Total balance,General,2.00,EUR,1.00,-1.00");

  expect(file.rows).toHaveLength(1);
  expect(file.stated).toEqual([]);
});

test("people of one name get names of their own, and this is said", () => {
  const file = read(`${HEADER},ana ,Ana`, "2026-01-31,Tea,General,3.00,EUR,3.00,-1.00,-1.00,-1.00");

  expect(file.people).toEqual(["Ana", "Ben", "ana (2)", "Ana (3)"]);
  expect(linesOf(file)).toEqual([1, 1]);
});

test("a second file in the same file is not read with the first one's columns", () => {
  const row = "2026-01-31,Tea,General,2.00,EUR,1.00,-1.00";
  const file = read(HEADER, row, HEADER, row, "Date,Description,Category,Cost,Currency,Ben,Ana", row);

  expect(file.rows.map(({ line }) => line)).toEqual([2, 4]);
  expect(linesOf(file)).toEqual([3, 5, 6]);
});

test("a closing balance that stands twice counts once", () => {
  const file = read(
    HEADER,
    "2026-01-31,Total balance, , ,EUR,1.00,-1.00",
    "2026-02-28,Total balance, , ,EUR,2.00,-2.00",
  );

  expect(file.stated).toEqual([{ line: 3, currency: "EUR", cells: [200n, -200n] }]);
  expect(linesOf(file)).toEqual([2]);
});

test.each([
  ["nothing", ""],
  ["another product's file", "Name,Amount\nTea,2.00\n"],
  ["a header without people", "Date,Description,Category,Cost,Currency\n2026-01-31,Tea,General,2.00,EUR"],
  ["binary rubbish", "\u0001\u0002\u0003"],
  ["more lines than people make", `${HEADER}\n${"\n".repeat(LINES_MAX + 1)}`],
  [
    "more people than a group has",
    `Date,Description,Category,Cost,Currency,${Array.from({ length: 501 }, (_, i) => `P${i}`).join()}`,
  ],
])("refuses %s as a whole", (_, text) => {
  expect(parseSplitwise(text)).toEqual({ reason: expect.any(String) });
});

test("a file of quotation marks alone is read in reasonable time", () => {
  const file = parseSplitwise(`${HEADER}\n${'"\n'.repeat(LINES_MAX - 2)}`);

  expect(file).toHaveProperty("people");
});
