import { Ctx, FieldResolver, ObjectType, Resolver, Root } from "type-graphql";
import type { AppContext } from "../../platform/context.js";
import { Cost } from "../../platform/schema/cost.js";
import { DefaultSplitSetPayload } from "../expenses/mutations/defaultSplitSet.js";
import { ExpenseCreatePayload } from "../expenses/mutations/expenseCreate.js";
import { ExpenseDeletePayload } from "../expenses/mutations/expenseDelete.js";
import { ExpenseRestorePayload } from "../expenses/mutations/expenseRestore.js";
import { ExpenseUpdatePayload } from "../expenses/mutations/expenseUpdate.js";
import { shownGroup } from "../groups/group.access.js";
import { SettlementCancelPayload } from "../settlements/mutations/settlementCancel.js";
import { SettlementConfirmPayload } from "../settlements/mutations/settlementConfirm.js";
import { SettlementCreatePayload } from "../settlements/mutations/settlementCreate.js";
import { Balance, GroupBalanceFields, Transfer } from "./balance.fields.js";

@ObjectType({
  description: "Where a group's money stands after a write, or would stand after one that was only tried.",
})
export class LedgerEffect {
  readonly groupId: string;

  constructor(groupId: string) {
    this.groupId = groupId;
  }
}

const groupFields = new GroupBalanceFields();

@Resolver(() => LedgerEffect)
export class LedgerEffectFields {
  @Cost(10)
  @FieldResolver(() => [Balance], { description: "All balances of the group, as `Group.balances` has them." })
  async balances(@Root() effect: LedgerEffect, @Ctx() ctx: AppContext): Promise<Balance[]> {
    return groupFields.balances(await shownGroup(ctx, effect.groupId), null, ctx);
  }

  @Cost(10)
  @FieldResolver(() => [Transfer], { description: "All suggestions, as `Group.suggestedTransfers` has them." })
  async transfers(@Root() effect: LedgerEffect, @Ctx() ctx: AppContext): Promise<Transfer[]> {
    return groupFields.suggestedTransfers(await shownGroup(ctx, effect.groupId), null, ctx);
  }
}

/** The field `effect` of a mutation's payload. */
export function effectOf<Payload extends object>(
  payload: new (...values: never[]) => Payload,
  groupIdOf: (payload: Payload) => string,
): Function {
  @Resolver(() => payload)
  class EffectFields {
    @FieldResolver(() => LedgerEffect, { description: "Where the group's money stands now, or would stand." })
    effect(@Root() root: object): LedgerEffect {
      return new LedgerEffect(groupIdOf(root as Payload));
    }
  }
  return EffectFields;
}

/** Every write that moves money says what it did. */
export const effectFields: readonly Function[] = [
  ...[ExpenseCreatePayload, ExpenseUpdatePayload, ExpenseDeletePayload, ExpenseRestorePayload].map((payload) =>
    effectOf(payload, ({ expense }) => expense.groupId),
  ),
  effectOf(DefaultSplitSetPayload, ({ group }) => group.id),
  ...[SettlementCreatePayload, SettlementConfirmPayload, SettlementCancelPayload].map((payload) =>
    effectOf(payload, ({ settlement }) => settlement.groupId),
  ),
];
