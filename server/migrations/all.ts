import { FirstHouse1795000000000 } from "./1795000000000-first-house.js";

/** Every migration, oldest first. */
export const migrations = [FirstHouse1795000000000];
