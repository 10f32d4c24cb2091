import type { InventedReceipt } from "./invented-receipt.js";

/** Ten invented receipts in German, from Germany, Austria and Switzerland. */
export const german: readonly InventedReceipt[] = [
  {
    text: `
        FRISCHEMARKT BOLLER GMBH
           Lindenallee 14
           50968 Köln
        Tel. 0221 / 555 01 30

                              EUR
BIO MILCH 3,8%               1,49 A
VOLLKORNBROT                 2,79 A
 2 x 0,99
JOGHURT NATUR                1,98 A
MINERALWASSER 6X1,5          3,54 B
PFAND                        1,50 B
LEERGUT                     -0,75 B
SUMME           EUR         10,55
Bar             EUR         20,00
Rückgeld        EUR          9,45

MwSt       Netto   Steuer  Brutto
A  7,0%     5,85     0,41    6,26
B 19,0%     3,61     0,68    4,29
14.04.2026 18:05  Kasse 2 Bon 1188`,
    merchant: "FRISCHEMARKT BOLLER GMBH",
    date: "2026-04-14",
    currency: "EUR",
    total: "10.55",
    tax: "1.09",
    lines: [
      "1 | BIO MILCH 3,8% | 1.49",
      "1 | VOLLKORNBROT | 2.79",
      "2 | JOGHURT NATUR | 1.98",
      "1 | MINERALWASSER 6X1,5 | 3.54",
      "1 | PFAND | 1.50",
      "1 | LEERGUT | -0.75",
    ],
  },
  {
    text: `
Gasthaus zum Anker
Uferstraße 3
18055 Rostock

Rechnung Nr. 4471
Tisch 7
03.05.2026 20:48

2 x Fischsuppe             13,80
1 x Zander gebraten        21,50
1 x Schnitzel Wiener Art   18,90
   mit Bratkartoffeln
3 x Pils 0,4               14,40

Gesamtbetrag              68,60
inkl. 19% MwSt            10,95
Trinkgeld                  6,40
Zu zahlen                 75,00
EC-Karte                  75,00`,
    merchant: "Gasthaus zum Anker",
    date: "2026-05-03",
    currency: "EUR",
    total: "75.00",
    tax: "10.95",
    tip: "6.40",
    lines: [
      "2 | Fischsuppe | 13.80",
      "1 | Zander gebraten | 21.50",
      "1 | Schnitzel Wiener Art | 18.90",
      "3 | Pils 0,4 | 14.40",
      "TIP | Trinkgeld | 6.40",
    ],
  },
  {
    text: `
TAXI HANSEN
Ordnungsnummer 2214
Datum: 11.01.2026
Fahrpreis                 24,80 EUR
Zuschlag Gepäck            1,50 EUR
Betrag                    26,30 EUR
enthält 7% MwSt            1,72 EUR`,
    merchant: "TAXI HANSEN",
    date: "2026-01-11",
    currency: "EUR",
    total: "26.30",
    tax: "1.72",
    lines: ["1 | Fahrpreis | 24.80", "FEE | Zuschlag Gepäck | 1.50"],
  },
  {
    text: `
LÖWEN APOTHEKE
Marktplatz 2, 72070 Tübingen
Steuernummer 86/123/45678

ASPIRIN COMPLEX            12,98
NASENSPRAY                  5,49
HANDCREME                   4,95
Rabatt 5%                  -1,17
Summe                      22,25
girocard                   22,25

MwSt 19%  Netto 18,70  Steuer 3,55  Brutto 22,25
Vielen Dank! 27.02.26 09:14`,
    merchant: "LÖWEN APOTHEKE",
    date: "2026-02-27",
    currency: "EUR",
    total: "22.25",
    tax: "3.55",
    lines: [
      "1 | ASPIRIN COMPLEX | 12.98",
      "1 | NASENSPRAY | 5.49",
      "1 | HANDCREME | 4.95",
      "DISCOUNT | Rabatt 5% | 1.17",
    ],
  },
  {
    text: `
Tankstelle Nord
Autobahn A7
08.03.2026  06:31
Säule 4
SUPER E10  41,20 l x 1,729     71,23
Kaffee groß                     2,90
Gesamt EUR                     74,13
MWST 19,00%                    11,84
Kartenzahlung                  74,13`,
    merchant: "Tankstelle Nord",
    date: "2026-03-08",
    currency: "EUR",
    total: "74.13",
    tax: "11.84",
    lines: ["41.2 | SUPER E10 | 71.23", "1 | Kaffee groß | 2.90"],
  },
  {
    text: `
BERGHOTEL ENZIAN
Familie Oberhofer
6020 Innsbruck, Österreich

Rechnung vom 2. März 2026

Doppelzimmer 3 Nächte     1.245,00
Ortstaxe                     13,50
Sauna                        36,00
Gesamt                    1.294,50
Bezahlt mit Visa          1.294,50`,
    merchant: "BERGHOTEL ENZIAN",
    date: "2026-03-02",
    currency: "EUR",
    total: "1294.50",
    lines: ["1 | Doppelzimmer 3 Nächte | 1245.00", "FEE | Ortstaxe | 13.50", "1 | Sauna | 36.00"],
  },
  {
    text: `
Bäckerei Zürcher AG
Bahnhofstrasse 40
8001 Zürich
CHE-112.233.445 MWST

16.12.2025 07:12
Gipfeli            2 x 1.40     2.80
Milchkaffee                     4.90
Sandwich Käse                   7.50
Total CHF                      15.20
Bar CHF                        20.00
Rückgeld CHF                    4.80
MWST 2.6%                       0.39`,
    merchant: "Bäckerei Zürcher AG",
    date: "2025-12-16",
    currency: "CHF",
    total: "15.20",
    tax: "0.39",
    lines: ["2 | Gipfeli | 2.80", "1 | Milchkaffee | 4.90", "1 | Sandwich Käse | 7.50"],
  },
  {
    text: `
BAUHOF CENTER KG
Industriestr. 88
30165 Hannover
Datum 05.09.2025   Uhrzeit 16:22

4006381333931
DÜBELSET 120-TLG               12,99
4012345678901
WANDFARBE WEISS 10L
   2 x 39,95                   79,90
4098765432109
PINSEL FLACH                    3,49
Zwischensumme                  96,38
Kundenrabatt                   -9,64
Gesamtsumme                    86,74
EC-Lastschrift                 86,74`,
    merchant: "BAUHOF CENTER KG",
    date: "2025-09-05",
    currency: "EUR",
    total: "86.74",
    lines: [
      "1 | DÜBELSET 120-TLG | 12.99",
      "2 | WANDFARBE WEISS 10L | 79.90",
      "1 | PINSEL FLACH | 3.49",
      "DISCOUNT | Kundenrabatt | 9.64",
    ],
  },
  {
    text: `
MODEHAUS KRÄMER
Königsallee 9
40212 Düsseldorf
20.06.2025 13:55

STORNO / RÜCKGABE
HEMD BLAU GR. 41            -49,95
GÜRTEL LEDER                -29,00
Summe                       -78,95
Auszahlung Bar              -78,95`,
    merchant: "MODEHAUS KRÄMER",
    date: "2025-06-20",
    currency: "EUR",
    total: "-78.95",
    lines: ["1 | HEMD BLAU GR. 41 | -49.95", "1 | GÜRTEL LEDER | -29.00"],
  },
  {
    text: `
Eiscafé Dolomiti
Am Brunnen 1
97070 Würzburg
Beleg 3310  Bedienung: Lea
19.07.2025

Pos Bezeichnung      Menge  Einzel  Gesamt
1   Spaghettieis        2    6,50    13,00
2   Bananensplit        1    7,20     7,20
3   Espresso            3    2,40     7,20
Summe                               27,40
Netto 19%                           23,03
MwSt 19%                             4,37`,
    merchant: "Eiscafé Dolomiti",
    date: "2025-07-19",
    currency: "EUR",
    total: "27.40",
    tax: "4.37",
    lines: ["2 | Spaghettieis | 13.00", "1 | Bananensplit | 7.20", "3 | Espresso | 7.20"],
  },
];
