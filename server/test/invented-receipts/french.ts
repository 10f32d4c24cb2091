import type { InventedReceipt } from "./invented-receipt.js";

/** Ten invented receipts in French, from France, Belgium and Switzerland. */
export const french: readonly InventedReceipt[] = [
  {
    text: `
      LE PETIT MARCHE SARL
      8 rue des Tilleuls
      69003 LYON
      SIRET 812 334 556 00019

Le 12/03/2026 à 18:22    Caisse 4

TOMATES GRAPPE
  0,846 kg x 2,99            2,53
BAGUETTE TRADITION           1,20
YAOURT NATURE X8             2,15
2 x 0,85
EAU MINERALE                 1,70
REMISE FIDELITE             -0,50

TOTAL TTC                    7,08
ESPECES                     10,00
RENDU                        2,92
TVA 5,5%   HT 6,71   TVA 0,37   TTC 7,08`,
    merchant: "LE PETIT MARCHE SARL",
    date: "2026-03-12",
    currency: "EUR",
    total: "7.08",
    tax: "0.37",
    lines: [
      "0.846 | TOMATES GRAPPE | 2.53",
      "1 | BAGUETTE TRADITION | 1.20",
      "1 | YAOURT NATURE X8 | 2.15",
      "2 | EAU MINERALE | 1.70",
      "DISCOUNT | REMISE FIDELITE | 0.50",
    ],
  },
  {
    text: `
RESTAURANT LA MARMITE
3 quai de la Fosse
44000 Nantes
Table 5   Couverts: 2
Le 07/06/2025 21:40

2 Menu du Jour             37,80
1 Tarte Tatin               7,50
1 Pichet de Vin            11,00
2 Café                      4,40

Total HT                   55,18
TVA 10%                     5,52
Total TTC                  60,70
Pourboire                   3,00
A payer                    63,70
Carte bancaire             63,70`,
    merchant: "RESTAURANT LA MARMITE",
    date: "2025-06-07",
    currency: "EUR",
    total: "63.70",
    tax: "5.52",
    tip: "3.00",
    lines: [
      "2 | Menu du Jour | 37.80",
      "1 | Tarte Tatin | 7.50",
      "1 | Pichet de Vin | 11.00",
      "2 | Café | 4.40",
      "TIP | Pourboire | 3.00",
    ],
  },
  {
    text: `
TAXI PARISIEN 7731
Date : 22/01/2026
Course                 31,40 €
Supplément bagage       1,00 €
Total                  32,40 €
dont TVA 10%            2,95 €`,
    merchant: "TAXI PARISIEN 7731",
    date: "2026-01-22",
    currency: "EUR",
    total: "32.40",
    tax: "2.95",
    lines: ["1 | Course | 31.40", "FEE | Supplément bagage | 1.00"],
  },
  {
    text: `
HOTEL DU PHARE
Boulevard de la Mer
17000 La Rochelle

Facture du 15 août 2025

Chambre double 2 nuits      198,00 €
Petit déjeuner  4 x 12,00    48,00 €
Taxe de séjour                6,60 €
Net à payer                 252,60 €
Réglé par Visa              252,60 €`,
    merchant: "HOTEL DU PHARE",
    date: "2025-08-15",
    currency: "EUR",
    total: "252.60",
    lines: ["1 | Chambre double 2 nuits | 198.00", "4 | Petit déjeuner | 48.00", "FEE | Taxe de séjour | 6.60"],
  },
  {
    text: `
PHARMACIE DES HALLES
21 place du Marché
35000 Rennes
02/02/26 10:15

DOLIPRANE 1000MG          2,18
SIROP TOUX                6,90
CREME SOLAIRE            14,50
Total                    23,58
CB                       23,58`,
    merchant: "PHARMACIE DES HALLES",
    date: "2026-02-02",
    currency: "EUR",
    total: "23.58",
    lines: ["1 | DOLIPRANE 1000MG | 2.18", "1 | SIROP TOUX | 6.90", "1 | CREME SOLAIRE | 14.50"],
  },
  {
    text: `
BOULANGERIE DUVAL
Lausanne, Suisse
18.11.2025 08:03

Croissant        3 x 1.50      4.50
Pain de seigle                 5.20
Tarte aux noix                 6.80
Total CHF                     16.50
Espèces                       20.00
A rendre                       3.50
TVA 2.6%                       0.42`,
    merchant: "BOULANGERIE DUVAL",
    date: "2025-11-18",
    currency: "CHF",
    total: "16.50",
    tax: "0.42",
    lines: ["3 | Croissant | 4.50", "1 | Pain de seigle | 5.20", "1 | Tarte aux noix | 6.80"],
  },
  {
    text: `
STATION OCEANE
Aire de Bordeaux Nord
2026-04-01 14:48

SP95-E10  35,02 L              62,34
Sandwich jambon                 4,90
Bouteille eau                   2,10
Montant total                  69,34
TVA 20%                        11,56
Carte bancaire                 69,34`,
    merchant: "STATION OCEANE",
    date: "2026-04-01",
    currency: "EUR",
    total: "69.34",
    tax: "11.56",
    lines: ["35.02 | SP95-E10 | 62.34", "1 | Sandwich jambon | 4.90", "1 | Bouteille eau | 2.10"],
  },
  {
    text: `
LIBRAIRIE DES ARCADES
5 galerie de la Reine
1000 Bruxelles
TVA BE 0444.555.666
30/09/2025

Désignation        Qté   P.U.   Montant
Roman poche          2   8,90     17,80
Atlas routier        1  19,95     19,95
Carnet               3   4,50     13,50
Sous-total                        51,25
Bon de réduction                  -5,00
Total                             46,25
Bancontact                        46,25`,
    merchant: "LIBRAIRIE DES ARCADES",
    date: "2025-09-30",
    currency: "EUR",
    total: "46.25",
    lines: [
      "2 | Roman poche | 17.80",
      "1 | Atlas routier | 19.95",
      "3 | Carnet | 13.50",
      "DISCOUNT | Bon de réduction | 5.00",
    ],
  },
  {
    text: `
SPORT EVASION
Centre Commercial Sud
13010 Marseille
Le 14/10/2025

RETOUR
CHAUSSURES RANDO           -89,90
CHAUSSETTES                 -7,95
TOTAL                      -97,85
REMBOURSEMENT CB           -97,85`,
    merchant: "SPORT EVASION",
    date: "2025-10-14",
    currency: "EUR",
    total: "-97.85",
    lines: ["1 | CHAUSSURES RANDO | -89.90", "1 | CHAUSSETTES | -7.95"],
  },
  {
    text: `
CREPERIE TY BREIZH
12 rue de Siam
29200 Brest
05 mai 2025   13:10

Galette complète      9,80
Galette saucisse     10,50
Crêpe caramel         5,90
Cidre 50cl            7,20
Total                33,40
Dont TVA              3,04
Ticket restaurant    30,00
Espèces               3,40`,
    merchant: "CREPERIE TY BREIZH",
    date: "2025-05-05",
    currency: "EUR",
    total: "33.40",
    tax: "3.04",
    lines: [
      "1 | Galette complète | 9.80",
      "1 | Galette saucisse | 10.50",
      "1 | Crêpe caramel | 5.90",
      "1 | Cidre 50cl | 7.20",
    ],
  },
];
