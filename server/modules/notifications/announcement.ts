/** An amount in minor units. */
export interface AnnouncedMoney {
  readonly minor: string;
  readonly currency: string;
}

/**
 * What another part of the product tells somebody of, where there is no event of a group to read it from: data, of which
 * words are made when it is shown.
 */
export type Announcement =
  /** `fromId`: the member who is owed. */
  | { readonly of: "reminder"; readonly fromId: string; readonly amount: AnnouncedMoney }
  | {
      readonly of: "report";
      /** What it is a report of: a group's name, a year; null for the person's own. */
      readonly about: string | null;
      readonly format: string;
      readonly isReady: boolean;
      /** The moment at which its file goes; nobody is told of it after that. */
      readonly until?: string;
    }
  | {
      readonly of: "budget";
      /** Of which category, or group; null for all that one spends. */
      readonly about: string | null;
      /** Whether `about` is a category, which each language calls by a word of its own. */
      readonly isCategory: boolean;
      /** In percent. */
      readonly threshold: number;
      readonly spent: AnnouncedMoney;
      readonly limit: AnnouncedMoney;
    }
  | { readonly of: "security"; readonly what: SecurityNews; readonly device: string | null };

/** What can happen to an account. */
export type SecurityNews = "SIGNED_IN" | "PASSWORD_CHANGED" | "SESSIONS_ENDED" | "EMAIL_STOPPED";
