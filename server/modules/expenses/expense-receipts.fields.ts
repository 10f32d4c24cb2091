import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { AppContext } from "../../platform/context.js";
import { Cost } from "../../platform/schema/cost.js";
import { Receipt } from "../receipts/receipt.entity.js";
import { receiptsByExpense } from "../receipts/receipt.loader.js";
import { Expense } from "./expense.entity.js";
import { expenseForViewer } from "./expense.loader.js";

@Resolver(() => Expense)
export class ExpenseReceiptFields {
  @Cost(2)
  @FieldResolver(() => [Receipt], { description: "Its receipts, oldest first; at most 20." })
  receipts(@Root() expense: Expense, @Ctx() ctx: AppContext): Promise<Receipt[]> {
    return ctx.loader(receiptsByExpense).load(expense.id);
  }
}

@Resolver(() => Receipt)
export class ReceiptExpenseFields {
  @FieldResolver(() => Expense, { nullable: true, description: "What it belongs to; null while that is nothing." })
  expense(@Root() receipt: Receipt, @Ctx() ctx: AppContext): Promise<Expense | null> | null {
    return receipt.expenseId === null ? null : ctx.loader(expenseForViewer).load(receipt.expenseId);
  }
}
