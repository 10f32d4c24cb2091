import { z } from "zod";

/** What a mail server, or whoever watches one, may send: `{"bounces": [{"email": "…", "permanent": true}]}`. */
const Bounces = z.object({
  bounces: z
    .array(z.object({ email: z.string().max(254), permanent: z.boolean().default(true) }))
    .min(1)
    .max(100),
});

/** The addresses that take no mail any more, as accounts have them; null where that cannot be read. */
export function bouncesFrom(body: unknown): string[] | null {
  const read = Bounces.safeParse(body);
  if (!read.success) return null;
  const permanent = read.data.bounces.filter((bounce) => bounce.permanent);
  const addresses = permanent.map(({ email }) => email.trim().toLowerCase().normalize("NFC"));
  // What PostgreSQL cannot keep is nobody's address.
  return [...new Set(addresses.filter((address) => !address.includes("\0")))];
}
