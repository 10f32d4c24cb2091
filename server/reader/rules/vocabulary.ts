/** What words on a receipt speak of. */
export type Concept =
  | "TOTAL"
  | "FINAL"
  | "AMOUNT"
  | "SUB"
  | "TAX"
  | "INCLUDED"
  | "EXCLUDED"
  | "TIP"
  | "SERVICE"
  | "FEE"
  | "STAY"
  | "DISCOUNT"
  | "ROUNDING"
  | "DEPOSIT"
  | "CASH"
  | "CHANGE"
  | "CARD"
  | "COUNT"
  | "SAVED";

/**
 * The words of each concept in English, German, French, Spanish, Portuguese, Italian and Dutch, and those that Malaysian
 * receipts print: without accents, in small letters. Where an engine loses blanks, longer ones are found inside of words.
 */
export const CONCEPTS: Readonly<Record<Concept, readonly string[]>> = {
  TOTAL:
    words(`total, totals, ttl, jumlah, gesamt, gesamtbetrag, gesamtsumme, summe, endsumme, totale, totaal, tot, totaalbedrag, sum,
    totaux, suma, somma, complessivo, saldo`),
  FINAL:
    words(`grand total, total due, amount due, balance due, amount payable, payable, total payable, to pay, net total, amt due, payment due, amount to be paid, to be paid, total payment, total to pay, pay this amount, now due, balance owing,
    bill total, invoice total, total sales, total sale, rounded total, total rounded, nett total, final total, total amount, total amt,
    total bill, bl tot, bill tot, bill amount, endbetrag, zu zahlen, zahlbetrag, rechnungsbetrag, total ttc, net a payer, a payer, total a payer, montant du, importe total,
    total a pagar, a pagar, valor a pagar, total geral, da pagare, importo pagato, importo dovuto, totale complessivo, totale euro, totale eur,
    te betalen, totaal te betalen, totaal eur, balance to pay, please pay, gesamt eur, summe eur, total eur`),
  AMOUNT: words("amount, amt, betrag, montant, importe, importo, valor, bedrag, balance, sale, purchase"),
  SUB: words(`sub total, subtotal, sub ttl, subttl, sub tot, subtot, sub, sous total, zwischensumme, zw summe, subtotale, subtotaal, sub totaal, suma parcial,
    base imponible, imponibile, net amount, nettobetrag, warenwert, taxable, food total, item total, items total, montant ht, total ht,
    net sales, netto, merchandise, parcial, total before, basis, base`),
  TAX: words(`tax, taxes, vat, gst, sst, hst, pst, qst, mwst, mwst betrag, mehrwertsteuer, ust, umsatzsteuer, steuer, tva, taxe, taxes, iva,
    impuesto, impuestos, igic, imposto, btw, imposta, moms, cgst, sgst, sales tax, govt tax, gov tax, state tax, must, nwst, mwst satz,
    service tax, svc tax, sls tax, tax1, tx`),
  INCLUDED:
    words(`incl, inclusive, including, included, inkl, inklusive, enthalten, enthalt, compris, comprise, ttc, incluido, incluidos,
    inclusa, incluso, compresa, inbegrepen, inc, dont, darin, includes, include`),
  EXCLUDED:
    words(`excl, excluding, exclusive, excluded, exkl, before, ohne, ht, hors, sin, sem, senza, esclusa, exclusief, exc, netto, wo tax,
    without`),
  TIP: words("tip, tips, gratuity, gratuities, trinkgeld, pourboire, propina, gorjeta, mancia, fooi"),
  SERVICE:
    words(`service charge, serv charge, svc charge, svc chg, service chg, serv chg, service chrg, ser charge, s charge, svr chg, servicio,
    servizio, coperto, bedienung, servico, cover charge, service fee, service, svc, sc, svchg`),
  FEE: words(`fee, fees, delivery, surcharge, lieferung, lieferkosten, liefergebuhr, livraison, envio, entrega, consegna, bezorgkosten,
    versand, versandkosten, shipping, gebuhr, frais, frais de livraison, toeslag, zuschlag, delivery charge, handling, suplemento,
    supplement, taxa de entrega, resort fee`),
  STAY: words(
    `kurtaxe, ortstaxe, city tax, taxe de sejour, toeristenbelasting, tourist tax, tassa di soggiorno, taxa turistica, tasa turistica`,
  ),
  DISCOUNT:
    words(`discount, discounts, disc, rabatt, remise, reduction, descuento, desconto, sconto, korting, coupon, promo, promotion, save,
    nachlass, gutschein, bogo, less, preisvorteil, sonderpreis, member disc, dsc, aktion, aktionsrabatt, bon de reduction, compd, comp, rebate,
    actie, offerta, offer, markdown, dto, treuerabatt, storno`),
  ROUNDING:
    words(`rounding, rounding adj, rounding adjustment, rnd adj, round adj, round off, roundoff, rounded, rundung, adjustment, rounding adjustments, arrondi, redondeo,
    arredondamento, arrotondamento, afronding, rnd, bill rounding, adj, round, rounding adjust`),
  DEPOSIT: words(
    `pfand, leergut, consigne, statiegeld, pfandruckgabe, einwegpfand, mehrwegpfand, bottle deposit, crv, deposit, borg, vuoto`,
  ),
  CASH: words(`cash, bar, barzahlung, especes, efectivo, dinheiro, contanti, contant, contante, bargeld, tunai, tendered, tender, gegeben, recu,
    entregado, received, given, gezahlt, ricevuto, cash tendered, amount tendered, amt tendered, amount paid, paid, bezahlt, betaald, paye,
    pagado, pagato, pago, paid amount, cash paid, ontvangen, cash received, payment, bayar`),
  CHANGE:
    words(`change, change due, ruckgeld, wechselgeld, ruckgabe, rendu, monnaie, cambio, vuelto, troco, resto, wisselgeld, zuruck, baki,
    rendu monnaie, a rendre, terug, cash change, change amt, your change, ruckg`),
  CARD: words(`visa, mastercard, master card, mastercrd, amex, american express, debit, credit, card, ec karte, ec cash, girocard, maestro, karte,
    kartenzahlung, carte, carte bancaire, cb, tarjeta, cartao, carta di credito, bancomat, pin, bancontact, paypal, apple pay, google pay,
    lastschrift, ec lastschrift, multibanco, eftpos, pinbetaling, bankkaart, credit card, debit card, visa card, vpay, unionpay`),
  COUNT:
    words(`qty, total qty, quantity, items, item count, no of items, number of items, total items, total item, item, anzahl, artikel, anzahl
    artikel, articles, articulos, articoli, aantal, pieces, pcs, units, covers, guests, pax, nombre, artigos, tot qty, count, nr art, posten, positionen, stuckzahl`),
  SAVED:
    words(`you saved, saved, savings, points, punkte, bonus, gespart, ersparnis, earned, loyalty, ahorra, ahorro, usted ahorra, economise,
    risparmio, bespaard, poupou, extrabucks, rewards, you save, total savings, vous avez economise, avantage, credits`),
};

/** The names of each month, by number, in the seven languages and in Malay; accents are taken away. */
export const MONTHS: readonly (readonly string[])[] = [
  words("january, januar, janvier, enero, janeiro, gennaio, januari, janner"),
  words("february, februar, fevrier, febrero, fevereiro, febbraio, februari"),
  words("march, marz, maerz, mars, marzo, marco, maart, mrz, mrt, mac"),
  words("april, avril, abril, aprile"),
  words("may, mai, mayo, maio, maggio, mei"),
  words("june, juni, juin, junio, junho, giugno"),
  words("july, juli, juillet, julio, julho, luglio, julai"),
  words("august, aout, agosto, augustus, ogos"),
  words("september, septembre, septiembre, setembro, settembre"),
  words("october, oktober, octobre, octubre, outubro, ottobre"),
  words("november, novembre, noviembre, novembro"),
  words("december, dezember, decembre, diciembre, dezembro, dicembre, disember"),
];

/** What stands beside the day on which something was bought. */
export const DATE_WORDS = words("date, datum, fecha, data, dato, tarikh, dt");
/** What stands beside another day. */
export const OTHER_DATE_WORDS =
  words(`due, expiry, expires, exp, valid, until, bis, gultig, since, birth, return by, mindesthaltbar, best before,
  effective, from, ab dem, jusqu, before, within, approval, petition, start, delivery, deliver, delivered, deliver by, lieferdatum, liefertermin,
  lieferung, livraison, entrega, consegna, levering, warranty, garantie, garantia, arrival, anreise, check in, arrivee, llegada, reprint, reprinted,
  verfall, haltbar, mhd, valable, valables, caduca, scadenza, geldig, valido, validade, expires, expire, birthday, geboren, umtausch, redeem`);

/** Forms of companies and kinds of shops, that stand in a merchant's name more than elsewhere. */
export const COMPANY_WORDS =
  words(`sdn, bhd, s/b, enterprise, trading, gmbh, co kg, kg, ag, ohg, ltd, limited, inc, llc, plc, corp, company, co,
  s.a., sa, sarl, sas, srl, s.r.l., spa, s.p.a., bv, b.v., nv, lda, slu, sl, restaurant, restaurante, ristorante, cafe, caffe, coffee,
  bar, bistro, brasserie, bakery, backerei, boulangerie, pizzeria, pizza, hotel, market, supermarket, supermarkt, markt, mart, store, stores,
  shop, pharmacy, farmasi, apotheke, pharmacie, farmacia, grill, diner, tavern, kitchen, house, pub, inn, deli, foods, hardware, books, book,
  venture, holdings, industries, services, parking, station, resources, marketing, restoran, kedai, pasar, mini, perniagaan, electrical,
  taxi, boutique, drogerie, drogeriemarkt, trattoria, osteria, taberna, tapas, steakhouse, sushi, cuisine, pharma, retail, burger, noodle, center, centre, lounge, electronics, fashion, motors,
  syarikat, pasaraya, kopitiam, stationery, machinery, furniture, furnishing, supplies, supply, agency, hypermarket, minimarket, foodcourt,
  catering, eatery, canteen, cafeteria, brewery, brewing, roasters, creamery, saloon, cantina, taqueria, gelateria, konditorei, gasthaus, gasthof,
  brauhaus, wirtshaus, metzgerei, fleischerei, tankstelle, buchhandlung, baumarkt, gallery, florist, optical, clinic, klinik, salon, jewellery,
  textile, workshop, bookstore, international, group, restaurants, enterprises, bakeries,
  supermercado, supermercati, supermarche, hypermarche, epicerie, boucherie, charcuterie, patisserie, fromagerie, librairie, quincaillerie, auberge,
  panaderia, pasteleria, carniceria, ferreteria, papeleria, libreria, cerveceria, meson, marisqueria, hostal, padaria, pastelaria, livraria, talho,
  mercearia, churrasqueira, panificio, pasticceria, macelleria, salumeria, gastronomia, enoteca, profumeria, cartoleria, ferramenta, albergo,
  slagerij, bakkerij, apotheek, boekhandel, eetcafe, imbiss, biergarten, weinstube, eiscafe, getrankemarkt, kaufhaus, warenhaus, reformhaus,
  gaststatte, ratskeller, pension, delicatessen, grocery, grocers, butchers, newsagents, chophouse, smokehouse, roadhouse, alehouse, taproom,
  tearoom, laundry, cinema, theatre, museum, motel, hostel, lodge, resort, guesthouse, buffet, chippy, takeaway, tandoori, confectionery, creperie,
  barbecue, bbq, ramen, teahouse, studio, tyre, tyres, automobile, frozen, filling, optometrist, cosmetics, bazaar, florists, nursery, aquarium`);

/** With those of a shop, these say what kind it is, and so belong to the name above them: "Indian cuisine", "Curry house". */
export const KIND_WORDS =
  words(`indian, chinese, italian, thai, mexican, japanese, korean, greek, turkish, french, vietnamese, american, spanish, portuguese, lebanese,
  malaysian, cantonese, szechuan, asian, mediterranean, curry, public, sports, family, seafood, fish, chicken, wine, tea, vegetarian, dining,
  fusion, oyster, cocktail, italiano, italiana, mexicano, mexicana, japones, chino, and, und, et, e, y`);

/** What stands in addresses, on the way to a shop, and in its greetings, and is no name of one. */
export const NOT_A_NAME_WORDS =
  words(`jalan, jln, taman, street, st, road, rd, avenue, ave, blvd, boulevard, lane, drive, suite, floor, lot, no, level,
  str, strasse, platz, weg, allee, rue, place, calle, plaza, avda, via, piazza, straat, laan, plein, rua, praca, johor, selangor, kuala,
  lumpur, malaysia, bahru, persiaran, lorong, tel, telephone, telefon, fax, phone, ph, www, http, com, email, gst, reg, roc, vat, ust,
  steuernummer, invoice, receipt, tax, bill, order, table, server, cashier, waiter, date, time, served, order no, check no, unit, block, mall, section, careline, hotline, sales, welcome, willkommen, bienvenue, bienvenido,
  thank, thanks, you, danke, merci, gracias, grazie, obrigado, bedankt, quittung, rechnung, beleg, kassenbon, ticket, facture, factura,
  ricevuta, scontrino, fattura, bon, kassabon, guest, check, copy, customer, kunde, simplified, cash, sale, your, duplicate, reprint,
  opening, hours, open, member, welcomes, head, office, hq, company no, co no, guests, cust, docket, nif, cif, siret, kassa, kasse, bonnr,
  bandar, kampung, lebuh, wilayah, persekutuan, pulau, pinang, penang, perak, pahang, melaka, sabah, sarawak, mesa, numero, tisch, bedienung,
  bediener, camarero, serveur, cameriere, tavolo, guest check, waitress, host, phone no, operator, opr, kasir, postcode, zip,
  document, recibo, fatura, visit, frisch, frische, einkaufen, genuss, erleben, besser, quality, since, always, slogan, seit, eur, usd, gbp, rate, download, merchant, terminal, trans, register, item, qty, desc, price, amount, total, nr, original,
  delivery, deliver, carryout, takeout, pickup, dine, dinein, eatin, togo, ihr, ihre, ihren, einkauf, besuch, votre, visite, visita, compra, uw, bezoek`);

/** What a row of column heads is made of. */
export const HEAD_WORDS =
  words(`item, items, qty, quantity, price, amount, amt, desc, description, descripcion, unit, total, menge, preis, betrag,
  artikel, prix, qte, cant, precio, importe, quantita, prezzo, importo, aantal, prijs, bedrag, produkt, product, aant, rm, u price, uprice, rsp,
  code, disc, no, tax, pu, montant, designation, bezeichnung, einzel, gesamt, omschrijving, eur, usd, gbp, s/price, s price, stk, qta, oferta, prom`);

function words(list: string): readonly string[] {
  return list.split(",").map((word) => word.trim().replace(/\s+/g, " "));
}
