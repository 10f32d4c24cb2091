import type { Tx } from "./write.js";

/** Something that happened to an account, which its person should hear of: somebody else may have done it. */
export interface AccountNews {
  readonly what: "SIGNED_IN" | "PASSWORD_CHANGED" | "SESSIONS_ENDED";
  /** What the program calls itself that did it; null where it does not say. */
  readonly device: string | null;
}

/** Whoever wants to know of them, in the transaction in which they happen. */
export type AccountNewsListener = (tx: Tx, userId: string, news: AccountNews) => Promise<void>;

/** Tells every module that wants to know. */
export async function tellAccount(
  { accountNews }: { readonly accountNews: readonly AccountNewsListener[] },
  tx: Tx,
  userId: string,
  news: AccountNews,
): Promise<void> {
  for (const listener of accountNews) await listener(tx, userId, news);
}
