/** Categories are named in English; they are the same for everybody. */
const GERMAN_CATEGORIES: Readonly<Record<string, string>> = {
  General: "Allgemein",
  Groceries: "Lebensmittel",
  "Eating out": "Essen gehen",
  Rent: "Miete",
  Utilities: "Nebenkosten",
  Household: "Haushalt",
  Transport: "Verkehr",
  Travel: "Reisen",
  Lodging: "Unterkunft",
  Entertainment: "Unterhaltung",
  Sports: "Sport",
  Health: "Gesundheit",
  Clothing: "Kleidung",
  Gifts: "Geschenke",
  Education: "Bildung",
  Insurance: "Versicherung",
  Taxes: "Steuern",
  Income: "Einnahmen",
};

/** What a category is called in a reader's language, outside of the web, which has words of its own. */
export function categoryWord(name: string, locale: string): string {
  const isGerman = locale === "de" || locale.startsWith("de-");
  return (isGerman && GERMAN_CATEGORIES[name]) || name;
}
