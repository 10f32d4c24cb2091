import { z } from "zod";

/** Whose deliveries leave, and which: those that are due by this moment. */
const payload = z.object({ userId: z.string(), due: z.iso.datetime() });

export type Due = z.output<typeof payload>;

/** Has the mail leave that is due: tried for about a day. */
export const MAIL = { name: "notifications.mail", attempts: 12, payload } as const;

/** Has pushes and text messages leave that are due. News of yesterday is no push: tried for about four hours. */
export const NOTICE = { name: "notifications.notice", attempts: 9, payload } as const;

/** Sends a code to a phone. It is good for ten minutes: whoever waits longer adds the phone again. */
export const CODE = { name: "notifications.code", attempts: 4, payload: z.object({ deviceId: z.string() }) } as const;
