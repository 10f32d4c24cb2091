import { createHmac } from "node:crypto";
import { buildInfo } from "../platform/build-info.js";
import type { AppContext, Services } from "../platform/context.js";
import { type OperationOutcome, openOutcome, wordFor } from "../platform/operation-outcome.js";
import { type Span, traced } from "../platform/tracing.js";
import { OwnOperations } from "./own-operations.js";

const own = new OwnOperations(buildInfo.operations);

/** Whoever waits so long notices it: worth a line of the log. */
const SLOW_SECONDS = 1;
/** The caller hung up: nobody failed, and nobody was told. */
const ABANDONED = "ABANDONED";

/** An operation as it came. */
interface Asked {
  readonly requestId: string;
  readonly text: unknown;
  readonly operationName: unknown;
}

/** What the one who runs an operation tells of it. */
export interface OperationWatch {
  /** It runs in this context, whose outcome is the operation's. */
  runsIn<Context extends Pick<AppContext, "outcome">>(context: Context): Context;
  /** It was refused before there was a context. */
  refused(code: unknown): void;
  /** The caller is no longer there. */
  abandoned(): void;
}

/** Runs an operation in a span of its own, and says how long it took and what became of it: a number, and a line. */
export function watched<Answer>(
  services: Services,
  asked: Asked,
  run: (watch: OperationWatch) => Promise<Answer>,
): Promise<Answer> {
  const operation = own.labelOf(asked.text, asked.operationName);
  return traced(`graphql ${operation}`, async (span) => {
    const running = new Running(services, asked.requestId, operation, span);
    try {
      return await run(running);
    } catch (error) {
      running.refused(undefined);
      throw error;
    } finally {
      running.end();
    }
  });
}

class Running implements OperationWatch {
  private readonly services: Services;
  private readonly requestId: string;
  private readonly operation: string;
  private readonly span: Span;
  private readonly begun = performance.now();
  private context: AppContext | null = null;
  private outcome: OperationOutcome = openOutcome();
  private isAbandoned = false;

  constructor(services: Services, requestId: string, operation: string, span: Span) {
    this.services = services;
    this.requestId = requestId;
    this.operation = operation;
    this.span = span;
  }

  runsIn<Context extends Pick<AppContext, "outcome">>(context: Context): Context {
    this.context = context as unknown as AppContext;
    this.outcome = context.outcome;
    return context;
  }

  refused(code: unknown): void {
    this.outcome.codes = [...this.outcome.codes, typeof code === "string" ? code : "INTERNAL_SERVER_ERROR"];
  }

  abandoned(): void {
    this.isAbandoned = true;
  }

  end(): void {
    const seconds = (performance.now() - this.begun) / 1000;
    const { operation, requestId, span } = this;
    const { type } = this.outcome;
    const outcome = this.isAbandoned ? ABANDONED : wordFor(this.outcome);
    this.services.metrics.operations.observe({ operation, type, outcome }, seconds);
    for (const [name, value] of Object.entries({ type, outcome, requestId }))
      span.set(`expense_tracker.${name}`, value);
    const isBug = outcome === "INTERNAL_SERVER_ERROR";
    if (isBug) span.failed();
    const { log } = this.services;
    // An outage has its own line: one for each operation that meets it would bury all others.
    const level = isBug || seconds > SLOW_SECONDS ? "info" : "debug";
    if (!log.isLevelEnabled(level)) return;
    const facts = {
      requestId,
      operation,
      type,
      person: this.person(),
      milliseconds: Math.trunc(seconds * 1000),
      outcome,
    };
    log[level](facts, "an operation");
  }

  /** Tells the lines of one person from those of others, to nobody who has not the product's secret. */
  private person(): string | undefined {
    const who = this.context?.whoAsks;
    return who
      ? createHmac("sha256", this.services.secret).update(`log ${who}`).digest("base64url").slice(0, 16)
      : undefined;
  }
}
