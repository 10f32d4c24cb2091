import type { InventedReceipt } from "./invented-receipt.js";

/** Ten invented receipts in English: five from the United States, the others from elsewhere. */
export const english: readonly InventedReceipt[] = [
  {
    text: `
          HARVEST LANE MARKET
         418 Willow Creek Rd
         Madison WI 53703
         (608) 555-0117

03/04/2026  17:42   Lane 3

ROMA TOMATOES
  1.52 lb @ 1.99/lb              3.02
RYE BREAD                        4.29
2 @ 1.50
SPARKLING WATER                  3.00
CAGE FREE EGGS                   5.49
MEMBER DISCOUNT                  1.00-

SUBTOTAL                        14.80
TAX                              0.81
TOTAL                           15.61
CASH                            20.00
CHANGE                           4.39
ITEMS SOLD 4`,
    merchant: "HARVEST LANE MARKET",
    date: "2026-03-04",
    currency: "USD",
    total: "15.61",
    tax: "0.81",
    lines: [
      "1.52 | ROMA TOMATOES | 3.02",
      "1 | RYE BREAD | 4.29",
      "2 | SPARKLING WATER | 3.00",
      "1 | CAGE FREE EGGS | 5.49",
      "DISCOUNT | MEMBER DISCOUNT | 1.00",
      "TAX | TAX | 0.81",
    ],
  },
  {
    text: `
Blue Heron Bistro
77 Harbor Street
Portland ME 04101

Table 9   Server: Kit
May 9, 2026   8:14 PM

2 Oysters                $36.00
1 Chowder                 $9.50
1 Lobster Roll           $31.00
   extra butter
3 House Lager            $21.00

Subtotal                 $97.50
Sales Tax                 $7.80
Gratuity 20%             $19.50
Amount Due              $124.80

Visa XXXX 1881          $124.80`,
    merchant: "Blue Heron Bistro",
    date: "2026-05-09",
    currency: "USD",
    total: "124.80",
    tax: "7.80",
    tip: "19.50",
    lines: [
      "2 | Oysters | 36.00",
      "1 | Chowder | 9.50",
      "1 | Lobster Roll | 31.00",
      "3 | House Lager | 21.00",
      "TAX | Sales Tax | 7.80",
      "TIP | Gratuity 20% | 19.50",
    ],
  },
  {
    text: `
CITY CAB COMPANY
Cab 2281
04/22/26 06:12
Receipt 009918

Fare            $31.25
Airport fee      $4.50
Tolls            $6.94
Tip              $8.00
TOTAL           $50.69
Mastercard      $50.69`,
    merchant: "CITY CAB COMPANY",
    date: "2026-04-22",
    currency: "USD",
    total: "50.69",
    tip: "8.00",
    lines: ["1 | Fare | 31.25", "FEE | Airport fee | 4.50", "1 | Tolls | 6.94", "TIP | Tip | 8.00"],
  },
  {
    text: `
THE GRANGE HOTEL LTD
14 Market Place
York  YO1 8SL
VAT No 417 2290 66

Invoice date 17/02/2026

Room 12  2 nights          £238.00
Breakfast                   £29.00
Bar                         £17.40
Discretionary service        £5.00
Total                      £289.40
Includes VAT at 20%         £47.40
Paid by card               £289.40`,
    merchant: "THE GRANGE HOTEL LTD",
    date: "2026-02-17",
    currency: "GBP",
    total: "289.40",
    tax: "47.40",
    lines: [
      "1 | Room 12 2 nights | 238.00",
      "1 | Breakfast | 29.00",
      "1 | Bar | 17.40",
      "FEE | Discretionary service | 5.00",
    ],
  },
  {
    text: `
WELLSPRING PHARMACY
902 Pine Ave
Tulsa OK 74103

01/15/2026 11:03

IBUPROFEN 200MG            7.99 T
BANDAGES ASSORTED          4.49 T
RX 118204                 10.00 N
COUPON                    -2.00

SUBTOTAL                  20.48
TAX 8.5%                   0.89
TOTAL                     21.37
DEBIT                     21.37
YOU SAVED                  2.00`,
    merchant: "WELLSPRING PHARMACY",
    date: "2026-01-15",
    currency: "USD",
    total: "21.37",
    tax: "0.89",
    lines: [
      "1 | IBUPROFEN 200MG | 7.99",
      "1 | BANDAGES ASSORTED | 4.49",
      "1 | RX 118204 | 10.00",
      "DISCOUNT | COUPON | 2.00",
      "TAX | TAX 8.5% | 0.89",
    ],
  },
  {
    text: `
KEDAI RUNCIT SERI ALAM SDN BHD
(604417-K)
No 5, Jalan Anggerik 2
81750 Masai, Johor
GST ID: 000611324416

TAX INVOICE
Date: 08/11/2017  09:21

Description    Qty   Price   Amount
MINYAK MASAK 5KG
9551220041       2   24.50    49.00
BERAS WANGI
9551880017       1   31.83    31.83

Total Excl GST              76.25
GST 6%                       4.58
Total Incl GST              80.83
Rounding Adj                 0.02
Total RM                    80.85
Cash                       100.00
Change                      19.15`,
    merchant: "KEDAI RUNCIT SERI ALAM SDN BHD",
    date: "2017-11-08",
    currency: "MYR",
    total: "80.85",
    tax: "4.58",
    lines: ["2 | MINYAK MASAK 5KG | 49.00", "1 | BERAS WANGI | 31.83", "FEE | Rounding Adj | 0.02"],
  },
  {
    text: `
QUAYSIDE ELECTRICAL
Unit 4, Dock Road
Dublin 1
28-MAR-2026 15:30

RETURN
HEADPHONES             -59.99
USB CABLE               -8.50
TOTAL EUR              -68.49
REFUND VISA            -68.49`,
    merchant: "QUAYSIDE ELECTRICAL",
    date: "2026-03-28",
    currency: "EUR",
    total: "-68.49",
    lines: ["1 | HEADPHONES | -59.99", "1 | USB CABLE | -8.50"],
  },
  {
    text: `
MAPLE STOP GAS
55 King St W
Toronto, Ontario
2026-02-03 07:55

REGULAR 32.110 L       48.13
Coffee Large            2.79
SUBTOTAL               50.92
HST 13%                 6.62
TOTAL CAD              57.54
INTERAC DEBIT          57.54`,
    merchant: "MAPLE STOP GAS",
    date: "2026-02-03",
    currency: "CAD",
    total: "57.54",
    tax: "6.62",
    lines: ["32.11 | REGULAR | 48.13", "1 | Coffee Large | 2.79", "TAX | HST 13% | 6.62"],
  },
  {
    text: `
The Copper Kettle
Bakery & Coffee House
12 Oct 2025  10:05

Flat White            3.80
Cinnamon Bun          3.20
2 x Sourdough         9.00
3 x Cookies           5.40
Total                21.40
Cash                 25.00
Change                3.50`,
    merchant: "The Copper Kettle",
    date: "2025-10-12",
    currency: "GBP",
    total: "21.40",
    lines: ["1 | Flat White | 3.80", "1 | Cinnamon Bun | 3.20", "2 | Sourdough | 9.00", "3 | Cookies | 5.40"],
    broken: ["CASH_LESS_CHANGE"],
  },
  {
    text: `
SWIFTBITE DELIVERY
Order 55-1029
11/30/2025 19:20
Austin, TX 78704

Pad See Ew              $13.95
Green Papaya Salad       $9.50
Thai Iced Tea            $4.75

Subtotal                $28.20
Promo                   -$5.00
Delivery Fee             $2.99
Service Fee              $3.10
Tax                      $2.33
Tip                      $4.00
Total                   $35.62`,
    merchant: "SWIFTBITE DELIVERY",
    date: "2025-11-30",
    currency: "USD",
    total: "35.62",
    tax: "2.33",
    tip: "4.00",
    lines: [
      "1 | Pad See Ew | 13.95",
      "1 | Green Papaya Salad | 9.50",
      "1 | Thai Iced Tea | 4.75",
      "DISCOUNT | Promo | 5.00",
      "FEE | Delivery Fee | 2.99",
      "FEE | Service Fee | 3.10",
      "TAX | Tax | 2.33",
      "TIP | Tip | 4.00",
    ],
  },
];
