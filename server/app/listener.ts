import { type ExecutionResult, GraphQLError } from "graphql";
import type { AppContext, Services } from "../platform/context.js";
import { isConnectionLost } from "../platform/database.js";
import { OPERATION_LIMITS } from "../platform/rate-limit.js";
import { belongsToRequest } from "./request-id.js";
import { asGraphQLError, executeOnce, formatted, type Running } from "./websocket-operations.js";

/** Bytes that a socket may owe its client before it is given more. */
const OWED_MAX = 256 * 1024;
/** Deliveries of one point are paid so many at a time: most of the cost of one is asking whether it may be. */
const PAID_TOGETHER = 20;

/**
 * One subscription of one socket. Events go straight to the socket, as text that may have been written for many; what
 * graphql-ws iterates over is only how it learns of the end, and how it says that the client wants no more.
 */
export class Listener implements AsyncGenerator<never, void> {
  readonly who: string;
  readonly sessionId: string;
  /** When it began, in milliseconds of the epoch: of what is older it is no news how late it comes. */
  readonly since = Date.now();
  /** Called once, when this one hears nothing more. */
  onLeave: () => void = () => undefined;
  private readonly running: Running;
  private readonly frame: string;
  private readonly over: Promise<void>;
  private finish: () => void = () => undefined;
  private isOver = false;
  private hasPaid = false;
  private unpaid = 0;

  constructor(running: Running) {
    this.running = running;
    const { userId, sessionId } = running.contextValue.session;
    this.who = userId;
    this.sessionId = sessionId;
    this.services.metrics.subscriptions.inc();
    this.frame = `{"id":${JSON.stringify(running.caller.operationId)},"type":"next","payload":`;
    this.over = new Promise((resolve) => {
      this.finish = resolve;
    });
  }

  get context(): AppContext {
    return this.running.contextValue;
  }

  get services(): Services {
    return this.context.services;
  }

  /** What an execution of its own is charged. */
  get points(): number {
    return this.running.points;
  }

  /** Whether its client does not read as fast as it is written to. */
  get owesTooMuch(): boolean {
    const { socket } = this.running.caller;
    return socket.readyState === socket.OPEN && socket.bufferedAmount > OWED_MAX;
  }

  /** Whether they have as many points left; whoever has not is told when to come again, and hears nothing more. */
  async pay(points: number): Promise<boolean> {
    this.unpaid += points;
    // The first is asked for at once: else whoever begins anew again and again would owe what nobody asks them for.
    if (this.hasPaid && this.unpaid < PAID_TOGETHER) return true;
    try {
      await this.payWhatIsDue();
      this.hasPaid = true;
      return true;
    } catch (error) {
      this.fail(error);
      return false;
    }
  }

  private async payWhatIsDue(): Promise<void> {
    const due = this.unpaid;
    this.unpaid = 0;
    if (due > 0) await this.services.rateLimits.take(OPERATION_LIMITS.EVENTS, this.who, due);
  }

  /** Whether the topic has as many points left as an execution takes. */
  async isPaidBy(topic: string): Promise<boolean> {
    try {
      await this.services.rateLimits.take(OPERATION_LIMITS.TOPICS, topic, this.points);
      return true;
    } catch {
      return false;
    }
  }

  /** Executes one event; throws where the database went away under it, so that it is tried again. */
  async executed(root: unknown, context: AppContext): Promise<ExecutionResult> {
    const result = await executeOnce({ ...this.running, rootValue: root, contextValue: context });
    const lost = result.errors?.find((error) => isConnectionLost(error.originalError));
    if (lost) throw lost.originalError;
    return result;
  }

  /** A result as it is said, with errors in our own words. */
  said(result: ExecutionResult): object {
    return result.errors ? { ...result, errors: formatted(this.services, result.errors) } : result;
  }

  /** Sends a result that is text already. */
  deliver(payload: string): void {
    const { socket } = this.running.caller;
    if (!this.isOver && socket.readyState === socket.OPEN) socket.send(`${this.frame}${payload}}`);
  }

  /** Says what went wrong, and ends. */
  fail(thrown: unknown): void {
    const error = asGraphQLError(thrown);
    belongsToRequest(error, this.context.requestId);
    if (!(thrown instanceof GraphQLError)) belongsToRequest(thrown as object, this.context.requestId);
    this.deliver(JSON.stringify(this.said({ errors: [error] })));
    this.end();
  }

  /** There is nothing more to hear. */
  end(): void {
    if (this.isOver) return;
    this.isOver = true;
    this.services.metrics.subscriptions.dec();
    // Too few points left is told to whoever begins next.
    void this.payWhatIsDue().catch(() => undefined);
    this.onLeave();
    this.finish();
  }

  async next(): Promise<IteratorResult<never, void>> {
    await this.over;
    return { done: true, value: undefined };
  }

  async return(): Promise<IteratorResult<never, void>> {
    this.end();
    return { done: true, value: undefined };
  }

  async throw(): Promise<IteratorResult<never, void>> {
    return this.return();
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.end();
  }
}
