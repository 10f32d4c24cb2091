import type { Module } from "../../platform/module.js";
import { visibleImport } from "./import.access.js";
import { Import } from "./import.entity.js";
import { GroupImportFields, ImportFields, ImportPersonFields } from "./import.fields.js";
import { ImportCommitResolver } from "./mutations/importCommit.js";
import { ImportStartResolver } from "./mutations/importStart.js";
import { ImportUndoResolver } from "./mutations/importUndo.js";

export const imports: Module = {
  name: "imports",
  entities: [Import],
  resolvers: [
    ImportFields,
    ImportPersonFields,
    GroupImportFields,
    ImportStartResolver,
    ImportCommitResolver,
    ImportUndoResolver,
  ],
  nodes: { imp: visibleImport },
};
