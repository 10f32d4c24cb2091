import type { Module } from "../../platform/module.js";
import { effectOf } from "../balances/effect.fields.js";
import { visibleImport } from "./import.access.js";
import { Import } from "./import.entity.js";
import { GroupImportFields, ImportFields, ImportPersonFields } from "./import.fields.js";
import { ImportCommitPayload, ImportCommitResolver } from "./mutations/importCommit.js";
import { ImportStartResolver } from "./mutations/importStart.js";
import { ImportUndoPayload, ImportUndoResolver } from "./mutations/importUndo.js";

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
    effectOf(ImportCommitPayload, ({ group }) => group.id),
    // What can be undone is in a group.
    effectOf(ImportUndoPayload, (undone) => undone.import.groupId!),
  ],
  nodes: { imp: visibleImport },
};
