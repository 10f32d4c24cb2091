/**
 * The words that Splitwise writes into its files, in the languages that it speaks. They only help: a header is also
 * known by what stands under it, a footer by what it adds up to, and the columns always have the same order.
 */
const HEADER: readonly (readonly string[])[] = [
  words(`Date|Fecha|Datum|Data|Dato|Tanggal|Tarikh|日付|日期|날짜|วันที่|Дата|Päivämäärä|Pvm|Dátum|Tarih|Ngày|Ημερομηνία`),
  words(`Description|Descripción|Beschreibung|Descrizione|Descrição|Omschrijving|Beschrijving|Opis|Beskrivning|Beskrivelse
    |Keterangan|Deskripsi|概要|説明|内容|描述|说明|說明|설명|คำอธิบาย|รายละเอียด|Описание|Опис|Kuvaus|Popis|Leírás|Açıklama|Mô tả
    |Περιγραφή|Descriere|Descripció`),
  words(`Category|Categories|Categoría|Catégorie|Kategorie|Categoria|Categorie|Kategoria|Kategori|Kategória|カテゴリ|カテゴリー
    |类别|類別|分类|分類|카테고리|หมวดหมู่|Категория|Категорія|Luokka|Kategorija|Hạng mục|Κατηγορία`),
  words(`Cost|Coste|Costo|Coût|Kosten|Custo|Koszt|Kostnad|Kostnader|Omkostning|Omkostninger|Udgift|Pris|Biaya|Harga|費用|コスト
    |费用|金额|金額|비용|ราคา|ค่าใช้จ่าย|Стоимость|Вартість|Hinta|Kulu|Cena|Náklady|Költség|Maliyet|Tutar|Chi phí|Κόστος|Cost total`),
  words(`Currency|Moneda|Divisa|Devise|Währung|Valuta|Moeda|Waluta|Mata uang|通貨|货币|貨幣|币种|幣別|통화|สกุลเงิน|Валюта|Valuutta|Měna
    |Mena|Pénznem|Para birimi|Döviz|Tiền tệ|Νόμισμα|Monedă`),
];

const TOTAL_BALANCE =
  words(`Total balance|Saldo total|Balance total|Solde total|Gesamtbilanz|Gesamtsaldo|Gesamtguthaben|Bilancio totale
  |Saldo totale|Totaal saldo|Totale balans|Totaalsaldo|Całkowite saldo|Saldo całkowite|Totalsumma|Totalt saldo|Samlet saldo|Total saldo
  |Saldo keseluruhan|合計残高|总余额|總餘額|总结余|總結餘|총 잔액|ยอดคงเหลือรวม|Общий баланс|Итоговый баланс|Загальний баланс
  |Kokonaissaldo|Celkový zůstatek|Celkový zostatok|Teljes egyenleg|Toplam bakiye|Tổng số dư|Συνολικό υπόλοιπο|Sold total|Saldo global`);

const PAYMENT =
  words(`Payment|Pago|Pagos|Paiement|Règlement|Zahlung|Pagamento|Betaling|Płatność|Wpłata|Betalning|Pembayaran|Bayaran
  |支払い|支払|お支払い|付款|支付|결제|지불|การชำระเงิน|การจ่ายเงิน|Платёж|Платеж|Оплата|Платіж|Maksu|Platba|Fizetés|Ödeme|Thanh toán|Πληρωμή
  |Plată|Pagament`);

function words(list: string): readonly string[] {
  return list.split("|").map(plain);
}

function plain(word: string): string {
  return word.normalize("NFKC").trim().toLowerCase();
}

/** How many of the first five words are those of a header, each in its own column. */
export function headerWords(cells: readonly string[]): number {
  return HEADER.filter((column, index) => column.includes(plain(cells[index] ?? ""))).length;
}

/** Whether a description is what Splitwise calls the closing balances. */
export function isTotalBalance(description: string): boolean {
  return TOTAL_BALANCE.includes(plain(description));
}

/** Whether a category is the one that Splitwise gives to payments between two people. */
export function isPaymentCategory(category: string): boolean {
  return PAYMENT.includes(plain(category));
}
