import { type ZodObject, z } from "zod";

/** What modules were told by environment variables when the process started. */
export interface Settings {
  /** The values of a module's own; the schema is the one that it declares. */
  of<Schema extends ZodObject>(schema: Schema): z.output<Schema>;
}

/** Settings that have been read, by the schemas of their modules. */
export function knownSettings(values: ReadonlyMap<ZodObject, unknown>): Settings {
  return {
    of<Schema extends ZodObject>(schema: Schema) {
      if (!values.has(schema)) throw new Error("No module declares these settings.");
      return values.get(schema) as z.output<Schema>;
    },
  };
}

/** Whether it is the address of something that is reached by one of these protocols. */
export function isAddress(text: string, protocols: readonly string[]): boolean {
  return protocols.some((protocol) => text.startsWith(`${protocol}://`)) && URL.canParse(text);
}

/** A setting that is an address. */
export function address(protocols: readonly string[]) {
  return z.string().refine((text) => isAddress(text, protocols), {
    message: `must be an address that begins with ${protocols.map((protocol) => `${protocol}://`).join(" or ")}`,
  });
}
