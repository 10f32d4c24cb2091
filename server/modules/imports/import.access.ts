import { isId } from "../../kernel/ids.js";
import type { Viewer } from "../../platform/actor.js";
import type { AppContext } from "../../platform/context.js";
import { entities } from "../../platform/reader.js";
import { notFound } from "../../platform/schema/refusals.js";
import type { Tx } from "../../platform/write.js";
import { type LockedGroup, lockGroup } from "../groups/group.access.js";
import { refusalOf } from "../groups/rights.js";
import { Import, ImportState } from "./import.entity.js";
import { IMPORT_COLUMNS, importForViewer } from "./import.loader.js";

/** The import, if this viewer may see it; null for every other id. */
export async function visibleImport(ctx: AppContext, id: string): Promise<Import | null> {
  void ctx.viewer;
  return isId("imp", id) ? ctx.loader(importForViewer).load(id) : null;
}

/** The import that this operation has just written; nothing to see for whoever was removed in that moment. */
export async function knownImport(ctx: AppContext, id: string): Promise<Import> {
  const found = await visibleImport(ctx, id);
  if (!found) throw notFound();
  return found;
}

/** An import that is about to move on, and the group that it concerns; the group is null before a new one is made. */
export interface LockedImport {
  readonly found: Import;
  readonly locked: LockedGroup | null;
}

/**
 * The import, locked, if this viewer may see it and may write into its group. The group's row is locked first, as by
 * everybody who writes.
 */
export async function lockImport(tx: Tx, viewer: Viewer, id: string): Promise<LockedImport> {
  const [seen] = isId("imp", id)
    ? await tx.before.rows<{ groupId: string | null }>("select group_id from imports where id = $1", [id])
    : [];
  if (!seen) throw notFound();
  // What was imported may be taken back from a group that was put away; committing into one is refused by the commit.
  const locked = seen.groupId === null ? null : await lockGroup(tx, viewer, seen.groupId, "look");
  const [row] = await tx.rows(`select ${IMPORT_COLUMNS} from imports i where i.id = $1 for update`, [id]);
  const [found] = entities(Import, row ? [row] : []);
  const isOwn = found?.userId === viewer.userId;
  if (!found || (found.state === ImportState.PREVIEWED && !isOwn)) throw notFound();
  // Another commit made the group while we waited for the import's row: look again, with the group's lock first.
  if (found.groupId !== seen.groupId) throw Object.assign(new Error("The import has moved on."), { code: "40001" });
  const seat = locked && { group: locked.group, member: locked.viewerMember };
  const refusal = seat && refusalOf(viewer, seat, "answer");
  if (refusal) throw refusal;
  return { found, locked };
}
