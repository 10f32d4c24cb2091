import { runningSums, type Substitution, transferParts } from "../../kernel/explain.js";
import type { TransferPlan } from "../../kernel/settle.js";
import type { AppContext } from "../../platform/context.js";
import { MoneyOutput } from "../../platform/schema/money.js";
import type { Expense } from "../expenses/expense.entity.js";
import { expenseForViewer } from "../expenses/expense.loader.js";
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
  entriesOfBalance,
  entriesOfPair,
  type SuggestedPlan,
  stepsByPlan,
} from "./explanation.loader.js";

/** A row as the API shows it, with its running sum and its source. */
export interface Explained {
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
  readonly rows: readonly Explained[];
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
  const rows = await ctx.loader(entriesOfBalance).load(key);
  const told = await Telling.of(ctx, key.groupId, key.currency, rows);
  return told.rows(balanceLines(rows, key.memberId, told.source, told.names));
}

/** The rows of a balance by the other members: what they owe this one, and this one owes them. */
export async function explainDebts(ctx: AppContext, { groupId, memberId, asOf, net }: ExplainedBalance) {
  const { currency } = net;
  const members = await ctx.loader(membersByGroup).load(groupId);
  const others = members.filter((member) => member.id !== memberId);
  const pairs = await Promise.all(
    others.map(async ({ id }) => {
      const key = { groupId, currency, fromId: id, toId: memberId, to: asOf };
      return { ...key, entries: await ctx.loader(entriesOfPair).load(key) };
    }),
  );
  const told = await Telling.of(
    ctx,
    groupId,
    currency,
    pairs.flatMap(({ entries }) => entries),
  );
  const lines = pairs.flatMap(({ fromId, toId, entries }) => {
    const minor = entries.reduce((total, entry) => total + entry.minor, 0n);
    if (minor === 0n) return [];
    return debtLine({ fromId, toId, minor }, told.names, debtLines(entries, { fromId, toId }, told.source, told.names));
  });
  return told.rows(lines);
}

/** The rows of a transfer: the debt of the two, and each step that made this transfer of it. */
export async function explainTransfer(ctx: AppContext, transfer: ExplainedTransfer): Promise<readonly Explained[]> {
  const { fromId, toId, plan } = transfer;
  const { groupId, currency } = plan;
  const { debts, steps } = await ctx.loader(stepsByPlan).load(plan);
  const parts = transferParts(transfer, debts, steps);
  const entries =
    parts.direct === 0n ? [] : await ctx.loader(entriesOfPair).load({ groupId, currency, fromId, toId, to: null });
  const told = await Telling.of(ctx, groupId, currency, entries);
  const lines = debtLines(entries, transfer, told.source, told.names);
  return told.rows(transferLines(transfer, parts, lines, told.names));
}

const NOTHING: readonly Explained[] = [];

/** What it takes to tell lines: the people's names, and the expenses and settlements that the viewer may see. */
class Telling {
  readonly names: Names;
  private readonly currency: string;
  private readonly sources: ReadonlyMap<string, Expense | Settlement>;
  private readonly told: ReadonlyMap<string, Source>;

  private constructor(currency: string, names: Names, sources: ReadonlyMap<string, Expense | Settlement>) {
    this.currency = currency;
    this.names = names;
    this.sources = sources;
    this.told = new Map([...sources].map(([id, source]) => [id, sourceOf(source)]));
  }

  static async of(ctx: AppContext, groupId: string, currency: string, entries: readonly EntryRow[]): Promise<Telling> {
    const ids = [...new Set(entries.flatMap(({ subjectId }) => subjectId ?? []))];
    const [members, found] = await Promise.all([
      ctx.loader(membersByGroup).load(groupId),
      Promise.all(
        ids.map((id) => (id.startsWith("exp_") ? ctx.loader(expenseForViewer).load(id) : visibleSettlement(ctx, id))),
      ),
    ]);
    const names = new Map(members.map((member) => [member.id, member.name]));
    const sources = new Map(found.flatMap((source) => (source ? [[source.id, source] as const] : [])));
    return new Telling(currency, (id) => names.get(id) ?? "", sources);
  }

  readonly source = (id: string): Source | null => this.told.get(id) ?? null;

  rows(lines: readonly Line[]): readonly Explained[] {
    if (lines.length === 0) return NOTHING;
    const running = runningSums(lines.map((line) => line.minor));
    return lines.map((line, index) => ({
      kind: line.kind,
      amount: this.money(line.minor),
      running: this.money(running[index]!),
      label: line.label,
      on: line.on,
      correction: line.correction,
      entries: line.entries,
      memberIds: line.memberIds,
      source: line.sourceId === null ? null : (this.sources.get(line.sourceId) ?? null),
      substitution: line.substitution && { ...line.substitution, amount: this.money(line.substitution.minor) },
      rows: this.rows(line.lines),
    }));
  }

  private money(minor: bigint): MoneyOutput {
    return new MoneyOutput(minor, this.currency);
  }
}

function sourceOf(source: Expense | Settlement): Source {
  const { id } = source;
  if (!("title" in source)) {
    return { kind: "SETTLEMENT", id, fromMemberId: source.fromMemberId, toMemberId: source.toMemberId };
  }
  const { title, payersKnown, payerRows, shareRows } = source;
  return { kind: "EXPENSE", id, title, payersKnown, payerRows, shareRows };
}
