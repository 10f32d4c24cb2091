import type { Module } from "../../platform/module.js";
import { HomeFields } from "./home.fields.js";

export const home: Module = {
  name: "home",
  resolvers: [HomeFields],
};
