import { type Hop, runningSums, type Substitution, transferParts } from "../../kernel/explain.js";
import type { TransferPlan } from "../../kernel/settle.js";
import type { AppContext } from "../../platform/context.js";
import { MoneyOutput } from "../../platform/schema/money.js";
import type { Expense } from "../expenses/expense.entity.js";
import { expenseForViewer } from "../expenses/expense.loader.js";
import { allocationsOf } from "../expenses/split.js";
import { membersByGroup } from "../groups/group.loader.js";
import { visibleSettlement } from "../settlements/settlement.access.js";
import type { Settlement } from "../settlements/settlement.entity.js";
import {
  balanceLines,
  debtLine,
  debtLines,
  type EntryRow,
  type Line,
  type LineKind,
  type Names,
  type Source,
  transferLines,
} from "./explanation.js";
import {
  type BalanceKey,
  debtsBetween,
  entriesOfBalance,
  entriesOfPair,
  type SuggestedPlan,
  stepsByPlan,
} from "./explanation.loader.js";

/** A row as the API shows it, with its running sum and its source; what is below it is told when it is asked for. */
export class Explained {
  readonly kind: LineKind;
  readonly amount: MoneyOutput;
  readonly running: MoneyOutput;
  readonly label: string;
  readonly on: string | null;
  readonly correction: boolean;
  readonly entries: number | null;
  readonly memberIds: readonly string[];
  readonly source: Expense | Settlement | null;
  readonly substitution: ExplainedStep | null;
  private readonly line: Line;
  private readonly telling: Telling;

  constructor(line: Line, running: bigint, telling: Telling) {
    const { sourceId, substitution } = line;
    this.kind = line.kind;
    this.amount = telling.money(line.minor);
    this.running = telling.money(running);
    this.label = line.label;
    this.on = line.on;
    this.correction = line.correction;
    this.entries = line.entries;
    this.memberIds = line.memberIds;
    this.source = sourceId === null ? null : telling.node(sourceId);
    this.substitution = substitution && { ...substitution, amount: telling.money(substitution.minor) };
    this.line = line;
    this.telling = telling;
  }

  get rows(): readonly Explained[] | Promise<readonly Explained[]> {
    const lines = this.line.lines();
    return lines instanceof Promise ? lines.then((read) => this.telling.rows(read)) : this.telling.rows(lines);
  }
}

interface ExplainedStep extends Pick<Substitution, "instead" | "now" | "open"> {
  readonly amount: MoneyOutput;
}

/** A member's balance, up to a day or altogether. */
export interface ExplainedBalance {
  readonly groupId: string;
  readonly memberId: string;
  readonly asOf: string | null;
  readonly net: MoneyOutput;
}

/** A transfer, and the plan that it belongs to. */
export interface ExplainedTransfer extends TransferPlan {
  readonly plan: SuggestedPlan;
}

/** The rows of a balance: each expense and settlement that moved it. */
export function explainBalance(ctx: AppContext, { groupId, memberId, asOf, net }: ExplainedBalance) {
  return changedLines(ctx, { groupId, memberId, currency: net.currency, from: null, to: asOf });
}

/** What moved one member's balance from a day to a day. */
export async function changedLines(ctx: AppContext, key: BalanceKey): Promise<readonly Explained[]> {
  const entries = await ctx.loader(entriesOfBalance).load(key);
  const told = await Telling.of(ctx, key.groupId, key.currency);
  await told.learn(entries);
  return told.rows(balanceLines(entries, key.memberId, told.source, told.names));
}

/** The rows of a balance by the other members: what they owe this one, and this one owes them. */
export async function explainDebts(ctx: AppContext, { groupId, memberId, asOf, net }: ExplainedBalance) {
  const { currency } = net;
  const members = await ctx.loader(membersByGroup).load(groupId);
  const owed = await ctx.loader(debtsBetween).load({ groupId, currency, asOf });
  const told = await Telling.of(ctx, groupId, currency);
  const lines = members.flatMap(({ id }) => {
    const between = { fromId: id, toId: memberId };
    const minor = owed(id, memberId);
    return minor === 0n ? [] : debtLine({ ...between, minor }, told.names, () => told.debt(between, asOf));
  });
  return told.rows(lines);
}

/** The rows of a transfer: the debt of the two, and each step that made this transfer of it. */
export async function explainTransfer(ctx: AppContext, transfer: ExplainedTransfer): Promise<readonly Explained[]> {
  const { groupId, currency } = transfer.plan;
  const { debts, steps } = await ctx.loader(stepsByPlan).load(transfer.plan);
  const parts = transferParts(transfer, debts, steps);
  const told = await Telling.of(ctx, groupId, currency);
  return told.rows(await transferLines(transfer, parts, () => told.debt(transfer, null), told.names));
}

/** What it takes to tell lines: the people's names, and the expenses and settlements that the viewer may see. */
class Telling {
  readonly names: Names;
  private readonly ctx: AppContext;
  private readonly groupId: string;
  private readonly currency: string;
  private readonly nodes = new Map<string, Expense | Settlement>();
  private readonly sources = new Map<string, Source>();

  private constructor(ctx: AppContext, groupId: string, currency: string, names: Names) {
    this.ctx = ctx;
    this.groupId = groupId;
    this.currency = currency;
    this.names = names;
  }

  static async of(ctx: AppContext, groupId: string, currency: string): Promise<Telling> {
    const members = await ctx.loader(membersByGroup).load(groupId);
    const names = new Map(members.map((member) => [member.id, member.name]));
    return new Telling(ctx, groupId, currency, (id) => names.get(id) ?? "");
  }

  /** Reads what these entries come from. */
  async learn(entries: readonly EntryRow[]): Promise<void> {
    const { ctx, currency } = this;
    const ids = [...new Set(entries.flatMap(({ subjectId }) => subjectId ?? []))];
    const found = await Promise.all(
      ids.map((id) => (id.startsWith("exp_") ? ctx.loader(expenseForViewer).load(id) : visibleSettlement(ctx, id))),
    );
    for (const node of found) {
      if (!node) continue;
      this.nodes.set(node.id, node);
      this.sources.set(node.id, sourceOf(node, currency));
    }
  }

  /** The lines of what two members owe each other, positive where the first owes the second. */
  async debt({ fromId, toId }: Hop, to: string | null): Promise<readonly Line[]> {
    const { ctx, groupId, currency } = this;
    const [first, second, sign] = fromId < toId ? [fromId, toId, 1n] : [toId, fromId, -1n];
    const kept = await ctx.loader(entriesOfPair).load({ groupId, currency, fromId: first, toId: second, to });
    const entries = kept.map((entry) => ({ ...entry, minor: entry.minor * sign }));
    await this.learn(entries);
    return debtLines(entries, { fromId, toId }, this.source, this.names);
  }

  readonly source = (id: string): Source | null => this.sources.get(id) ?? null;

  node(id: string): Expense | Settlement | null {
    return this.nodes.get(id) ?? null;
  }

  money(minor: bigint): MoneyOutput {
    return new MoneyOutput(minor, this.currency);
  }

  rows(lines: readonly Line[]): readonly Explained[] {
    const running = runningSums(lines.map((line) => line.minor));
    return lines.map((line, index) => new Explained(line, running[index]!, this));
  }
}

function sourceOf(node: Expense | Settlement, currency: string): Source {
  const { id } = node;
  if (!("title" in node)) {
    return { kind: "SETTLEMENT", id, fromMemberId: node.fromMemberId, toMemberId: node.toMemberId };
  }
  const { title, payerRows, shareRows } = node;
  const payersKnown = node.payersKnown && node.currency === currency;
  let allocations: ReturnType<typeof allocationsOf> | undefined;
  const oddUnits = () => {
    allocations ??= allocationsOf(node);
    const known = allocations;
    return (memberId: string) => known.get(memberId)?.oddUnits ?? 0n;
  };
  return { kind: "EXPENSE", id, title, payersKnown, payerRows, shareRows, oddUnits };
}
