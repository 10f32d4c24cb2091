import { Arg, Args, ArgsType, Ctx, Field, FieldResolver, ID, Int, Query, Resolver, Root } from "type-graphql";
import type { AppContext } from "../../platform/context.js";
import { made } from "../../platform/made.js";
import { entities } from "../../platform/reader.js";
import { PageArguments } from "../../platform/schema/arguments.js";
import { Cost } from "../../platform/schema/cost.js";
import { MoneyOutput } from "../../platform/schema/money.js";
import { type Connection, connectionOf, cursorOf, pageOf, pageSize, valuesOf } from "../../platform/schema/pages.js";
import type { PlaceOnPage } from "../../reader/receipt-reading.js";
import { SplitClaim } from "../bills/bill.js";
import { shownGroup } from "../groups/group.access.js";
import { Group } from "../groups/group.entity.js";
import { memberById } from "../groups/group.loader.js";
import { Member } from "../groups/member.entity.js";
import { linkUntil } from "../uploads/link-until.js";
import type { StoredCheck, StoredField } from "./reading.js";
import { visibleReceipt } from "./receipt.access.js";
import {
  Box,
  ReadDate,
  ReadMoney,
  ReadText,
  Receipt,
  ReceiptCheck,
  ReceiptLine,
  ReceiptPage,
  ReceiptReading,
} from "./receipt.entity.js";
import { claimsByLine, linesByReceipt, pagesByReceipt, RECEIPT_COLUMNS, sameBefore } from "./receipt.loader.js";

const ReceiptConnection = connectionOf(Receipt, "Receipt");

@ArgsType()
class ReceiptsArguments extends PageArguments {
  @Field(() => Boolean, {
    nullable: true,
    description: "True: only those that belong to no expense yet; false: only those that do.",
  })
  unfiled?: boolean | null;
}

@Resolver(() => Group)
export class GroupReceiptFields {
  @FieldResolver(() => ReceiptConnection, { description: "Its receipts, the newest first." })
  async receipts(
    @Root() group: Group,
    @Args() { first, after, unfiled }: ReceiptsArguments,
    @Ctx() ctx: AppContext,
  ): Promise<Connection<Receipt>> {
    const size = pageSize(first);
    const [at, id] = valuesOf(after, ["instant", "text"]) ?? [];
    const rows = await ctx.reader.rows(
      `select ${RECEIPT_COLUMNS} from receipts r
       where r.group_id = $1 and r.deleted_at is null and ($2::boolean is null or (r.expense_id is null) = $2)
         and ($3::timestamptz is null or (r.created_at, r.id) < ($3, $4))
       order by r.created_at desc, r.id desc limit $5`,
      [group.id, unfiled ?? null, at ?? null, id ?? null, size + 1],
    );
    return pageOf(entities(Receipt, rows), size, after, (receipt) =>
      cursorOf([receipt.createdAt.toISOString(), receipt.id]),
    );
  }
}

@Resolver(() => Receipt)
export class ReceiptFields {
  @Query(() => Receipt, { nullable: true, description: "A receipt of one of the viewer's groups." })
  receipt(@Arg("id", () => ID, { description: "Of the receipt." }) id: string, @Ctx() ctx: AppContext) {
    return visibleReceipt(ctx, id);
  }

  @FieldResolver(() => Group, { description: "Whose receipt it is." })
  group(@Root() receipt: Receipt, @Ctx() ctx: AppContext): Promise<Group> {
    return shownGroup(ctx, receipt.groupId);
  }

  @Cost(3)
  @FieldResolver(() => [ReceiptPage], { description: "Its pages, in their order." })
  pages(@Root() receipt: Receipt, @Ctx() ctx: AppContext): Promise<ReceiptPage[]> {
    return ctx.loader(pagesByReceipt).load(receipt.id);
  }

  @FieldResolver(() => ReceiptReading, {
    nullable: true,
    description: "What it says, as it was read or corrected; null before that.",
  })
  reading(@Root() { id, currency, storedReading }: Receipt): ReceiptReading | null {
    if (!storedReading) return null;
    const { merchant, date, total, subtotal, tax, tip, checks, engines } = storedReading;
    return made(ReceiptReading, {
      receiptId: id,
      merchant: readText(merchant),
      date: date && made(ReadDate, { ...readText(date)! }),
      currency: readText(storedReading.currency),
      total: readMoney(total, currency),
      subtotal: readMoney(subtotal, currency),
      tax: readMoney(tax, currency),
      tip: readMoney(tip, currency),
      checks: checks.map((check) => shownCheck(check, currency)),
      engines: [...engines],
    });
  }

  @FieldResolver(() => Member, { nullable: true, description: "Who sent it." })
  uploadedBy(@Root() receipt: Receipt, @Ctx() ctx: AppContext): Promise<Member> {
    return ctx.loader(memberById).load(receipt.uploadedById);
  }

  @Cost(1)
  @FieldResolver(() => String, {
    nullable: true,
    description: "A link to the PDF as it was sent, good for a quarter of an hour; null for photos.",
  })
  documentUrl(@Root() { documentKey, documentName }: Receipt, @Ctx() ctx: AppContext): Promise<string> | null {
    if (documentKey === null) return null;
    return ctx.services.storage.signedUrl({
      key: documentKey,
      contentType: "application/pdf",
      fileName: documentName ?? "receipt.pdf",
      expiresAt: linkUntil(Date.now()),
    });
  }

  @FieldResolver(() => Receipt, {
    nullable: true,
    description: "An earlier receipt of the group that the very same files were sent for; null where there is none.",
  })
  sameAs(@Root() receipt: Receipt, @Ctx() ctx: AppContext): Promise<Receipt | null> {
    return ctx.loader(sameBefore).load(receipt);
  }
}

function boxOf(place: PlaceOnPage | null): Box | null {
  return place && made(Box, { ...place });
}

function readText(field: StoredField | null): ReadText | null {
  if (!field) return null;
  const { value, confidence, filled, place, alternatives } = field;
  return made(ReadText, { value, confidence, filled, box: boxOf(place), alternatives: [...alternatives] });
}

function readMoney(field: StoredField | null, currency: string): ReadMoney | null {
  if (!field) return null;
  const { value, confidence, filled, place, alternatives } = field;
  const money = (minor: string) => new MoneyOutput(BigInt(minor), currency);
  return made(ReadMoney, {
    value: money(value),
    confidence,
    filled,
    box: boxOf(place),
    alternatives: alternatives.map(money),
  });
}

function shownCheck({ rule, ok, expected, found }: StoredCheck, currency: string): ReceiptCheck {
  const money = (minor: string | null) => (minor === null ? null : new MoneyOutput(BigInt(minor), currency));
  return made(ReceiptCheck, { rule, ok, expected: money(expected), found: money(found) });
}

@Resolver(() => ReceiptReading)
export class ReceiptReadingFields {
  @Cost(20)
  @FieldResolver(() => [ReceiptLine], { description: "The lines of its bill, in their order." })
  lines(@Root() reading: ReceiptReading, @Ctx() ctx: AppContext): Promise<ReceiptLine[]> {
    return ctx.loader(linesByReceipt).load(reading.receiptId);
  }
}

@Resolver(() => ReceiptLine)
export class ReceiptLineFields {
  @FieldResolver(() => MoneyOutput, { description: "What the whole line costs, with the sign of a split's line." })
  amount(@Root() { minor, currency }: ReceiptLine): MoneyOutput {
    return new MoneyOutput(minor, currency);
  }

  @FieldResolver(() => Box, { nullable: true, description: "Where it stands; null where it was typed." })
  box(@Root() { place }: ReceiptLine): Box | null {
    return boxOf(place);
  }

  @Cost(3)
  @FieldResolver(() => [SplitClaim], { description: "Who says that they had it, and how much of it." })
  async claims(@Root() line: ReceiptLine, @Ctx() ctx: AppContext): Promise<SplitClaim[]> {
    const claims = await ctx.loader(claimsByLine).load(line.id);
    return claims.map(({ memberId, weight }) => made(SplitClaim, { memberId, weight }));
  }
}

@Resolver(() => ReceiptPage)
export class ReceiptPageFields {
  @Cost(1)
  @FieldResolver(() => String, {
    description: "A link to the smallest of its sizes that is so wide, good for a quarter of an hour.",
  })
  url(
    @Root() page: ReceiptPage,
    @Arg("width", () => Int, { nullable: true, description: "Pixels; the largest, where it is left out." })
    width: number | null | undefined,
    @Ctx() ctx: AppContext,
  ): Promise<string> {
    const wanted = width ?? page.width;
    const sizes = [
      { key: page.thumbnailKey, pixels: page.thumbnailWidth },
      { key: page.screenKey, pixels: page.screenWidth },
    ];
    return ctx.services.storage.signedUrl({
      key: sizes.find(({ pixels }) => pixels >= wanted)?.key ?? page.fullKey,
      contentType: "image/jpeg",
      fileName: `receipt-${page.position + 1}.jpg`,
      expiresAt: linkUntil(Date.now()),
    });
  }
}
