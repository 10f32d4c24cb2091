/** What can be counted of what a test costs, whatever the machine. */
export type Kind =
  | "cases"
  | "operations"
  | "servers"
  | "databases"
  | "commands"
  | "products"
  | "browsers"
  | "windows"
  | "looks";
export const NORM: Record<Kind, number> = {
  cases: 0,
  operations: 0,
  servers: 1,
  databases: 0,
  commands: 0,
  products: 0,
  browsers: 0,
  windows: 0,
  looks: 0,
};
export const BUDGETS: Record<string, Partial<Record<Kind, number>>> = {};
