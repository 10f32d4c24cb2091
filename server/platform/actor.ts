import { unauthenticated } from "./schema/top-level-errors.js";

/** What an actor may ask of the product at all; what they may do in a group, the group decides besides. */
export const SCOPES = ["READ", "WRITE", "ACCOUNT"] as const;

/** READ what the person sees, WRITE into their groups, ACCOUNT: their profile, password and sessions. */
export type Scope = (typeof SCOPES)[number];

/** A person who signed in; a session may do everything that its person may. */
export interface SessionActor {
  readonly kind: "SESSION";
  readonly userId: string;
  readonly sessionId: string;
  readonly scopes: readonly Scope[];
}

/** A program that a person gave a token to, for some of what they may do. */
export interface TokenActor {
  readonly kind: "TOKEN";
  readonly userId: string;
  readonly tokenId: string;
  readonly scopes: readonly Scope[];
}

/** The product itself, for a person: a command that whoever runs this machine gave in their name. */
export interface CommandActor {
  readonly kind: "COMMAND";
  readonly userId: string;
  readonly scopes: readonly Scope[];
}

/** The product itself, for nobody: a job, or a payment provider's word. Its writes have no actor in the log. */
export interface ProductActor {
  readonly kind: "PRODUCT";
  /** What of the product acts. */
  readonly name: string;
  readonly userId: null;
  readonly scopes: readonly Scope[];
}

/** Whoever acts for a person, and so sees and does what that person may, as far as the scopes go. */
export type Viewer = SessionActor | TokenActor | CommandActor;

export type Actor = Viewer | ProductActor;

export function sessionActor(userId: string, sessionId: string): SessionActor {
  return { kind: "SESSION", userId, sessionId, scopes: SCOPES };
}

/** Whoever may run commands on this machine may speak for anybody. */
export function commandActor(userId: string): CommandActor {
  return { kind: "COMMAND", userId, scopes: SCOPES };
}

export function productActor(name: string): ProductActor {
  return { kind: "PRODUCT", name, userId: null, scopes: SCOPES };
}

/** Refuses whoever was not given this scope; asked by the reader and by the write door, and nowhere else. */
export function requireScope(actor: Actor | null, scope: Scope): void {
  // Whoever is nobody is refused by what they ask for.
  if (actor === null || actor.scopes.includes(scope)) return;
  throw unauthenticated(`This token does not have the scope ${scope}.`);
}
