import { entities, type Reader } from "../../platform/reader.js";
import { FeedEntry } from "./feed.entity.js";

/** What concerns a person behind a number, over all their groups, oldest first; nothing is left out between two pages. */
export async function feedPage(reader: Reader, userId: string, after: bigint, limit: number): Promise<FeedEntry[]> {
  const rows = await reader.rows(
    "select * from feed_entries where user_id = $1 and number > $2 order by number limit $3",
    [userId, after, limit],
  );
  return entities(FeedEntry, rows);
}
