/** A receipt that nobody ever got, with what one should read off it. */
export interface InventedReceipt {
  readonly text: string;
  readonly merchant: string;
  readonly date: string;
  readonly currency: string;
  readonly total: string;
  readonly tax?: string;
  readonly tip?: string;
  /** All lines: "quantity | name | amount", and "TAX | name | amount" and so on for what is no item. */
  readonly lines: readonly string[];
  /** Rules that this receipt breaks itself. */
  readonly broken?: readonly string[];
}
