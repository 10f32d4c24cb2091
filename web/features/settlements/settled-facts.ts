import { daysBetween } from "../../../server/kernel/local-date.js";

/** What a group that is even can look back on; null where it is not known, or was not. */
export interface SettledFacts {
  /** From its first expense to its last, both counted. */
  readonly days: number | null;
  readonly people: number;
  readonly payments: number | null;
  /** Whether anybody paid anything: else it was even all along, or only became so by a correction. */
  readonly wasPaid: boolean;
}

interface History {
  readonly firstOn: string | undefined;
  readonly lastOn: string | undefined;
  readonly members: readonly { readonly leftAt: unknown }[];
  readonly payments: readonly { readonly status: string }[];
  /** There are more payments than these. */
  readonly morePayments: boolean;
}

/** Counts what happened: only payments that count, and nothing that is not there. */
export function settledFacts({ firstOn, lastOn, members, payments, morePayments }: History): SettledFacts {
  const counted = payments.filter(({ status }) => status === "CONFIRMED").length;
  return {
    days: firstOn === undefined || lastOn === undefined ? null : daysBetween(firstOn, lastOn) + 1,
    people: members.filter(({ leftAt }) => leftAt === null).length,
    payments: morePayments || counted === 0 ? null : counted,
    wasPaid: counted > 0,
  };
}
