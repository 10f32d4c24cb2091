import { isId } from "../../kernel/ids.js";
import type { Viewer } from "../../platform/actor.js";
import type { AppContext } from "../../platform/context.js";
import type { Reader } from "../../platform/reader.js";
import { badInput, topLevel } from "../../platform/schema/top-level-errors.js";

/** Groups that one question may name; all of one's own are always answered. */
export const GROUPS_MAX = 500;

/** Where spending is read, and by whom: a context of the API, or what a job has made for somebody. */
export type SpendingReader = Pick<AppContext, "reader" | "loader"> & { readonly viewer: Pick<Viewer, "userId"> };

/** For who answers somebody beside a request: a job, a report. Loaders live as long as this does. */
export function spendingReader(reader: Reader, userId: string): SpendingReader {
  const viewer = { userId } as Viewer;
  const loaders = new Map<unknown, unknown>();
  const loader: SpendingReader["loader"] = (factory) => {
    let made = loaders.get(factory) as ReturnType<typeof factory> | undefined;
    if (!made) {
      made = factory(reader, viewer);
      loaders.set(factory, made);
    }
    return made;
  };
  return { reader, viewer, loader };
}

/** A group, whoever asks: nothing of it is anybody's own. */
export function ofGroup(groupId: string): SpendingScope {
  return { groupIds: [groupId], ownIds: [], ownGroupIds: [] };
}

/** The groups that a question is about, all of which the viewer is in. */
export interface SpendingScope {
  readonly groupIds: readonly string[];
  /** The viewer's own members in them, of earlier stays too, and whose group each is. */
  readonly ownIds: readonly string[];
  readonly ownGroupIds: readonly string[];
}

interface Place {
  readonly groupId: string;
  readonly memberId: string;
}

/** A group counts while the viewer is in it, archived or not; what they bore there in an earlier stay is theirs too. */
const PLACES = `
  select m.group_id, m.id as member_id from members m
  where m.user_id = $1 and ($2::text[] is null or m.group_id = any($2)) and exists (
    select from members n where n.group_id = m.group_id and n.user_id = $1 and n.left_at is null)
  order by m.group_id, m.position`;

/**
 * These groups, or (null) all of the viewer's. One that is not theirs is NOT_FOUND, whether it exists or not.
 */
export async function spendingScope(
  { reader, viewer }: SpendingReader,
  groupIds: readonly string[] | null | undefined,
): Promise<SpendingScope> {
  const wanted = groupIds ? [...new Set(groupIds)] : null;
  if (wanted && wanted.length > GROUPS_MAX) throw badInput("groupIds", `At most ${GROUPS_MAX} groups.`);
  if (wanted?.some((id) => !isId("grp", id))) throw notTheirs();
  const places = await reader.rows<Place>(PLACES, [viewer.userId, wanted]);
  const found = [...new Set(places.map(({ groupId }) => groupId))];
  if (wanted && found.length < wanted.length) throw notTheirs();
  return {
    groupIds: found,
    ownIds: places.map(({ memberId }) => memberId),
    ownGroupIds: places.map(({ groupId }) => groupId),
  };
}

function notTheirs() {
  return topLevel("NOT_FOUND", "There is no such thing, or it is not yours to see.");
}
