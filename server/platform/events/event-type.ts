/** Whether events of a type move balances; their writes must post to the ledger. */
export type Moves = "BALANCES" | "NOTHING";

/** What an event means to those who know nothing of its module. */
interface Meaning<MovesWhat extends Moves> {
  readonly moves: MovesWhat;
  /** Whom it is news for: all in the group, those whose money it is about, its ADMINs, or nobody, because it is a step of something. */
  readonly concerns: "EVERYBODY" | "PARTIES" | "ADMINS" | "NOBODY";
  /** It stands for many things at once: its postings have the subjects of these, not its own. */
  readonly isBulk: boolean;
  /** It may begin or end that an account is in the group. */
  readonly changesWhoIsThere: boolean;
  /** What happened to the same thing before is so no more, and is no news: a payment that waited is confirmed, an invite is revoked. */
  readonly replaces: boolean;
}

/** A kind of event, with the type of thing that it changes. Declared once, by the module that records it. */
export interface EventType<Thing = unknown, MovesWhat extends Moves = Moves> extends Meaning<MovesWhat> {
  /** As `GroupEvent.type` has it: what it is about, and what became of it. */
  readonly name: string;
  /** Says what `Thing` is, and is never there. */
  readonly thing?: Thing;
}

const declared = new Map<string, EventType>();

/** What an event of this name means, whichever module declares it; null for one that a later release recorded. */
export function eventTypeNamed(name: string): EventType | null {
  return declared.get(name) ?? null;
}

/** The names of the events that are news for these. */
export function eventNamesOfConcernTo(whom: EventType["concerns"]): string[] {
  return [...declared.values()].filter(({ concerns }) => concerns === whom).map(({ name }) => name);
}

/** The names of the events after which what happened to their thing before is no news. */
export function eventNamesThatReplace(): string[] {
  return [...declared.values()].filter(({ replaces }) => replaces).map(({ name }) => name);
}

function declare<Type extends EventType>(type: Type): Type {
  if (declared.has(type.name)) throw new Error(`The event ${type.name} is declared twice.`);
  declared.set(type.name, type);
  return type;
}

/** Declares an event that moves balances. */
export function moneyEvent<Thing>(
  name: string,
  {
    concerns = "PARTIES",
    isBulk = false,
    changesWhoIsThere = false,
    replaces = false,
  }: Partial<Meaning<"BALANCES">> = {},
): EventType<Thing, "BALANCES"> {
  return declare({ name, moves: "BALANCES", concerns, isBulk, changesWhoIsThere, replaces });
}

/** Declares an event that leaves every balance as it is. */
export function quietEvent<Thing>(
  name: string,
  {
    concerns = "EVERYBODY",
    isBulk = false,
    changesWhoIsThere = false,
    replaces = false,
  }: Partial<Meaning<"NOTHING">> = {},
): EventType<Thing, "NOTHING"> {
  return declare({ name, moves: "NOTHING", concerns, isBulk, changesWhoIsThere, replaces });
}
