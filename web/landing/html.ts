/** Markup that may stand in a page as it is. */
export class Markup {
  constructor(readonly text: string) {}
}

type Piece = Markup | readonly Markup[] | string | number | false;

const NAMES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

function written(piece: Piece): string {
  if (piece instanceof Markup) return piece.text;
  if (piece === false) return "";
  if (typeof piece === "object") return piece.map(written).join("");
  return String(piece).replace(/[&<>"]/g, (character) => NAMES[character]!);
}

/** Markup with texts in it, each of which stays a text whatever it holds. */
export function html(literals: TemplateStringsArray, ...pieces: readonly Piece[]): Markup {
  return new Markup(literals.map((literal, index) => literal + written(pieces[index] ?? false)).join(""));
}
