import { Arg, Field, Float, ID, Int, ObjectType, Resolver, Root, Subscription } from "type-graphql";
import { isId } from "../../../kernel/ids.js";
import type { AppContext } from "../../../platform/context.js";
import { poolOf } from "../../../platform/database.js";
import { LiveSource, type Look } from "../../../platform/live/live-source.js";
import { entities, poolReader, type Reader } from "../../../platform/reader.js";
import { Cost } from "../../../platform/schema/cost.js";
import { topLevel } from "../../../platform/schema/top-level-errors.js";
import { sessionsInGroup } from "../../groups/group.loader.js";
import { Receipt } from "../receipt.entity.js";
import { RECEIPT_COLUMNS } from "../receipt.loader.js";

@ObjectType({ description: "How a receipt is now, and how far its reading is." })
export class ReceiptEvent {
  @Field(() => Receipt, { description: "As it is when this is delivered." })
  readonly receipt: Receipt;

  @Field(() => Float, { description: "How much of it is read, from 0 to 1." })
  readonly progress: number;

  @Field(() => Int, { nullable: true, description: "How many are read before it; null where it does not wait." })
  readonly place: number | null;

  constructor({ receipt, place }: Pick<ReceiptEvent, "receipt" | "place">) {
    this.receipt = receipt;
    this.progress = receipt.progress;
    this.place = place;
  }
}

@Resolver()
export class ReceiptEventsResolver {
  @Cost(10)
  @Subscription(() => ReceiptEvent, {
    description:
      "A receipt: at once, and whenever it is changed, claimed from, or further read. Who falls behind hears the last of it. Losing access, or its deletion, ends it.",
    subscribe: ({ args, context }: { args: unknown; context: unknown }) =>
      receiptEventsFrom(context as AppContext, (args as { receiptId: string }).receiptId),
  })
  receiptEvents(
    @Root() root: { readonly receipt: Receipt; readonly place: number | null },
    @Arg("receiptId", () => ID, { description: "Of the receipt." }) _receiptId: string,
  ): ReceiptEvent {
    return new ReceiptEvent(root);
  }
}

async function receiptEventsFrom({ session, services }: AppContext, receiptId: string): Promise<LiveSource<string>> {
  const reader = poolReader(poolOf(services.reserved));
  const seen = isId("rcp", receiptId) ? await lookAt(reader, receiptId, [session.sessionId]) : null;
  if (!seen?.allowed.includes(session.sessionId)) {
    throw topLevel("NOT_FOUND", "There is no such receipt, or it is not yours to see.");
  }
  return new ReceiptEvents(receiptId, "");
}

/** One that waits moves on without being rung for: those before it were read. */
const WAITING_MILLISECONDS = 1_000;
/** A ring may be lost with the process that would have rung. */
const QUIET_MILLISECONDS = 5_000;

/** A receipt as a whole each time; the cursor is what of it was told last. */
class ReceiptEvents extends LiveSource<string> {
  override readonly pause = 100;

  async look(reader: Reader, told: string, sessionIds: readonly string[]): Promise<Look<string>> {
    const seen = await lookAt(reader, this.topic, sessionIds);
    if (!seen) return { cursor: told, more: false, allowed: new Set() };
    const { receipt, place, claims, allowed } = seen;
    const { version, state, round, progress } = receipt;
    const cursor = JSON.stringify([version, state, round, progress, place, claims]);
    const again = place === null ? QUIET_MILLISECONDS : WAITING_MILLISECONDS;
    return {
      cursor,
      more: false,
      allowed: new Set(allowed),
      again,
      ...(cursor !== told && { root: { receipt, place } }),
    };
  }
}

interface Seen {
  readonly receipt: Receipt;
  readonly place: number | null;
  /** Changes with every claim. */
  readonly claims: string;
  readonly allowed: readonly string[];
}

async function lookAt(reader: Reader, receiptId: string, sessionIds: readonly string[]): Promise<Seen | null> {
  const [row] = await reader.rows<Omit<Seen, "receipt">>(
    `select ${RECEIPT_COLUMNS}, ${sessionsInGroup("r.group_id", "$2")} as allowed,
       case when r.state = 'QUEUED' then (select count(*)::int from receipts o where o.state = 'QUEUED'
         and o.deleted_at is null and (o.queued_at, o.id) < (r.queued_at, r.id)) end as place,
       (select coalesce(md5(string_agg(c.line_id || c.member_id || ' ' || c.weight, ',' order by c.line_id, c.member_id)), '')
          from receipt_claims c where c.receipt_id = r.id) as claims
     from receipts r where r.id = $1 and r.deleted_at is null`,
    [receiptId, sessionIds],
  );
  if (!row) return null;
  const { allowed, place, claims } = row;
  return { receipt: entities(Receipt, [row])[0]!, place, claims, allowed };
}
