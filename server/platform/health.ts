import { setTimeout as sleep } from "node:timers/promises";

/** Something that the product works with, and whether it is there. */
export interface HealthCheck {
  /** As readiness names it to whoever asks: says nothing about where it is. */
  readonly name: string;
  /** Whether nothing at all goes without it; what else is away stops a part. */
  readonly isVital: boolean;
  /** Throws where it is not there. */
  readonly check: () => Promise<unknown>;
}

/** Whether requests should come here, and what is not there, by name. */
export interface Readiness {
  readonly ready: boolean;
  readonly away: readonly string[];
}

/** Balancers ask every few seconds, and wait no longer for an answer. */
const PATIENCE_MILLISECONDS = 2_000;

/**
 * Whether a process is ready: at first when everything has been there once, so that one that was told wrong things gets no
 * requests, and from then on as long as what is vital is. Were it also for the rest, all processes would be taken away at
 * once where one part of the product has to wait.
 */
export class Health {
  private readonly checks: readonly HealthCheck[];
  private readonly unseen: Set<string>;
  private asking: Promise<Readiness> | null = null;

  constructor(checks: readonly HealthCheck[]) {
    this.checks = checks;
    this.unseen = new Set(checks.map(({ name }) => name));
  }

  /** However many ask at once, each part is asked once. */
  readiness(): Promise<Readiness> {
    this.asking ??= this.look().finally(() => {
      this.asking = null;
    });
    return this.asking;
  }

  private async look(): Promise<Readiness> {
    const isThere = await Promise.all(this.checks.map(({ check }) => answersSoon(check)));
    const missing = this.checks.filter((_, index) => !isThere[index]);
    for (const each of this.checks) if (!missing.includes(each)) this.unseen.delete(each.name);
    const ready = missing.every(({ name, isVital }) => !isVital && !this.unseen.has(name));
    return { ready, away: missing.map(({ name }) => name) };
  }
}

async function answersSoon(check: () => Promise<unknown>): Promise<boolean> {
  const patience = new AbortController();
  const late = sleep(PATIENCE_MILLISECONDS, false, { signal: patience.signal, ref: false }).catch(() => false);
  const there = check().then(
    () => true,
    () => false,
  );
  try {
    return await Promise.race([there, late]);
  } finally {
    patience.abort();
  }
}
