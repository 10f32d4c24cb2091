import { Ctx, Field, FieldResolver, ObjectType, Resolver, Root } from "type-graphql";
import type { AppContext } from "../../platform/context.js";
import { made } from "../../platform/made.js";
import { Cost } from "../../platform/schema/cost.js";
import { ViewersOwn } from "../../platform/schema/viewers-own.js";
import { mayAnswer, mayCancel } from "./person-payment.js";
import { Settlement, SettlementStatus } from "./settlement.entity.js";
import { paymentOf, writingSeat } from "./settlement.fields.js";

@ObjectType({ description: "What the viewer may do with a settlement as it is, as the server would decide it now." })
export class SettlementRights {
  @Field({ description: "Say that it arrived; false where that is another's word, or it does not wait for one." })
  readonly confirm!: boolean;

  @Field({
    description: "Say that it did not arrive; false where that is another's word, or it does not wait for one.",
  })
  readonly reject!: boolean;

  @Field({ description: "Take it back; false where only the two may, or it was rejected or taken back." })
  readonly cancel!: boolean;
}

@Resolver(() => Settlement)
export class SettlementRightsFields {
  @Cost(1)
  @ViewersOwn()
  @FieldResolver(() => SettlementRights, { description: "What the viewer may do with it." })
  async viewerCan(@Root() settlement: Settlement, @Ctx() ctx: AppContext): Promise<SettlementRights> {
    const seat = await writingSeat(ctx, settlement);
    const payment = await paymentOf(ctx, settlement);
    const waits = payment?.waits ?? settlement.status === SettlementStatus.PENDING;
    const counts = settlement.status === SettlementStatus.CONFIRMED;
    const answers = waits && seat !== null && mayAnswer(settlement, payment, seat);
    return made(SettlementRights, {
      confirm: answers,
      reject: answers,
      cancel: (waits || counts) && seat !== null && mayCancel(settlement, payment, seat),
    });
  }
}
