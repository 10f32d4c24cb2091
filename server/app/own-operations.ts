import { type DocumentNode, Kind, parse, print, visit } from "graphql";

/** What everybody else's operations are called, so that no caller can make up names without end. */
export const OTHER = "other";

interface Own {
  /** As the web was built; read when first asked for. */
  readonly texts: readonly string[];
  normal?: ReadonlySet<string>;
  /** The text that was last found to be one of them, letter by letter as it comes. */
  known?: string;
}

/**
 * The operations of the web app, told by their texts. A name alone says nothing, for anybody can use it: whoever sends
 * another text under a name of ours is called like everybody else.
 */
export class OwnOperations {
  private readonly byName: ReadonlyMap<string, Own>;

  constructor(texts: Readonly<Record<string, readonly string[]>>) {
    this.byName = new Map(Object.entries(texts).map(([name, own]) => [name, { texts: own }]));
  }

  /** The operation's name where it is one of ours, else `OTHER`; never throws, whatever comes. */
  labelOf(text: unknown, operationName: unknown): string {
    if (typeof text !== "string" || typeof operationName !== "string") return OTHER;
    const own = this.byName.get(operationName);
    if (!own) return OTHER;
    if (own.known === text) return operationName;
    own.normal ??= new Set(own.texts.map((each) => normalised(parse(each))));
    if (!own.normal.has(normalFormOf(text))) return OTHER;
    own.known = text;
    return operationName;
  }
}

function normalFormOf(text: string): string {
  try {
    return normalised(parse(text, { noLocation: true }));
  } catch {
    return "";
  }
}

/** Without what the client adds and takes away on the way: names of types, and its own directives. */
function normalised(document: DocumentNode): string {
  const plain = visit(document, {
    Field: (field) => (field.name.value === "__typename" && !field.alias ? null : undefined),
    Directive: ({ name }) => (name.value === "unmask" ? null : undefined),
  });
  const texts = plain.definitions.map((definition) => print({ kind: Kind.DOCUMENT, definitions: [definition] }));
  return texts.sort().join("\n");
}
