import type { Module } from "../../platform/module.js";
import { SplitClaimFields } from "./bill.fields.js";

/** The lines of a bill and who had what of them, for whoever has bills: receipts, and expenses. */
export const bills: Module = { name: "bills", resolvers: [SplitClaimFields] };
