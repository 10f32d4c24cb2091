import { describe, expect, test } from "@jest/globals";
import { readRecords } from "./csv-records.js";
import { atOnce, inTurns, PIECE_SIZE } from "./pieces.js";
import { LINES_MAX, parseSplitwise, readSplitwise, type SplitwiseFile } from "./splitwise.js";

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
    "2026-01-31,Half a yen,General,1.50,JPY,1.50,-1.00",
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
  ["a day with two figures for the year", "31/01/26,Tea,General,2.00,EUR,1.00,-1.00", /not a day/],
  ["a row that does not sum to zero", "2026-01-31,Tea,General,2.00,EUR,1.00,-0.99", /add up to zero/],
  ["a row that changes nothing", "2026-01-31,Tea,General,2.00,EUR,0.00,0.00", /Nobody owes/],
  ["an amount that is none", "2026-01-31,Tea,General,2.00,EUR,1.00,minus one", /“minus one” \(Ben\)/],
  ["a cost that is none", "2026-01-31,Tea,General,two,EUR,1.00,-1.00", /“two” \(cost\)/],
  ["a number that nobody writes so", '2026-01-31,Tea,General,"2,50.0.0",EUR,1.00,-1.00', /2,50.0.0/],
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

describe("days that a spreadsheet wrote", () => {
  const daysOf = (days: readonly string[], dayOrder?: "DMY" | "MDY") => {
    const rows = days.map((day, index) => `${day},Tea ${index},General,2.00,EUR,1.00,-1.00`);
    const file = parseSplitwise([HEADER, ...rows].join("\n"), { dayOrder: dayOrder ?? null });
    if ("reason" in file) throw new Error(file.reason);
    return { days: file.rows.map(({ date }) => date), questions: file.questions, lines: linesOf(file) };
  };

  test.each([
    ["dots: the day is first", ["02.07.2026", "3. 7. 2026"], ["2026-07-02", "2026-07-03"]],
    ["a day above the twelfth, first", ["05/12/2023", "25/12/2023"], ["2023-12-05", "2023-12-25"]],
    ["a day above the twelfth, second", ["12/05/2023", "12/25/2023"], ["2023-12-05", "2023-12-25"]],
    ["days that rise in one order alone", ["11/02/2023", "02/03/2023"], ["2023-02-11", "2023-03-02"]],
    ["the same day in both orders", ["03/03/2023", "03/03/2023"], ["2023-03-03", "2023-03-03"]],
    ["dashes, as in the Netherlands", ["31-01-2026", "1-2-2026"], ["2026-01-31", "2026-02-01"]],
    ["with the time", ["31/01/2026 00:00", "2026-02-01T10:00:00Z"], ["2026-01-31", "2026-02-01"]],
  ])("%s", (_, written, days) => {
    expect(daysOf(written)).toEqual({ days, questions: [], lines: [] });
  });

  test("where nobody can tell it is asked, once for the file; the answer is the column's", () => {
    const open = ["03/04/2026", "05/06/2026"];
    const choices = [
      { dayOrder: "DMY", date: "2026-04-03" },
      { dayOrder: "MDY", date: "2026-03-04" },
    ];
    expect(daysOf(open).questions).toEqual([{ line: 2, text: "03/04/2026", choices }]);
    expect(daysOf(open).days).toEqual(["2026-04-03", "2026-06-05"]);
    expect(daysOf(open, "MDY")).toEqual({ days: ["2026-03-04", "2026-05-06"], questions: [], lines: [] });
  });

  test("days that contradict each other are asked about, and what does not fit the answer is reported", () => {
    const both = ["25/12/2023", "12/26/2023", "01/02/2024"];
    expect(daysOf(both).questions).toEqual([expect.objectContaining({ line: 4, text: "01/02/2024" })]);
    expect(daysOf(both, "DMY")).toMatchObject({ days: ["2023-12-25", "2024-02-01"], lines: [3] });
  });
});

describe("numbers that a spreadsheet wrote", () => {
  const cellsOf = (...rows: string[]) => {
    const file = read(
      "Date;Description;Category;Cost;Currency;Ana;Ben",
      ...rows.map((row) => `2026-01-31;Tea;General;${row}`),
    );
    return { cells: file.rows.map(({ cells }) => cells[0]), problems: file.problems.map(({ message }) => message) };
  };

  test("the file's decimal sign says what three digits behind a sign are", () => {
    expect(cellsOf("2.500;EUR;1.250;-1.250", "2,00;EUR;1,00;-1,00").cells).toEqual([125_000n, 100n]);
    expect(cellsOf("2,500;EUR;1,250;-1,250", "2.00;EUR;1.00;-1.00").cells).toEqual([125_000n, 100n]);
    expect(cellsOf("1.001;KWD;0.500;-0.500", "1.001;KWD;1.001;-1.001").cells).toEqual([500n, 1001n]);
  });

  test("where no number tells, or they contradict each other, it is not guessed", () => {
    const could = expect.stringMatching(/could be thousands or decimals/);
    expect(cellsOf("2.500;EUR;1.250;-1.250")).toEqual({ cells: [], problems: [could] });
    expect(cellsOf("2.500;EUR;1.250;-1.250", "2,00;EUR;1,00;-1,00", "2.00;EUR;1.00;-1.00")).toEqual({
      cells: [100n, 100n],
      problems: [could],
    });
  });

  test("commas in quotation marks between commas; spaces and apostrophes between digits", () => {
    const file = read(HEADER, '2026-01-31,Tea,General,"7,2",EUR,"3,60","-3,60"');
    expect(file.rows).toEqual([expect.objectContaining({ cost: 720n, cells: [360n, -360n] })]);
    expect(cellsOf("2\u202f000,50;EUR;1 000,25;-1 000,25", "2'000,50;EUR;1’000,25;\u22121’000,25")).toEqual({
      cells: [100_025n, 100_025n],
      problems: [],
    });
  });
});

describe("parts of a cent", () => {
  const four = "Date,Description,Category,Cost,Currency,Ana,Ben,Eve,Tom";
  const half = "2026-01-31,Boat,General,1231.46,EUR,923.595,-307.865,-307.865,-307.865";

  test("are rounded so that the row sums to zero, which it says, and so does the closing balance", () => {
    const file = read(four, half, "", "2026-02-01,Total balance, , ,EUR,923.595,-307.865,-307.865,-307.865");

    expect(file.rows).toEqual([
      expect.objectContaining({ cost: 123_146n, cells: [92_360n, -30_786n, -30_787n, -30_787n] }),
    ]);
    expect(file.problems).toEqual([{ line: 2, message: expect.stringMatching(/rounded/) }]);
    expect(file.stated[0]!.cells).toEqual(file.rows[0]!.cells);
  });

  test("go round, so that the columns add up to what the file says", () => {
    const file = read(four, half, half, half, half);
    const sums = [0, 1, 2, 3].map((person) => file.rows.reduce((sum, { cells }) => sum + cells[person]!, 0n));

    expect(sums).toEqual([369_438n, -123_146n, -123_146n, -123_146n]);
  });

  test("of a yen too; whoever pays for others alone gets no share by it", () => {
    const file = read(
      HEADER,
      "2026-01-31,Sushi,General,1000.00,JPY,666.67,-666.67",
      "2026-01-31,Ticket,General,0.50,JPY,0.50,-0.50",
      "2026-01-31,Taxi,General,100.50,CLP,100.50,-100.50",
    );

    expect(file.rows.map(({ cost, cells }) => [cost, cells[0]])).toEqual([
      [1000n, 667n],
      [101n, 101n],
    ]);
    expect(file.problems.map(({ message }) => message)).toEqual([
      expect.stringMatching(/rounded/),
      expect.stringMatching(/rounded/),
      "Nobody owes anything for this row.",
      expect.stringMatching(/rounded/),
    ]);
  });

  test("that do not sum to zero are no row", () => {
    expect(read(HEADER, "2026-01-31,Tea,General,2.00,EUR,1.005,-1.00")).toMatchObject({ rows: [] });
  });
});

describe("in pieces", () => {
  const long = [HEADER, ...Array.from({ length: 20_000 }, (_, i) => `2026-01-31,Tea ${i},General,2.00,EUR,1.00,-1.00`)];

  test("a long file lets others have a turn, again and again", async () => {
    let turns = 0;
    let isDone = false;
    const others = (async () => {
      for (; !isDone; turns++) await new Promise((resolve) => setImmediate(resolve));
    })();
    const file = await inTurns(readSplitwise(long.join("\n")));
    isDone = true;
    await others;

    expect(file).toMatchObject({ rows: { length: 20_000 } });
    expect(turns).toBeGreaterThan((20_000 * 7) / PIECE_SIZE);
  });

  test("records are the same whether they are read at once or block by block", () => {
    const text = [...long.slice(0, 200), '2026-01-31,"a', '""b"","', '",General,2.00', "", "x,y\r\nz"].join("\n");
    const whole = atOnce(readRecords(text, ",", text.length + 1));
    for (const length of [1, 7, 50, 1000]) expect(atOnce(readRecords(text, ",", length))).toEqual(whole);
  });
});
