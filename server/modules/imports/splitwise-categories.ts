import { comparableName } from "./match.js";

/**
 * Where what Splitwise calls its categories belongs, by the name of our own category. Splitwise writes them in the
 * exporter's language; these are English, German, Spanish, French, Italian, Portuguese and Dutch. Whatever is not here
 * is General, and stays so until somebody says more.
 */
const CATEGORIES: Readonly<Record<string, string>> = {
  Groceries: `groceries|liquor|food and drink|lebensmittel|alkohol|essen und trinken|alimentos|licor|comidas y bebidas|courses
    |alcool|nourriture et boissons|alimentari|alcolici|cibo e bevande|mercado|mercearia|comidas e bebidas|boodschappen|drank|eten en drinken`,
  "Eating out": "dining out|restaurant|restaurantes|sorties|ristorante|jantar fora|jantar|uit eten",
  Rent: "rent|mortgage|miete|zinsen|alquiler|hipoteca|location|prêt immobilier|affitto|mutuo|aluguel|empréstimo|huur|hypotheek",
  Utilities: `utilities|electricity|heat/gas|water|tv/phone/internet|trash|nebenkosten|elektrizität|heizung/gas|wasser|müll
    |fernsehen/telefon/internet|utilidades|electricidad|calefacción|agua|basura|tv/teléfono/internet|services publics|électricité
    |chauffage/gaz|eau|poubelles|tv/téléphone/internet|utenze|energia elettrica|riscaldamento/gas|acqua|spazzatura|tv/telefono/internet
    |serviços públicos|eletricidade|aquecimento/gás|água|lixo|tv/telefone/internet|elektriciteit|verwarming/gas|afval|tv/telefoon/internet`,
  Household: `home|household supplies|furniture|electronics|maintenance|services|cleaning|pets|zuhause|haushaltsgegenstände|möbel|elektronik
    |instandhaltung|dienstleistungen|reinigung|haustiere|casa|suministros del hogar|muebles|electrónica|mantenimiento|servicios|limpieza
    |mascotas|maison|articles ménagers|meubles|électronique|entretien|nettoyage|animaux|casalinghi|arredamento|elettronica|manutenzione
    |servizi|pulizie|animali domestici|móveis|eletrônicos|manutenção|serviços|limpeza|huis|huishoudelijke benodigdheden|meubels
    |electronica|onderhoud|diensten|schoonmaak|huisdieren`,
  Transport: `transportation|bus/train|car|gas/fuel|parking|taxi|bicycle|verkehrsmittel|bus/zug|auto|treibstoff|parken|fahrrad|transporte
    |autobús/tren|coche|gasolina|estacionamiento|bicicleta|transport|voiture|essence|vélo|trasporti|autobus/treno|carburante|parcheggio
    |bicicletta|ônibus/trem|carro|combustível|estacionamento|vervoer|bus/trein|brandstof|parkeren|fiets`,
  Travel: "plane|flugzeug|avión|avion|aereo|avião|vliegtuig",
  Lodging: "hotel|hôtel",
  Entertainment: `entertainment|games|movies|music|unterhaltung|spiele|kino|musik|entretenimiento|juegos|películas|música|loisirs|jeux
    |cinéma|musique|intrattenimento|giochi|cinema|musica|entretenimento|jogos|filmes|vermaak|spelletjes|films|muziek`,
  Sports: "sports|sport|deportes|esportes|desporto",
  Health: "medical expenses|medikamente|gastos médicos|dépenses médicales|spese mediche|despesas médicas|ziektekosten",
  Clothing: "clothing|kleidung|ropa|vêtements|abbigliamento|vestuário|kleding",
  Gifts: "gifts|geschenke|regalos|cadeaux|regali|presentes|kado's",
  Education:
    "education|childcare|bildung|kinderbetreuung|formación|guardería|scolarité|enfants|istruzione|educação|creche|onderwijs|kinderopvang",
  Insurance: "insurance|versicherung|seguro|assurance|assicurazione|verzekering",
  Taxes: "taxes|steuern|impuestos|impôts/taxes|tasse|impostos|belasting",
};

const ours = new Map(
  Object.entries(CATEGORIES).flatMap(([name, words]) =>
    words.split("|").map((word) => [comparableName(word), name] as const),
  ),
);

/** The name of our category for a word of Splitwise's; null where there is none. "Home - Other" is Home. */
export function categoryNameOf(category: string): string | null {
  const [parent] = category.split(" - ");
  return ours.get(comparableName(category)) ?? ours.get(comparableName(parent!)) ?? null;
}
