/** A title of the group, and the category that somebody gave it. */
export interface KnownTitle {
  readonly title: string;
  readonly categoryId: string;
}

interface NamedCategory {
  readonly id: string;
  readonly name: string;
}

/**
 * Words that speak of a category, in English and German, by the name that every group's category has. A word of five
 * letters or more is found inside of others too: German writes "Wocheneinkauf".
 */
const WORDS: Readonly<Record<string, string>> = {
  Groceries:
    "groceries grocery supermarket market milk bread fruit vegetables aldi lidl rewe edeka tesco spar hofer billa migros coop carrefour mercadona costco walmart einkauf einkäufe lebensmittel supermarkt markt milch brot obst gemüse getränke bäckerei bakery",
  "Eating out":
    "dinner lunch breakfast brunch restaurant cafe café coffee pizza pizzeria burger sushi tapas kebab döner bar pub beer beers wine drinks cocktails ice-cream gelato takeaway mcdonalds starbucks essen abendessen mittagessen frühstück kaffee bier biere wein eis imbiss kneipe wirtshaus gasthaus trinken lieferando",
  Rent: "rent landlord miete kaltmiete warmmiete vermieter",
  Utilities:
    "electricity power water gas heating internet wifi broadband phone mobile sim utilities strom wasser heizung nebenkosten telefon handy wlan rundfunk müll",
  Household:
    "cleaning detergent toilet-paper furniture ikea lamp tools hardware household putzmittel waschmittel klopapier möbel werkzeug baumarkt haushalt drogerie rossmann",
  Transport:
    "taxi uber lyft bolt bus tram metro subway underground train ticket tickets fuel petrol gasoline diesel parking toll car rental bike scooter zug bahn straßenbahn u-bahn fahrkarte fahrkarten tanken benzin sprit parken parkhaus maut vignette mietwagen auto fahrrad roller",
  Travel:
    "flight flights plane airport ferry cruise visa luggage flug flüge flughafen fähre reise gepäck ryanair easyjet lufthansa",
  Lodging:
    "hotel hostel airbnb apartment booking lodging campsite camping unterkunft ferienwohnung pension herberge zeltplatz hütte",
  Entertainment:
    "cinema movie film concert museum theatre theater festival game games netflix spotify zoo club party kino konzert spiel spiele oper eintritt ausstellung bowling karaoke",
  Sports:
    "gym fitness football tennis climbing ski skiing skipass swimming yoga surf sport fußball klettern schwimmbad schwimmen skifahren",
  Health: "pharmacy doctor dentist medicine hospital glasses apotheke arzt zahnarzt medikamente krankenhaus brille",
  Clothing: "clothes clothing shoes jacket shirt dress trousers kleidung schuhe jacke hemd kleid hose",
  Gifts:
    "gift gifts present presents flowers birthday wedding christmas geschenk geschenke blumen geburtstag hochzeit weihnachten",
  Education: "book books course school university tuition lesson buch bücher kurs schule uni studium nachhilfe",
  Insurance: "insurance versicherung haftpflicht krankenkasse",
  Taxes: "tax taxes customs steuer steuern finanzamt zoll",
  Income: "salary wage refund payout gehalt lohn erstattung auszahlung",
};

/** From this length on a word is found inside of others. */
const INSIDE = 5;
/** Shorter words of an earlier title ("the", "for", "und") say nothing. */
const TELLING = 4;
/** Nor do longer ones that stand in any title, English or German. */
const FILLERS = new Set(
  "with without from into onto over under about after before between during until since while near around than then this that these those there here some more most many much every each other others both same such very just also only again back next last first second third your their them they ours what when where which were have been will would everyone everybody together nach beim ohne über unter durch gegen seit während zwischen hinter neben vorm fürs eine einen einem einer eines oder aber auch noch schon sich sind wird wurde waren haben hatte alle alles allen jede jeden jeder jedes diese diesen dieser dieses unser unsere unseren unserem euer eure ihre ihren ihrem mein meine dein deine sein seine seinen wenn weil dass dann denn doch nicht kein keine viel viele mehr etwas einmal wieder zusammen letzte letzten letzter nächste nächsten nächster erste ersten erster zweite zweiten".split(
    " ",
  ),
);

const byWord = new Map(
  Object.entries(WORDS).flatMap(([name, words]) => words.split(" ").map((word) => [word, name] as const)),
);
const longWords = [...byWord.keys()].filter((word) => word.length >= INSIDE).sort((a, b) => b.length - a.length);

function wordsOf(title: string): string[] {
  return title.toLocaleLowerCase().match(/[\p{L}\p{N}-]+/gu) ?? [];
}

function tellingOf(title: string): Set<string> {
  return new Set(wordsOf(title).filter((word) => word.length >= TELLING && !FILLERS.has(word)));
}

/**
 * The category that a title speaks of; null where it says nothing. The same title in the group counts first (`known`,
 * the newest first), then one with the same telling words. Then a list of words, English and German: it knows better
 * than a single word that an earlier title has in common, which comes last.
 */
export function guessCategory(
  title: string,
  known: readonly KnownTitle[],
  categories: readonly NamedCategory[],
): string | null {
  const words = wordsOf(title);
  if (words.length === 0) return null;
  const has = (id: string) => categories.some((category) => category.id === id);
  const earlier = known.filter(({ categoryId }) => has(categoryId));
  const same = earlier.find((each) => wordsOf(each.title).join(" ") === words.join(" "));
  const telling = tellingOf(title);
  const alike = same ?? earlier.find((each) => isEqual(tellingOf(each.title), telling));
  if (alike) return alike.categoryId;
  const name = nameFor(words);
  const listed = categories.find((category) => category.name === name);
  if (listed) return listed.id;
  return earlier.find((each) => [...tellingOf(each.title)].some((word) => telling.has(word)))?.categoryId ?? null;
}

/** Whether two titles say the same; nothing is not the same as nothing. */
function isEqual(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  return one.size > 0 && one.size === other.size && [...one].every((word) => other.has(word));
}

/** The first word that is in the list; then the longest of the list that stands inside of a word. */
function nameFor(words: readonly string[]): string | undefined {
  const whole = words.map((word) => byWord.get(word)).find((name) => name !== undefined);
  if (whole) return whole;
  const inside = longWords.find((long) => words.some((word) => word.length > long.length && word.includes(long)));
  return inside && byWord.get(inside);
}
