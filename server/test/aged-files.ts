import type { Services } from "../platform/context.js";

/** The services of a product all of whose files were written so many hours ago. */
export function withAgedFiles(services: Services, hours: number): Services {
  const { storage } = services;
  return {
    ...services,
    storage: Object.assign(Object.create(storage), {
      head: async (key: string) => {
        const found = await storage.head(key);
        return found && { ...found, writtenAt: new Date(Date.now() - hours * 3_600_000) };
      },
    }),
  };
}
