import type { Module } from "../../platform/module.js";
import { sqlRetention } from "../../platform/retention.js";
import { effectOf } from "../balances/effect.fields.js";
import { analyzeJob } from "./analyze.job.js";
import { visibleImport } from "./import.access.js";
import { Import } from "./import.entity.js";
import { importEvents } from "./import.events.js";
import { GroupImportFields, ImportFields, ImportPersonFields } from "./import.fields.js";
import { IMPORT_FILE } from "./import-file.js";
import { IMPORT_LIMITS } from "./limits.js";
import { ImportCommitPayload, ImportCommitResolver } from "./mutations/importCommit.js";
import { ImportStartResolver } from "./mutations/importStart.js";
import { ImportUndoPayload, ImportUndoResolver } from "./mutations/importUndo.js";

export const imports: Module = {
  name: "imports",
  ids: { imp: Import },
  limits: IMPORT_LIMITS,
  files: [IMPORT_FILE],
  entities: [Import],
  events: importEvents,
  tables: ["import_content", "import_people", "import_rows", "import_taken"],
  resolvers: [
    ImportFields,
    ImportPersonFields,
    GroupImportFields,
    ImportStartResolver,
    ImportCommitResolver,
    ImportUndoResolver,
    effectOf(ImportCommitPayload, ({ group }) => group.id),
    // What can be undone is in a group.
    effectOf(ImportUndoPayload, (undone) => undone.import.groupId!),
  ],
  nodes: { imp: visibleImport },
  endAccount: async (tx, userId) => {
    await tx.run("delete from imports where user_id = $1 and state = 'PREVIEWED'", [userId]);
    await tx.run("update imports set user_id = null where user_id = $1", [userId]);
  },
  // A preview that nobody has committed for a month is not worth its room.
  jobs: [analyzeJob],
  retention: [
    sqlRetention("previews", "imports", "old.state = 'PREVIEWED' and old.created_at < now() - interval '30 days'"),
  ],
};
