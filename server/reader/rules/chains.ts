import { isNearly, lettersOf } from "./letters.js";

/**
 * Large chains of shops and restaurants in the countries whose receipts are read: their names stand in logos, which engines
 * misread, and as one short word, which no rule of form tells from others. Common knowledge, by country; it only helps to
 * spell and to choose, and a shop that is not here is found as well.
 */
const CHAINS = `
  Aldi, Lidl, Rewe, Edeka, Marktkauf, Kaufland, Netto, Penny, Norma, Rossmann, Müller, Budnikowsky, Toom, Hornbach, Bauhaus, Hagebau, Obi,
  Ikea, MediaMarkt, Saturn, Expert, Thalia, Hugendubel, Deichmann, Tchibo, Globus, Tegut, Alnatura, Denns, Fressnapf, Douglas, Karstadt,
  Galeria, Poco, Roller, Höffner, Aral, Esso, Jet, Nordsee, Vapiano, Billa, Hofer, Bipa, Interspar, Libro, Migros, Denner, Manor, Volg,
  Carrefour, Auchan, Leclerc, Intermarché, Monoprix, Franprix, Picard, Fnac, Darty, Decathlon, Castorama, Boulanger, Sephora, Cora,
  Mercadona, Eroski, Alcampo, Consum, Hipercor, Zara, Mango, Continente, Pingo Doce, Minipreço, Worten, Esselunga, Conad, Pam, Carpisa,
  Autogrill, Albert Heijn, Jumbo, Hema, Kruidvat, Etos, Delhaize, Colruyt, Blokker, Gamma, Praxis, Tesco, Sainsbury's, Asda, Morrisons,
  Waitrose, Marks & Spencer, Boots, Superdrug, Argos, Wilko, Greggs, Costa Coffee, Nando's, Wagamama, Wetherspoon, Primark, Poundland, B&Q,
  Walmart, Costco, Kroger, Safeway, Publix, Walgreens, CVS Pharmacy, Rite Aid, Trader Joe's, Whole Foods Market, Home Depot, Lowe's,
  Best Buy, Macy's, Starbucks, Dunkin, McDonald's, Burger King, Wendy's, Taco Bell, Chipotle, Panera Bread, Denny's, IHOP, Applebee's,
  Olive Garden, Pizza Hut, Domino's, KFC, Popeyes, Chick-fil-A, Five Guys, Panda Express, Cheesecake Factory, Tim Hortons, Loblaws, Woolworths,
  Uniqlo, Watsons, Guardian, Giant, Mydin, 7-Eleven, Family Mart, Popular Book, H&M, C&A, Apple Store, Office Depot, Staples, Petco,
  Real, Woolworth, Ernsting's Family, Butlers, Nanu-Nana, Famila, Nahkauf, Trinkgut, BackWerk, Subway, Block House, L'Osteria,
  Hans im Glück, TK Maxx, Peek & Cloppenburg, Intersport, Fielmann, Outback Steakhouse, Red Lobster, Texas Roadhouse, Cracker Barrel,
  Buffalo Wild Wings, Ruby Tuesday, Hard Rock Cafe, Waffle House, In-N-Out Burger, Whataburger, Shake Shack, Red Robin, P.F. Chang's,
  California Pizza Kitchen, Hooters, Papa John's, Dairy Queen, Krispy Kreme, Golden Corral, Bob Evans, Benihana, Pret A Manger,
  Pizza Express, Bella Italia, Harvester, Caffe Nero, Carluccio's, Yo! Sushi, Cafe Rouge, Frankie & Benny's, Toby Carvery`;

const known = CHAINS.split(",").map((text) => {
  const name = text.trim();
  return { name, letters: lettersOf(name).join("") };
});

/** The chain that a row names, alone or before other words; also with one letter misread, where it stands alone. */
export function chainOf(words: readonly string[]): { readonly name: string; readonly exact: boolean } | null {
  const run = words.join("");
  const starts = known
    .filter(
      ({ letters }) =>
        letters.length >= 3 && run.startsWith(letters) && (run === letters || endsWord(words, letters.length)),
    )
    .sort((a, b) => b.letters.length - a.letters.length);
  if (starts[0]) return { name: starts[0].name, exact: true };
  const nearly = known.filter(({ letters }) => letters.length >= 4 && isNearly(run, letters));
  return nearly.length === 1 ? { name: nearly[0]!.name, exact: false } : null;
}

/** Whether a word ends after so many letters. */
function endsWord(words: readonly string[], length: number): boolean {
  let at = 0;
  for (const word of words) {
    at += word.length;
    if (at >= length) return at === length;
  }
  return false;
}
