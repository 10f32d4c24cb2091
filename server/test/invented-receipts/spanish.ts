import type { InventedReceipt } from "./invented-receipt.js";

/** Ten invented receipts in Spanish, from Spain, Mexico and Chile. */
export const spanish: readonly InventedReceipt[] = [
  {
    text: `
     SUPERMERCADO LA HUERTA S.L.
        Calle Mayor 21
        46001 Valencia
        NIF B12345678

14/02/2026 12:40   Caja 3

1 LECHE ENTERA             0,95
2 PAN INTEGRAL             2,60
NARANJAS
0,950 kg x 1,60            1,52
ACEITE OLIVA 1L            8,75
BOLSA                      0,15
DESCUENTO SOCIO           -1,00

TOTAL                     12,97
EFECTIVO                  15,00
CAMBIO                     2,03
IVA 4%  BASE 12,47  CUOTA 0,50`,
    merchant: "SUPERMERCADO LA HUERTA S.L.",
    date: "2026-02-14",
    currency: "EUR",
    total: "12.97",
    tax: "0.50",
    lines: [
      "1 | LECHE ENTERA | 0.95",
      "2 | PAN INTEGRAL | 2.60",
      "0.95 | NARANJAS | 1.52",
      "1 | ACEITE OLIVA 1L | 8.75",
      "1 | BOLSA | 0.15",
      "DISCOUNT | DESCUENTO SOCIO | 1.00",
    ],
  },
  {
    text: `
Taberna El Farol
Plaza Nueva 4
41001 Sevilla
Mesa 11    Camarero: Luis
23-05-2025 22:31

Cant Descripcion        Precio   Importe
2    Cerveza              1,80      3,60
1    Jamon iberico       14,00     14,00
2    Salmorejo            5,50     11,00
1    Tarta queso          5,20      5,20

Base imponible                     30,73
IVA 10%                             3,07
Total                              33,80
Tarjeta                            33,80`,
    merchant: "Taberna El Farol",
    date: "2025-05-23",
    currency: "EUR",
    total: "33.80",
    tax: "3.07",
    lines: ["2 | Cerveza | 3.60", "1 | Jamon iberico | 14.00", "2 | Salmorejo | 11.00", "1 | Tarta queso | 5.20"],
  },
  {
    text: `
RADIO TAXI GIRALDA
Licencia 0812
Fecha 30/01/2026 23:10
Importe carrera        11,35
Suplemento nocturno     2,50
TOTAL EUROS            13,85`,
    merchant: "RADIO TAXI GIRALDA",
    date: "2026-01-30",
    currency: "EUR",
    total: "13.85",
    lines: ["1 | Importe carrera | 11.35", "FEE | Suplemento nocturno | 2.50"],
  },
  {
    text: `
HOTEL MIRADOR DEL MAR
Paseo Marítimo 55
03002 Alicante
CIF A03999111

Factura 2025/1187     Fecha: 9 de agosto de 2025

Habitación doble 4 noches      412,00
Parking                         48,00
Desayuno  8 x 9,50              76,00
Total factura                  536,00
IVA incluido 10%                48,73
Visa                           536,00`,
    merchant: "HOTEL MIRADOR DEL MAR",
    date: "2025-08-09",
    currency: "EUR",
    total: "536.00",
    tax: "48.73",
    lines: ["1 | Habitación doble 4 noches | 412.00", "1 | Parking | 48.00", "8 | Desayuno | 76.00"],
  },
  {
    text: `
FARMACIA SAN ROQUE
Avda. Constitución 12
18001 Granada
11/12/25 17:05

PARACETAMOL 1G          2,50
CREMA MANOS             6,95
CEPILLO DIENTES         3,20
Total                  12,65
Entregado              20,00
Cambio                  7,35`,
    merchant: "FARMACIA SAN ROQUE",
    date: "2025-12-11",
    currency: "EUR",
    total: "12.65",
    lines: ["1 | PARACETAMOL 1G | 2.50", "1 | CREMA MANOS | 6.95", "1 | CEPILLO DIENTES | 3.20"],
  },
  {
    text: `
CANTINA LOS ALAMOS SA DE CV
Av. Insurgentes Sur 890
Ciudad de México
RFC CLA010203AB1
Fecha: 16/09/2025 15:20

3 Tacos al pastor         $105.00
2 Agua de jamaica          $60.00
1 Guacamole                $85.00
Subtotal                  $250.00
IVA 16%                    $40.00
Propina                    $37.50
Total MXN                 $327.50
Tarjeta de crédito        $327.50`,
    merchant: "CANTINA LOS ALAMOS SA DE CV",
    date: "2025-09-16",
    currency: "MXN",
    total: "327.50",
    tax: "40.00",
    tip: "37.50",
    lines: [
      "3 | Tacos al pastor | 105.00",
      "2 | Agua de jamaica | 60.00",
      "1 | Guacamole | 85.00",
      "TAX | IVA 16% | 40.00",
      "TIP | Propina | 37.50",
    ],
  },
  {
    text: `
ESTACION SERVICIO RUTA 66
Ctra. N-340 km 88
2026-03-19 08:12

GASOLEO A  40,00 l           57,96
Lavado basico                 6,00
Total a pagar                63,96
IVA 21%                      11,10
Tarjeta                      63,96`,
    merchant: "ESTACION SERVICIO RUTA 66",
    date: "2026-03-19",
    currency: "EUR",
    total: "63.96",
    tax: "11.10",
    lines: ["40 | GASOLEO A | 57.96", "1 | Lavado basico | 6.00"],
  },
  {
    text: `
BAZAR ANDINO SPA
Av. Providencia 1234
Santiago de Chile
04-11-2025 11:45

Taza ceramica            5.990
Cuaderno                 2.490
Total CLP               $8.480
Efectivo               $10.000
Vuelto                  $1.520`,
    merchant: "BAZAR ANDINO SPA",
    date: "2025-11-04",
    currency: "CLP",
    total: "8480",
    lines: ["1 | Taza ceramica | 5990", "1 | Cuaderno | 2490"],
  },
  {
    text: `
MODAS ARANDA
Calle Larios 7
29005 Málaga
27/06/2025

DEVOLUCION
VESTIDO LINO            -45,90
CINTURON                -12,00
TOTAL                   -57,90
ABONO TARJETA           -57,90`,
    merchant: "MODAS ARANDA",
    date: "2025-06-27",
    currency: "EUR",
    total: "-57.90",
    lines: ["1 | VESTIDO LINO | -45.90", "1 | CINTURON | -12.00"],
  },
  {
    text: `
Heladería Polo Norte
Rambla 102
08002 Barcelona
18/07/2025 19:55

2x Cono doble            7,60
1x Granizado limon       3,20
1x Gofre nata            4,50
Subtotal                15,30
Descuento 10%           -1,53
Total                   13,77
Tarjeta                 13,77`,
    merchant: "Heladería Polo Norte",
    date: "2025-07-18",
    currency: "EUR",
    total: "13.77",
    lines: [
      "2 | Cono doble | 7.60",
      "1 | Granizado limon | 3.20",
      "1 | Gofre nata | 4.50",
      "DISCOUNT | Descuento 10% | 1.53",
    ],
  },
];
