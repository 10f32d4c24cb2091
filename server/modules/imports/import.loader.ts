import DataLoader from "dataloader";
import { groupBy } from "../../kernel/group-by.js";
import type { Viewer } from "../../platform/actor.js";
import type { AppContext } from "../../platform/context.js";
import { entities, type Reader } from "../../platform/reader.js";
import { Import, ImportPerson, type StoredLists } from "./import.entity.js";

/** What every reader needs. What can be as long as the file is read by `storedOfImport`, where somebody asks for it. */
export const IMPORT_COLUMNS = `i.id, i.user_id, i.format, i.state, i.group_id, i.made_group, i.group_name, i.currency,
  i.file_name, i.encoding, i.upload_id, i.source_id, i.expense_count, i.settlement_count, i.known_count, i.created_at,
  i.committed_at`;

/**
 * Imports by id, if this viewer may see them; null for all others. One that was only previewed is its maker's alone; what
 * concerns a group is for those who are in it.
 */
export function importForViewer(reader: Reader, viewer: Viewer | null) {
  return new DataLoader<string, Import | null>(async (ids) => {
    const rows = await reader.rows(
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
    const rows = await reader.rows(
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

interface StoredKey {
  readonly importId: string;
  readonly list: keyof StoredLists;
}

/** Lists that are kept with imports: one statement, whichever of them, and of however many imports, are asked for. */
function storedOfImport(reader: Reader) {
  return new DataLoader<StoredKey, StoredLists[keyof StoredLists], string>(
    async (keys) => {
      const rows = await reader.rows<StoredKey & { stored: StoredLists[keyof StoredLists] }>(
        `select i.id as import_id, asked.list, case asked.list
           when 'totals' then i.totals when 'questions' then i.questions when 'unknownPayers' then i.unknown_payers
           when 'gone' then i.gone when 'changed' then i.changed when 'problems' then i.problems
           when 'keptIds' then to_jsonb(i.kept_ids) end as stored
         from unnest($1::text[], $2::text[]) as asked (id, list) join imports i on i.id = asked.id`,
        [keys.map(({ importId }) => importId), keys.map(({ list }) => list)],
      );
      const byKey = new Map(rows.map((row) => [nameOf(row), row.stored]));
      return keys.map((key) => byKey.get(nameOf(key)) ?? []);
    },
    { cacheKeyFn: nameOf },
  );
}

const nameOf = ({ importId, list }: StoredKey) => `${importId} ${list}`;

/** One of the lists of an import that the viewer was found to see. */
export async function storedList<List extends keyof StoredLists>(
  ctx: AppContext,
  { id }: Import,
  list: List,
): Promise<StoredLists[List]> {
  return (await ctx.loader(storedOfImport).load({ importId: id, list })) as StoredLists[List];
}
