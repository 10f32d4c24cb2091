import { getMetadataArgsStorage } from "typeorm";
import { PREFIX } from "../kernel/ids.js";
import type { Module } from "../platform/module.js";

/** A module's tables, with and without an entity. */
export function tablesOf({ entities = [], tables = [] }: Module): string[] {
  const named = getMetadataArgsStorage().tables.filter(({ target }) => entities.includes(target as Function));
  return [...named.map(({ name }) => name!), ...tables];
}

/** What modules name, each name by one of them: of two that are called alike one would hide the other. */
const NAMES: Readonly<Record<string, (module: Module) => readonly string[]>> = {
  "the module": ({ name }) => [name],
  "the table": (module) => tablesOf(module),
  "the prefix": ({ ids }) => Object.keys(ids ?? {}),
  "the door of": ({ nodes }) => Object.keys(nodes ?? {}),
  "the refusal": ({ errors }) => (errors ?? []).map(({ name }) => name),
  "the limit": ({ limits }) => Object.values(limits ?? {}).map(({ name }) => name),
  "the setting": ({ settings }) => Object.keys(settings?.shape ?? {}),
  "the event": ({ events }) => (events ?? []).map(({ name }) => name),
  "the follower": ({ followers }) => (followers ?? []).map(({ name }) => name),
  "the purpose": ({ files }) => (files ?? []).map(({ name }) => name),
  "the retention of": ({ retention }) => (retention ?? []).map(({ name }) => name),
  "the job": ({ jobs }) => (jobs ?? []).map(({ name }) => name),
  "the path": ({ routes }) => (routes ?? []).map(({ path }) => path),
};

/** The modules as they are; throws where two say the same name, or one says what nobody can keep. */
export function withoutDoubles(modules: readonly Module[]): readonly Module[] {
  for (const [kind, namesOf] of Object.entries(NAMES)) {
    const seen = new Map<string, string>();
    for (const module of modules) {
      for (const name of namesOf(module)) {
        if (seen.has(name)) throw new Error(`${seen.get(name)} and ${module.name} both declare ${kind} ${name}.`);
        seen.set(name, module.name);
      }
    }
  }
  modules.forEach((module, index) => requireWellFormed(module, modules.slice(0, index + 1)));
  return modules;
}

/** `known`: the module and those before it. */
function requireWellFormed({ name, ids, nodes }: Module, known: readonly Module[]): void {
  for (const prefix of Object.keys(ids ?? {})) {
    if (!PREFIX.test(prefix)) throw new Error(`${name} declares ${prefix}: a prefix has three small letters.`);
  }
  const types = new Map(known.flatMap((module) => Object.entries(module.ids ?? {})));
  for (const prefix of Object.keys(nodes ?? {})) {
    if (!types.get(prefix)) throw new Error(`${name} has a door to ${prefix}, of which no earlier module has a type.`);
  }
}
