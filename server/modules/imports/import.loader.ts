import DataLoader from "dataloader";
import { groupBy } from "../../kernel/group-by.js";
import type { Viewer } from "../../platform/context.js";
import { entities, type Reader } from "../../platform/database.js";
import { Import, ImportPerson } from "./import.entity.js";

/** All but the content, which is large and needed by a commit alone. */
const IMPORT_COLUMNS = `i.id, i.user_id, i.format, i.state, i.group_id, i.made_group, i.group_name, i.currency, i.file_name,
  i.encoding, i.upload_id, i.source_id, i.expense_count, i.settlement_count, i.known_count, i.totals as stored_totals,
  i.questions as stored_questions, i.unknown_payers as stored_unknown_payers, i.gone as stored_gone,
  i.changed as stored_changes, i.problems, i.kept_ids, i.created_at, i.committed_at`;

/**
 * Imports by id, if this viewer may see them; null for all others. One that was only previewed is its maker's alone; what
 * concerns a group is for those who are in it.
 */
export function importForViewer(reader: Reader, viewer: Viewer | null) {
  return new DataLoader<string, Import | null>(async (ids) => {
    const rows = await reader.rows<Import>(
      `select ${IMPORT_COLUMNS} from imports i
       left join members v on v.group_id = i.group_id and v.user_id = $2 and v.left_at is null
       where i.id = any($1) and (i.state <> 'PREVIEWED' or i.user_id = $2) and (i.group_id is null or v.id is not null)`,
      [ids, viewer?.userId ?? null],
    );
    const byId = new Map(entities(Import, rows).map((found) => [found.id, found]));
    return ids.map((id) => byId.get(id) ?? null);
  });
}

/** What was imported into groups that the viewer may see, newest first. */
export function importsByGroup(reader: Reader) {
  return new DataLoader<string, Import[]>(async (groupIds) => {
    const rows = await reader.rows<Import>(
      `select ${IMPORT_COLUMNS} from imports i where i.group_id = any($1) and i.state <> 'PREVIEWED'
       order by i.committed_at desc, i.id desc`,
      [groupIds],
    );
    const imports = groupBy(entities(Import, rows), (found) => found.groupId!);
    return groupIds.map((groupId) => imports.get(groupId) ?? []);
  });
}

/** The people of imports, in the order of the file. */
export function peopleByImport(reader: Reader) {
  return new DataLoader<string, ImportPerson[]>(async (importIds) => {
    const rows = await reader.rows<ImportPerson & { importId: string }>(
      `select import_id, name, member_id, is_viewer as importer from import_people
       where import_id = any($1) order by import_id, position`,
      [importIds],
    );
    const people = groupBy(rows, (row) => row.importId);
    return importIds.map((id) => entities(ImportPerson, people.get(id) ?? []));
  });
}
